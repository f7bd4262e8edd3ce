"""Markdown of the chapters: CommonMark without HTML, reduced to what a plan's prose needs, and fenced parts (`containers`).

`## 推進体制 {#structure contents="…"}` is a heading, its id and its words on the contents page; a paragraph may end with an id.
`![](pdca)` is a figure, `[](#cio)` a reference, `表：題 {#id}` the title of the table right below, `<!-- … -->` a note.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import (
    Block,
    Chapter,
    FigureCall,
    WrittenGoals,
    WrittenHeading,
    WrittenItems,
    WrittenPanel,
    WrittenParagraph,
    WrittenTable,
)
from hidaka_dx.source.chapter_notes import without_notes
from hidaka_dx.source.containers import BREAK, GOALS, KINDS, Container, Stretch, contained, lines_of, without_rules
from hidaka_dx.source.csv_tables import CsvTable
from hidaka_dx.source.line_reader import bared, joined_texts, named
from hidaka_dx.source.lines import Lines
from hidaka_dx.source.paragraphs import shortened
from hidaka_dx.source.tables import Tables
from hidaka_dx.source.titles import check_id, heading, table_title
from hidaka_dx.source.typing_habits import (
    is_above_full_width_bars,
    is_underline,
    printed_as_typed,
    run_together,
)

INDENT: Final = re.compile(r" *(?:(?:[-*+]|[0-9]+[.)]) +)*　")
DEEPEST_LIST: Final = 4
NOTE: Final = re.compile(r"※|(?:注|備考|資料|出典)[0-9０-９]*[：:）)　]")
"""How a paragraph below a table begins that is its note."""
ID: Final = re.compile(r"[a-z][a-z0-9-]*")
MOST_GOALS: Final = 17
NO_FILES: Final[Mapping[str, CsvTable | None]] = MappingProxyType({})


def parse_chapter(
    text: str, path: str, files: Mapping[str, CsvTable | None] = NO_FILES
) -> tuple[Chapter, tuple[Problem, ...]]:
    """Read one Markdown file; give its blocks and every problem of its form.

    `files` are the CSV files it may name; none stands for one that cannot be read.
    """
    lines, problems = shortened(without_notes(text.split("\n")), path)
    reader = _Reader(path, lines, [*problems, *printed_as_typed(lines, path)])
    reader.files = files
    parts = contained(reader)
    reader.problems += run_together(without_rules(parts, lines), path)
    return Chapter(tuple(reader.parts(parts)), Place(path)), tuple(reader.problems)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.disable(["entity", "reference", "autolink", "lheading", "text_join"])


class _Reader(Tables):
    def parts(self, parts: Sequence[Stretch | Container]) -> Iterator[Block]:
        """Convert stretches of lines, and the fenced parts between them."""
        for part in parts:
            if isinstance(part, Container):
                yield from self._container(part)
            else:
                yield from self._stretch(part)

    def _stretch(self, stretch: Stretch) -> Iterator[Block]:
        tokens = _parser().parse("\n".join(self.lines[stretch.start : stretch.end]))
        for token in tokens:
            if token.map:
                token.map = [line + stretch.start for line in token.map]
        return self.blocks(SyntaxTreeNode(tokens).children)

    def _container(self, part: Container) -> Iterator[Block]:
        if part.word == GOALS:
            yield from self._goals(part)
        elif part.word == BREAK:
            yield WrittenPanel("break", None, "", (), part.place)
        elif part.word not in KINDS:  # reported; its blocks are read as if it were not there
            yield from self.parts(part.inner)
        else:
            yield self._panel(part)

    def _panel(self, part: Container) -> WrittenPanel:
        kind, title = KINDS[part.word], part.title
        if part.id:
            check_id(part.id, part.place, self)
        inner = part.inner
        if kind.by_line:
            inner = [line for each in inner if isinstance(each, Stretch) for line in lines_of(each, self.lines)]
        blocks = tuple(self.parts(inner))
        for block in blocks:
            if isinstance(block, WrittenHeading):
                message = f"「{part.word}」の中に見出しは書けません。囲みの外に出すか、段落にしてください。"
                self.add(block.place, message, "block")
        if kind.role == "beside":
            if not ID.fullmatch(title):
                message = "「::: 図と文」の後に、図のid（content/figures/ のファイルの名前）を書いてください。"
                self.add(part.place, message, "block")
            blocks, title = (FigureCall(title, part.place), *blocks), ""
        return WrittenPanel(kind.role, part.id or None, title, blocks, part.place)

    def _goals(self, part: Container) -> Iterator[WrittenGoals]:
        words = part.title.replace("、", " ").replace(",", " ").split()
        numbers = tuple(int(word) for word in words if word.isdecimal())
        if not words or len(numbers) < len(words) or any(not 1 <= each <= MOST_GOALS for each in numbers):
            message = "「::: SDGs」の後に、目標の番号を 1 から 17 までの数字で、空白で区切って書いてください（例：::: SDGs 3 4 11）。"
            self.add(part.place, message, "block")
        elif len(set(numbers)) < len(numbers):
            self.add(part.place, "SDGsの同じ番号が二度書かれています。一つにしてください。", "block")
        else:
            yield WrittenGoals(numbers, part.place)

    def blocks(self, nodes: Sequence[SyntaxTreeNode], depth: int = 0) -> Iterator[Block]:
        """Convert Markdown blocks; `depth` is the number of enclosing lists."""
        below_table = False
        """Whether only notes stand between here and the table above."""
        for before, node, after in zip([None, *nodes], nodes, [*nodes[1:], None], strict=False):
            match node.type:
                case "heading" if depth:
                    message = "箇条書きの中に見出しは書けません。前に空行を置いて、行の頭から書いてください。"
                    self.add(self.place(node), message, "heading-list")
                case "heading":
                    self.only_words(node.children[0], self.place(node))
                    yield heading(node, self)
                case "paragraph":
                    yield from (found := tuple(self._paragraph(node, after, below_table=below_table)))
                    below_table = any(_is_of_table(block) for block in found)
                case "table":
                    title = table_title(before, self)
                    if title and before:
                        self.only_words(before.children[0], self.place(before))
                    yield self.table(node, title)
                    below_table = True
                case "bullet_list" | "ordered_list":
                    yield from self._items(node, depth + 1)
                case "hr" if is_underline(self.lines, node.map[0] if node.map else 0):
                    pass  # reported as an invalid heading
                case _:
                    self.refuse(node)

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

    def _paragraph(self, node: SyntaxTreeNode, after: SyntaxTreeNode | None, *, below_table: bool) -> Iterator[Block]:
        inline = node.children[0]
        if title := table_title(node, Lines(self.path, self.lines)):
            if title.data:
                table_title(node, self)
                yield from self.table_of_file(title, self.place(node))
            elif (after is None or after.type != "table") and not is_above_full_width_bars(
                self.lines, node.map[1] if node.map else 0
            ):
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
        inlines, name = named(tuple(joined_texts(self.inlines(children, node))))
        self.left(inlines, inline.content, node)
        role: Literal["words", "note"] = "note" if below_table and NOTE.match(inline.content) else "words"
        yield WrittenParagraph(bared(inlines), self.place(node), name, role)

    def _figure(self, image: SyntaxTreeNode, block: SyntaxTreeNode) -> FigureCall:
        name = unquote(str(image.attrs["src"]))
        if (image.content or image.attrs.get("title")) and "." not in name:  # a file's name is refused as such
            message = f"図の説明はここに書けません。![]({name}) とだけ書き、説明は図のファイルの alt に書いてください。"
            self.add(self.place(block), message, "figure-alt")
        return FigureCall(name, self.place(block))


def _is_of_table(block: Block) -> bool:
    """Tell whether a block is a table, or the note of one."""
    return isinstance(block, WrittenTable) or (isinstance(block, WrittenParagraph) and block.role == "note")
