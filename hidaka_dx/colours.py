"""Colours that a town chooses: legible by WCAG 2.2, with the tints and the night colours that follow from them.

A colour is text like `#1F4E79`. Contrasts are those of WCAG 2.2 (relative luminance); a colour for words must reach
`LEAST` on white, on its own tint and, turned light, on a dark screen.
"""

import colorsys
from collections.abc import Iterator, Mapping
from typing import Final

from hidaka_dx.theme import COLOURS

LEAST: Final = 4.5
"""Contrast of words and their ground (WCAG 2.2, 1.4.3)."""
WHITE: Final = "#FFFFFF"
NIGHT: Final = "#16181B"
"""Paper of a dark screen (assets/web/style.css)."""
TINT: Final = 0.1
"""Share of a colour in its tint, and of its light form in its tint by night."""
LIGHT: Final = 9.0
"""Contrast that a colour is turned to by night."""
STEPS: Final = 200
"""Lightnesses that are tried from black to white."""
OF_MAIN, OF_ACCENT = "ai", "kaki"
"""The colours of the theme that a town may replace."""


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def tint(colour: str) -> str:
    """Return the light ground that belongs to a colour."""
    return _mixed(colour, WHITE, TINT)


def least_contrast(colour: str) -> float:
    """Return the lower one of a colour's contrasts to white and to its tint."""
    return min(contrast(colour, WHITE), contrast(colour, tint(colour)))


def legible(colour: str) -> str:
    """Return the nearest darker colour of the same hue that can carry words; the colour itself if it can."""
    return next(each for each in (colour, *_darker(colour)) if least_contrast(each) >= LEAST)


def palette(main: str, accent: str) -> dict[str, str]:
    """Return the colours of the print, by their names; those of the theme where a town has not chosen its own."""
    return {**COLOURS, **_replaced(OF_MAIN, main), **_replaced(OF_ACCENT, accent)}


def night(colour: str) -> tuple[str, str]:
    """Return a colour as it is shown on a dark screen, and its tint there."""
    light = next((each for each in (colour, *_lighter(colour)) if contrast(each, NIGHT) >= LIGHT), WHITE)
    return light, _mixed(light, NIGHT, TINT)


def _replaced(name: str, colour: str) -> Mapping[str, str]:
    return {} if colour == COLOURS[name] else {name: colour, f"tint-{name}": tint(colour)}


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


def _luminance(colour: str) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return _written(tuple(share * one + (1 - share) * other for one, other in pairs))


def _darker(colour: str) -> Iterator[str]:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(int(lightness * STEPS), -1, -1):
        yield _written(colorsys.hls_to_rgb(hue, step / STEPS, saturation))


def _lighter(colour: str) -> Iterator[str]:
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(int(lightness * STEPS) + 1, STEPS + 1):
        yield _written(colorsys.hls_to_rgb(hue, step / STEPS, saturation))
