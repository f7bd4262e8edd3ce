"""How wide words are and where their lines break: BIZ UDゴシック with the Latin letters of BIZ UDPゴシック.

Lengths are in points. Everything outside ASCII counts as one em.
"""

import re
from collections.abc import Sequence
from typing import Final

from hidaka_dx.japanese import wholes

REGULAR: Final = (
    333, 330, 470, 920, 800, 1000, 890, 290, 490, 490, 500, 840, 310, 480, 310, 500, 760, 630, 760, 760, 760, 760, 760,
    760, 760, 760, 310, 310, 840, 840, 840, 775, 980, 760, 770, 800, 840, 700, 660, 840, 820, 420, 540, 750, 600, 980,
    820, 860, 740, 890, 760, 710, 700, 840, 740, 980, 800, 720, 750, 500, 500, 500, 500, 305, 500, 650, 710, 640, 710,
    690, 500, 670, 700, 320, 380, 630, 330, 940, 700, 680, 710, 710, 450, 590, 470, 700, 580, 880, 600, 610, 580, 520,
    440, 520, 500,
)  # fmt: skip
"""Advance widths of U+0020 to U+007E in thousandths of an em."""
BOLD: Final = (
    333, 370, 520, 940, 800, 1000, 910, 320, 505, 510, 500, 840, 330, 480, 330, 500, 760, 630, 760, 760, 760, 760, 760,
    760, 760, 760, 340, 340, 840, 840, 840, 800, 980, 780, 770, 810, 850, 700, 670, 860, 840, 440, 560, 760, 610, 1000,
    840, 880, 760, 900, 760, 730, 700, 860, 760, 1000, 820, 740, 750, 550, 500, 550, 500, 305, 500, 660, 730, 640, 730,
    690, 510, 670, 720, 320, 400, 660, 360, 960, 720, 700, 730, 730, 490, 590, 490, 720, 600, 900, 620, 640, 580, 540,
    440, 540, 500,
)  # fmt: skip
"""The same for the bold cut."""

_NOT_FIRST: Final = frozenset(
    "、。，．）」』】〕〉》｝］・：；！？ー々〜～…ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.)]}:;!?%％"
)
_NOT_LAST: Final = frozenset("（「『【〔〈《｛［([{")
_ATOM: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9.,/&+'-]*"  # Latin words and numbers
    r"|[ァ-ヺー]+"  # katakana words
    r"|\s+|."
)
_HIRAGANA: Final = re.compile(r"[ぁ-ゖ]")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure one line of text set at `size`, in points."""
    table = BOLD if bold else REGULAR
    return sum(table[ord(char) - 32] if " " <= char <= "~" else 1000 for char in text) * size / 1000


def wrap(text: str, room: float, size: float, *, bold: bool = False, code: str = "") -> tuple[str, ...]:
    """Break text into lines no wider than `room` points.

    Line breaks of the author stay. Lines of one paragraph are made about equally long, and break between phrases where
    that costs no line. No line ends between a number and its unit, nor behind a `code` with which the text begins. A
    line is wider than `room` only if it cannot be broken.
    """
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += _balanced(paragraph, room, size, bold=bold, code="" if lines else code)
    return tuple(lines)


def squeeze(text: str, room: float, size: float, *, bold: bool = False, code: str = "") -> tuple[str, ...]:
    """Break text as `wrap` does, and words that are wider than `room` anywhere inside.

    For drawings whose boxes no author can widen.
    """
    lines = wrap(text, room, size, bold=bold, code=code)
    return tuple(part for line in lines for part in _cut(line, room, size, bold=bold))


def _cut(line: str, room: float, size: float, *, bold: bool) -> list[str]:
    if width(line, size, bold=bold) <= room:
        return [line]
    parts = _filled(_letters(line), room, size, bold=bold)
    even = width(line, size, bold=bold) / len(parts) + size / 2
    evenly = _filled(_letters(line), min(even, room), size, bold=bold)
    return evenly if len(evenly) == len(parts) else parts


def _balanced(text: str, room: float, size: float, *, bold: bool, code: str) -> list[str]:
    if width(text, size, bold=bold) <= room:
        return [text]
    signs, phrases = _tied(_atoms(text), code), _tied(_phrases(text), code)
    by_sign = _filled(signs, room, size, bold=bold)
    by_phrase = _filled(phrases, room, size, bold=bold)
    fits = all(width(line, size, bold=bold) <= room for line in by_phrase)
    atoms, best = (phrases, by_phrase) if fits and len(by_phrase) <= len(by_sign) else (signs, by_sign)
    narrower = room - size / 2
    while narrower > 2 * size:
        lines = _filled(atoms, narrower, size, bold=bold)
        if len(lines) > len(best) or any(width(line, size, bold=bold) > narrower for line in lines):
            break
        best, narrower = lines, narrower - size / 2
    return best


def _filled(atoms: Sequence[str], room: float, size: float, *, bold: bool) -> list[str]:
    lines = [""]
    for atom in atoms:
        if lines[-1] and width((lines[-1] + atom).rstrip(), size, bold=bold) > room:
            lines.append("")
        lines[-1] += atom if lines[-1] else atom.lstrip()
    return [line.rstrip() for line in lines]


def _tied(pieces: Sequence[str], code: str) -> list[str]:
    """Join the code with which a text begins to what follows it."""
    first, rest = "", list(pieces)
    while code and rest and len(first.rstrip()) <= len(code):
        first += rest.pop(0)
    return [first, *rest] if first else rest


def _atoms(text: str) -> list[str]:
    """Cut text into the smallest pieces between which a line may end."""
    atoms: list[str] = []
    inside = {index for start, end in wholes(text) for index in range(start + 1, end)}
    for piece in _ATOM.finditer(text):
        if atoms and (piece[0][0] in _NOT_FIRST or atoms[-1][-1] in _NOT_LAST or piece.start() in inside):
            atoms[-1] += piece[0]
        else:
            atoms.append(piece[0])
    return atoms


def _letters(text: str) -> list[str]:
    """Cut text before each letter that may begin a line."""
    letters: list[str] = []
    for letter in text:
        if letters and (letter in _NOT_FIRST or letters[-1][-1] in _NOT_LAST):
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _phrases(text: str) -> list[str]:
    """Cut text where a phrase likely ends: after particles and punctuation, before brackets."""
    phrases: list[str] = []
    for atom in _atoms(text):
        if phrases and not _phrase_ends(phrases[-1][-1], atom[0]):
            phrases[-1] += atom
        else:
            phrases.append(atom)
    return phrases


def _phrase_ends(before: str, after: str) -> bool:
    if before in "、。）」・ " or after in _NOT_LAST:
        return True
    return bool(_HIRAGANA.match(before)) and not _HIRAGANA.match(after)
