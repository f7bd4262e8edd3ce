"""A policy tree of more levels: a plan's aim, groups within groups, the measures of each lowest group."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from math import fsum
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figures.svg import Canvas, Drawing, Rect, TextLine, sheet, total_height
from hidaka_dx.figures.telling import listed, quoted
from hidaka_dx.figures.tree import (
    BETWEEN,
    MORE,
    TIGHT_GAP,
    Leaves,
    box_height,
    comb,
    leaf_lines,
    squeezed,
    write_leaves,
)


@dataclass(frozen=True)
class Columns:
    """Widths of the columns of a tree, from left to right, and of the lines between them."""

    root: float
    groups: tuple[float, ...]
    reach: float

    @property
    def leaf(self) -> float:
        """Width of the column of measures."""
        return theme.MEASURE - self.root - fsum(self.groups) - self.reach * (len(self.groups) + 1)

    def left(self, level: int) -> float:
        """Left edge of the column of a level of groups, or of the measures behind the last one."""
        return self.root + fsum(self.groups[:level]) + self.reach * (level + 1)


COLUMNS: Final = {2: Columns(90.0, (87.0, 99.0), 13.0), 3: Columns(72.0, (66.0, 72.0, 75.0), 11.0)}
"""By the number of levels of groups."""


@dataclass(frozen=True)
class Twig:
    """A lowest group with its measures."""

    path: tuple[str, ...]
    """Its name, and before it those of the groups it belongs to, from the highest."""
    leaves: tuple[str, ...]
    """Each with its number before its name, and a space between the two."""


@dataclass(frozen=True)
class DeepTree:
    """The tree to draw; all twigs have as many levels."""

    root: str
    twigs: tuple[Twig, ...]

    @cached_property
    def columns(self) -> Columns:
        """Widths of its columns."""
        return COLUMNS[len(self.twigs[0].path)]

    @cached_property
    def nodes(self) -> tuple["Stem", ...]:
        """The highest groups."""
        return tuple(_nodes(self.twigs, 0, self.columns))


@dataclass(frozen=True)
class Stem:
    """A group with those below it, or with its measures."""

    level: int
    name: tuple[TextLine, ...]
    nodes: tuple["Stem", ...]
    leaves: tuple[str, ...]
    columns: Columns

    @cached_property
    def texts(self) -> tuple[list[TextLine], ...]:
        """The lines of its measures."""
        return tuple(leaf_lines(each, self.columns.leaf) for each in self.leaves)

    @cached_property
    def height(self) -> float:
        """Height in points: that of what is below it, or of its own name if that is higher."""
        leaves = fsum(total_height(text) + TIGHT_GAP for text in self.texts) - TIGHT_GAP if self.texts else 0.0
        return max(_stacked(self.nodes), leaves, box_height(self.name))


def _nodes(twigs: Sequence[Twig], level: int, columns: Columns) -> Iterator[Stem]:
    for name, group in groupby(twigs, key=lambda twig: twig.path[level]):
        own = tuple(group)
        lowest = level == len(own[0].path) - 1
        words = tuple(squeezed(name, columns.groups[level], bold=True))
        leaves = tuple(leaf for twig in own for leaf in twig.leaves) if lowest else ()
        yield Stem(level, words, () if lowest else tuple(_nodes(own, level + 1, columns)), leaves, columns)


def _stacked(nodes: Sequence[Stem]) -> float:
    return fsum(node.height for node in nodes) + BETWEEN * max(len(nodes) - 1, 0)


def lines(tree: DeepTree) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    root = box_height(squeezed(tree.root, tree.columns.root, bold=True))
    return math.ceil(max(_stacked(tree.nodes), root) / theme.LINE * 2) / 2


def split(tree: DeepTree, most: float) -> tuple[DeepTree, ...]:
    """Split a tree between its lowest groups, and these between measures, into trees of at most `most` lines.

    A pillar goes to the next tree as a whole where that leaves no less than half of this one; one that goes on there is
    marked 続き.
    """
    trees: list[tuple[Twig, ...]] = []
    for twig in (part for whole in tree.twigs for part in _parts(tree.root, whole, most)):
        grown = (*trees[-1], twig) if trees else (twig,)
        if trees and lines(DeepTree(tree.root, grown)) <= most:
            trees[-1] = grown
        else:
            trees[-1:] = _turned(tree.root, trees[-1], twig, most) if trees else ((twig,),)
    return tuple(DeepTree(tree.root, tuple(_going_on(trees, place))) for place in range(len(trees)))


def _turned(root: str, twigs: tuple[Twig, ...], twig: Twig, most: float) -> tuple[tuple[Twig, ...], ...]:
    """Divide a full tree and the twig that follows into two trees, between pillars where that leaves enough of the first."""
    begun = tuple(each for each in twigs if each.path[0] == twig.path[0])
    rest, moved = twigs[: len(twigs) - len(begun)], (*begun, twig)
    if rest and lines(DeepTree(root, rest)) >= most / 2 and lines(DeepTree(root, moved)) <= most:
        return rest, moved
    return twigs, (twig,)


def _parts(root: str, twig: Twig, most: float) -> Iterator[Twig]:
    """Split a lowest group into parts of at most `most` lines."""
    leaves = twig.leaves
    while len(leaves) > 1 and _is_higher(root, twig, leaves, most):
        ends = range(len(leaves) - 1, 1, -1)
        end = next((end for end in ends if not _is_higher(root, twig, leaves[:end], most)), 1)
        yield replace(twig, leaves=leaves[:end])
        leaves = leaves[end:]
    yield replace(twig, leaves=leaves)


def _is_higher(root: str, twig: Twig, leaves: tuple[str, ...], most: float) -> bool:
    return lines(DeepTree(root, (replace(twig, leaves=leaves),))) > most


def _going_on(trees: Sequence[tuple[Twig, ...]], place: int) -> Iterator[Twig]:
    """Yield the twigs of a tree; what was already named in the one before is marked."""
    before = trees[place - 1][-1].path if place else ()
    for twig in trees[place]:
        marked = (
            f"{name}{MORE}" if before[: level + 1] == twig.path[: level + 1] else name
            for level, name in enumerate(twig.path)
        )
        yield replace(twig, path=tuple(marked))


def draw(tree: DeepTree) -> Drawing:
    """Draw the tree, as high as its names need."""
    paper, root = sheet(lines(tree)), squeezed(tree.root, tree.columns.root, bold=True)
    at = Rect(0, 0, tree.columns.root, max(_stacked(tree.nodes), box_height(root)))
    _below(paper, tree.nodes, at, (), tree.columns)
    paper.box(at, "tint-ai", "ai")
    paper.centred(root, at, ("root",))
    return paper.drawing()


def _below(paper: Canvas, nodes: Sequence[Stem], above: Rect, path: tuple[int, ...], columns: Columns) -> None:
    """Draw groups beside the one that they belong to, in the middle of its height."""
    top, places = above.cy - _stacked(nodes) / 2, []
    for number, node in enumerate(nodes):
        at = Rect(columns.left(node.level), top, columns.groups[node.level], node.height)
        if node.leaves:
            leaves = Leaves(node.leaves, node.texts, columns.leaf, columns.reach, TIGHT_GAP)
            write_leaves(paper, at, leaves, (*path, number))
        else:
            _below(paper, node.nodes, at, (*path, number), columns)
        paper.box(at, "paper" if node.level else "tint-grey", "ink")
        paper.centred(node.name, at, (*path, number))
        places.append(at)
        top = at.bottom + BETWEEN
    comb(paper, above, places, columns.reach)


def spoken(tree: DeepTree, called: Sequence[str]) -> str:
    """Describe the tree in sentences; its levels are `called` so."""
    groups = {path[:level]: None for path in (twig.path for twig in tree.twigs) for level in range(1, len(called) + 1)}
    tops = listed(f"{tree.root}。{called[0]}は、", [path[0] for path in groups if len(path) == 1])
    held = ((path, [each[-1] for each in groups if each[:-1] == path]) for path in groups)
    between = (listed(f"{called[len(path) - 1]}{quoted(path[-1])}の下に、", names) for path, names in held if names)
    below = (listed(f"{quoted(twig.path[-1])}の下に、", twig.leaves) for twig in tree.twigs)
    return f"{tops}{''.join(between)}{''.join(below)}"
