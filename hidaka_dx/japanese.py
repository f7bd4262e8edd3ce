"""How Japanese official documents number, date and name things."""

import re
from collections.abc import Iterator
from datetime import date, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

JAPAN: Final = timezone(timedelta(hours=9), "JST")
"""The time by which days are told, wherever the machine stands."""
ERAS: Final = (("R", "令和", 2019), ("H", "平成", 1989), ("S", "昭和", 1926))
"""Letters and names of the eras, newest first, and the Seireki year of their first year."""

WORKING: Final = "原稿"
"""What officials call the newest edition of the working content."""

RUN: Final = re.compile(r"[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff]{2,}")
"""Japanese letters without anything between them that could be mark-up."""
KATAKANA: Final = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
"""Item marks of the third level, in the order of the fifty sounds."""

_DIGITS = r"[0-9０-９]+(?:[.,．，:][0-9０-９]+)*"
_KANJI_NUMBER = r"[〇一二三四五六七八九十百千万]+"
_BEFORE = r"(?:第|令和|平成|昭和|大正|明治|西暦|約|計|全|別図|別表|図|表|様式)"
_COUNTED = (
    "年問題|年度末|年度間|年度分|年度|年間|年代|年目|年後|年前|年末|年生|か年|カ年|ヵ年|ヶ年|か月間|か月|カ月|ヵ月|ヶ月|月末|週間|"
    "日間|日目|時間|分間|秒間|か所|カ所|ヵ所|ヶ所|箇所|か国|カ国|百万円|千万円|万円|億円|兆円|千円|千人|万人|億人|万件|千件|"
    "万|億|兆|業務|事業|分野|項目|種類|段階|団体|世帯|市町村|町村|都道府県|自治体|施設|地区|部署|階建|階層|世代|次報告|次計画|"
    "パーセント|ポイント|(?:平方|立方)?(?:キロ|センチ|ミリ)?メートル|キログラム|ヘクタール|リットル|キロワット時?|ページ|カ条|か条|割合|倍以上|以上|以下|未満|つ目|本柱|件|人|名|つ"
)
_SYMBOL = r"(?:[kcm]?m|[km]?g|t|ha|[KMGT]B|[kM]?Wh?|[kMG]bps)(?![A-Za-z])"
_WHOLE = re.compile(
    rf"(?:{_DIGITS}[万億兆千])+{_DIGITS}(?:[万億兆千]*円|[人件])?|{_DIGITS}分の{_DIGITS}(?:以上|以下)?"
    rf"|(?:令和|平成|昭和|大正)(?:元|{_KANJI_NUMBER})年度?|[(（]注{_DIGITS}[)）]"
    rf"|{_DIGITS}(?:[kKcm]?[mｍ]|[kKmM]?g|[KMGT]B|㎞)(?![A-Za-z])|{_BEFORE}?{_DIGITS} (?:年間|年|%|％|人|件|{_SYMBOL})"
    rf"|{_BEFORE}?{_DIGITS}(?:{_COUNTED}|[々〆\u3400-\u9fff\uf900-\ufaffァ-ヶｱ-ﾝかつ%％‰℃㎡㎢㎞㎏])?"
    rf"|第{_KANJI_NUMBER}[\u3400-\u9fff]?|(?<![A-Za-z])[A-Za-z]{{1,2}}-[A-Za-z]+|[A-Za-z]+-[A-Za-z]{{1,2}}(?![A-Za-z])|[(（][0-9０-９A-Za-zア-ン一二三四五六七八九十]{{1,3}}[)）]"
)
"""A number with what counts it and what it counts, or a mark like (1): no line end parts it."""


def wholes(text: str) -> Iterator[tuple[int, int]]:
    """Give start and end of every number with what belongs to it, and of every mark like (1)."""
    return (match.span() for match in _WHOLE.finditer(text))


def seireki_date(day: date) -> str:
    """Write a date as 「2023年7月1日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def short_fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` as tables do: 2023 gives 「R5」, 2019 「R1」."""
    letter, _, count = _era(year)
    return f"{letter}{count}"


def fiscal_year(year: int) -> str:
    """Write the fiscal year that begins in April of `year` in words: 2027 gives 「令和9年度」, 2019 「令和元年度」."""
    _, name, count = _era(year)
    return f"{name}{'元' if count == 1 else count}年度"


def amount(value: float) -> str:
    """Write a number with a comma between thousands, without needless zeros: 1234.50 gives 「1,234.5」.

    Nothing is rounded: what is printed is what is judged.
    """
    text = f"{Decimal(repr(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, rounded half up: 5 of 27 gives 「18.5%」, of nothing 「0.0%」."""
    share = Decimal(100 * part) / Decimal(whole) if whole else Decimal(0)
    return f"{share.quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def cut_percent(share: Fraction) -> str:
    """Write how much of something was reached, with one decimal: 0.8974 gives 「89.7%」, 0.9996 「99.9%」.

    `share` is nought or more. What follows is cut off, never rounded up: 「90.0%」 stands only where 90 % was reached, 「100.0%」 only where all was.
    """
    whole, tenth = divmod(int(share * 1000), 10)
    return f"{whole}.{tenth}%"


def item_mark(depth: int, number: int) -> str:
    """Give the mark of a heading: depth 1 「1」, 2 「(1)」, 3 「ア」, 4 「(ア)」 (公用文の項目記号, rule K08)."""
    plain = _katakana(number) if depth > 2 else str(number)
    return f"({plain})" if depth % 2 == 0 else plain


def edition_name(number: str) -> str:
    """Write an edition's number as 「第1版」 or 「第2.1版」."""
    return f"第{number}版"


def _era(year: int) -> tuple[str, str, int]:
    """Give letter and name of an era, and which of its years this is."""
    for letter, name, first in ERAS:
        if year >= first:
            return letter, name, year - first + 1
    raise ValueError(f"no era is known for {year}")


def _katakana(number: int) -> str:
    if number > len(KATAKANA):
        raise ValueError(f"no item mark for the {number}th item")
    return KATAKANA[number - 1]
