"""What a cell means that an office has filled in: digits in full width, units typed along, marks of lists, 「なし」.

Nothing is guessed: a cell that says less or more than a value is refused with the reason.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Final, TypeAlias

from hidaka_dx.japanese import amount
from hidaka_dx.survey.questions import NONE, AnswerKind, AskedValue

Cell: TypeAlias = "str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None"
Answer: TypeAlias = str | tuple[str, ...]
"""As it is written into the progress file: a text, or the items of a list."""

NOTHING: Final = frozenset(("", "-", "‐", "―", "ー", "－", "未定", "(未記入)"))
"""What stands for an empty cell."""
MARK: Final = re.compile(
    r"(?:(?:[・●○◎■□◆◇*＊]|[-－](?=[\s　])|[0-9０-９]{1,2}[.．)）](?![0-9０-９])|[(（][0-9０-９]{1,2}[)）]|[①-⑳])[\s　]*)+(?=\S)"
)
"""How people begin the items of a list."""
SIGNS: Final = str.maketrans("△▲－−‐―", "------")
NUMBER: Final = re.compile(r"(?P<number>-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?) ?(?P<unit>|[^0-9 ,.、].*)")
"""A number with commas between thousands only, and what is typed behind it."""
SCALED: Final = re.compile(r"[0#?],+(?![0#?,])")
"""A number format that shows thousands or millions."""
THOUSANDS: Final[Mapping[str, Decimal]] = {
    "": Decimal(1),
    "千円": Decimal(1),
    "円": Decimal("0.001"),
    "万円": Decimal(10),
    "百万円": Decimal(1000),
    "億円": Decimal(100_000),
}
"""Units of money, in thousands of yen."""
MOST: Final = 2000
"""Letters of one answer; more is a document."""


@dataclass(frozen=True)
class Reading:
    """What a cell means: an answer, or the reason why it is none; neither for an empty cell."""

    answer: Answer | None = None
    fault: str = ""
    note: str = ""
    """How it was understood, where that is not what was typed."""


def understood(question: AskedValue, typed: Cell, shown: str = "") -> Reading:
    """Read a cell as an answer to a question; `shown` is the cell's number format in its program."""
    if typed is None or (isinstance(typed, str) and _bare(typed) in NOTHING):
        return Reading()
    if isinstance(typed, str) and len(typed) > MOST:
        return Reading(fault=f"長すぎます（{len(typed)}字）。{MOST}字までにしてください。")
    return READERS[question.kind](question, typed, shown)


