"""How straight is the right edge of a PDF's Japanese paragraphs, is 禁則 kept, does a code stay with its name?"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer

from hidaka_dx.compose.codes import Codes
from measure.fidelity import extracted

NOT_FIRST = frozenset(
    "、。，．・：；？！）」』】〕〉》］｝,.:;?!)]}ーゝゞ々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～…‥"
)
NOT_LAST = frozenset("（「『【〔〈《［｛([{")
CLOSING = frozenset("、。，．）」』】〕〉》］｝")
ENTRY = re.compile("[、（「〔：]")
ENOUGH = 4
"""Letters of a name by which it is known."""
TOLERANCE = 0.5
SHORTEST = 20


@dataclass(frozen=True)
class Line:
    """A line of upright characters; lengths in points."""

    base: float
    left: float
    right: float
    size: float
    text: str


@dataclass(frozen=True)
class LineEnds:
    """What was found of the lines that run on into a next line."""

    running: int
    ragged: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def flush(self) -> float:
        """The share of lines whose end meets the edge."""
        return 1 - len(self.ragged) / self.running


@dataclass(frozen=True)
class Column:
    """The block in which running text stands: size of its type, its left and right edges in points."""

    size: float
    left: float
    right: float


def guessed(lines: list[Line]) -> Column:
    """Guess the column of a document that is mostly running text from its commonest size and edges."""
    body = Counter({size: sum(len(x.text) for x in lines if x.size == size) for size in {x.size for x in lines}})
    size = body.most_common(1)[0][0]
    long = [line for line in lines if line.size == size and len(line.text) > SHORTEST]
    left = Counter(round(line.left) for line in long).most_common(1)[0][0]
    return Column(size, left, sorted(line.right for line in long)[int(len(long) * 0.9)])


def measure(pdf: Path, column: Column | None = None) -> LineEnds:
    """Measure the running lines of a column; where forms or short paragraphs prevail it has to be given."""
    pages = [_lines(page) for page in extract_pages(str(pdf), laparams=None)]
    column = column or guessed([line for page in pages for line in page])
    pairs = [pair for page in pages for pair in _running([x for x in page if x.size == column.size], column.left)]
    ragged = tuple(line.text for line, _ in pairs if not _meets(line, column.right))
    first = [after.text for _, after in pairs if after.text[0] in NOT_FIRST]
    last = [line.text for line, _ in pairs if line.text[-1] in NOT_LAST]
    return LineEnds(len(pairs), ragged, (*first, *last))


def parted(pdf: Path, known: Codes) -> list[str]:
    """Give the lines that end with a code while the next one begins with its name."""
    lines = pairwise(extracted(pdf, "-raw").splitlines())
    return [line for line, after in lines if any(map(after[:ENOUGH].__eq__, _names(ENTRY.split(line)[-1], known)))]


def _names(code: str, known: Codes) -> Iterator[str]:
    return (name[:ENOUGH] for name in known.get(code.strip(), ()))


def _running(lines: list[Line], left: float) -> Iterator[tuple[Line, Line]]:
    for line, after in pairwise(lines):
        near = abs(line.left - left) <= 1.2 * line.size and abs(after.left - left) < 1.5
        if near and line.base - after.base < 2.6 * line.size and len(line.text) > SHORTEST:
            yield line, after


def _meets(line: Line, right: float) -> bool:
    gap = right - line.right
    half = line.text[-1] in CLOSING and abs(abs(gap) - line.size / 2) <= TOLERANCE
    return abs(gap) <= TOLERANCE or half


def _lines(page: Any) -> list[Line]:
    rows: dict[tuple[float, float], list[Any]] = {}
    for char in _chars(page):
        if char.upright and char.get_text().strip():
            rows.setdefault((round(char.matrix[5] * 2) / 2, round(char.size, 1)), []).append(char)
    return [_line(base, size, row) for (base, size), row in sorted(rows.items(), key=lambda item: -item[0][0])]


def _line(base: float, size: float, row: list[Any]) -> Line:
    row.sort(key=lambda char: char.x0)
    return Line(base, row[0].x0, row[-1].x1, size, "".join(char.get_text() for char in row))


def _chars(item: Any) -> Iterator[Any]:
    if isinstance(item, LTChar):
        yield item
    elif isinstance(item, LTContainer):
        for child in item:
            yield from _chars(child)
