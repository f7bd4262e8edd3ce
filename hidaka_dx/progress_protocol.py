"""How a command tells another program how far it is: lines with a mark, a share and words, where that is asked for."""

import os
from typing import Final

VARIABLE: Final = "HIDAKA_DX_PROGRESS"
"""Environment variable that asks for such lines."""
_MARK: Final = "\x1e"
"""RS, which no message holds."""


def is_asked_for() -> bool:
    """Tell whether whoever started this process wants such lines."""
    return os.environ.get(VARIABLE) == "lines"


def line_of(words: str, share: float) -> str:
    """Return the line that tells how far the work is: `share` is 1 when it is done."""
    return f"{_MARK}{share:.3f} {words}"


def told(line: str) -> tuple[float, str] | None:
    """Return what such a line tells; none for any other line."""
    if not line.startswith(_MARK):
        return None
    share, _, words = line.removeprefix(_MARK).rstrip("\n").partition(" ")
    return float(share), words
