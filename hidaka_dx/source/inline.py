"""Inline markup: ruby and footnote calls.

`｛漢字｜かんじ｝` sets the reading かんじ above 漢字; `[^id]` calls the footnote of that id.
"""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.problem import Place
from hidaka_dx.prose import Inline, WrittenNoteCall, WrittenRuby, WrittenText

INLINE: Final = re.compile(r"｛(?P<base>[^｛｜｝]+)｜(?P<reading>[^｛｜｝]+)｝|\[\^(?P<note>[^\]\s]{1,99})\]")
STRAY: Final = re.compile(r"[｛｝]")
SUM: Final = re.compile(r"｛(?=[^｛｜|｝]*[^｛｜|｝][－＋×÷＝−+=])[^｛｜|｝]+｝")
"""Braces around a part of a sum, which are printed: 「｛総所得－（給与所得＋10万円）｝×5％」."""


def parse_inline(text: str, place: Place) -> tuple[Inline, ...]:
    """Parse a text into words, ruby and calls; `place` is the start of the text."""
    return tuple(_pieces(text, place))


def stray_bracket(text: str) -> str | None:
    """Return the first ｛ or ｝ that is neither part of a ruby nor of a sum, if any."""
    found = STRAY.search(SUM.sub("", INLINE.sub("", text)))
    return found[0] if found else None


def _pieces(text: str, place: Place) -> Iterator[Inline]:
    end = 0
    for found in INLINE.finditer(text):
        if found.start() > end:
            yield WrittenText(text[end : found.start()])
        yield WrittenNoteCall(found["note"], place) if found["note"] else WrittenRuby(found["base"], found["reading"])
        end = found.end()
    if end < len(text):
        yield WrittenText(text[end:])
