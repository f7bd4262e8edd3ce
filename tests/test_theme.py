"""Colours are legible, and pages use no others."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from hidaka_dx import theme

ROOT = Path(__file__).parent.parent
SHEETS = sorted((ROOT / "assets/css").glob("*.css"))
TEXT = ("ink", "ai", "matsuba", "kaki", "grey")
FILLS = [name for name in theme.COLOURS if name.startswith("tint")]
SERIES = ("ai", "matsuba", "kaki")


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", TEXT)
def test_text_stands_out_from_white_and_from_every_tint(name: str) -> None:
    for ground in ("#FFFFFF", *(theme.COLOURS[fill] for fill in FILLS)):
        assert contrast(theme.COLOURS[name], ground) >= 4.5


def test_hairlines_can_be_seen() -> None:
    assert contrast(theme.COLOURS["rule"], "#FFFFFF") >= 3


def test_series_are_alike_in_grey_so_colour_alone_says_nothing() -> None:
    for one, other in combinations(SERIES, 2):
        assert contrast(theme.COLOURS[one], theme.COLOURS[other]) < 1.6


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_style_sheets_use_the_table_of_colours_and_no_small_type(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|\bhsla?\(", rules) == []
    sizes = [float(size) for size in re.findall(r"font(?:-size)?:[^;]*?([\d.]+)pt", rules)]
    assert [size for size in sizes if size < theme.SMALLEST and size != 7] == [], "7 pt is the mark of a footnote"


def test_the_block_is_forty_characters_by_thirty_six_lines() -> None:
    assert theme.MEASURE == 40 * theme.BODY
    page = (ROOT / "assets/css/page.css").read_text(encoding="utf-8")
    found = re.search(r"margin: ([\d.]+)pt ([\d.]+)pt ([\d.]+)pt ([\d.]+)pt", page)
    assert found
    top, right, bottom, left = map(float, found.groups())
    assert 595.28 - left - right == pytest.approx(theme.MEASURE, abs=0.01)
    assert 841.89 - top - bottom == pytest.approx(theme.LINES * theme.LINE, abs=0.01)
    assert left >= 20 / 25.4 * 72
    assert right >= 18 / 25.4 * 72
