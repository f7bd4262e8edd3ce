"""Cut the Latin letters out of the proportional BIZ UDP fonts.

The fixed-width BIZ UD fonts keep the grid of Japanese text but squeeze Latin letters into half widths; the
proportional BIZ UDP fonts have well-shaped Latin letters but uneven kana. A small font of Latin letters alone,
named first in the style sheet, gives each script its better shapes.

Usage: python tools/latin_fonts.py FOLDER_WITH_BIZ_UDP_FONTS assets/fonts
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

LATIN = [*range(0x20, 0x7F), *(code for code in range(0xC0, 0x100) if code not in (0xD7, 0xF7))]
STYLES = ("BIZUDPMincho-Regular", "BIZUDPGothic-Regular", "BIZUDPGothic-Bold")


def cut(source: Path, target: Path) -> None:
    """Write the Latin letters of the font `source` to `target`; the same input gives the same bytes."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options(name_IDs=["*"], name_languages=["*"], layout_features=[], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LATIN)
    subsetter.subset(font)
    font.save(target, reorderTables=True)


if __name__ == "__main__":
    folder, target = map(Path, sys.argv[1:3])
    for style in STYLES:
        cut(folder / f"{style}.ttf", target / f"{style.replace('-', '-Latin-')}.ttf")
