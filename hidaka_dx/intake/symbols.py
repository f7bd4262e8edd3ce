"""Letters that Word files hold in special ways: signs of symbol fonts, readings written as fields."""

import re
from typing import Final, NamedTuple

UNKNOWN: Final = "〓"
"""Printers' sign for a letter that is not at hand (げた)."""
WINGDINGS: Final = {
    0x6C: "●",
    0x6D: "○",
    0x6E: "■",
    0x6F: "□",
    0x71: "□",
    0x74: "◆",
    0x75: "◆",
    0x76: "◆",
    0x77: "◆",
    0x9F: "・",
    0xA1: "○",
    0xA2: "○",
    0xA4: "◎",
    0xA7: "■",
    0xA8: "□",
    0xAB: "★",
    0xB2: "☆",
    0xD8: "→",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "→",
    0xF0: "⇒",
    0xFC: "✓",
    0xFE: "☑",
    **{0x81 + step: chr(0x2460 + step) for step in range(10)},
    **{0x8C + step: chr(0x2776 + step) for step in range(10)},
}
SYMBOL: Final = {
    0x2D: "－",
    0xA3: "≦",
    0xA5: "∞",
    0xAB: "⇔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≧",
    0xB4: "×",
    0xB7: "・",
    0xB8: "÷",
    0xB9: "≠",
}
PRIVATE: Final = 0xF000
"""Where Word puts the letters of symbol fonts."""
FIELD_RUBY: Final = re.compile(
    r"\\[oO]\s*(?:\\a[dcrl])?\s*\(\s*\\s\s*\\up\s*\d+\s*\((?P<reading>[^()]*)\)\s*,\s*(?P<base>[^()]*)\)"
)
FIELD_WORDS: Final = re.compile(r'"[^"]*"|\\[*!@][^\\(]*|\\[a-z]+\s*\d*|^\s*EQ\b|[(),;\s]', re.IGNORECASE)
"""What in the code of an EQ field is no word."""


class FieldRuby(NamedTuple):
    """Letters and their reading in an EQ field."""

    base: str
    reading: str


def symbol(font: str, code: int) -> str:
    """Give the letter that a symbol font shows for a code; 〓 where it is not known."""
    if "wingdings" in font.lower():
        return WINGDINGS.get(code % PRIVATE, UNKNOWN)
    if font.lower() == "symbol":
        return SYMBOL.get(code % PRIVATE, UNKNOWN)
    is_letter = 0x20 <= code < 0xD800 or PRIVATE + 0x900 <= code < 0x110000
    return chr(code) if is_letter else UNKNOWN


def field_ruby(code: str) -> FieldRuby | None:
    """Read a reading out of the code of an EQ field, as Word wrote it before it had elements for it."""
    found = FIELD_RUBY.search(code)
    return FieldRuby(found["base"].strip(), found["reading"].strip()) if found else None


def field_words(code: str) -> str:
    """Return the words in the code of another EQ field: letters in circles, fractions."""
    return FIELD_WORDS.sub("", code) if re.match(r"\s*EQ\b", code, re.IGNORECASE) else ""
