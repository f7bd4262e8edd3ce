"""Tables of numbers and names as CSV (RFC 4180), each cell with its place."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from hidaka_dx.problem import Place, Problem

FIELD: Final = re.compile(r' *(?:"(?P<quoted>(?:[^"]|"")*)" *|(?P<bare>[^",\n]*))(?P<end>,|\n|\Z)')
RULE: Final = "csv"


@dataclass(frozen=True)
class CsvCell:
    """A cell with its place in the file."""

    text: str
    """Its words without blanks around them; may hold line breaks."""
    place: Place


@dataclass(frozen=True)
class CsvTable:
    """A CSV file of at least two rows, all with the same number of cells."""

    path: str
    rows: tuple[tuple[CsvCell, ...], ...]


def parse_csv(text: str, path: str) -> tuple[CsvTable | None, tuple[Problem, ...]]:
    """Read a CSV file; rows without words are left out. None with problems where it is no table."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def place(offset: int) -> Place:
        line = bisect_right(starts, offset)
        return Place(path, line, offset - starts[line - 1] + 1)

    found = list[list[CsvCell]]([[]])
    at = 0
    while at < len(text):
        match = FIELD.match(text, at)
        if match is None:
            message = (
                '引用符「"」の数が合いません。欄の中の「"」は「""」と二つ書き、欄の全体を「"…"」で囲んでください。'
            )
            return None, (Problem(place(at), message, RULE),)
        words = match["bare"] if match["quoted"] is None else match["quoted"].replace('""', '"')
        found[-1].append(
            CsvCell(words.strip(" \n"), place(match.start("bare" if match["quoted"] is None else "quoted")))
        )
        at = match.end()
        if match["end"] == "\n":
            found.append([])
        elif match["end"] == "," and at == len(text):
            found[-1].append(CsvCell("", place(at)))
    rows = tuple(tuple(row) for row in found if any(cell.text for cell in row))
    problems = tuple(_faults(rows, path))
    return None if problems else CsvTable(path, rows), problems


def _faults(rows: tuple[tuple[CsvCell, ...], ...], path: str) -> Iterator[Problem]:
    if len(rows) < 2:
        yield Problem(Place(path), "表になっていません。一行目に列の名前を、二行目から中身を書いてください。", RULE)
        return
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            counts = f"この行には欄が{len(row)}つありますが、一行目には{len(rows[0])}つあります。"
            message = counts + '数をそろえてください（「1,234」のように「,」のある欄は「"…"」で囲みます）。'
            yield Problem(row[0].place, message, RULE)