def _bare(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


def _number(question: AskedValue, typed: Cell, shown: str) -> Reading:
    if isinstance(typed, bool | datetime.date | datetime.time | datetime.timedelta):
        return Reading(fault="日付や時刻などになっています。表示形式を「標準」に直し、数を打ち直してください。")
    if isinstance(typed, int | float):
        return _shown_number(question, typed, shown)
    found = _counted(str(typed))
    if not found:
        return Reading(fault=f"「{typed}」は数として読めません。数だけを書いてください。")
    value, unit = found
    if unit not in ("", unicodedata.normalize("NFKC", question.unit)):
        asked = question.unit or "数"
        return Reading(fault=f"「{typed}」は数のほかの言葉があるので読めません。{asked}で、数だけを書いてください。")
    return Reading(_plain(value), note=_as_read(str(typed), value, ""))


def _shown_number(question: AskedValue, typed: float, shown: str) -> Reading:
    """Read a number that is one for its program, too; `shown` may show it a hundred or a thousand times otherwise."""
    if not isfinite(typed):
        return Reading(fault=f"「{typed}」は数として読めません。数だけを書いてください。")
    is_share = unicodedata.normalize("NFKC", question.unit) in ("%", "パーセント")
    if SCALED.search(shown) or ("%" in shown and not is_share):
        return Reading(
            fault=f"表示形式（{shown}）のため、見えている数と中の数（{typed}）が違います。表示形式を「標準」に直してください。"
        )
    percents = "%" in shown
    value = Decimal(repr(typed)) * (100 if percents else 1)
    note = f"{shown}の形の値を {amount(float(value))}{question.unit} と読みました" if percents else ""
    return Reading(_plain(value), note=note)


def _counted(typed: str) -> tuple[Decimal, str] | None:
    """Return the one number that a text says, and the unit behind it; none where it says none, or several."""
    if any(unicodedata.category(letter) == "No" for letter in typed):
        return None  # ⁵, ② and the like are no digits of it
    found = NUMBER.fullmatch(_bare(typed).translate(SIGNS))
    return (Decimal(found["number"].replace(",", "")), found["unit"]) if found else None


def _as_read(typed: str, value: Decimal, unit: str) -> str:
    return "" if typed == _plain(value) else f"「{typed}」を {amount(float(value))}{unit} と読みました"


def _money(question: AskedValue, typed: Cell, shown: str) -> Reading:
    """Read thousands of yen; another unit that is typed along is converted, where nothing is lost."""
    if not isinstance(typed, str):
        found = _number(question, typed, shown)
    else:
        said = _counted(typed)
        if said is None or said[1] not in THOUSANDS:
            return Reading(fault=f"「{typed}」は額として読めません。千円を単位に、数だけを書いてください。")
        value = said[0] * THOUSANDS[said[1]]
        found = Reading(_plain(value), note=_as_read(typed, value, "千円"))
    if found.answer and not re.fullmatch("[0-9]+", str(found.answer)):
        return Reading(
            fault=f"「{typed}」は千円単位の数になりません。千円に満たない額は四捨五入し、正の数を書いてください。"
        )
    return found


def _plain(value: Decimal) -> str:
    """Write a number as the progress file has it: without commas, exponents or needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _choice(question: AskedValue, typed: Cell, _shown: str) -> Reading:
    """Read one of the choices: whole, or by the mark that it begins with."""
    words = _bare(str(typed))
    for choice in question.choices:
        if words in (_bare(choice), _bare(choice).split(" ")[0]):
            return Reading(choice.split(" ")[0])
    return Reading(fault=f"「{typed}」は選べません。{'、'.join(question.choices)} のどれかにしてください。")


def _text(_question: AskedValue, typed: Cell, _shown: str) -> Reading:
    if not isinstance(typed, str):
        return Reading(fault=f"「{typed}」は文ではありません。文で書いてください。")
    lines = [line.strip(" \t　") for line in typed.splitlines()]
    words = "".join(line for line in lines if line)
    return Reading(words, note="改行を取り除きました" if sum(map(bool, lines)) > 1 else "")


def _items(question: AskedValue, typed: Cell, _shown: str) -> Reading:
    """Read a list with an item on each line; marks that people set before items are taken off."""
    if not isinstance(typed, str):
        return Reading(fault=f"「{typed}」は文ではありません。文で書いてください。")
    lines = [line.strip(" \t　") for line in typed.splitlines()]
    items = tuple(map(_unmarked, filter(None, lines)))
    if items in ((NONE,), ("特になし",), ("特になし。",), ("なし。",)):
        if question.required and question.key.field == "done":
            return Reading(fault=f"「{typed}」とあります。行ったことがなければ、その事情を文で書いてください。")
        return Reading((), note="「なし」（空の一覧）と読みました")
    marked = items != tuple(line for line in lines if line)
    return Reading(items, note="行の頭の「・」や番号を取り除きました" if marked else "")


def _unmarked(line: str) -> str:
    found = MARK.match(line)
    return line[found.end() :] if found else line


READERS: Final[Mapping[AnswerKind, Callable[[AskedValue, Cell, str], Reading]]] = {
    "items": _items,
    "text": _text,
    "number": _number,
    "money": _money,
    "choice": _choice,
}
