"""Numbers that Word itself puts before paragraphs (numbering.xml), written out as it prints them."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from hidaka_dx.intake.names import name, number, value
from hidaka_dx.japanese.numbers import KATAKANA

PLACE: Final = re.compile("%([1-9])")
IROHA: Final = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
FULL: Final = str.maketrans("0123456789", "０１２３４５６７８９")
KANJI: Final = "〇一二三四五六七八九"


def _listed(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)]


def _roman(count: int) -> str:
    words = ""
    for size, sign in ROMAN:
        words += sign * (count // size)
        count %= size
    return words


def _kanji(count: int) -> str:
    tens, ones = divmod(count, 10)
    if not 0 < count < 100:
        return str(count)
    return ("" if tens == 0 else "十" if tens == 1 else f"{KANJI[tens]}十") + (KANJI[ones] if ones else "")


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 1 <= count <= 20 else f"({count})"


FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimalFullWidth": lambda count: str(count).translate(FULL),
    "decimalFullWidth2": lambda count: str(count).translate(FULL),
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerLetter": _letters,
    "aiueo": _listed(KATAKANA),
    "aiueoFullWidth": _listed(KATAKANA),
    "iroha": _listed(IROHA),
    "irohaFullWidth": _listed(IROHA),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
    "japaneseCounting": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "chineseCounting": _kanji,
    "ideographDigital": _kanji,
    "none": lambda _count: "",
}
"""Ways of writing a number (ST_NumberFormat); what is not named here is written in figures."""


class AutoNumber(NamedTuple):
    """What Word prints before a paragraph."""

    text: str
    bullet: bool


class _Level(NamedTuple):
    start: int
    form: str
    text: str


class AutoNumbers:
    """The counters of all lists of a file, in the order of its paragraphs."""

    def __init__(self, root: Element | None) -> None:
        """Read the lists; none where the file has no such part."""
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._restarts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        patterns = {each.get(name("w:abstractNumId"), ""): each for each in root.iter(name("w:abstractNum"))}
        linked = {value(each, "w:styleLink"): key for key, each in patterns.items()}
        for each in root.iter(name("w:num")):
            key, pattern = each.get(name("w:numId"), ""), value(each, "w:abstractNumId")
            pattern = linked.get(value(patterns.get(pattern), "w:numStyleLink") or "-", pattern)
            self._lists[key] = pattern, _levels(patterns.get(pattern))
            self._restarts[key] = {
                number(over.get(name("w:ilvl"), "0")): number(value(over, "w:startOverride"), 1)
                for over in each.iter(name("w:lvlOverride"))
                if over.find(name("w:startOverride")) is not None
            }

    def next(self, key: str, level: int) -> AutoNumber | None:
        """Count a paragraph of a list; return what stands before it, none where the list is unknown."""
        if key not in self._lists:
            return None
        pattern, levels = self._lists[key]
        own = levels.get(level)
        if own is None:
            return None
        counts = self._counts[pattern]
        if level in self._restarts[key]:
            counts[level] = self._restarts[key].pop(level) - 1
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if own.form == "bullet":
            return AutoNumber("・", bullet=True)
        return AutoNumber(_written(own.text, levels, counts), bullet=False)


def _levels(pattern: Element | None) -> dict[int, _Level]:
    found = () if pattern is None else pattern.iter(name("w:lvl"))
    return {
        number(each.get(name("w:ilvl"), "0")): _Level(
            number(value(each, "w:start", "1"), 1), value(each, "w:numFmt", "decimal"), value(each, "w:lvlText")
        )
        for each in found
    }


def _written(text: str, levels: Mapping[int, _Level], counts: Mapping[int, int]) -> str:
    def one(found: re.Match[str]) -> str:
        level = int(found[1]) - 1
        own = levels.get(level, _Level(1, "decimal", ""))
        return FORMS.get(own.form, str)(counts.get(level, own.start))

    return PLACE.sub(one, text).strip()
