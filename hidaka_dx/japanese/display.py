"""What a text is shown as where it is typed in another way: full-width single digits, one kind of brackets and of 「～」.

Each character is shown as one character, so that places in the text stay; what is copied and read aloud is what was typed.
"""

import re
from typing import Final

from hidaka_dx.japanese.letters import is_japanese

SINGLE: Final = re.compile(r"(?<![!-~\uff10-\uff19])[0-9](?![!-~\uff10-\uff19²³¹\u2070-\u209c])")
"""A digit alone among Japanese characters, not beside Western letters, points or other digits."""
WIDE: Final = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}
PAIR: Final = re.compile(r"\(([^()（）\n]*)\)")
MARK: Final = re.compile("[0-9０-９]{1,3}|[ァ-ヺｱ-ﾝa-zA-Zあ-ん一二三四五六七八九十]")
"""What is in the brackets of a number: (1), (ア)."""
BRACKETS: Final = str.maketrans("()", "（）")
TILDE: Final = re.compile("(?<=[0-9A-Za-z]|[^!-~])~(?=[0-9A-Za-z]|[^!-~])")
"""Not as in an address (/~town)."""


def with_wide_digits(text: str) -> str:
    """Return a text whose single digits are full-width (公用文の一桁の数字)."""
    return SINGLE.sub(lambda found: found[0].translate(WIDE), text) if is_japanese(text) else text


def with_wide_signs(text: str) -> str:
    """Return a text with full-width brackets and 「～」 where they are typed half-width among Japanese.

    Brackets around a number (1), and those of a Western phrase, stay.
    """
    if not is_japanese(text):
        return text
    shown, before = _with_some_wide(text), text
    while shown != before:  # brackets make what is in them Japanese, and a tilde what is around it
        shown, before = _with_some_wide(shown), shown
    return shown


def _with_some_wide(text: str) -> str:
    return PAIR.sub(lambda found: _wide(found) if _is_japanese_pair(found) else found[0], TILDE.sub("～", text))


def _wide(found: "re.Match[str]") -> str:
    return f"（{found[1]}）"


def _is_japanese_pair(found: "re.Match[str]") -> bool:
    """Tell whether brackets are of a Japanese sentence: by what they hold, or what stands beside them."""
    if MARK.fullmatch(found[1]):
        return False
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    return any(map(is_japanese, (found[1], before, after)))
