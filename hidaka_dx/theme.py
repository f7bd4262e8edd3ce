"""Design constants: colours, type and grid, defined once for style sheets, drawings and checks.

Lengths are in points. Style sheets receive these as custom properties (`--ink`, `--line`, …), drawings import them.
"""

from typing import Final, Literal, TypeAlias

ColumnKind: TypeAlias = Literal["number", "mark", "code", "class", "short", "text", "list", "year"]
"""What a column of a table holds: figures; ○ or a grade; the number of a measure, before its name; a class that rows share
(改正, 新設); a name or date of up to 10 em; prose; one item a line; a year of an axis, whose width is given."""
FieldState: TypeAlias = Literal["said", "none", "open"]
"""Whether a field of a sheet says something, says that there is none, or is not decided yet."""
Place: TypeAlias = Literal["line", "lead", "half", "whole", "foot"]
"""Where a field stands on a sheet: in the line below the name, as the sentence one reads first, beside another, over the
whole width, at the foot."""

PanelRole: TypeAlias = Literal["column", "aim", "articles", "names", "chronology", "right", "wide", "beside", "break"]
"""What is set apart from the text around it: コラム, 理念, 要綱, 名簿, 年表, lines at the right (右), a part on its side (横),
text beside a picture, the begin of a new page."""

COLOURS: Final = {
    "ink": "#1A1A1A",
    "ai": "#1F4E79",
    "matsuba": "#2F6B4F",
    "kaki": "#A8481A",
    "grey": "#595959",
    "rule": "#8C8C8C",
    "tint-ai": "#E8EEF4",
    "tint-matsuba": "#E9F1EC",
    "tint-kaki": "#F7EDE7",
    "tint-grey": "#F2F2F2",
}
"""Every colour a page may use; `rule` is for hairlines only, the tints are fills behind ink."""

MINCHO: Final = '"BIZ UDPMincho Latin", "BIZ UDMincho"'
"""Body text: Latin letters from the proportional cut, everything else on the em grid."""
GOTHIC: Final = '"BIZ UDPGothic Latin", "BIZ UDGothic"'
"""Headings, tables, figures and forms."""
FIGURES: Final = f'"BIZ UDPGothic Figures", {GOTHIC}'
"""Columns of figures: digits of the proportional cut, all equally wide."""
TABULAR: Final = '"BIZ UDGothic"'
"""What older style sheets, frozen in archives, set figures in: all digits half an em wide."""

BODY: Final = 12.0
"""Size of body text."""
LINE: Final = 19.5
"""Line pitch; everything vertical is a multiple or half of it."""
MEASURE: Final = 480.0
"""Width of the text block: 40 characters of body text."""
WIDE_MEASURE: Final = 714.0
"""Width of the text block of a page on its side."""
LINES: Final = 36
"""Lines of the text block."""
SMALLEST: Final = 10.5
"""No text anywhere is smaller (ruby excepted)."""
NOTE: Final = 16.25
"""Line pitch of labels, tables and lines of short fields."""
CONTENTS_LINE: Final = 25.5
"""Line pitch of a contents page that has room."""
CONTENTS_GAP: Final = 12.75
"""The air before a chapter on it."""
SHEET_SIZES: Final = ((BODY, LINE), (11.5, 18.0), (11.0, 17.0))
"""Size and line pitch of the words of a sheet, in the order in which they are tried."""
LABEL: Final = 78.0
"""Width of the label of a field, beside its words."""
HALF: Final = 228.0
"""Width of a field that stands beside another."""
CARDS: Final = {1: MEASURE, 2: 232.0, 3: 148.0}
"""Width of a card of a summary, by the number of cards beside each other."""
STRIP: Final = 36.0
"""Height of a drawing between the rows of a table."""
STRIP_STEP: Final = 8.125
"""By how much such a drawing grows in a step where its page has room."""
STRIP_STEPS: Final = 6
"""In how many steps it grows at most."""
TIMELINE_YEARS: Final = range(2, 11)
"""Numbers of years that a timeline has room for."""


def fixed_properties() -> dict[str, str]:
    """Return the design constants that no town changes, by the names of their custom properties; colours are beside them."""
    lengths = {
        "note": NOTE,
        "contents-line": CONTENTS_LINE,
        "contents-gap": CONTENTS_GAP,
        "label": LABEL,
        "half": HALF,
        "strip": STRIP,
        **{f"card-{count}": width for count, width in CARDS.items()},
    }
    return {
        "mincho": MINCHO,
        "gothic": GOTHIC,
        "figures": FIGURES,
        "tabular": TABULAR,
        **{name: f"{length:g}pt" for name, length in lengths.items()},
    }
