"""Kinds of letters: what is Japanese, what is set as part of a Western word, what is neither."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

SPACE: Final = " "
SPLIT: Final = "\u200b"
"""Shows nothing; a line may end there."""
GLUE: Final = frozenset("\u00a0\u2060\u202f\ufeff")
"""Blanks and invisible letters that hold their neighbours together."""
ATOM: Final = "\ufffc"
"""Stands in a paragraph for whatever is not text: a picture, an inline block."""
RUN: Final = re.compile(r"[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff]{2,}")
"""Japanese letters without anything between them that could be mark-up."""
SELECTOR: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Asks for one form of the letter before it; shows nothing by itself."""
VARIANT: Final = re.compile(f"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{SELECTOR.pattern}")
"""A kanji and the selector of one of its forms (異体字)."""
_JAPANESE: Final = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def is_western(char: str) -> bool:
    """Say whether a character is set as part of a Western word or number (欧文用文字, JLREQ cl-24 to cl-27)."""
    plain = "!" <= char <= "~" or ("\u00a1" <= char <= "\u024f" and char not in GLUE) or "\u1e00" <= char <= "\u1eff"
    return plain or is_index(char)


@lru_cache(maxsize=4096)
def is_index(char: str) -> bool:
    """Say whether it is one small letter, lowered or raised (添え字): ₂, ³, ⁻, ₓ. It belongs to what stands before it."""
    kind, *letters = (char and unicodedata.decomposition(char)).split() or [""]
    return kind in ("<sub>", "<super>") and len(letters) == 1 and not is_japanese(chr(int(letters[0], 16)))


RAISED: Final = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
LOWERED: Final = str.maketrans("0123456789+-aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜ")


def index_letters(text: str, forms: Mapping[int, int]) -> str | None:
    """Return letters as they are `RAISED` or `LOWERED` beside others; None where one of them has no such form."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-")
    return plain.translate(forms) if all(ord(letter) in forms for letter in plain) else None


def is_western_letter(char: str) -> bool:
    """Say whether it is a Western letter or digit, which asks for 和欧間 (punctuation does not)."""
    return is_western(char) and char.isalnum()


def is_japanese_letter(char: str) -> bool:
    """Say whether a character is kanji, kana or the like: Japanese that has no blank of its own."""
    return (
        "\u3041" <= char <= "\u30fa"
        or "\u30fc" <= char <= "\u30ff"
        or "\u31f0" <= char <= "\u31ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or char in "々〆〇"
        or char >= "\U00020000"
    )


def is_kanji(char: str) -> bool:
    """Say whether one character, or none, is a kanji."""
    return char != "" and unicodedata.name(char, "").startswith(
        ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH")
    )


def is_japanese(text: str) -> bool:
    """Say whether text holds anything that Japanese line composition is about."""
    return _JAPANESE.search(text) is not None


def narrowed(text: str) -> str:
    """Return text in one width (Unicode NFKC) and without blanks, to recognise it however it was typed."""
    return "".join(unicodedata.normalize("NFKC", text).split())
