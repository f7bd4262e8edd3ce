"""Where a line of Japanese may break (禁則、行の分割), as pure functions over text.

Rules: JLREQ 3.1.7–3.1.12 (= JIS X 4051, 4.3), strict level, and the house rule that a number, what counts it and what
it counts stay on one line.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from hidaka_dx.japanese.counters import KEPT
from hidaka_dx.japanese.eras import NAMES
from hidaka_dx.japanese.letters import GLUE, SPACE, SPLIT, is_index, is_western

FULL_OPENING: Final = frozenset("（「『【〔〈《［｛｟〝〖〘")
"""Full-width opening brackets: the left half of the em is blank."""
FULL_CLOSING: Final = frozenset("）」』】〕〉》］｝｠〟〗〙")
"""Full-width closing brackets: the right half is blank."""
OPENING: Final = FULL_OPENING | frozenset("｢([{“‘«")
"""始め括弧類: never last in a line."""
CLOSING: Final = FULL_CLOSING | frozenset("｣)]}”’»")
"""終わり括弧類: never first."""
STOPS: Final = frozenset("、。，．,.｡､")
"""読点・句点: never first."""
SMALL: Final = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ")
"""小書きの仮名: never first (strict)."""
NOT_FIRST: Final = CLOSING | STOPS | SMALL | frozenset("　・･：；:;？！?!‼⁇⁈⁉ーｰﾞﾟ々〻ゝゞヽヾ゛゜〜～…‥‐–゠%％‰°′″℃")
"""行頭禁則文字."""
NOT_LAST: Final = OPENING | frozenset("¥￥$＄£￡€№#＃")
"""行末禁則文字: opening brackets and what stands before its number."""
UNSPLIT: Final = frozenset("—―…‥〳〵")
"""分離禁止文字: two of a kind are one sign."""

_DIGITS = r"[0-9０-９]+(?:[.,．，:][0-9０-９]+)*"
_KANJI_NUMBER = r"[〇一二三四五六七八九十百千万]+"
_BEFORE = rf"(?:第|{NAMES}|西暦|約|計|全|別図|別表|図|表|様式|約?[△▲▼＋－−±+])"
_SYMBOL = r"(?:[kcm]?m|[km]?g|t|ha|[KMGT]B|[kM]?Wh?|[kMG]bps)(?![A-Za-z])"
_WHOLE = re.compile(
    rf"{_BEFORE}?(?:{_DIGITS}[万億兆千])+{_DIGITS}(?:[万億兆千]*円|[人件])?|{_DIGITS}分の{_DIGITS}(?:以上|以下)?"
    rf"|(?:{NAMES})(?:元|{_KANJI_NUMBER})年度?|[(（]注{_DIGITS}[)）]"
    rf"|{_DIGITS}(?:[kKcm]?[mｍ]|[kKmM]?g|[KMGT]B|㎞)(?![A-Za-z])|{_BEFORE}?{_DIGITS} (?:年間|年|%|％|人|件|{_SYMBOL})"
    rf"|{_BEFORE}?{_DIGITS}(?:{KEPT}|[々〆\u3400-\u9fff\uf900-\ufaffァ-ヶｱ-ﾝかつ%％‰℃㎡㎢㎞㎏])?"
    rf"|第{_KANJI_NUMBER}[\u3400-\u9fff]?|(?<![A-Za-z])[A-Za-z]{{1,2}}-[A-Za-z]+|[A-Za-z]+-[A-Za-z]{{1,2}}(?![A-Za-z])|[(（][0-9０-９A-Za-zア-ン一二三四五六七八九十]{{1,3}}[)）]"
)
_SHORTEST_WITHOUT_WIDOW = 30
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")


def _joined(char: str) -> bool:
    """Say whether a character belongs to the one before it: accents, variation selectors, indices (CO₂)."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc") or is_index(char)


def _western_break(before: str, left: str, right: str) -> bool:
    """Say whether a Western word may part between `left` and `right`: after hyphen or slash only."""
    if not right.isalnum() or not (before.isalnum() and not (before.isdigit() and right.isdigit())):
        return False
    return left == "/" or (left == "-" and before.isalpha() and right.isalpha())


@lru_cache(maxsize=4096)
def may_part(before: str, left: str, right: str) -> bool:
    """Say whether a line may end with `left` and the next begin with `right`; `before` stands left of `left`."""
    if right in (SPACE, SPLIT) or left in GLUE or right in GLUE or _joined(right):
        return False
    if left in (SPACE, SPLIT):
        return True
    if right in NOT_FIRST or left in NOT_LAST or (left == right and left in UNSPLIT):
        return False
    if is_western(left) and is_western(right):
        return _western_break(before, left, right)
    return True


def _break_address(text: str, start: int, end: int, allowed: list[bool]) -> None:
    """Let a web address break after its signs; no line then begins with one."""
    for index in range(start + 1, end):
        allowed[index] = text[index - 1] in "/_-?&=#" and text[index].isalnum()


def unbreakable_spans(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of every number with what belongs to it, and of every mark like (1)."""
    return (match.span() for match in _WHOLE.finditer(text))


@lru_cache(maxsize=1024)
def unbreakable_places(text: str) -> frozenset[int]:
    """Give the places within these spans, before which no line ends: of a text that is set again and again, found once."""
    return frozenset(index for start, end in unbreakable_spans(text) for index in range(start + 1, end))


def breaks(text: str) -> list[bool]:
    """Say for each index whether a line may begin with the character there; the first is never a break."""
    padded = "  " + text
    allowed = [may_part(*padded[index : index + 3]) for index in range(len(text))]
    for start, end in unbreakable_spans(text):
        allowed[start + 1 : end] = [False] * (end - start - 1)
    for match in _ADDRESS.finditer(text):
        _break_address(text, match.start() + len("https://"), match.end(), allowed)
    if len(text) > _SHORTEST_WITHOUT_WIDOW:
        last = len(text.rstrip("".join(NOT_FIRST) + SPACE))
        allowed[max(0, last - 1) :] = [False] * (len(text) - max(0, last - 1))
    if allowed:
        allowed[0] = False
    return allowed
