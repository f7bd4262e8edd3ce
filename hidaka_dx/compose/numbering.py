"""Numbers and reference texts, computed from the order of the prose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType

from hidaka_dx.content import all_blocks
from hidaka_dx.japanese.marks import OFFICIAL, Marks, joined, mark
from hidaka_dx.prose import Chapter, FigureCall, WrittenHeading, WrittenParagraph, WrittenTable


@dataclass(frozen=True)
class Numbering:
    """Numbers of the parts of one document."""

    marks: Mapping[str, str]
    """Mark of each section: 「1」「(1)」「ア」."""
    names: Mapping[str, str]
    """Words that refer to a section, a paragraph in it, a figure or a table: 「2(4)」「2(1)ア」「図3」「表1」."""
    figures: Mapping[str, int]
    """Number of each figure."""
    tables: Mapping[str, int]
    """Number of each table."""


def number(chapters: Iterable[Chapter], styles: Marks = OFFICIAL) -> Numbering:
    """Assign numbers: sections by level, figures and tables through the whole document, also inside lists."""
    marks: dict[str, str] = {}
    names: dict[str, str] = {}
    figures: dict[str, int] = {}
    tables: dict[str, int] = {}
    counts, section = [0, 0, 0, 0], ""
    for block in all_blocks(block for chapter in chapters for block in chapter.blocks):
        if isinstance(block, WrittenHeading):
            counts = [*counts[: block.level - 1], counts[block.level - 1] + 1, 0, 0, 0][:4]
            around = [mark(style, counts[:depth]) for depth, style in enumerate(styles[: block.level], 1)]
            marks[block.id] = around[-1]
            section = names[block.id] = reduce(joined, around)
        elif isinstance(block, WrittenParagraph) and block.id:
            names[block.id] = section
        elif isinstance(block, FigureCall):
            figures[block.figure] = len(figures) + 1
            names[block.figure] = f"図{figures[block.figure]}"
        elif isinstance(block, WrittenTable):
            tables[block.id] = len(tables) + 1
            names[block.id] = f"表{tables[block.id]}"
    return Numbering(
        MappingProxyType(marks), MappingProxyType(names), MappingProxyType(figures), MappingProxyType(tables)
    )
