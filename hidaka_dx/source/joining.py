"""Joins an author's lines, and shortens text for messages."""

import re
from collections.abc import Sequence
from typing import Final

LATIN_END: Final = re.compile("[!-~\ue021-\ue07e]$")
"""A letter that was written with a \\ before it is shielded meanwhile (`markdown`)."""
LATIN_START: Final = re.compile("^[!-~\ue021-\ue07e]")
SHORT: Final = 20
"""Letters of the author's words that a message repeats."""


def joined(lines: Sequence[str]) -> str:
    """Join the lines of a paragraph, at least one: a line end is a space only between Latin words."""
    text = lines[0]
    for line in lines[1:]:
        text += (" " if LATIN_END.search(text) and LATIN_START.search(line) else "") + line
    return text


def short(words: str) -> str:
    """Return the beginning of a text, to quote it in a message."""
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"
