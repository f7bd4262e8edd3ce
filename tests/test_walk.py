"""Every kind of block and of words is walked, printed, compared and shown on the web; a new one is told here."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

import pytest
from comparison.documents import DOCUMENTS
from hypothesis import HealthCheck, given, settings

from hidaka_dx.comparison.units import BLOCKS
from hidaka_dx.document import Block, Document, Heading, Inline
from hidaka_dx.walk import blocks, changed_lines, inlines, lines

TEMPLATES = Path(__file__).parents[1] / "templates"
SETS = ("blocks.html.j2", "web/blocks.html.j2")
PLAIN = {"text"}
"""Printed by its words alone, without a case of its own."""

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def members(union: Any) -> tuple[type[Any], ...]:
    """Give the types of a union that a discriminator tells apart."""
    return get_args(get_args(union)[0])


def kinds(union: Any) -> set[str]:
    return {each.__dataclass_fields__["kind"].default for each in members(union)}


@pytest.mark.parametrize("name", SETS)
def test_every_kind_has_a_macro(name: str) -> None:
    template = (TEMPLATES / name).read_text(encoding="utf-8")
    assert [kind for kind in sorted(kinds(Block)) if f'block.kind == "{kind}"' not in template] == []
    assert [kind for kind in sorted(kinds(Inline) - PLAIN) if f'inline.kind == "{kind}"' not in template] == []


def test_every_kind_of_block_is_compared() -> None:
    """What a comparison reads it gives back: `test_compare` proves that on documents of all kinds that it makes up."""
    assert kinds(Block) == BLOCKS
    made_up = (Path(__file__).parent / "comparison/documents.py").read_text(encoding="utf-8")
    assert [each.__name__ for each in members(Block) if f"{each.__name__},\n" not in made_up] == []


def anywhere(value: object, union: Any) -> Iterator[Any]:
    """Find values of some types by looking into everything but headings, whose words only comparisons give."""
    if isinstance(value, tuple):
        for each in value:
            yield from anywhere(each, union)
    elif is_dataclass(value) and not isinstance(value, Heading):
        if isinstance(value, members(union)):
            yield value
        for each in fields(value):
            yield from anywhere(getattr(value, each.name), union)


@quick
@given(DOCUMENTS)
def test_the_walk_misses_nothing(document: Document) -> None:
    found = list(blocks(document))
    words = [inline for block in found for line in lines(block) for inline in inlines(line)]
    assert sorted(map(id, found)) == sorted(map(id, anywhere(document, Block)))
    assert sorted(map(id, words)) == sorted(map(id, anywhere(document, Inline)))


@quick
@given(DOCUMENTS)
def test_a_copy_without_a_change_is_the_same(document: Document) -> None:
    seen = []

    def look(line: tuple[Inline, ...]) -> tuple[Inline, ...]:
        seen.append(line)
        return line

    for part in document.parts:
        for block in part.blocks:
            seen.clear()
            assert changed_lines(block, look) == block
            assert len(seen) == sum(len(list(lines(each))) for each in blocks_in(block))


def blocks_in(block: Block) -> list[Block]:
    return [*anywhere(block, Block)]
