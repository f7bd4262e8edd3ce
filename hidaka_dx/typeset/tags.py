"""The structure tree written into the PDF: structure elements, parent tree, identifiers (ISO 32000-1, 14.7)."""

from collections.abc import Mapping
from typing import Any, Final

from hidaka_dx.typeset import marks, signature_field
from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.link_texts import link_text
from hidaka_dx.typeset.marks import MarkedPage
from hidaka_dx.typeset.node import CELLS, Leaf, Node
from hidaka_dx.typeset.objects import referred
from hidaka_dx.typeset.targets import HEADINGS, Targets
from hidaka_dx.typeset.telling_apart import Said, told_apart

_PIXEL: Final = 0.75
"""Points in a CSS pixel, on a page in its natural size."""
_BLOCKS: Final = HEADINGS | {"P"}
"""Block roles after which a footnote is read; in any other block it is read at the end."""


class Writer:
    """Writes one structure tree into a pydyf document whose pages have been painted."""

    def __init__(self, pdf: Any, sheets: list[MarkedPage], targets: Targets, zoom: float = 1.0) -> None:
        """Take the document with WeasyPrint's empty tree in it, its pages, where links may lead, and the size of pages."""
        self._pixel = _PIXEL * zoom
        self._pdf, self._sheets, self._targets = pdf, sheets, targets
        self._pages = pdf.page_references
        self._root = referred(pdf, pdf.catalog["StructTreeRoot"])
        self._parents: dict[int, list[bytes]] = {}
        """Parent tree: for each stream, by its key, the elements by MCID."""
        self._singles: dict[int, bytes] = {}
        """Parent tree: the element of each annotation."""
        self._names: dict[str, bytes] = {}
        self._links: list[tuple[Said, list[Any]]] = []
        """Links with their annotations."""
        self._keys: dict[int, int] = {}
        """Keys of streams by object number."""
        for key, stream in enumerate([sheet.content for sheet in sheets] + [g for s in sheets for g in s.groups]):
            self._keys[stream.number] = key
            self._parents[key] = []
            if key >= len(sheets):
                stream.extra["StructParents"] = key

    def write(self, tree: Node) -> None:
        """Write the tree below WeasyPrint's Document element."""
        document = referred(self._pdf, self._root["K"][0])
        document["K"] = pydyf.Array(self._kids(tree, document))
        self._describe_links()
        numbers = pydyf.Array()
        for key, elements in self._parents.items():
            numbers += [key, pydyf.Array(elements)]
        for key, element in self._singles.items():
            numbers += [key, element]
        referred(self._pdf, self._root["ParentTree"])["Nums"] = numbers
        self._root["ParentTreeNextKey"] = len(self._parents) + len(self._singles)
        if self._names:
            pairs = [part for name in sorted(self._names) for part in (pydyf.String(name), self._names[name])]
            self._root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})

    def _kids(self, node: Node, element: Any) -> list[Any]:
        """Write the children of a node; return the entries of its /K array."""
        kids: list[Any] = []
        for kid in _in_order(node):
            if isinstance(kid, Leaf):
                kids += self._leaf(kid, element)
            else:
                kids += self._element(kid, element)
        return kids

    def _element(self, node: Node, parent: Any) -> list[bytes]:
        """Write one structure element; return its reference, or none if it is empty."""
        if not self._alive(node):
            return []
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{self._role(node)}", "P": parent.reference})
        self._pdf.add_object(element)
        for name, text in node.entries.items():
            element[name] = pydyf.String(text)
        if identifier := node.entries.get("ID"):
            self._names[identifier] = element.reference
        if attributes := {**node.attributes, **self._frame(node)}:
            element["A"] = pydyf.Dictionary(attributes)
        kids = self._kids(node, element) + self._annotations(node, element) + self._field(node, element)
        if kids:
            element["K"] = pydyf.Array(kids)
        return [element.reference]

    def _alive(self, node: Node) -> bool:
        """Tell whether any content of a node has been painted."""
        if node.role in CELLS or node.role == "Form":
            return True
        return any(self._alive(kid) if isinstance(kid, Node) else self._painted(kid) for kid in _in_order(node))

    def _painted(self, leaf: Leaf) -> bool:
        """Tell whether a box has painted marked content."""
        return leaf.box in self._sheets[leaf.page].marks

    def _role(self, node: Node) -> str:
        """Return the role to write: a link without a usable target becomes a Span."""
        lost = node.role == "Link" and not any(leaf.box.link_annotation for leaf in node.links)
        return "Span" if lost else node.role

    def _leaf(self, leaf: Leaf, element: Any) -> list[Any]:
        """Write painted content as a child: a bare MCID on the element's own page, else with page and stream."""
        marks_of_box = self._sheets[leaf.page].marks.get(leaf.box, [])
        return [self._mark(mark, leaf.page, element) for mark in marks_of_box]

    def _mark(self, mark: marks.Mark, number: int, element: Any) -> Any:
        """Write the marked content with a given number of a page as a child."""
        self._place(mark, element)
        sheet, page = self._sheets[number], self._pages[number]
        if mark.stream is sheet.content and element.setdefault("Pg", page) == page:
            return mark.number
        reference = {"Type": "/MCR", "Pg": page, "MCID": mark.number}
        if mark.stream is not sheet.content:
            reference["Stm"] = mark.stream.reference
        return pydyf.Dictionary(reference)

    def _place(self, mark: marks.Mark, element: Any) -> None:
        """Add a mark to the parent tree."""
        elements = self._parents[self._keys[mark.stream.number]]
        elements += [b"null"] * (mark.number + 1 - len(elements))
        elements[mark.number] = element.reference

    def _annotations(self, node: Node, element: Any) -> list[Any]:
        """Write the annotations of a link: one Link element however many boxes it has (ISO 14289-1, 7.18.5)."""
        references = []
        there = [leaf for leaf in node.links if leaf.box.link_annotation is not None]
        if there:
            annotations = [leaf.box.link_annotation for leaf in there]
            self._links.append((link_text(node.leaves(), _target(annotations[0]), self._targets), annotations))
        for leaf in there:
            annotation = leaf.box.link_annotation
            annotation["StructParent"] = len(self._parents) + len(self._singles)
            self._singles[annotation["StructParent"]] = element.reference
            reference = {"Type": "/OBJR", "Obj": annotation.reference, "Pg": self._pages[leaf.page]}
            references.append(pydyf.Dictionary(reference))
        return references

    def _field(self, node: Node, element: Any) -> list[Any]:
        """Write the field of a signature that a Form stands for (ISO 14289-1, 7.18.4)."""
        if node.role != "Form" or node.frame is None:
            return []
        key, page = len(self._parents) + len(self._singles), self._pages[node.frame.page]
        field = signature_field.write(self._pdf, page, self._frame(node)["BBox"], key, node.entries.get("Alt", ""))
        self._singles[key] = element.reference
        return [pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page})]

    def _describe_links(self) -> None:
        """Write what each link says, now that all are known."""
        words = told_apart([found for found, _ in self._links])
        for (_, annotations), said in zip(self._links, words, strict=True):
            for annotation in annotations:
                annotation["Contents"] = pydyf.String(said)

    def _frame(self, node: Node) -> dict[str, Any]:
        """Return a figure's bounding box on its page, in points from the bottom left."""
        if node.frame is None:
            return {}
        box, sheet = node.frame.box, self._sheets[node.frame.page]
        left, top = box.content_box_x() * self._pixel, (sheet.height - box.content_box_y()) * self._pixel
        corners = (left, top - box.height * self._pixel, left + box.width * self._pixel, top)
        return {"O": "/Layout", "BBox": pydyf.Array(corners)}


def _in_order(node: Node) -> list[Node | Leaf]:
    """Return the children with the footnotes in reading order."""
    kids: list[Node | Leaf] = []
    for kid in node.kids:
        kids.append(kid)
        if isinstance(kid, Node) and kid.role in _BLOCKS:
            kids += kid.notes
    return kids if node.role in _BLOCKS else [*kids, *node.notes]


def _target(annotation: Mapping[str, Any]) -> str:
    """Return where a link leads: the id or the address."""
    found = annotation["Dest"] if "Dest" in annotation else annotation["A"]["URI"]
    return str(found.string)
