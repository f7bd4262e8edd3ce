"""Numbers and reference texts, computed from the order of the prose."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Final

from hidaka_dx.content import all_blocks
from hidaka_dx.document import label
from hidaka_dx.japanese.marks import APPENDIX, OFFICIAL, Marks, joined, mark
from hidaka_dx.plan import NumberingStyle
from hidaka_dx.prose import Chapter, FigureCall, WrittenHeading, WrittenPanel, WrittenParagraph, WrittenTable

USUAL: Final = NumberingStyle()


@dataclass(frozen=True)
class Numbering:
    """Numbers of the parts of one document."""

    marks: Mapping[str, str]
    """Mark of each section: 「1」「(1)」「ア」."""
    names: Mapping[str, str]
    """Words that refer to a section, a paragraph in it, a figure or a table: 「2(4)」「2(1)ア」「図3」「表1」."""
    figures: Mapping[str, int | str]
    """Number of each figure, as documents hold it."""
    tables: Mapping[str, int | str]
    """Number of each table."""


def number(
    chapters: Iterable[Chapter],
    style: NumberingStyle = USUAL,
    bare: Collection[str] = (),
    plain: Collection[str] = (),
    appended: Collection[str] = (),
) -> Numbering:
    """Assign numbers: sections by level, figures and tables as the style counts them, also inside lists.

    Sections with the ids `bare` have none, and are referred to by their titles; the figures in them belong to no chapter.
    Those with the ids `appended` are 資料1, 資料2 and the sections in them. Tables without a title, and the pictures with
    the ids `plain`, have no number.
    """
    marks: dict[str, str] = {}
    names: dict[str, str] = {}
    captions: dict[str, dict[str, int | str]] = {"図": {}, "表": {}}
    attached = 0
    counts, section, counted = [0, 0, 0, 0], "", Counter[tuple[str, int | None]]()
    chapter: int | None = None
    for block in all_blocks(block for chapter in chapters for block in chapter.blocks):
        if isinstance(block, WrittenHeading) and block.id in bare:
            marks[block.id], chapter = "", None
            section = names[block.id] = f"「{block.title}」"
        elif isinstance(block, WrittenHeading) and block.id in appended:
            if block.level == 1:
                counts, chapter, attached = [0, 0, 0, 0], None, attached + 1
            counts = [*counts[: block.level - 1], counts[block.level - 1] + 1, 0, 0, 0][:4]
            around = [f"{APPENDIX}{attached}", *_within(counts[1 : block.level], styles=style.headings)]
            marks[block.id] = around[-1]
            section = names[block.id] = reduce(joined, around)
        elif isinstance(block, WrittenHeading):
            counts = [*counts[: block.level - 1], counts[block.level - 1] + 1, 0, 0, 0][:4]
            around = [mark(each, counts[:depth]) for depth, each in enumerate(style.headings[: block.level], 1)]
            marks[block.id] = around[-1]
            section = names[block.id] = reduce(joined, around)
            chapter = counts[0]
        elif isinstance(block, WrittenParagraph) and block.id:
            names[block.id] = section
        elif isinstance(block, WrittenPanel) and block.id:
            names[block.id] = f"「{block.title}」" if block.title else section
        elif isinstance(block, FigureCall | WrittenTable) and _is_plain(block, plain):
            names[block.figure if isinstance(block, FigureCall) else block.id] = section
        elif isinstance(block, FigureCall | WrittenTable):
            word, name = ("図", block.figure) if isinstance(block, FigureCall) else ("表", block.id)
            series = word if style.captions == "図と表" else style.captions, style.restarts and chapter
            counted[series] += 1
            captions[word][name] = style.caption(word, chapter, counted[series])
            names[name] = label(word, captions[word][name])
    figures, tables = MappingProxyType(captions["図"]), MappingProxyType(captions["表"])
    return Numbering(MappingProxyType(marks), MappingProxyType(names), figures, tables)


def _within(counts: Sequence[int], styles: Marks) -> list[str]:
    """Return the marks of the sections of an appendix: those that would repeat its number are official ones."""
    own = [OFFICIAL[depth] if "-" in style else style for depth, style in enumerate(styles)][1:]
    return [mark(style, counts[:depth]) for depth, style in enumerate(own[: len(counts)], 1)]


def _is_plain(block: FigureCall | WrittenTable, plain: Collection[str]) -> bool:
    return block.figure in plain if isinstance(block, FigureCall) else not block.title
