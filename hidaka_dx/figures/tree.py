"""A policy tree (体系図): a goal, the pillars under it, the measures under each pillar."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final, NamedTuple

from hidaka_dx import theme
from hidaka_dx.figures import line_breaking
from hidaka_dx.figures.svg import PAD, RISE, SMALL, STROKE, Canvas, Drawing, Path, Rect, TextLine, sheet, total_height
from hidaka_dx.figures.telling import listed, quoted
from hidaka_dx.japanese.ragged import seen_width

MORE: Final = "（続き）"
GAP: Final = 6.0
"""Space between two measures, which are lines of text without frames."""
TIGHT_GAP: Final = 1.75
"""The same in a tree of many measures, so that it stands on one page."""
MANY: Final = 24
"""Most measures of a tree that has the wider space."""
BETWEEN: Final = 7.5
"""Additional space between two pillars."""
ROOT_WIDTH: Final = 72.0
PILLAR_WIDTH: Final = 120.0
REACH: Final = 21.0
"""Width of the connecting lines between two columns."""
LONGEST_CODE: Final = 6
"""Maximum length of what counts as a number before a name."""
LEAF_WIDTH: Final = theme.MEASURE - ROOT_WIDTH - PILLAR_WIDTH - 2 * REACH


@dataclass(frozen=True)
class Branch:
    """A pillar with its measures."""

    name: str
    leaves: tuple[str, ...]
    """Each with its number before its name, and a space between the two."""


@dataclass(frozen=True)
class Tree:
    """The tree to draw, from left to right."""

    root: str
    branches: tuple[Branch, ...]

    @property
    def gap(self) -> float:
        """Space between two measures."""
        leaves = [leaf for branch in self.branches for leaf in branch.leaves]
        return GAP if len(leaves) <= MANY else TIGHT_GAP


def lines(tree: Tree) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    return math.ceil(max(_pillars(tree), box_height(squeezed(tree.root, ROOT_WIDTH, bold=True))) / theme.LINE * 2) / 2


def _pillars(tree: Tree) -> float:
    """Give the height of all pillars, in points."""
    return fsum(_height(branch, tree.gap) for branch in tree.branches) + BETWEEN * (len(tree.branches) - 1)


def split(tree: Tree, most: float) -> tuple[Tree, ...]:
    """Split a tree between pillars, and pillars that are too high between measures, into trees of at most `most` lines."""
    trees: list[tuple[Branch, ...]] = []
    for branch in (part for whole in tree.branches for part in _parts(tree.root, whole, most)):
        grown = (*trees[-1], branch) if trees else (branch,)
        if trees and lines(Tree(tree.root, grown)) <= most:
            trees[-1] = grown
        else:
            trees.append((branch,))
    return tuple(Tree(tree.root, branches) for branches in trees)


def _parts(root: str, branch: Branch, most: float) -> Iterator[Branch]:
    """Split a pillar into parts of at most `most` lines; all but the first are marked 続き."""
    name, leaves = branch.name, branch.leaves
    while len(leaves) > 1 and _is_higher(root, name, leaves, most):
        end = next((end for end in range(len(leaves) - 1, 1, -1) if not _is_higher(root, name, leaves[:end], most)), 1)
        yield Branch(name, leaves[:end])
        name, leaves = branch.name + MORE, leaves[end:]
    yield Branch(name, leaves)


def _is_higher(root: str, name: str, leaves: tuple[str, ...], most: float) -> bool:
    return lines(Tree(root, (Branch(name, leaves),))) > most


def draw(tree: Tree) -> Drawing:
    """Draw the tree, as high as its names need."""
    paper = sheet(lines(tree))
    root = max(_pillars(tree), box_height(squeezed(tree.root, ROOT_WIDTH, bold=True)))
    top, pillars = (root - _pillars(tree)) / 2, []
    for number, branch in enumerate(tree.branches):
        pillar = Rect(ROOT_WIDTH + REACH, top, PILLAR_WIDTH, _height(branch, tree.gap))
        leaves = Leaves(branch.leaves, list(map(_leaf, branch.leaves)), LEAF_WIDTH, REACH, tree.gap)
        write_leaves(paper, pillar, leaves, ("branches", number))
        paper.box(pillar, "tint-grey", "ink")
        paper.centred(squeezed(branch.name, PILLAR_WIDTH, bold=True), pillar, ("branches", number, "name"))
        pillars.append(pillar)
        top = pillar.bottom + BETWEEN
    _root(paper, tree.root, pillars, root)
    return paper.drawing()


def spoken(tree: Tree, called: str) -> str:
    """Describe the tree in sentences; its pillars are `called` so."""
    pillars = (listed(f"{quoted(branch.name)}の下に、", branch.leaves) for branch in tree.branches)
    counter = "本" if called.endswith("柱") else ""
    return f"{tree.root}。{called}は{len(tree.branches)}{counter}。{''.join(pillars)}"


def _height(branch: Branch, gap: float) -> float:
    """Return the height of a pillar: that of its measures, or of its own name if that is higher."""
    leaves = fsum(total_height(_leaf(leaf)) + gap for leaf in branch.leaves) - gap
    return max(leaves, box_height(squeezed(branch.name, PILLAR_WIDTH, bold=True)))


def box_height(lines_: Sequence[TextLine]) -> float:
    """Return the height of a box with these lines in it."""
    return total_height(lines_) + 2 * RISE


def squeezed(text: str, width: float, *, bold: bool = False, code: str = "") -> list[TextLine]:
    """Break a text into as few lines as a box of this width needs."""
    lines_ = line_breaking.squeeze(text, width - 2 * PAD, SMALL, bold=bold, code=code)
    return [TextLine(line, SMALL, bold=bold) for line in lines_]


def _leaf(text: str) -> list[TextLine]:
    return leaf_lines(text, LEAF_WIDTH)


def leaf_lines(text: str, width: float) -> list[TextLine]:
    """Break the name of a measure into lines that all begin behind its number."""
    code, space, name = text.partition(" ")
    lines_ = squeezed(name, width + PAD - hanging(text))  # nothing frames it at its right
    if not hanging(text) or not lines_:
        return squeezed(text, width, code=code)
    return [TextLine(code + space + lines_[0].text, SMALL), *lines_[1:]]


def hanging(text: str) -> float:
    """Return the width of a number and its space, by which further lines hang."""
    code, space, _ = text.partition(" ")
    return seen_width(code + space, SMALL) if space and len(code) <= LONGEST_CODE else 0.0


class Leaves(NamedTuple):
    """The measures of a group, as they are written beside it."""

    names: Sequence[str]
    texts: Sequence[list[TextLine]]
    """The lines of each."""
    wide: float
    """Width of their column."""
    reach: float
    """Width of the lines that lead to them."""
    gap: float
    """Space between two measures."""


def write_leaves(paper: Canvas, branch: Rect, leaves: Leaves, path: Path) -> None:
    """Write measures beside their group, their numbers below each other, and draw the lines that lead to them."""
    high = fsum(map(total_height, leaves.texts)) + leaves.gap * (len(leaves.texts) - 1)
    left, top, places = branch.right + leaves.reach, branch.cy - high / 2, []
    for text in leaves.texts:
        places.append(Rect(left, top, leaves.wide, total_height(text)))
        top = places[-1].bottom + leaves.gap
    comb(paper, branch, places, leaves.reach)
    for place, (text, at) in enumerate(zip(leaves.texts, places, strict=True)):
        paper.check(text, Rect(at.x, at.y - RISE, at.w + PAD, at.h + 2 * RISE), (*path, "leaves", place))
        paper.words(text[:1], at.x + PAD, at.y, "start")
        paper.words(text[1:], at.x + PAD + hanging(leaves.names[place]), at.y + total_height(text[:1]), "start")


def _root(paper: Canvas, root: str, pillars: list[Rect], height: float) -> None:
    at = Rect(0, 0.0, ROOT_WIDTH, height)
    comb(paper, at, pillars)
    paper.box(at, "tint-ai", "ai")
    paper.centred(squeezed(root, ROOT_WIDTH, bold=True), at, ("root",))


def comb(paper: Canvas, start: Rect, places: Sequence[Rect], reach: float = REACH) -> None:
    """Draw bracket-shaped connecting lines from one box to those beside it."""
    if not places:
        return
    turn, end = start.right + reach / 2, start.right + reach
    paper.line([(start.right, start.cy), (turn, start.cy)], "ink", STROKE)
    paper.line([(turn, min(start.cy, places[0].cy)), (turn, max(start.cy, places[-1].cy))], "ink", STROKE)
    for at in places:
        paper.line([(turn, at.cy), (end, at.cy)], "ink", STROKE)
