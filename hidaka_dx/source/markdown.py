"""Markdown of the chapters: CommonMark without HTML, reduced to what a plan's prose needs.

`## 推進体制 {#structure contents="…"}` is a heading, its id and its words on the contents page; a paragraph may end with an id.
`![](pdca)` is a figure, `[](#cio)` a reference, `表：題 {#id}` the title of the table right below, `<!-- … -->` a note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import (
    Block,
    Chapter,
    FigureCall,
    Inline,
    Reference,
    WrittenItems,
    WrittenNoteCall,
    WrittenParagraph,
    WrittenTable,
    WrittenText,
)
from hidaka_dx.source.chapter_notes import without_notes
from hidaka_dx.source.inline import parse_inline, stray_bracket
from hidaka_dx.source.joining import joined
from hidaka_dx.source.lines import Lines
from hidaka_dx.source.paragraphs import shortened
from hidaka_dx.source.titles import heading, table_title
from hidaka_dx.source.typing_habits import is_above_full_width_bars, is_underline, printed_as_typed

PARAGRAPH: Final = re.compile(r"\{#(?P<id>[a-z][a-z0-9-]*)\}$")
BAR: Final = re.compile(r"(?<!\\)\|")
INDENT: Final = re.compile(r" *(?:(?:[-*+]|[0-9]+[.)]) +)*　")
CELL_INDENT: Final = re.compile(r"(?:^|(?<!\\)\|) *(?P<at>　)\s*[^\s|]")
SHIELDED: Final = {0xE000 + code: code for code in range(ord("!"), ord("~") + 1)}
"""Letters that were written with a \\ before them, while mark-up is looked for: authors cannot type these codes."""
DEEPEST_LIST: Final = 4
RUBY: Final = "ルビの書き方が正しくありません。｛漢字｜かんじ｝のように、全角の｛｜｝で書いてください。"
LEFT: Final = (
    (
        re.compile(r"!?\[[^\[\]]*\]\(|!?\[\]"),
        "図や参照の書き方が正しくありません。図は ![](id)、参照は [](#id) と、半角で空白を入れずに書いてください。",
        "link",
    ),
    (re.compile(r"\[\^"), "脚注の書き方が正しくありません。[^id] と、半角で空白を入れずに書いてください。", "footnote"),
    (
        re.compile(r"\*\*|`"),
        "この記号は強調になりません（強調は使えません）。そのまま印刷されるので、取り除いてください。",
        "markdown",
    ),
    (
        re.compile(r"\{#"),
        "idの書き方が正しくありません。段落の末尾に {#id} と書いてください（半角英小文字で始め、英小文字・数字・-）。",
        "paragraph-id",
    ),
    (
        re.compile(r"^\|", re.MULTILINE),
        "表になっていません。二行目に「|---|---|」を、頭と同じ数の欄で書いてください。",
        "table",
    ),
    (
        re.compile(r"\n(?:[0-9]+[.)] |[-+*](?:\n|$))"),
        "箇条書きになっていません。前に空行を一つ置き、「- 」か「1. 」で始めて、言葉を続けてください。",
        "list-mark",
    ),
)
"""What is left of mark-up that was not understood, and would be printed as typed."""
UNSUPPORTED: Final = {
    "fence": "``` で囲んだ部分",
    "code_block": "行頭に空白を四つ以上置いた段落",
    "code_inline": "` で囲んだ文字",
    "blockquote": "「>」で始まる引用",
    "hr": "区切り線",
    "strong": "「**」で囲んだ強調",
    "em": "「*」または「_」で囲んだ強調",
    "hardbreak": "行末の空白や「\\」による改行",
    "link": "題の中の参照",
    "image": "題の中の図",
}


def parse_chapter(text: str, path: str) -> tuple[Chapter, tuple[Problem, ...]]:
    """Read one Markdown file; give its blocks and every problem of its form."""
    lines, problems = shortened(without_notes(text.split("\n")), path)
    reader = _Reader(path, lines, [*problems, *printed_as_typed(lines, path)])
    tree = SyntaxTreeNode(_parser().parse("\n".join(lines)))
    return Chapter(tuple(reader.blocks(tree.children)), Place(path)), tuple(reader.problems)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.disable(["entity", "reference", "autolink", "lheading", "text_join"])


class _Reader(Lines):
    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> Iterator[Block]:
        """Convert Markdown blocks; `depth` is the number of enclosing lists."""
        for before, node, after in zip([None, *nodes], nodes, [*nodes[1:], None], strict=False):
            match node.type:
                case "heading" if depth:
                    message = "箇条書きの中に見出しは書けません。前に空行を置いて、行の頭から書いてください。"
                    self.add(self.place(node), message, "heading-list")
                case "heading":
                    self._only_words(node.children[0], self.place(node))
                    yield heading(node, self)
                case "paragraph":
                    yield from self._paragraph(node, after)
                case "table":
                    yield self._table(node, before)
                case "bullet_list" | "ordered_list":
                    yield from self._items(node, depth + 1)
                case "hr" if is_underline(self.lines, node.map[0] if node.map else 0):
                    pass  # reported as an invalid heading
                case _:
                    self._refuse(node)

    def _items(self, node: SyntaxTreeNode, depth: int) -> Iterator[WrittenItems]:
        if depth > DEEPEST_LIST:
            message = f"箇条書きの入れ子は{DEEPEST_LIST}段までです。段を減らしてください。"
            self.add(self.place(node), message, "list-depth")
            return
        if node.type == "ordered_list":
            self._numbers(node)
        for item in node.children:
            if not item.children:
                self.add(self.place(item), "箇条書きに言葉がありません。書くか、取り除いてください。", "list-empty")
        items = tuple(tuple(self.blocks(item.children, depth)) for item in node.children)
        yield WrittenItems(node.type == "ordered_list", items, self.place(node))

    def _numbers(self, node: SyntaxTreeNode) -> None:
        """Reject list numbers that would not be printed: numbering always starts at 1."""
        numbers = [int(item.info) for item in node.children]
        wrong = next((i for i, number in enumerate(numbers) if number != i + 1), None)
        if wrong is not None and set(numbers) != {1}:
            message = (
                f"番号は自動で 1 から付くので、「{numbers[wrong]}」にはなりません。「1. 」から順に書いてください。"
            )
            self.add(self.place(node.children[wrong]), message, "list-number")

    def _paragraph(self, node: SyntaxTreeNode, after: SyntaxTreeNode | None) -> Iterator[Block]:
        inline = node.children[0]
        if table_title(node, Lines(self.path, self.lines)):
            is_told = is_above_full_width_bars(self.lines, node.map[1] if node.map else 0)
            if (after is None or after.type != "table") and not is_told:
                message = "表の題のすぐ後に表がありません。「|」で書いた表を続けてください。"
                self.add(self.place(node), message, "table")
            return
        children = inline.children
        if len(children) == 1 and children[0].type == "image":
            yield self._figure(children[0], node)
            return
        start, end = node.map or (0, 1)
        for number in range(start, end):
            if INDENT.match(self.lines[number]):
                message = "段落の頭に全角の空白があります。字下げは組版が入れるので、取り除いてください。"
                place = self.place(node) if number == start else Place(self.path, number + 1)
                self.add(place, message, "indent")
        inlines, name = _named(tuple(_joined(self._inlines(children, node))))
        self._left(inlines, inline.content, node)
        yield WrittenParagraph(_bared(inlines), self.place(node), name)

    def _left(self, inlines: Sequence[Inline], content: str, block: SyntaxTreeNode) -> None:
        """Reject unparsed markup in the text, and table and list markers inside lines."""
        words = "\0".join(inline.text for inline in inlines if isinstance(inline, WrittenText))
        for pattern, message, rule in LEFT:
            found = pattern.search(content if rule in {"table", "list-mark"} else words)
            if found:
                self.add(self.find(block, found[0].strip()), message, rule)

    def _figure(self, image: SyntaxTreeNode, block: SyntaxTreeNode) -> FigureCall:
        name = unquote(str(image.attrs["src"]))
        if (image.content or image.attrs.get("title")) and "." not in name:  # a file's name is refused as such
            message = f"図の説明はここに書けません。![]({name}) とだけ書き、説明は図のファイルの alt に書いてください。"
            self.add(self.place(block), message, "figure-alt")
        return FigureCall(name, self.place(block))

    def _table(self, node: SyntaxTreeNode, before: SyntaxTreeNode | None) -> WrittenTable:
        title = table_title(before, self)
        if not title:
            message = "表に題がありません。表のすぐ前に「表：題 {#id}」と書いてください（idは半角英小文字・数字・-）。"
            self.add(self.place(node), message, "table")
        elif before:
            self._only_words(before.children[0], self.place(before))
        head, *rows = [row for part in node.children for row in part.children]
        for row in rows:
            self._count_cells(row, len(head.children))
            self._indented_cells(row)
        cells = [tuple(tuple(self._cell(cell, row)) for cell in row.children) for row in (head, *rows)]
        numeric = tuple("right" in str(cell.attrs.get("style", "")) for cell in head.children)
        words, name = title or ("", "")
        return WrittenTable(name, words, cells[0], tuple(cells[1:]), numeric, self.place(node))

    def _count_cells(self, row: SyntaxTreeNode, wanted: int) -> None:
        """Reject a row with more or fewer cells than the head: Markdown would silently drop or add some."""
        line = self.line(row).strip()
        ends = line.startswith("|"), line.endswith("|") and not line.endswith("\\|")
        cells = len(BAR.findall(line)) + 1 - sum(ends)
        if cells != wanted:
            message = (
                f"表のこの行には欄が{cells}つありますが、頭には{wanted}つあります。「|」で区切る数をそろえてください。"
            )
            self.add(self.place(row), message, "table-cells")

    def _indented_cells(self, row: SyntaxTreeNode) -> None:
        """Reject leading spaces in a cell: Markdown silently drops them."""
        for found in CELL_INDENT.finditer(self.line(row)):
            message = "欄の頭に全角の空白があります。字下げは印刷されないので、取り除いてください（内訳なら「うち」などの言葉で示してください）。"
            place = Place(self.path, self.place(row).line, found.start("at") + 1)
            self.add(place, message, "indent")

    def _cell(self, cell: SyntaxTreeNode, row: SyntaxTreeNode) -> Iterator[Inline]:
        inlines = tuple(_joined(self._inlines(cell.children[0].children, row)))
        self._left(inlines, "", row)
        yield from _bared(inlines)

    def _inlines(self, children: Sequence[SyntaxTreeNode], block: SyntaxTreeNode) -> Iterator[Inline]:
        for child in children:
            match child.type:
                case "text":
                    yield from self._text(child.content, block)
                case "text_special":
                    yield WrittenText("".join(chr(0xE000 + ord(letter)) for letter in child.content))
                case "softbreak":
                    yield WrittenText("\n")
                case "link":
                    yield from self._link(child, block)
                case "image":
                    place = self.find(block, f"({unquote(str(child.attrs['src']))})")
                    self.add(place, "図の呼び出しは、前後に空行を置いて一行に書いてください。", "figure-line")
                case _:
                    self._refuse(child, self.place(block))

    def _text(self, text: str, block: SyntaxTreeNode) -> Iterator[Inline]:
        stray = stray_bracket(text)
        if stray:
            self.add(self.find(block, stray), RUBY, "ruby")
        for inline in parse_inline(text, self.place(block)):
            yield (
                replace(inline, place=self.find(block, f"[^{inline.note}]"))
                if isinstance(inline, WrittenNoteCall)
                else inline
            )

    def _link(self, node: SyntaxTreeNode, block: SyntaxTreeNode) -> Iterator[Inline]:
        href = unquote(str(node.attrs["href"]))
        place = self.find(block, f"({href}")
        if not href.startswith("#"):
            self.add(place, "文中の外部リンクは使えません。出典は content/references.yaml に書いてください。", "link")
        elif node.children or node.attrs.get("title"):
            self.add(place, f"参照の言葉は自動で入ります。[]({href}) とだけ書いてください。", "link")
        else:
            yield Reference(href[1:], place)

    def _only_words(self, inline: SyntaxTreeNode, place: Place) -> None:
        for child in inline.children:
            if child.type not in {"text", "text_special"}:
                self._refuse(child, place)

    def _refuse(self, node: SyntaxTreeNode, place: Place | None = None) -> None:
        what = UNSUPPORTED.get(node.type, f"この書き方（{node.type}）")
        message = f"{what}は使えません。ふつうの段落・見出し・箇条書きで書いてください。"
        self.add(place or self.place(node), message, "markdown")


def _named(inlines: tuple[Inline, ...]) -> tuple[tuple[Inline, ...], str | None]:
    """Remove the id from the end of a paragraph: `… です。 {#id}`."""
    last = inlines[-1] if inlines else None
    found = PARAGRAPH.search(last.text) if isinstance(last, WrittenText) else None
    if not found or not isinstance(last, WrittenText):
        return inlines, None
    return (*inlines[:-1], WrittenText(last.text[: found.start()].rstrip())), found["id"]


def _joined(inlines: Iterator[Inline]) -> Iterator[Inline]:
    """Join adjacent texts; a line end inside a paragraph is a space only between Latin words."""
    words = ""
    for inline in inlines:
        if isinstance(inline, WrittenText):
            words += inline.text
            continue
        if words:
            yield WrittenText(joined(words.split("\n")))
        words = ""
        yield inline
    if words:
        yield WrittenText(joined(words.split("\n")))


def _bared(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Replace escaped characters by their printed form."""
    return tuple(
        WrittenText(each.text.translate(SHIELDED)) if isinstance(each, WrittenText) else each for each in inlines
    )
