"""A policy tree of more levels stays within its page, whatever its groups are called."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seen import see

from hidaka_dx import theme
from hidaka_dx.compose.policy_chart import TALLEST
from hidaka_dx.figures.deep_tree import DeepTree, Twig, draw, lines, split, spoken
from hidaka_dx.figures.telling import LONGEST

NAMES = st.text("町を育てるAI、ー", min_size=1, max_size=24)


@st.composite
def trees(make: st.DrawFn) -> DeepTree:
    """Draw a tree of two or three levels."""
    levels = make(st.integers(2, 3))
    counts = [make(st.integers(1, 3)) for _ in range(levels)]
    names: dict[str, str] = {}
    twigs = []
    for place in product(*(range(1, count + 1) for count in counts)):
        marks = ["-".join(map(str, place[: level + 1])) for level in range(levels)]
        path = tuple(names.setdefault(mark, f"{mark} {make(NAMES)}") for mark in marks)
        leaves = tuple(f"{marks[-1]}-{number} {make(NAMES)}" for number in range(1, make(st.integers(2, 5))))
        twigs.append(Twig(path, leaves))
    return DeepTree(make(NAMES), tuple(twigs))


@given(trees())
@settings(max_examples=40, deadline=None)
def test_whatever_it_is_called_everything_fits(tree: DeepTree) -> None:
    drawing = draw(tree)
    assert drawing.faults == ()
    seen = see(drawing.svg)
    assert all(ink.right <= theme.MEASURE and ink.bottom <= lines(tree) * theme.LINE for _, ink in seen.words)
    boxes = seen.boxes
    assert not any(one.meets(other) for place, one in enumerate(boxes) for other in boxes[place + 1 :])


@given(trees(), st.integers(8, 30))
@settings(max_examples=30, deadline=None)
def test_no_part_is_lost_and_none_is_too_high(tree: DeepTree, most: int) -> None:
    parts = split(tree, most)
    assert [leaf for part in parts for twig in part.twigs for leaf in twig.leaves] == [
        leaf for twig in tree.twigs for leaf in twig.leaves
    ]
    alone = [part for part in parts if lines(part) > most]
    assert all(len(part.twigs) == 1 and len(part.twigs[0].leaves) == 1 for part in alone)


@pytest.mark.parametrize("levels", [2, 3])
def test_what_goes_on_says_so_and_every_level_is_told(levels: int) -> None:
    twigs = tuple(
        Twig(
            tuple("-".join(map(str, (1, group, 1)[: level + 1])) + " 段" for level in range(levels)),
            tuple(f"1-{group}-{place} 取組" for place in range(12)),
        )
        for group in range(1, 5)
    )
    first, second = split(DeepTree("理念", twigs), TALLEST)
    assert first.twigs[0].path[0] == "1 段"
    assert second.twigs[0].path[0] == "1 段（続き）"
    told = spoken(first, ("目標", "施策", "事業")[:levels])
    assert told.startswith("理念。目標は、1 段。目標「1 段」の下に、")
    assert all(len(sentence) <= LONGEST for sentence in told.split("。"))
