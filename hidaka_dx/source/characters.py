"""Which characters an author's file may hold (Unicode TR36; trust: what is printed must be what is stored)."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from hidaka_dx.problem import Place, Problem

BOM: Final = "\ufeff"
BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE: Final = frozenset(
    "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"
)
KINDS: Final = {"Cc": "制御文字", "Cs": "不正な文字", "Co": "外字（私用領域の文字）", "Cn": "未定義の文字"}


def read_text(raw: bytes, path: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Decode a file as UTF-8 with LF line ends; give its text (none in another encoding) and a problem for each forbidden character."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = "文字コードがUTF-8ではありません。エディターで「UTF-8」を選んで保存し直してください。"
        return None, (Problem(Place(path, line), message, "encoding"),)
    text = text.removeprefix(BOM).replace("\r\n", "\n")
    return text, tuple(_forbidden(text, path))


def _forbidden(text: str, path: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for column, character in enumerate(line, 1):
            if character > "~" or character < " ":
                what = _fault(character)
                if what:
                    message = f"{what} U+{ord(character):04X} があります。この文字を削除してください。"
                    yield Problem(Place(path, number, column), message, "character")


def _fault(character: str) -> str | None:
    code = ord(character)
    if character == "\t":
        return "タブ（空白に直します）"
    if character in BIDI:
        return "文字の並びを逆にする見えない文字"
    if character in INVISIBLE or 0xE0000 <= code <= 0xE007F:
        return "見えない文字"
    if character in "\u3099\u309a":
        return "濁点・半濁点だけの文字（結合文字）"
    return KINDS.get(unicodedata.category(character))
