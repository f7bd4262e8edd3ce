"""Cut small fonts out of the proportional BIZ UDP fonts: Latin letters, and figures of equal width.

The fixed-width BIZ UD fonts keep the grid of Japanese text but squeeze Latin letters into half widths; the
proportional BIZ UDP fonts have well-shaped Latin letters but uneven kana. A small font of Latin letters alone,
named first in the style sheet, gives each script its better shapes. In columns of numbers all digits must be equally
wide: in the proportional cut only the 1 is narrower, so that a font of figures gives it the room of the others.

Usage: python tools/latin_fonts.py FOLDER_WITH_BIZ_UDP_FONTS assets/fonts
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LATIN = [*range(0x20, 0x7F), *(code for code in range(0xC0, 0x100) if code not in (0xD7, 0xF7))]
STYLES = ("BIZUDPMincho-Regular", "BIZUDPGothic-Regular", "BIZUDPGothic-Bold")
GOTHIC = STYLES[1:]


def cut(source: Path, unicodes: Iterable[int]) -> TTFont:
    """Return the letters `unicodes` of a font."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(name_IDs=["*"], name_languages=["*"], layout_features=[], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=unicodes)
    subsetter.subset(font)
    return font


def equalise(font: TTFont) -> None:
    """Give the 1 the width of the other digits, in the middle of it, and the font a name of its own."""
    one, zero = (font.getBestCmap()[ord(digit)] for digit in "10")
    (narrow, bearing), (wide, _) = font["hmtx"][one], font["hmtx"][zero]
    shift = (wide - narrow) // 2
    font["hmtx"][one] = wide, bearing + shift
    font["glyf"][one].coordinates.translate((shift, 0))
    font["glyf"][one].recalcBounds(font["glyf"])
    for record in font["name"].names:
        record.string = (
            record.toUnicode().replace("UDPGothic", "UDPGothicFigures").replace("UDPゴシック", "UDPゴシック数字")
        )


def save(font: TTFont, target: Path) -> None:
    """Write a font; the same input gives the same bytes."""
    font.save(target, reorderTables=True)


if __name__ == "__main__":
    folder, target = map(Path, sys.argv[1:3])
    for style in STYLES:
        save(cut(folder / f"{style}.ttf", LATIN), target / f"{style.replace('-', '-Latin-')}.ttf")
    for style in GOTHIC:
        figures = cut(folder / f"{style}.ttf", LATIN)
        equalise(figures)
        save(figures, target / f"{style.replace('-', '-Figures-')}.ttf")
