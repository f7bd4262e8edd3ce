"""Markdown of the chapters: CommonMark without HTML, reduced to what a plan's prose needs.

A heading ends with its id: `## 推進体制 {#structure}`, where it was once printed otherwise on the contents page
`{#basics contents="…"}`. A line `![](organization)` places a figure, `[](#structure)` refers to a section, figure or
table. A paragraph may end with an id, too: `… です。 {#cio}`. A line `表：題 {#id}` right before a table of `|` gives its title.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import (
    Block,
    Chapter,
    FigureCall,
    Heading,
    Inline,
    Items,
    NoteCall,
    Paragraph,
    Reference,
    Table,
    Text,
)
from hidaka_dx.source.inline import parse_inline, stray_bracket

HEADING: Final = re.compile(r'^(?P<title>.*?)\s*\{#(?P<id>[^\s}]*)(?:\s+contents="(?P<contents>[^"]*)")?\s*\}$')
TABLE: Final = re.compile(r"^表[：:]\s*(?P<title>.*?)\s*\{#(?P<id>[^\s}]*)\}$")
PARAGRAPH: Final = re.compile(r"^(?P<text>.*?)\s*\{#(?P<id>[a-z][a-z0-9-]*)\}$", re.DOTALL)
ID: Final = re.compile(r"[a-z][a-z0-9-]*")
LATIN_END: Final = re.compile(r"[!-~]$")
LATIN_START: Final = re.compile(r"^[!-~]")
RUBY: Final = "ルビの書き方が正しくありません。｛漢字｜かんじ｝のように、全角の｛｜｝で書いてください。"
UNSUPPORTED: Final = {
    "fence": "``` で囲んだ部分",
    "code_block": "行頭に空白を四つ以上置いた段落",
    "code_inline": "` で囲んだ文字",
    "blockquote": "「>」で始まる引用",
    "hr": "区切り線",
    "strong": "「**」で囲んだ強調",
    "em": "「*」または「_」で囲んだ強調",
    "hardbreak": "行末の空白や「\\」による改行",
    "html_block": "HTML",
    "html_inline": "HTML",
}


def parse_chapter(text: str, path: str) -> tuple[Chapter, tuple[Problem, ...]]:
    """Read one Markdown file; give its blocks and every problem of its form."""
    reader = _Reader(path, tuple(text.split("\n")))
    tree = SyntaxTreeNode(_parser().parse(text))
    return Chapter(tuple(reader.blocks(tree.children)), Place(path)), tuple(reader.problems)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.disable(["entity", "reference", "autolink", "lheading"])


@dataclass
class _Reader:
    path: str
    lines: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        """Turn Markdown's blocks into ours."""
        for before, node, after in zip([None, *nodes], nodes, [*nodes[1:], None], strict=False):
            match node.type:
                case "heading":
                    yield self._heading(node)
                case "paragraph":
                    yield from self._paragraph(node, after)
                case "table":
                    yield self._table(node, before)
                case "bullet_list" | "ordered_list":
                    items = tuple(tuple(self.blocks(item.children)) for item in node.children)
                    yield Items(node.type == "ordered_list", items, self._place(node))
                case _:
                    self._refuse(node)

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        place, level = self._place(node), int(node.tag[1])
        words = node.children[0].content
        found = HEADING.match(words)
        if not found:
            self._add(
                place,
                f"見出し「{words}」にidがありません。末尾に {{#id}} を書いてください（半角英小文字・数字・-）。",
                "heading-id",
            )
            return Heading(level, words, "", None, place)
        if not ID.fullmatch(found["id"]):
            message = (
                f"id `{found['id']}` が正しくありません。半角英小文字で始め、英小文字・数字・- だけを使ってください。"
            )
            self._add(self._find(node, "{#"), message, "heading-id")
        for child in node.children[0].children:
            if child.type != "text":
                self._refuse(child, place)
        return Heading(level, found["title"], found["id"], found["contents"], place)

    def _paragraph(self, node: SyntaxTreeNode, after: SyntaxTreeNode | None) -> Iterator[Block]:
        inline = node.children[0]
        if TABLE.match(inline.content):
            if after is None or after.type != "table":
                self._add(
                    self._place(node), "表の題のすぐ後に表がありません。「|」で書いた表を続けてください。", "table"
                )
            return
        children = inline.children
        if len(children) == 1 and children[0].type == "image":
            yield FigureCall(str(children[0].attrs["src"]), self._place(node))
            return
        if self._line(node).startswith("　"):
            message = "段落の頭に全角の空白があります。字下げは組版が入れるので、取り除いてください。"
            self._add(self._place(node), message, "indent")
        inlines, name = _named(tuple(_joined(self._inlines(children, node))))
        yield Paragraph(inlines, self._place(node), name)

    def _table(self, node: SyntaxTreeNode, before: SyntaxTreeNode | None) -> Table:
        title = TABLE.match(before.children[0].content) if before and before.type == "paragraph" else None
        if not title or not ID.fullmatch(title["id"]):
            message = "表に題がありません。表のすぐ前に「表：題 {#id}」と書いてください（idは半角英小文字・数字・-）。"
            self._add(self._place(node), message, "table")
        head, *rows = [row for part in node.children for row in part.children]
        cells = [tuple(tuple(self._cell(cell, node)) for cell in row.children) for row in (head, *rows)]
        numeric = tuple("right" in str(cell.attrs.get("style", "")) for cell in head.children)
        name, words = (title["id"], title["title"]) if title else ("", "")
        return Table(name, words, cells[0], tuple(cells[1:]), numeric, self._place(node))

    def _cell(self, cell: SyntaxTreeNode, table: SyntaxTreeNode) -> Iterator[Inline]:
        return _joined(self._inlines(cell.children[0].children, table))

    def _inlines(self, children: Sequence[SyntaxTreeNode], block: SyntaxTreeNode) -> Iterator[Inline]:
        for child in children:
            match child.type:
                case "text" | "text_special":
                    yield from self._text(child.content, block)
                case "softbreak":
                    yield Text("\n")
                case "link":
                    yield from self._link(child, block)
                case "image":
                    place = self._find(block, f"({child.attrs['src']})")
                    self._add(place, "図の呼び出しは、前後に空行を置いて一行に書いてください。", "figure-line")
                case _:
                    self._refuse(child, self._place(block))

    def _text(self, text: str, block: SyntaxTreeNode) -> Iterator[Inline]:
        stray = stray_bracket(text)
        if stray:
            self._add(self._find(block, stray), RUBY, "ruby")
        for inline in parse_inline(text, self._place(block)):
            yield (
                replace(inline, place=self._find(block, f"[^{inline.note}]"))
                if isinstance(inline, NoteCall)
                else inline
            )

    def _link(self, node: SyntaxTreeNode, block: SyntaxTreeNode) -> Iterator[Inline]:
        href = str(node.attrs["href"])
        place = self._find(block, f"({href})")
        if not href.startswith("#"):
            self._add(place, "文中の外部リンクは使えません。出典は content/references.yaml に書いてください。", "link")
        elif node.children:
            self._add(place, f"参照の言葉は自動で入ります。[](#{href[1:]}) と、角括弧の中を空にしてください。", "link")
        else:
            yield Reference(href[1:], place)

    def _refuse(self, node: SyntaxTreeNode, place: Place | None = None) -> None:
        what = UNSUPPORTED.get(node.type, f"この書き方（{node.type}）")
        self._add(
            place or self._place(node),
            f"{what}は使えません。ふつうの段落・見出し・箇条書きで書いてください。",
            "markdown",
        )

    def _add(self, place: Place, message: str, rule: str) -> None:
        self.problems.append(Problem(place, message, rule))

    def _place(self, node: SyntaxTreeNode) -> Place:
        text = self._line(node)
        return Place(self.path, (node.map[0] if node.map else 0) + 1, len(text) - len(text.lstrip()) + 1)

    def _line(self, node: SyntaxTreeNode) -> str:
        return self.lines[node.map[0] if node.map else 0]

    def _find(self, block: SyntaxTreeNode, words: str) -> Place:
        start, end = block.map or (0, 1)
        for line in range(start, end):
            column = self.lines[line].find(words)
            if column >= 0:
                return Place(self.path, line + 1, column + 1)
        return self._place(block)


def _named(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str | None]:
    """Take the id off the end of a paragraph: `… です。 {#id}`."""
    last = inlines[-1] if inlines else None
    found = PARAGRAPH.match(last.text) if isinstance(last, Text) else None
    if not found:
        return inlines, None
    return (*inlines[:-1], Text(found["text"])), found["id"]


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Join neighbouring texts; a line end inside a paragraph is a space only between Latin words."""
    words = ""
    for inline in inlines:
        if isinstance(inline, Text):
            words += inline.text
            continue
        if words:
            yield Text(_unbroken(words))
        words = ""
        yield inline
    if words:
        yield Text(_unbroken(words))


def _unbroken(words: str) -> str:
    lines = words.split("\n")
    text = lines[0]
    for line in lines[1:]:
        text += (" " if LATIN_END.search(text) and LATIN_START.search(line) else "") + line
    return text
