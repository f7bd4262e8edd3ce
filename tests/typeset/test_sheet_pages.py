"""Sheets share pages in the best way, not in the first that fits."""

import pytest

from hidaka_dx.typeset.sheet_pages import shared_pages


@pytest.mark.parametrize(
    ("heights", "used", "pages"),
    [
        ([(45, 40), (45, 40)], 0, [(0, 2, 0)]),
        ([(55, 45), (55, 45)], 0, [(0, 2, 1)]),
        ([(60, 55), (60, 55)], 0, [(0, 1, 0), (1, 2, 0)]),
        ([(45, 40), (45, 40)], 20, [(0, 1, 0), (1, 2, 0)]),
        ([(45, 40), (45, 40)], 10, [(0, 2, 1)]),
        ([(300, 250), (45, 40)], 0, [(0, 1, 1), (1, 2, 0)]),
        # one page more would be needed later if the first two shared one
        ([(76, 76), (20, 18), (70, 70), (20, 18)], 0, [(0, 2, 1), (2, 4, 0)]),
        # the second page would stay empty if the first had two sheets
        ([(76, 76), (10, 10), (70, 70), (60, 60)], 0, [(0, 1, 0), (1, 3, 0), (3, 4, 0)]),
        # the first page stays empty in any case
        ([(20, 20), (20, 20), (70, 70)], 0, [(0, 2, 0), (2, 3, 0)]),
        ([], 0, []),
    ],
)
def test_pages(heights: list[tuple[float, float]], used: float, pages: list[tuple[int, int, int]]) -> None:
    assert list(shared_pages(heights, (5, 4), 100, used)) == pages
