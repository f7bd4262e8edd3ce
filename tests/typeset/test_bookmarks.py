"""Bookmarks: below their shelves, and never a chain that the judge cannot follow."""

from collections.abc import Iterator, Sequence

import pytest
from measure.pdf_reading import written

from hidaka_dx.inspection import failures
from hidaka_dx.typeset.bookmarks import DEEPEST, SHELF, Bookmark, arranged


def branch(count: int, prefix: str = "", last: Sequence[Bookmark] = ()) -> list[Bookmark]:
    """Give bookmarks in a row, the last with others below it."""
    tree = [Bookmark(f"{prefix}{number}", (number, 0.0, 0.0), [], "open") for number in range(count)]
    return [*tree[:-1], tree[-1]._replace(children=last)] if last else tree


def leaves(tree: Sequence[Bookmark]) -> Iterator[str]:
    for each in tree:
        yield from leaves(each.children) if each.children else [each.label]


def test_what_needs_no_arranging_stays() -> None:
    tree = [*branch(30), Bookmark("章", (40, 0.0, 9.0), branch(12), "closed")]
    assert arranged(tree) == tree


def test_the_bookmarks_of_a_shelf_hang_below_its_name() -> None:
    found = branch(5)
    found[1], found[4] = (each._replace(label=f"窓口{SHELF}1-{each.label}") for each in (found[1], found[4]))
    tree = arranged(found)
    assert [each.label for each in tree] == ["0", "窓口", "2", "3"]
    assert [each.label for each in tree[1].children] == ["1-1", "1-4"]
    assert tree[1].target == found[1].target


@pytest.mark.parametrize("count", [201, 258, 3000, 20_000])
def test_a_long_branch_is_parted_by_ranges(count: int) -> None:
    tree = arranged(branch(count))
    assert list(leaves(tree)) == [str(number) for number in range(count)]
    assert tree[0].label.startswith("0〜")
    assert _deepest(tree) <= DEEPEST


def test_nested_branches_are_short_in_sum() -> None:
    assert _deepest(arranged(branch(90, "章", branch(90, "節", branch(90, "項"))))) <= DEEPEST


def _deepest(tree: Sequence[Bookmark], above: int = 0) -> int:
    steps = (max(place, _deepest(each.children, place)) for place, each in enumerate(tree, above + 1))
    return max(steps, default=above)


def test_a_document_of_many_sections_can_be_judged() -> None:
    sections = "".join(f"<h2>{number}</h2>" for number in range(300))
    assert failures(written(f"<h1>題</h1>{sections}")) == []
