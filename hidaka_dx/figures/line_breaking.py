"""Line breaking in drawings, set in BIZ UDゴシック. Lengths are in points."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from hidaka_dx.japanese.compounds import words_of
from hidaka_dx.japanese.kinsoku import NOT_FIRST, NOT_LAST, unbreakable_places
from hidaka_dx.japanese.phrases import phrases
from hidaka_dx.japanese.ragged import seen_width, without_short_end

_ATOM: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9.,/&+'-]*"  # Latin words and numbers
    r"|[ァ-ヺー]+"  # katakana words
    r"|\s+|."
)
_MOST: Final = 4096
"""Texts whose lines are remembered: trees and charts ask for the same ones many times."""


@lru_cache(maxsize=_MOST)
def wrap(text: str, room: float, size: float, *, bold: bool = False, code: str = "") -> tuple[str, ...]:
    """Break text into lines no wider than `room` points.

    Explicit line breaks are kept. Lines of one paragraph are balanced, and break between phrases where that adds no
    line. No line ends between a number and its unit, nor after a leading `code`. A line is wider than `room` only if
    it cannot be broken.
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _balanced(paragraph, room, size, bold=bold, code="" if lines else code)
    return tuple(lines)


@lru_cache(maxsize=_MOST)
def squeeze(text: str, room: float, size: float, *, bold: bool = False, code: str = "") -> tuple[str, ...]:
    """Break text as `wrap` does, and break overlong words anywhere.

    For drawings whose boxes authors cannot widen.
    """
    lines = (
        line
        for place, paragraph in enumerate(text.splitlines())
        for line in _balanced(paragraph, room, size, bold=bold, code="" if place else code, is_free=True)
    )
    return tuple(part for line in lines for part in _cut(line, room, size, bold=bold))


def _cut(line: str, room: float, size: float, *, bold: bool) -> list[str]:
    if seen_width(line, size, bold=bold) <= room:
        return [line]
    letters = _letters(line)
    if any(seen_width(letter, size, bold=bold) > room for letter in letters):
        letters = list(line)  # 禁則 gives way: signs that may not begin a line are alone wider than the box
    parts = _filled(letters, room, size, bold=bold)
    even = seen_width(line, size, bold=bold) / len(parts) + size / 2
    evenly = _filled(letters, min(even, room), size, bold=bold)
    return evenly if len(evenly) == len(parts) else parts


def _balanced(  # noqa: PLR0913  what a line looks like
    text: str, room: float, size: float, *, bold: bool, code: str, is_free: bool = False
) -> list[str]:
    """Break a paragraph between phrases, else words, else signs; `is_free` if it may take more lines for that."""
    if seen_width(text, size, bold=bold) <= room:
        return [text]
    whole, signs = phrases(text), _tied(_atoms(text), code)
    words = [word for phrase in whole for word in words_of(phrase)]
    least = len(_filled(signs, room, size, bold=bold))
    for pieces in (without_short_end(_tied(whole, code)), without_short_end(_tied(words, code)), signs):
        best = _filled(pieces, room, size, bold=bold)
        fits = all(seen_width(line, size, bold=bold) <= room for line in best)
        if fits and (is_free or len(best) <= least):
            break
    atoms = pieces
    narrower = room - size / 2
    while narrower > 2 * size:
        lines = _filled(atoms, narrower, size, bold=bold)
        if len(lines) > len(best) or any(seen_width(line, size, bold=bold) > narrower for line in lines):
            break
        best, narrower = lines, narrower - size / 2
    return best


def _filled(atoms: Sequence[str], room: float, size: float, *, bold: bool) -> list[str]:
    lines = [""]
    for atom in atoms:
        if lines[-1] and seen_width((lines[-1] + atom).rstrip(), size, bold=bold) > room:
            lines.append("")
        lines[-1] += atom if lines[-1] else atom.lstrip()
    return [line.rstrip() for line in lines]


def _tied(pieces: Sequence[str], code: str) -> list[str]:
    """Join a leading code to the text that follows it."""
    first, rest = "", list(pieces)
    while code and rest and len(first.rstrip()) <= len(code):
        first += rest.pop(0)
    return [first, *rest] if first else rest


def _atoms(text: str) -> list[str]:
    """Split text into the smallest unbreakable pieces."""
    atoms: list[str] = []
    inside = unbreakable_places(text)
    for piece in _ATOM.finditer(text):
        if atoms and (piece[0][0] in NOT_FIRST or atoms[-1][-1] in NOT_LAST or piece.start() in inside):
            atoms[-1] += piece[0]
        else:
            atoms.append(piece[0])
    return atoms


def _letters(text: str) -> list[str]:
    """Split text before each letter that may begin a line."""
    letters: list[str] = []
    for letter in text:
        if letters and (letter in NOT_FIRST or letters[-1][-1] in NOT_LAST):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters
