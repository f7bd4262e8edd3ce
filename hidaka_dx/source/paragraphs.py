"""Length limit of paragraphs, checked before parsing."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hidaka_dx.problem import Place, Problem
from hidaka_dx.records import LONGEST

START: Final = re.compile(r"\s*(?:$|[-*+|#>]|[0-9]+[.)]\s)")
"""A line that begins something of its own."""
KEPT: Final = 100


def shortened(lines: Sequence[str], path: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Truncate paragraphs that are too long, each with a problem; line numbers stay."""
    kept, problems = list(lines), []
    for start, end in _runs(lines):
        length = sum(map(len, lines[start:end]))
        if length > LONGEST:
            message = (
                f"段落が長すぎます（{length:,}字）。{LONGEST:,}字までに分けてください（段落の間には空行を置きます）。"
            )
            problems.append(Problem(Place(path, start + 1), message, "paragraph-long"))
            kept[start:end] = [lines[start][:KEPT], *[""] * (end - start - 1)]
    return tuple(kept), tuple(problems)


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for number, line in enumerate(lines):
        if START.match(line):
            yield start, number
            start = number if line.strip() else number + 1
    yield start, len(lines)
