"""Builds the structure tree from the laid-out boxes in one traversal, before painting."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hidaka_dx.typeset import roles, spoken_signs, word_spaces
from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.floats import PLACE_OF
from hidaka_dx.typeset.node import Leaf, Node
from hidaka_dx.typeset.targets import LinkTarget, Targets
from hidaka_dx.typeset.telling_apart import Said, told_apart

_LOGGER: Final = logging.getLogger("weasyprint")
"""The press converts messages of this logger to problems."""
SPOKEN: Final = {"Figure", "Form"}
"""Roles of what has no words of its own: a picture, the field of a signature."""
WORDS: Final = frozenset({"text", "element", "element_tag", "position_x", "width", "link_annotation"})
"""What the tree needs of a text once it is painted: its words, and whether there is a gap before the next."""


class Structure:
    """The structure tree of a document, and the boxes that are artifacts."""

    def __init__(self, pages: Iterable[Any], language: str) -> None:
        """Read WeasyPrint's pages; `language` is that of the whole document."""
        self.root = Node("Document", language)
        self.leaves: set[Any] = set()
        """Boxes whose painted content is in the tree."""
        self.artifacts: defaultdict[int, dict[Any, str]] = defaultdict(dict)
        """Painted boxes outside the tree, by page, with their kinds (see `roles`)."""
        self.notes: dict[int, list[tuple[str, Leaf]]] = {}
        """Footnotes by page: anchor and box."""
        self.targets = Targets()
        """Where links may lead."""
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._figures: list[tuple[Node, str]] = []
        """Figures with what their section is called."""
        self._count = 0
        self.blanks: set[Any] = set()
        """Text boxes whose trailing space was dropped."""
        self._line: tuple[Any, Any] = (None, None)
        self._last: tuple[Any, tuple[Any, Any]] = (None, self._line)
        self._gap = False
        for number, page in enumerate(pages):
            self._page = number
            self._visit(page._page_box, self.root, None)  # noqa: SLF001
        for node in list(self._nodes.values()):
            if node.role == "Ruby":
                node.part()
        self._restore_order()
        self._tell_figures_apart()
        self.signs = dict(self._signs())
        """Spoken signs before and after the text boxes at the ends of deletions and insertions."""

    def _restore_order(self) -> None:
        """Let moved figures be read where they stand in the document (`floats`)."""
        named = [(element, tag, node) for (element, tag), node in self._nodes.items()]
        figures = {element.get("id"): node for element, tag, node in named if tag == "figure"}
        keepers = [(element.get(PLACE_OF), node) for element, _, node in named if element.get(PLACE_OF)]
        for name, keeper in keepers:
            figure, place = figures.get(name), keeper.parent
            if figure is not None and figure.parent is not None and place is not None:
                figure.parent.kids.remove(figure)
                place.kids[place.kids.index(keeper)] = figure
                figure.parent = place

    def _tell_figures_apart(self) -> None:
        """Let no two figures have the same alternative text."""
        alts = [Said(node.entries.get("Alt", ""), section, str(at)) for at, (node, section) in enumerate(self._figures)]
        for (node, _), words in zip(self._figures, told_apart(alts), strict=True):
            if "Alt" in node.entries:
                node.entries["Alt"] = words

    def _signs(self) -> Iterator[tuple[Any, tuple[str, str]]]:
        """Find the first and last text box of each deletion and insertion, which carry its spoken signs."""
        runs = (
            (tag, run) for (_, tag), node in self._nodes.items() if tag in spoken_signs.SIGNS for run in _runs(node)
        )
        for tag, run in runs:
            texts = [leaf.box for leaf in run if hasattr(leaf.box, "text")]
            if texts:
                before, after = spoken_signs.SIGNS[tag]
                after += " " if texts[-1] in self.blanks else ""
                self.blanks.discard(texts[-1])
                yield from (
                    {texts[0]: (before, ""), texts[-1]: ("", after)}.items()
                    if len(texts) > 1
                    else [(texts[0], (before, after))]
                )

    def anchor(self, call: Any) -> str:
        """Return the anchor of the footnote that a call refers to."""
        return self._nodes[(call.footnote.element, call.footnote.element_tag)].entries["ID"]

    def free(self, page: int, painted: Iterable[Any]) -> None:
        """Free what only the painting of a page needs: artifact boxes, and all but the words of texts in the tree."""
        self.artifacts.pop(page, None)
        for box in painted:
            if isinstance(box, boxes.TextBox):
                box.__dict__ = {name: value for name, value in vars(box).items() if name in WORDS}

    def _visit(self, box: Any, node: Node, source: Any) -> None:
        """Read a box into a node; `source` is the element of the enclosing box."""
        box = getattr(box, "_box", box)  # placeholder of an absolutely positioned box
        key = (box.element, box.element_tag)
        if kind := roles.artifact(box) or self._repeated(box, key):
            self._discard(box, kind)
            return
        inner = node if key == source else self._enter(box, node, key)
        self.targets.meet(box, inner, node)
        around, self._line = self._line, (key, box) if isinstance(box, boxes.LineBox) else self._line
        self._read(box, inner)
        for child in box.children:
            self._visit(child, inner, key)
        self._line = around

    def _read(self, box: Any, node: Node) -> None:
        """Add the content that a box paints itself."""
        if isinstance(box, boxes.TextBox) and not (_visible(box) and box.text.strip(" \t\n\u200b")):
            self._gap = self._gap or "\u200b" not in box.text
        elif isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            node.write(Leaf(box, self._page))
            self.leaves.add(box)
            self._separate(box, getattr(box, "text", ""))
            self._last, self._gap = (box, self._line), False

    def _separate(self, box: Any, text: str) -> None:
        """Record that a space was lost after the preceding text of the same paragraph."""
        last, (key, line) = self._last
        if key != self._line[0] or not hasattr(last, "text") or last.text.endswith(" ") or text.startswith(" "):
            return
        parted = line is not self._line[1] and "::" not in box.element_tag
        if self._gap or (parted and word_spaces.is_space_lost(last.text, text, "".join(box.element.itertext()))):
            self.blanks.add(last)

    def _repeated(self, box: Any, key: tuple[Any, str]) -> str:
        """Tell whether a table head or foot has been read before: a table over several pages repeats it."""
        again = (getattr(box, "is_header", False) or getattr(box, "is_footer", False)) and key in self._nodes
        return roles.PAGINATION if again else ""

    def _discard(self, box: Any, kind: str) -> None:
        """Record a box and its descendants as artifacts."""
        self.artifacts[self._page][box] = kind
        if roles.is_visual_only(box, kind):
            box.only_seen = True  # read by justify: such text is drawn as paths
        for child in box.children:
            self._discard(getattr(child, "_box", child), kind)

    def _enter(self, box: Any, outer: Node, key: tuple[Any, str]) -> Node:
        """Return the node of a box's element: its existing one, a new one, or the enclosing node if it has no role."""
        node = self._nodes.get(key)
        if node is None:
            node = self._begin(box, outer)
            if node is outer:
                return outer
            self._nodes[key] = node
        if node.role == "Reference" and box.footnote is not None:
            node = self._nodes[key] = self._call(box, node)
        if node.role == "Link":
            node.links.append(Leaf(box, self._page))
        if node.role == "Note" and not node.kids:
            self.notes.setdefault(self._page, []).append((node.entries["ID"], Leaf(box, self._page)))
        return node

    def _begin(self, box: Any, outer: Node) -> Node:
        """Create the node of an element, if it has a role."""
        if box.element is None or box.element_tag.startswith(("html", "body")):
            return outer
        role = roles.role(box, outer.role, contents=outer.contents)
        language = roles.language(box)
        language = "" if language == outer.language else language
        expansion = roles.expansion(box)
        role = role or ("Span" if language or expansion else "")
        if not role:
            return outer
        node = Node(role, language, contents=box.element_tag == "nav", attributes=roles.attributes(box, role))
        texts = {"Lang": language, "E": expansion, "Alt": self._alternative(box) if role in SPOKEN else ""}
        node.entries = {name: text for name, text in texts.items() if text}
        if role in SPOKEN:
            node.frame = Leaf(box, self._page)
        if role == "Figure":
            self._figures.append((node, self.targets.section))
        return outer.add(node)

    def _alternative(self, box: Any) -> str:
        """Return an image's alternative text; log an error if there is none (ISO 14289-1, 7.3)."""
        words = roles.alternative(box)
        if not words:
            source = box.element.get("src") or box.element.get("id") or box.element_tag.rpartition("}")[2]
            _LOGGER.error("画像「%s」に代替テキストがありません。図が伝える内容を alt に書いてください", source)
        return words

    def _call(self, box: Any, reference: Node) -> Node:
        """Create the Note of a footnote after the block of its call, and at the call a link to it (ISO 14289-1, 7.9)."""
        self._count += 1
        note = Node("Note", roles.language(box.footnote) or reference.language, entries={"ID": f"note-{self._count}"})
        self._nodes[(box.footnote.element, box.footnote.element_tag)] = note
        self.targets.places[note.entries["ID"]] = LinkTarget("", note)
        block = reference.parent
        while block is not None and block.role in {"Span", "Quote", "Code", "Link", "Ruby", "RB", "Reference"}:
            block = block.parent
        if block is not None:
            note.parent = block
            block.notes.append(note)
        return reference.add(Node("Link"))


def _runs(node: Node) -> list[list[Leaf]]:
    """Return the leaves by line: those of a node itself, then those of each ruby text above it."""
    own, readings = list[Leaf](), list[list[Leaf]]()
    for kid in node.kids:
        if isinstance(kid, Leaf):
            own.append(kid)
        elif kid.role == "RT":
            readings.append(list(kid.leaves()))
        elif kid.role != "Note":
            first, *others = _runs(kid)
            own += first
            readings += others
    return [own, *readings]


def _visible(box: Any) -> bool:
    """Tell whether a text box is visible on the page."""
    return bool(box.style["visibility"] == "visible")
