"""How wide text is, before it is set: BIZ UDゴシック with the Latin letters of BIZ UDPゴシック, or as far as one can guess."""

import unicodedata
from math import fsum
from typing import Final

from hidaka_dx.japanese.letters import is_index

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
INDEX: Final = 550
"""No index (₂, ³) is wider, in thousandths of an em."""
HALF: Final = 0.5
"""An ASCII letter in ems, in a font on the grid."""
PROPORTIONAL: Final = 0.65
"""The same in a proportional font, on average."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Measure one line of text set at `size`, in points; what is outside ASCII counts as one em, indices as little more than half of one."""
    table = BOLD if bold else REGULAR
    widths = (table[ord(char) - 32] if " " <= char <= "~" else INDEX if is_index(char) else 1000 for char in text)
    return fsum(widths) * size / 1000


def ems(text: str, latin: float) -> float:
    """Guess how many ems a text takes in whatever font, when an ASCII letter takes `latin`."""
    return fsum(latin if char <= "~" else 1.0 for char in text)


def columns(text: str) -> int:
    """Count the columns of a terminal; full-width letters take two (Unicode, UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
