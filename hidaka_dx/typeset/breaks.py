"""Where a line of Japanese may break (行の分割), as pure functions over text.

Rules: JLREQ 3.1.7–3.1.12 (= JIS X 4051, 4.3), strict level, and the house rule that a number, what counts it and what
it counts stay on one line.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

OPENING: Final = frozenset("（「『【〔〈《［｛｟〝〖〘｢([{“‘«")
"""始め括弧類: never last in a line."""
CLOSING: Final = frozenset("）」』】〕〉》］｝｠〟〗〙｣)]}”’»")
"""終わり括弧類: never first."""
STOPS: Final = frozenset("、。，．,.｡､")
"""読点・句点: never first."""
SMALL: Final = frozenset("ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ")
"""小書きの仮名: never first (strict)."""
NOT_FIRST: Final = CLOSING | STOPS | SMALL | frozenset("・･：；:;？！?!‼⁇⁈⁉ーｰﾞﾟ々〻ゝゞヽヾ゛゜〜～…‥‐–゠%％‰°′″℃")
"""行頭禁則文字."""
NOT_LAST: Final = OPENING | frozenset("¥￥$＄£￡€№#＃")
"""行末禁則文字: opening brackets and what stands before its number."""
UNSPLIT: Final = frozenset("—―…‥〳〵")
"""分離禁止文字: two of a kind are one sign."""
SPACE: Final = " "
SPLIT: Final = "\u200b"
GLUE: Final = frozenset("\u00a0\u2060\u202f\ufeff")
ATOM: Final = "\ufffc"
"""Stands in a paragraph for whatever is not text: a picture, an inline block."""

_DIGITS = r"[0-9０-９]+(?:[.,．，:][0-9０-９]+)*"
_KANJI_NUMBER = r"[〇一二三四五六七八九十百千万]+"
_BEFORE = r"(?:第|令和|平成|昭和|大正|明治|西暦|約|計|全|別図|別表|図|表|様式)"
_COUNTED = (
    "年問題|年度末|年度間|年度分|年度|年間|年代|年目|年後|年前|年末|年生|か年|カ年|ヵ年|ヶ年|か月間|か月|カ月|ヵ月|ヶ月|月末|週間|"
    "日間|日目|時間|分間|秒間|か所|カ所|ヵ所|ヶ所|箇所|か国|カ国|百万円|千万円|万円|億円|兆円|千円|千人|万人|億人|万件|千件|"
    "万|億|兆|業務|事業|分野|項目|種類|段階|団体|世帯|市町村|町村|都道府県|自治体|施設|地区|部署|階建|階層|世代|次報告|次計画|"
    "パーセント|ポイント|キロメートル|メートル|キログラム|ページ|カ条|か条|割合|倍以上|以上|以下|未満|つ目|本柱|件|人|名|つ"
)
_WHOLE = re.compile(
    rf"(?:{_DIGITS}[万億兆千])+{_DIGITS}(?:[万億兆千]*円|[人件])?|{_DIGITS}分の{_DIGITS}(?:以上|以下)?"
    rf"|(?:令和|平成|昭和|大正)(?:元|{_KANJI_NUMBER})年度?|[(（]注{_DIGITS}[)）]"
    rf"|{_DIGITS}(?:[kKcm]?[mｍ]|[kKmM]?g|[KMGT]B|㎞)(?![A-Za-z])|{_DIGITS} (?:年間|年|%|％|人|件)"
    rf"|{_BEFORE}?{_DIGITS}(?:{_COUNTED}|[々〆\u3400-\u9fff\uf900-\ufaffァ-ヶｱ-ﾝかつ%％‰℃㎡㎢㎞㎏])?"
    rf"|第{_KANJI_NUMBER}[\u3400-\u9fff]?|(?<![A-Za-z])[A-Za-z]{{1,2}}-[A-Za-z]+|[A-Za-z]+-[A-Za-z]{{1,2}}(?![A-Za-z])|[(（][0-9０-９A-Za-zア-ン一二三四五六七八九十]{{1,3}}[)）]"
)
_SHORTEST_WITHOUT_WIDOW = 30
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")


def is_western(char: str) -> bool:
    """Say whether a character is set as part of a Western word or number (欧文用文字, JLREQ cl-24 to cl-27)."""
    return "!" <= char <= "~" or ("\u00a1" <= char <= "\u024f" and char not in GLUE) or "\u1e00" <= char <= "\u1eff"


def is_japanese(text: str) -> bool:
    """Say whether text holds anything that Japanese line composition is about."""
    return re.search(r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]", text) is not None


def _joined(char: str) -> bool:
    """Say whether a character belongs to the one before it: accents, variation selectors."""
    return unicodedata.category(char) in ("Mn", "Me", "Mc")


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


def wholes(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of every number with what belongs to it, and of every mark like (1)."""
    return (match.span() for match in _WHOLE.finditer(text))


def breaks(text: str) -> list[bool]:
    """Say for each index whether a line may begin with the character there; the first is never a break."""
    padded = "  " + text
    allowed = [may_part(*padded[index : index + 3]) for index in range(len(text))]
    for start, end in wholes(text):
        allowed[start + 1 : end] = [False] * (end - start - 1)
    for match in _ADDRESS.finditer(text):
        _break_address(text, match.start() + len("https://"), match.end(), allowed)
    if len(text) > _SHORTEST_WITHOUT_WIDOW:
        last = len(text.rstrip("".join(NOT_FIRST) + SPACE))
        allowed[max(0, last - 1) :] = [False] * (len(text) - max(0, last - 1))
    if allowed:
        allowed[0] = False
    return allowed
