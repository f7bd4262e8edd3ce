"""Chapters of documents that are derived from data, and their numbers."""

from collections.abc import Sequence
from dataclasses import replace

from hidaka_dx.document import Block, Heading, Part
from hidaka_dx.japanese.marks import Marks, MarkStyle, mark


def chapter(name: str, title: str, blocks: Sequence[Block], parts: tuple[Part, ...] = ()) -> Part:
    """Create a chapter without a number."""
    return Part(name, Heading(1, "", title), tuple(blocks), parts)


def marked(chapters: Sequence[Part], styles: Marks) -> tuple[Part, ...]:
    """Assign numbers to the chapters and to those of their sections without a mark of their own."""
    return tuple(
        _with_mark(each, mark(styles[0], [number]), _sections(each.parts, number, styles[1]))
        for number, each in enumerate(chapters, 1)
    )


def _sections(sections: tuple[Part, ...], around: int, style: MarkStyle) -> tuple[Part, ...]:
    return tuple(
        section if section.heading.mark else _with_mark(section, mark(style, [around, number]), section.parts)
        for number, section in enumerate(sections, 1)
    )


def _with_mark(part: Part, own: str, parts: tuple[Part, ...]) -> Part:
    return replace(part, heading=replace(part.heading, mark=own), parts=parts)
