"""Glossary links: the first use of a term in each section links to its explanation."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hidaka_dx.document import Block, Cell, Document, Inline, Items, Link, Paragraph, Part, Table, Text
from hidaka_dx.walk import changed_lines


def explained(document: Document) -> Document:
    """Turn the first use of each term in a section into a link; headings, tables and forms are not changed."""
    targets = {row[0].text: f"_term-{place}" for place, row in enumerate(_rows(document), 1)}
    if not targets:
        return document
    whole = {document.title, document.short_title, *document.keep}  # names that contain a term are not linked in part
    longest_first = "|".join(map(re.escape, sorted({*targets, *whole}, key=len, reverse=True)))
    linker = _Linker(
        document.facts.where("terms"), targets, re.compile(rf"(?<![A-Za-z0-9])({longest_first})(?![A-Za-z0-9])")
    )
    return replace(document, parts=tuple(map(linker.part, document.parts)))


def table_of_terms(document: Document) -> str:
    """Return the id of the table that explains the terms; empty if there is none."""
    return document.facts.terms[0].target if document.facts.terms else ""


def _rows(document: Document) -> Iterator[tuple[Cell, ...]]:
    table = table_of_terms(document)
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Table) and block.id == table:
                yield from block.rows


@dataclass(frozen=True)
class _Linker:
    glossary: str | None
    targets: Mapping[str, str]
    pattern: re.Pattern[str]

    def part(self, part: Part) -> Part:
        """Add links in a section and its subsections; the glossary itself is not changed."""
        if part.id == self.glossary:
            return part
        said: set[str] = set()
        blocks = tuple(self.block(block, said) for block in part.blocks)
        return replace(part, blocks=blocks, parts=tuple(map(self.part, part.parts)))

    def block(self, block: Block, said: set[str]) -> Block:
        """Add links in paragraphs and lists, except for terms already `said`."""
        if not isinstance(block, Paragraph | Items):
            return block
        return changed_lines(block, lambda line: tuple(piece for inline in line for piece in self.pieces(inline, said)))

    def pieces(self, inline: Inline, said: set[str]) -> Iterator[Inline]:
        """Split a text at the terms that this section has not used before."""
        if not isinstance(inline, Text):
            yield inline
            return
        for piece in self.pattern.split(inline.text):
            if piece in self.targets and piece not in said:
                said.add(piece)
                yield Link(self.targets[piece], piece)
            elif piece:
                yield Text(piece)
