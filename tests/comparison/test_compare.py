"""A comparison holds all that differs between two editions, and nothing that does not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comparison.documents import DOCUMENTS, Editor, document
from hidaka_dx.comparison import Comparison, MismatchError, apply, compare, dumped, restored
from hidaka_dx.comparison.compare import longest_rising
from hidaka_dx.comparison.rebuilding import document_of
from hidaka_dx.comparison.units import unit_of
from hidaka_dx.document import Block, Document, Paragraph, Part

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(DOCUMENTS)
def test_a_tree_of_units_loses_nothing(one: Document) -> None:
    assert document_of(unit_of(one)) == one


@quick
@given(DOCUMENTS, DOCUMENTS)
def test_what_is_applied_to_the_old_edition_gives_the_new_one(old: Document, new: Document) -> None:
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    assert restored(dumped(comparison)) == comparison


@quick
@given(st.integers(0, 10**6), st.integers(1, 12))
def test_edits_of_a_document_are_all_in_its_comparison(seed: int, count: int) -> None:
    editor = Editor(seed)
    old = new = editor.parts()
    for _ in range(count):
        new = editor.edited(new)
    assert apply(compare(document(old), document(new)), document(old)) == document(new)


def test_the_same_edition_differs_in_nothing() -> None:
    one = document(Editor(1).parts())
    assert compare(one, one).root.kept


def test_a_comparison_fits_only_the_edition_it_was_made_from() -> None:
    editor = Editor(3)
    old = editor.parts()
    new = editor.edited(editor.edited(old))
    other = (replace(old[0], parts=()), *old[1:])
    comparison = compare(document(old), document(new))
    with pytest.raises(MismatchError):
        apply(comparison, document(other))


EDITS = 10_000
AT_ONCE = 10


@pytest.mark.slow
def test_of_ten_thousand_edits_none_is_lost_or_invented() -> None:
    """What the comparison says is checked against what a plain look-up by ids finds."""
    editor = Editor(20260401)
    for _ in range(EDITS // AT_ONCE):
        old = new = editor.parts()
        for _ in range(AT_ONCE):
            new = editor.edited(new)
        comparison = compare(document(old), document(new))
        assert said(comparison, document(old), document(new)) == by_ids(old, new)
        assert apply(comparison, document(old)) == document(new)


def _all(parts: tuple[Part, ...], owner: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield id, words and surroundings of each section and paragraph."""
    for part in parts:
        yield part.id, part.heading.title, owner
        for block in part.blocks:
            yield block.id, _words(block), part.id
        yield from _all(part.parts, part.id)


def _words(block: Block) -> str:
    assert isinstance(block, Paragraph)
    return "".join(inline.text for inline in block.inlines)


def by_ids(old: tuple[Part, ...], new: tuple[Part, ...]) -> set[tuple[str, str]]:
    """Find by ids alone what is added, removed, amended, and what has gone to other surroundings."""
    before = {name: (words, owner) for name, words, owner in _all(old)}
    after = {name: (words, owner) for name, words, owner in _all(new)}
    both = before.keys() & after.keys()
    return {
        *(("added", name) for name in after.keys() - before.keys()),
        *(("removed", name) for name in before.keys() - after.keys()),
        *(("amended", name) for name in both if before[name][0] != after[name][0]),
        *(("moved", name) for name in both if before[name][1] != after[name][1]),
    }


def said(comparison: Comparison, old: Document, new: Document) -> set[tuple[str, str]]:
    """Find the same in a comparison, units told by their ids."""
    olds, news = unit_of(old), unit_of(new)
    found: set[tuple[str, str]] = set()
    for change in comparison.root.walk():
        unit, place = (olds, change.old) if change.new is None else (news, change.new)
        for index in filter(None, (place or "").split(".")):
            unit = unit.units[int(index)]
        if change.fate in ("added", "removed", "amended"):
            found.add((change.fate, str(unit.fact("id"))))
        if change.moved and not _within(comparison, change.old or "", change.new or ""):
            found.add(("moved", str(unit.fact("id"))))
    return found


def _within(comparison: Comparison, old: str, new: str) -> bool:
    """Tell whether a unit moved among its old neighbours only."""
    pairs = {change.new: change.old for change in comparison.root.walk() if change.new is not None}
    return pairs.get(new.rpartition(".")[0]) == old.rpartition(".")[0]


def test_the_longest_rising_run_is_as_long_as_can_be() -> None:
    assert [[3, 1, 2, 0, 4][i] for i in longest_rising([3, 1, 2, 0, 4])] == [1, 2, 4]
    assert longest_rising([]) == []
