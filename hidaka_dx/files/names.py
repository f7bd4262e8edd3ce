"""Valid file names, for this machine and for an official's Windows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import count
from os.path import lexists
from pathlib import Path
from typing import Final

from hidaka_dx.problem import RefusalError

LONGEST: Final = 255
"""Bytes in a name, on every file system in use; a kana or kanji takes three of them."""
SEPARATING: Final = '<>:"/\\|?*'
"""Letters that part names, or that Windows keeps for itself."""
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})
"""Unicode categories of what is no letter, sign or blank that people see."""
RESERVED: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\..*)?", re.IGNORECASE
)
"""What Windows takes for a device, whatever ending it has."""


def name_fault(name: str, longest: int = LONGEST) -> str:
    """Explain in Japanese why a file cannot have this name and what to do; empty if it can.

    `longest` is the maximum length in bytes of UTF-8.
    """
    return _ends(name) or _letters(name) or _whole(name) or _length(name, longest)


def require_valid_names(names: Iterable[str]) -> None:
    """Raise RefusalError for the first invalid file name."""
    for name in names:
        if why := name_fault(name):
            shown = "".join(letter if letter.isprintable() else "?" for letter in name)
            raise RefusalError(f"「{shown}」は、ファイルの名前にできません。{why}")


def numbered_names(name: str) -> Iterator[str]:
    """Return a name, and then the same with numbers from 2 on before its ending: 「控え.md」, 「控え-2.md」 …, without end."""
    yield name
    stem, dot, ending = name.rpartition(".")
    parts = (stem, dot + ending) if stem else (name, "")
    yield from (f"{parts[0]}-{number}{parts[1]}" for number in count(2))


def free_name(folder: Path, name: str) -> str:
    """Return the first of `numbered_names` that nothing in a folder has."""
    return next(each for each in numbered_names(name) if not lexists(folder / each))


def _letters(name: str) -> str:
    for letter in name:
        if letter in SEPARATING:
            return f"「{letter}」を含められません。取り除くか、全角の字で書いてください。"
        if unicodedata.category(letter) in UNSEEN:
            return f"見えない文字（U+{ord(letter):04X}）を含められません。取り除いてください。"
    return ""


def _ends(name: str) -> str:
    if not name.strip():
        return "空にできません。書いてください。"
    if name.startswith("."):
        return "「.」で始められません。取り除いてください。"
    if name.endswith("."):
        return "「.」で終えられません。取り除いてください。"
    return "空白で始めたり終えたりできません。取り除いてください。" if name != name.strip() else ""


def _whole(name: str) -> str:
    if RESERVED.fullmatch(name):
        return f"「{name}」は、Windowsが機器の名前に使う言葉です。書き換えてください。"
    for letter in name:
        composed = unicodedata.normalize("NFC", letter)
        if composed != letter:
            return f"「{letter}」（U+{ord(letter):04X}）は、機械によって別の字（{composed}）に変わります。書き換えてください。"
    if not unicodedata.is_normalized("NFC", name):
        return "濁点などが、前の字と分かれています。一字で打ち直してください。"
    return ""


def _length(name: str, longest: int) -> str:
    size = len(name.encode())
    if size <= longest:
        return ""
    return f"長すぎます（今は{size}バイト、かなや漢字は一字が3バイト）。{longest}バイトまでにしてください。"
