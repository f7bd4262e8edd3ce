"""Marks of the goals of sustainable development: number and name in a frame, drawn here; no artwork of others is used."""

from collections.abc import Sequence
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figures.svg import LEADING, PAD, Drawing, Rect, TextLine, broken, sheet, total_height
from hidaka_dx.figures.telling import listed

NAMES: Final = (
    "貧困をなくそう",
    "飢餓をゼロに",
    "すべての人に健康と福祉を",
    "質の高い教育をみんなに",
    "ジェンダー平等を実現しよう",
    "安全な水とトイレを世界中に",
    "エネルギーをみんなに　そしてクリーンに",
    "働きがいも経済成長も",
    "産業と技術革新の基盤をつくろう",
    "人や国の不平等をなくそう",
    "住み続けられるまちづくりを",
    "つくる責任　つかう責任",
    "気候変動に具体的な対策を",
    "海の豊かさを守ろう",
    "陸の豊かさも守ろう",
    "平和と公正をすべての人に",
    "パートナーシップで目標を達成しよう",
)
"""Names of the seventeen goals in Japanese, as the United Nations Information Centre (国際連合広報センター) gives them."""
ACROSS: Final = 3
GUTTER: Final = 8.0
NUMBER: Final = 26.0
"""Width of the field of the number."""
HIGH: Final = 2 * LEADING + 8.0


def lines(numbers: Sequence[int]) -> float:
    """Give the height of the drawing in lines of text, a multiple of a half."""
    rows = -(-len(numbers) // ACROSS)
    return -(-(rows * (HIGH + GUTTER)) // (theme.LINE / 2)) / 2


def draw(numbers: Sequence[int]) -> Drawing:
    """Draw the marks in rows of three, in ascending order."""
    paper = sheet(lines(numbers))
    wide = (theme.MEASURE - GUTTER * (ACROSS - 1)) / ACROSS
    for place, number in enumerate(sorted(numbers)):
        row, column = divmod(place, ACROSS)
        at = Rect(column * (wide + GUTTER), row * (HIGH + GUTTER), wide, HIGH)
        paper.box(at, "paper", "ai")
        paper.fill(Rect(at.x, at.y, NUMBER, at.h), "ai")
        digits = (TextLine(str(number), 15.0, bold=True, colour="paper"),)
        paper.words(digits, at.x + NUMBER / 2, at.cy - LEADING / 2)
        named = broken(NAMES[number - 1], wide - NUMBER - PAD)
        paper.words(named, at.x + NUMBER + PAD / 2, at.cy - total_height(named) / 2, "start")
    return paper.drawing()


def spoken(numbers: Sequence[int]) -> str:
    """Name the goals in words."""
    return listed(
        "持続可能な開発目標（SDGs）のうち、", (f"目標{each}「{NAMES[each - 1]}」" for each in sorted(numbers))
    )
