"""Explains values of the wrong type by their likely intention, where the form makes it obvious."""

import re
import unicodedata
from typing import Final

from hidaka_dx.japanese.eras import LETTERS, NAMES
from hidaka_dx.source import Path

SEVERAL: Final = re.compile(r" *[、，,] *")
NUMBER: Final = re.compile(r"(?P<sign>-?)0*(?P<figures>[0-9]+(?:\.[0-9]+)?)")
ERA: Final = re.compile(rf"[{LETTERS}][0-9]|(?:{NAMES})")
NEGATIVE: Final = re.compile(r"^[△▲−‐–ー]")
NONE: Final = ("なし", "無し", "無", "ない", "該当なし", "―", "－", "ー", "-", "no", "none")
"""What people write for an empty list."""
WIDE: Final = "［］｛｝"


def misread(kind: str, value: object, path: Path) -> str | None:
    """Explain a value that pydantic rejected with error `kind`; none if there is no obvious cause.

    The sentence follows the name of the value: 「`total` は」.
    """
    if value is None and path and isinstance(path[-1], int):
        return "空の項目を持てません。書くか、「-」だけの行を取り除いてください。"
    match kind:
        case "tuple_type":
            return _no_list(value)
        case "string_type":
            return _no_text(value, path)
        case "int_parsing" | "float_parsing" if isinstance(value, str):
            return _no_number(value, kind)
        case "string_pattern_mismatch" | "literal_error" if (
            isinstance(value, str) and path and isinstance(path[-1], int)
        ):
            return _several(value) if SEVERAL.search(value) else None
        case _:
            return None


def _several(words: str) -> str:
    return f"一つずつ書きます（今は「{words}」で一つの値です）。{_listed(words)} のように、半角の「, 」で区切ってください。"


def _listed(words: str) -> str:
    return f"[{', '.join(filter(None, SEVERAL.split(words.strip(WIDE + '[]'))))}]"


def _no_list(value: object) -> str | None:
    if value is None:
        return (
            "一覧で書きます（今は値がありません）。各行を「- 」で始めて書いてください。"
            "ないと決まっていれば [] と書き、決まっていなければキーごと消してください。"
        )
    if value in NONE:
        return f"一覧で書きます（今は「{value}」）。ないと決まっていれば [] と書いてください。"
    if isinstance(value, str) and (SEVERAL.search(value) or value.startswith(tuple(WIDE))):
        return f"一覧で書きます。半角の括弧と「, 」で {_listed(value)} と書くか、各行を「- 」で始めてください。"
    return None


def _no_text(value: object, path: Path) -> str | None:
    item = bool(path) and isinstance(path[-1], int)
    if isinstance(value, dict) and item:
        key = next(iter(value), "")
        return (
            f"文字で書きます。「{key}」の後に半角の「:」と空白があるので、「キー: 値」として読まれます。"
            '値を「"…"」で囲むか、全角の「：」を使ってください。'
        )
    if isinstance(value, list) and item:
        return '文字で書きますが、一覧の中に一覧があります。行の頭の「- 」を一つにし、[ ] で始まる文は「"…"」で囲んでください。'
    return None


def _no_number(value: str, kind: str) -> str | None:
    """Explain how to write a number typed with commas, leading zeros, a triangle for minus, or full-width digits."""
    plain = NEGATIVE.sub("-", unicodedata.normalize("NFKC", value).replace(",", "").strip())
    found = NUMBER.fullmatch(plain)
    number = found["sign"] + found["figures"] if found else ""
    if found and (kind == "float_parsing" or number.isdecimal()) and number != value:
        return f"半角の数字だけで書きます（今は「{value}」）。{number} と書いてください。"
    if ERA.match(plain):
        return f"西暦の年度を、半角の数字で書きます（今は「{value}」）。令和8年度なら 2026 と書いてください。"
    return None
