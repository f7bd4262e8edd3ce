"""The appearance that a town chooses for its documents: colours, size of body text, paper and cover.

Pages are designed once, for a text block of 480 pt (`theme.MEASURE`) on A4. Another size of body text sets another whole
number of characters in that width; the finished page is then enlarged or reduced (`BodySetting.zoom`), so that body text has
just the size that was asked for. A page of B5 is a page of A4 reduced to 7/8: tables, forms, figures and a summary on two
pages hold as they do there, and their smallest words come to 9.2 pt.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Final, Literal, TypeAlias

from hidaka_dx.colours import OF_ACCENT, OF_MAIN, night, palette
from hidaka_dx.theme import BODY, COLOURS, LINE, LINES, MEASURE, SHEET_SIZES, WIDE_MEASURE, fixed_properties

Paper: TypeAlias = Literal["A4", "B5"]
Cover: TypeAlias = Literal["words", "emblem", "photo"]
PAPERS: Final[Mapping[Paper, tuple[float, float]]] = {"A4": (595.276, 841.890), "B5": (515.906, 728.504)}
"""Width and height in points; B5 is that of JIS (182×257 mm)."""
REDUCED: Final[Mapping[Paper, float]] = {"A4": 1.0, "B5": 0.875}
"""How much smaller the design of A4 is printed."""
SIZES: Final = (10.5, 11.0, 11.5, 12.0)
"""Sizes of body text, as printed."""
LEADING: Final = LINE / BODY
"""Least line pitch of body text, in ems."""
SHARES: Final = (67 / 139.89, 53 / 115.28)
"""What margins above and at the right have of the free height and width (assets/css/page.css); the left one is for binding."""
WIDE_SHARES: Final = (62.28 / 115.28, 64 / 127.89)
"""The same of a page on its side."""
WIDE_HEIGHT: Final = 480.0
"""Height of the text block of a page on its side."""
HEADING: Final = 13.5 / 12
"""Size of the headings of sections, in ems of body text."""
_PAINTED: Final = re.compile(r'((?:fill|stroke)=")(#[0-9A-F]{6})"')
_NAMES: Final = {value: name for name, value in COLOURS.items()}


@dataclass(frozen=True)
class BodySetting:
    """How body text is set: lengths of the design, before a page is enlarged or reduced by `zoom`."""

    body: float = BODY
    line: float = LINE
    zoom: float = 1.0

    @cached_property
    def sheet_sizes(self) -> tuple[tuple[float, float], ...]:
        """Size and line pitch of the words of a sheet of a measure, in the order in which they are tried."""
        if self.body > BODY:
            return ((self.body, self.line), SHEET_SIZES[0], SHEET_SIZES[-1])
        return ((self.body, self.line), *(each for each in SHEET_SIZES[1:] if each[0] < self.body))

    @property
    def section(self) -> float:
        """Size of the headings of sections."""
        return round(HEADING * self.body, 3)


@dataclass(frozen=True)
class Appearance:
    """What a town has chosen; the usual is what documents had before there was a choice."""

    main: str = COLOURS[OF_MAIN]
    accent: str = COLOURS[OF_ACCENT]
    body: float = BODY
    """Size of body text in points, as printed."""
    paper: Paper = "A4"
    cover: Cover = "words"
    emblem: str = ""
    """File name below `assets/images/`, or nothing."""
    emblem_alt: str = ""
    photo: str = ""
    photo_alt: str = ""

    @property
    def colours(self) -> dict[str, str]:
        """The colours of the print by their names."""
        return palette(self.main, self.accent)

    @property
    def only_colours(self) -> "Appearance":
        """The same colours on the usual page: for papers that are A4 whatever the plan is."""
        return Appearance(main=self.main, accent=self.accent)

    @property
    def in_usual_size(self) -> "Appearance":
        """The same, with body text in the usual size of its paper."""
        return replace(self, body=usual_size(self.paper))

    @cached_property
    def setting(self) -> BodySetting:
        """How its body text is set: whole characters in the width of the text block."""
        characters = ceil(round(MEASURE * REDUCED[self.paper] / self.body, 6))
        body = MEASURE / characters
        lines = int(LINES * LINE / (LEADING * body) + 1e-6)
        return BodySetting(round(body, 4), round(LINES * LINE / lines, 3), round(self.body / body, 6))


USUAL: Final = Appearance()
USUAL_SETTING: Final = BodySetting()


def usual_size(paper: Paper) -> float:
    """Return the size of body text where a town has chosen only its paper."""
    return BODY * REDUCED[paper]


def recoloured(drawing: str, appearance: Appearance) -> str:
    """Return a drawing in the colours of an appearance; drawings are kept in the usual ones."""
    colours = appearance.colours
    return _PAINTED.sub(lambda found: f'{found[1]}{colours.get(_NAMES.get(found[2], ""), found[2])}"', drawing)


def custom_properties(appearance: Appearance = USUAL) -> str:
    """Return colours, fonts and lengths as a CSS rule for `:root`."""
    setting = appearance.setting
    sizes = {"body": setting.body, "section": setting.section, "line": setting.line} | {
        f"fit-{number}{name}": length
        for number, each in enumerate(setting.sheet_sizes)
        if number
        for name, length in zip(("", "-line"), each, strict=True)
    }
    values = {**appearance.colours, **fixed_properties(), **{name: f"{length:g}pt" for name, length in sizes.items()}}
    return ":root{" + "".join(f"--{name}:{value};" for name, value in values.items()) + "}"


def page_rules(appearance: Appearance, *, two_sided: bool) -> str:
    """Return the CSS rules for another paper or another size of text than the usual; they follow all style sheets."""
    setting = appearance.setting
    if setting.zoom == 1.0:
        return ""
    width, height = (length / setting.zoom for length in PAPERS[appearance.paper])
    upright = _margins(width - MEASURE, height - LINES * LINE, SHARES)
    turned = _margins(height - WIDE_MEASURE, width - WIDE_HEIGHT, WIDE_SHARES)
    rules = f"@page{{{_size(width, height)}{upright}}}@page wide{{{_size(height, width)}{turned}}}"
    if not two_sided:
        return rules
    left = _margins(width - MEASURE, height - LINES * LINE, (SHARES[0], 1 - SHARES[1]))
    below = _margins(height - WIDE_MEASURE, width - WIDE_HEIGHT, (1 - WIDE_SHARES[0], WIDE_SHARES[1]))
    return f"{rules}@page body:left,front:left{{{left}}}@page wide:left{{{below}}}"


def web_rules(appearance: Appearance) -> str:
    """Return the CSS of the website in a town's own colours, by day and by night; nothing for the usual ones."""
    colours = appearance.colours
    chosen = [name for name in (OF_MAIN, OF_ACCENT) if colours[name] != COLOURS[name]]
    day = "".join(_pair(name, colours[name], colours[f"tint-{name}"]) for name in chosen)
    dark = "".join(_pair(name, *night(colours[name])) for name in chosen)
    nights = f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}"
    return f"\n:root {{ {day}}}\n{nights}\n" if chosen else ""


def _pair(name: str, colour: str, ground: str) -> str:
    return f"--{name}: {colour}; --tint-{name}: {ground}; "


def _size(width: float, height: float) -> str:
    return f"size:{width:.3f}pt {height:.3f}pt;"


def _margins(across: float, down: float, shares: tuple[float, float]) -> str:
    """Return margins that share the free width and height of a page; shares are those above and at the right."""
    above, right = down * shares[0], across * shares[1]
    return f"margin:{above:.3f}pt {right:.3f}pt {down - above:.3f}pt {across - right:.3f}pt;"
