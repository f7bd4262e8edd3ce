"""Numbers that people type before headings and captions, in whatever width and form."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from hidaka_dx.content.titles import TYPED_CAPTION, TYPED_NUMBER
from hidaka_dx.japanese.marks import OFFICIAL, Marks, MarkStyle
from hidaka_dx.japanese.numbers import number_of_kanji

D: Final = "[0-9０-９]{1,3}"
KANJI: Final = "[一二三四五六七八九十百]{1,4}"
DASH: Final = "[-－‐‑–—―ー−.．・]"
AROUND: Final = "【】〔〕<>[]"
COUNTED: Final = re.compile("第([一二三四五六七八九十百]+)([編部章節項])")
STYLES: Final[tuple[tuple[MarkStyle, str], ...]] = (
    ("第1編", rf"第[\s　]*(?:{D}|{KANJI})[\s　]*編"),
    ("第1部", rf"第[\s　]*(?:{D}|{KANJI})[\s　]*部"),
    ("第1章", rf"第[\s　]*(?:{D}|{KANJI})[\s　]*章"),
    ("第1節", rf"第[\s　]*(?:{D}|{KANJI})[\s　]*節"),
    ("第1項", rf"第[\s　]*(?:{D}|{KANJI})[\s　]*項"),
    ("1-1-1", rf"{D}{DASH}{D}{DASH}{D}[.．、]?(?=[\s　]|[^0-9０-９.．%％]|$)"),
    ("1-1", rf"{D}{DASH}{D}[.．、]?(?=[\s　]|[^0-9０-９.．%％]|$)"),
    ("(1)", rf"[(（]{D}[)）]|[⑴-⒇]"),
    ("(ア)", r"[(（][ア-ン][)）]"),
    ("Ⅰ", r"[Ⅰ-Ⅻ][.．、]?|[IVXＩＶＸ]{1,4}(?=[.．、\s　])[.．、]?"),
    ("1", rf"{D}(?:[.．、](?![0-9０-９])|[)）]|(?=[\s　]))"),
    ("ア", r"[ア-ン](?:[.．、)）]|(?=[\s　]))"),
)
"""How each style of marks is typed; of those that begin alike the longer stands first."""
PATTERNS: Final = tuple((style, re.compile(rf"[\s　]*(?:{form})[\s　]*")) for style, form in STYLES)
BIG: Final[tuple[MarkStyle, ...]] = ("第1編", "第1部", "第1章", "第1節", "第1項")
"""Marks that are those of headings, wherever they stand."""
CAPTION: Final = re.compile(
    r"[\s　]*[【〔<＜\[]?(?P<word>図表|図|表|写真|グラフ)[\s　]*"
    rf"(?P<number>{D}(?:{DASH}{D}){{0,2}})(?![0-9０-９年月人件%％つ.．])[】〕>＞\]]?[\s　:：.．、]*"
)


class TypedNumber(NamedTuple):
    """A number at the beginning of a text."""

    style: MarkStyle
    text: str
    """As typed, with the blanks around it."""


def typed_number(text: str) -> TypedNumber | None:
    """Return the number that a text begins with; none if there is none, or nothing follows."""
    for style, pattern in PATTERNS:
        found = pattern.match(text)
        if found and text[found.end() :].strip() and _is_apart(style, text, found):
            return TypedNumber(style, found[0])
    return None


def _is_apart(style: MarkStyle, text: str, found: re.Match[str]) -> bool:
    """Tell whether a number is not the beginning of words: 「3 つの柱」「2.5倍」「第1章では」."""
    typed = TYPED_NUMBER.match(text.lstrip())
    if style in BIG:
        return not re.match("[でをにはがのと]", text[found.end() :]) or found[0] != found[0].rstrip()
    if style == "1-1" and re.match(r"[\s　]*[0-9]+[.．][0-9]+(?![\s　.．、])", text):
        return False
    return typed is not None or style in {"1-1", "1-1-1"}


def without_number(title: str) -> tuple[str, str]:
    """Part a title from what the press would take for a typed number: the number, and the words."""
    number, words = "", title
    while found := TYPED_NUMBER.match(words.strip()):
        rest = words.strip()[found.end() :]
        if not rest.strip():
            break
        number, words = number + found[0], rest
    return number.strip(), words.strip()


def without_caption(title: str) -> tuple[str, str]:
    """Part the title of a figure or table from what the press would take for its number."""
    found = TYPED_CAPTION.match(title.strip())
    if found and title.strip()[found.end() :].strip():
        return found[0].strip(), title.strip()[found.end() :].strip(" 　:：.．、")
    return without_number(title)


def plain_number(text: str) -> str:
    """Give a number in one form, to compare it with another: 「第１章」「第一章」 and 「第1章」, 「図表２－１」 and 「図表2-1」."""
    plain = unicodedata.normalize("NFKC", "".join(text.split())).strip(AROUND)
    plain = COUNTED.sub(lambda found: f"第{number_of_kanji(found[1])}{found[2]}", plain)
    plain = re.sub(DASH, "-", plain).strip(f"-、:{AROUND}")
    return plain if "(" in plain else plain.removesuffix(")")


def numbering(found: Mapping[int, Iterable[MarkStyle]], proposals: Iterable[Marks]) -> Marks:
    """Choose the marks of the four levels: those that most headings have, the rest from the way of numbering nearest to them."""
    usual = {level: Counter(styles).most_common(1)[0][0] for level, styles in found.items() if styles}

    def likeness(marks: Marks) -> int:
        return sum(usual.get(level) == style for level, style in enumerate(marks, 1))

    best = max((OFFICIAL, *proposals), key=likeness)
    spare = [style for style in (*best, *OFFICIAL) if style not in usual.values()]
    chosen: list[MarkStyle] = []
    for level in range(1, 5):
        style = usual.get(level) or (best[level - 1] if best[level - 1] in spare else spare[0])
        spare = [each for each in spare if each != style]
        chosen.append(style)
    return tuple(chosen)
