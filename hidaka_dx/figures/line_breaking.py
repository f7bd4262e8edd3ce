"""Line breaking in drawings, set in BIZ UDゴシック. Lengths are in points."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from hidaka_dx.japanese.kinsoku import NOT_FIRST, NOT_LAST, OPENING, unbreakable_places
from hidaka_dx.japanese.ragged import seen_width

_ATOM: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9.,/&+'-]*"  # Latin words and numbers
    r"|[ァ-ヺー]+"  # katakana words
    r"|\s+|."
)
_MOST: Final = 4096
"""Texts whose lines are remembered: trees and charts ask for the same ones many times."""
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")


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
    lines = wrap(text, room, size, bold=bold, code=code)
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


def _balanced(text: str, room: float, size: float, *, bold: bool, code: str) -> list[str]:
    if seen_width(text, size, bold=bold) <= room:
        return [text]
    signs, phrases = _tied(_atoms(text), code), _tied(_phrases(text), code)
    by_sign = _filled(signs, room, size, bold=bold)
    by_phrase = _filled(phrases, room, size, bold=bold)
    fits = all(seen_width(line, size, bold=bold) <= room for line in by_phrase)
    atoms, best = (phrases, by_phrase) if fits and len(by_phrase) <= len(by_sign) else (signs, by_sign)
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


def _phrases(text: str) -> list[str]:
    """Split text where a phrase likely ends: after particles and punctuation, before brackets."""
    phrases: list[str] = []
    for atom in _atoms(text):
        if phrases and not _phrase_ends(phrases[-1][-1], atom[0]):
            phrases[-1] += atom
        else:
            phrases.append(atom)
    return phrases


def _phrase_ends(before: str, after: str) -> bool:
    if before in "、。）」・ " or after in OPENING:
        return True
    return bool(_HIRAGANA.match(before)) and not _HIRAGANA.match(after)
