"""Notes to authors in a chapter, which are not printed: `<!-- … -->` on lines of its own, as Markdown has them."""

import re
from collections.abc import Sequence
from typing import Final

OPENS: Final = re.compile(r" {0,3}<!--")
CLOSES: Final = re.compile(r"-->\s*$")


def without_notes(lines: Sequence[str]) -> tuple[str, ...]:
    """Blank the lines of every note; line numbers stay.

    A note that is never closed, or that shares a line with words, stays as it is: it is reported like other HTML.
    """
    kept = list(lines)
    start = 0
    while start < len(kept):
        end = _end(kept, start) if OPENS.match(kept[start]) else None
        if end is not None:
            kept[start:end] = [""] * (end - start)
        start = end or start + 1
    return tuple(kept)


def _end(lines: Sequence[str], start: int) -> int | None:
    """Return the line after a note that begins in a line; none if its end is missing or followed by words."""
    for number in range(start, len(lines)):
        line = lines[number].partition("<!--")[2] if number == start else lines[number]
        if "-->" in line:
            alone = line.count("-->") == 1 and CLOSES.search(line)
            return number + 1 if alone else None
    return None
