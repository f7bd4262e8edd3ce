"""What is asked of a new town: each answer is read as typed, or refused with a sentence."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx.files import name_fault
from hidaka_dx.japanese.marks import OFFICIAL, Marks
from hidaka_dx.japanese.periods import fiscal_years
from hidaka_dx.problem import RefusalError
from hidaka_dx.records import LONGEST_TITLE, TITLE_BYTES
from hidaka_dx.source.characters import forbidden
from hidaka_dx.source.typing_habits import markup

LONGEST_NAME: Final = 30
"""Letters in the name of a town or office: it stands in one line on the cover."""
MOST_YEARS: Final = 20
"""Maximum number of years: tables have a column for each."""
YEARS: Final = range(1950, 2151)
"""The fiscal years that a plan may begin and end in."""
NUMBERINGS: Final[Mapping[str, Marks]] = {
    "1": OFFICIAL,
    "第1章": ("第1章", "第1節", "1", "(1)"),
    "Ⅰ": ("Ⅰ", "1", "(1)", "ア"),
    "1-1": ("1", "1-1", "(1)", "ア"),
}
"""Ways of numbering that are proposed; others are written in plan.yaml."""
WISHES: Final = {"はい": ("はい", "y", "yes", "ハイ", "作る"), "いいえ": ("いいえ", "n", "no", "イイエ", "作らない")}
BRACES: Final = frozenset("｛｝{}｜|")
"""Letters that chapters and tables keep for themselves."""


class TownAnswers(NamedTuple):
    """All that a new folder is made of."""

    town: str
    title: str
    office: str
    start: int
    end: int
    action_title: str | None
    """Title of the action plan; none where none is wanted."""
    marks: Marks = OFFICIAL
    """How headings are marked."""


@dataclass(frozen=True)
class TownQuestion:
    """One thing that is asked."""

    key: str
    """Its name as an option."""
    asks: str
    example: str
    read: Callable[[str], str]
    """Returns the answer as it will be used; raises RefusalError for one that cannot be."""
    proposed: str = ""
    """Taken where nothing else is answered; empty for what must be answered."""


def read_name(typed: str) -> str:
    """Read the name of a town or office."""
    words = _unmarked(_line(typed))
    if len(words) > LONGEST_NAME:
        raise RefusalError(f"長すぎます（今は{len(words)}字）。{LONGEST_NAME}字までにしてください。")
    return words


def read_title(typed: str) -> str:
    """Read the title of a plan, which also names its files."""
    words = _unmarked(_line(typed))
    if len(words) > LONGEST_TITLE:
        raise RefusalError(f"長すぎます（今は{len(words)}字）。{LONGEST_TITLE}字までにしてください。")
    if why := name_fault(words, TITLE_BYTES):
        raise RefusalError(f"ファイル名にもなるので、{why}")
    return words


def read_period(typed: str) -> str:
    """Read a period; it is returned in Seireki: 2026-2030."""
    years = fiscal_years(_line(typed))
    if years is None:
        raise RefusalError(
            f"「{_line(typed)}」は、期間として読めません。「令和8年度〜令和12年度」「2026-2030」「令和8年度から10年間」のどれかの形で書いてください。"
        )
    start, end = years
    if start not in YEARS or end not in YEARS:
        raise RefusalError(f"年度は、{YEARS[0]}から{YEARS[-1]}までです（今は{start}〜{end}）。")
    if end < start:
        raise RefusalError(f"終わりの年度（{end}）が、始まりの年度（{start}）より前です。")
    if end - start >= MOST_YEARS:
        raise RefusalError(f"期間は{MOST_YEARS}年までです（今は{end - start + 1}年）。")
    return f"{start}-{end}"


def read_wish(typed: str) -> str:
    """Read whether something is wanted: 「はい」 or 「いいえ」."""
    words = unicodedata.normalize("NFKC", _line(typed)).lower()
    for answer, said in WISHES.items():
        if words in said:
            return answer
    raise RefusalError("「はい」か「いいえ」（y か n）で答えてください。")


def read_numbering(typed: str) -> str:
    """Read a way of numbering by its first mark that is its own: 1, 第1章, Ⅰ, 1-1."""
    words = unicodedata.normalize("NFKC", _line(typed)).upper().replace("第1章", "章")
    for answer in NUMBERINGS:
        if words == unicodedata.normalize("NFKC", answer).replace("第1章", "章"):
            return answer
    raise RefusalError(f"{'、'.join(NUMBERINGS)} のどれかで答えてください。")


QUESTIONS: Final = (
    TownQuestion("town", "町・市・村の名前", "見本町", read_name),
    TownQuestion("title", "計画の名前", "第6次見本町総合計画", read_title),
    TownQuestion("office", "担当課（表紙に載る名前）", "見本町企画課", read_name),
    TownQuestion("period", "計画の期間（年度）", "令和8年度〜令和12年度", read_period),
    TownQuestion(
        "numbering",
        "見出しの番号",
        "1（1→(1)→ア）、第1章（第1章→第1節→1）、Ⅰ（Ⅰ→1→(1)）、1-1（1→1-1→(1)）",
        read_numbering,
        "1",
    ),
)


def proposed_action_title(title: str) -> str:
    """Propose a title for the action plan of a plan: 見本町DX実行計画 for 見本町DX推進計画."""
    stem = title.removesuffix("推進計画") or title
    return f"{stem}実行計画"


def _line(typed: str) -> str:
    """Strip the blanks around an answer; raises RefusalError for none, and for letters that no file may hold."""
    words = typed.strip(" \t\r\n　")
    if not words:
        raise RefusalError("空です。書いてください。")
    for _, message in forbidden(words):
        raise RefusalError(message)
    return words


def _unmarked(words: str) -> str:
    """Reject what chapters or tables would take for markup."""
    if strange := next((letter for letter in words if letter in BRACES), None):
        raise RefusalError(f"「{strange}」は、原稿で特別な意味を持つので使えません。取り除いてください。")
    for _, message, _ in markup(words):
        raise RefusalError(message)
    return words
