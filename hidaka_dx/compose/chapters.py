"""Chapters of documents that are derived from data, and their numbers."""

from collections.abc import Sequence
from dataclasses import replace

from hidaka_dx.document import Block, Heading, Part


def chapter(name: str, title: str, blocks: Sequence[Block], parts: tuple[Part, ...] = ()) -> Part:
    """Create a chapter without a number."""
    return Part(name, Heading(1, "", title), tuple(blocks), parts)


def marked(chapters: Sequence[Part]) -> tuple[Part, ...]:
    """Assign numbers to the chapters and to those of their sections without a mark of their own."""
    return tuple(_with_mark(each, str(number), _sections(each.parts)) for number, each in enumerate(chapters, 1))


def _sections(sections: tuple[Part, ...]) -> tuple[Part, ...]:
    return tuple(
        section if section.heading.mark else _with_mark(section, f"({number})", section.parts)
        for number, section in enumerate(sections, 1)
    )


def _with_mark(part: Part, mark: str, parts: tuple[Part, ...]) -> Part:
    return replace(part, heading=replace(part.heading, mark=mark), parts=parts)
