"""Cells of a table that are joined: `<` joins a cell to its left neighbour, `^` to the one above."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import Inline, WrittenCell, WrittenText

LEFT: Final = "<"
ABOVE: Final = "^"


@dataclass(frozen=True)
class GridCell:
    """A cell as it is written, before any are joined."""

    inlines: tuple[Inline, ...]
    place: Place
    sign: str = ""
    """`<` or `^`, where it holds nothing else."""


def sign_of(inlines: Sequence[Inline]) -> str:
    """Return the sign by which a cell is joined to another, if it holds nothing else."""
    alone = inlines[0].text if len(inlines) == 1 and isinstance(inlines[0], WrittenText) else ""
    return alone if alone in (LEFT, ABOVE) else ""


def merged(rows: Sequence[Sequence[GridCell]], heads: int) -> tuple[tuple[tuple[WrittenCell, ...], ...], list[Problem]]:
    """Join the cells of rows that all have the same number of them; the first `heads` rows are heads.

    Where cells cannot be joined there is a problem, and they stand alone.
    """
    owners, problems = _owners(rows, heads)
    covered = dict[tuple[int, int], list[tuple[int, int]]]()
    for at, owner in owners.items():
        covered.setdefault(owner, []).append(at)
    problems += _shapes(rows, covered)
    if problems:
        return tuple(tuple(WrittenCell(cell.inlines) for cell in row) for row in rows), problems
    found = tuple(
        tuple(_cell(cell, covered[number, column]) for column, cell in enumerate(row) if (number, column) in covered)
        for number, row in enumerate(rows)
    )
    for number, row in enumerate(found):
        if not row:
            message = "この行の欄がすべて、上の行とつながっています。行を取り除いてください。"
            problems.append(Problem(rows[number][0].place, message, "table-merge"))
    return found, problems


def _cell(cell: GridCell, covered: Sequence[tuple[int, int]]) -> WrittenCell:
    rows, columns = ({at[axis] for at in covered} for axis in (0, 1))
    return WrittenCell(cell.inlines, len(columns), len(rows))


def _owners(
    rows: Sequence[Sequence[GridCell]], heads: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], list[Problem]]:
    """Return for each place the place of the cell that covers it."""
    owners, problems = dict[tuple[int, int], tuple[int, int]](), list[Problem]()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            at = owners[number, column] = (number, column)
            if cell.sign == LEFT and not column:
                problems.append(Problem(cell.place, _lonely("<", "左"), "table-merge"))
            elif cell.sign == LEFT:
                owners[at] = owners[number, column - 1]
            elif cell.sign == ABOVE and number in (0, heads):
                problems.append(Problem(cell.place, _lonely("^", "上"), "table-merge"))
            elif cell.sign == ABOVE:
                owners[at] = owners[number - 1, column]
    return owners, problems


def _lonely(sign: str, where: str) -> str:
    more = (
        "（頭の行とその下はつなげません。頭が二行なら、題のidの後に head=2 と書いてください）" if sign == ABOVE else ""
    )
    return f"「{sign}」は{where}の欄とつなげる印ですが、{where}に欄がありません{more}。言葉を書くか、空にしてください。"


def _shapes(
    rows: Sequence[Sequence[GridCell]], covered: dict[tuple[int, int], list[tuple[int, int]]]
) -> Iterator[Problem]:
    """Find joined cells that are no rectangle."""
    for places in covered.values():
        heights, widths = ({at[axis] for at in places} for axis in (0, 1))
        if len(heights) * len(widths) != len(places):
            number, column = places[-1]
            message = "つなげた欄が四角になっていません。縦と横の両方につなげるときは、間の欄もすべて「<」か「^」にしてください。"
            yield Problem(rows[number][column].place, message, "table-merge")
