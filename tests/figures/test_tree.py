"""The tree of policies: drawn from names that no author can fit to a box."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.compose.policy_chart import TALLEST
from hidaka_dx.figures.tree import MORE, Branch, Tree, draw, lines, split

NAMES = st.text(st.sampled_from("町計画アクションプランABCabc、・（）ー 123"), min_size=1, max_size=40).filter(
    str.strip
)
TREES = st.builds(
    Tree,
    NAMES,
    st.lists(st.builds(Branch, NAMES, st.lists(NAMES, min_size=1, max_size=6).map(tuple)), min_size=1, max_size=5).map(
        tuple
    ),
)


@pytest.mark.parametrize(
    "root", ["アクションプラン", "日高町DXアクションプラン実行計画", "DigitalTransformationPlan", "計画"]
)
def test_a_long_word_needs_no_wider_box(root: str) -> None:
    name = "デジタルトランスフォーメーション"
    tree = Tree(root, (Branch(name, (name * 3, "Digitaltransformationforeveryone" * 3)),))
    assert draw(tree).faults == ()


@given(TREES)
@settings(max_examples=60, deadline=None)
def test_whatever_it_is_called_everything_fits(tree: Tree) -> None:
    assert draw(tree).faults == ()


@given(TREES, st.integers(6, 30))
@settings(max_examples=40, deadline=None)
def test_no_part_is_lost_and_none_is_too_high(tree: Tree, most: int) -> None:
    parts = split(tree, most)
    branches = [branch for part in parts for branch in part.branches]
    assert [leaf for branch in branches for leaf in branch.leaves] == [
        leaf for each in tree.branches for leaf in each.leaves
    ]
    assert all(lines(part) <= most or (len(part.branches) == 1 and len(part.branches[0].leaves) == 1) for part in parts)


def test_thirty_four_measures_stand_on_one_page() -> None:
    """Numbers stand below each other, and a name's second line below its first."""
    branches = tuple(
        Branch(f"柱{n}", tuple(f"{n}-{place} 取組の名" for place in range(count)))
        for n, count in enumerate((8, 9, 9, 8))
    )
    assert len(split(Tree("計画", branches), TALLEST)) == 1
    svg = draw(Tree("計画", (Branch("柱", ("1-1 窓口", "1-2 " + "長い名の取組" * 6)),))).svg
    first, second, further = re.findall(r'<text x="([\d.]+)"[^>]*fill="#1A1A1A">', svg)[:3]
    assert first == second
    assert float(further) > float(first)


def test_a_pillar_of_many_measures_goes_on() -> None:
    tree = Tree("計画", (Branch("柱", tuple(f"取組{n}" for n in range(60))),))
    first, *others = split(tree, 30)
    assert first.branches[0].name == "柱"
    assert {part.branches[0].name for part in others} == {f"柱{MORE}"}
