"""What an official states about a plan: the models behind the YAML files of `content/`.

All are frozen; scalars are text that the field's type parses. A missing fact is omitted, never guessed.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, model_validator

from hidaka_dx.chosen_theme import USUAL as USUAL_THEME
from hidaka_dx.chosen_theme import Theme
from hidaka_dx.japanese.marks import OFFICIAL, MarkStyle
from hidaka_dx.records import Day, Frozen, Id, Line, RecordFault, Title, Whole, Year, raise_faults, repeated
from hidaka_dx.wording import USUAL, Wording


class Period(Frozen):
    """Fiscal years, first and last included."""

    start: Year
    end: Year

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            message = f"終わりの年度 {self.end} が始まりの年度 {self.start} より前です。年度を直してください。"
            raise_faults([RecordFault(("end",), message)])
        return self


class PlanPeriod(Period):
    """The plan's years and, inside them, those of its main effort (重点取組期間)."""

    focus: Period | None = None

    @model_validator(mode="after")
    def _contains_focus(self) -> Self:
        message = "重点取組期間（focus）が計画期間からはみ出しています。計画期間の中に収めてください。"
        ends = (("start", self.focus.start), ("end", self.focus.end)) if self.focus else ()
        raise_faults(RecordFault(("focus", key), message) for key, year in ends if not self.start <= year <= self.end)
        return self


class BackMatter(Frozen):
    """A generated part after the chapters: 用語解説, 改訂履歴."""

    title: Line
    contents: bool
    """Is it named on the contents page?"""


class NumberingStyle(Frozen):
    """How headings, figures and tables are numbered."""

    headings: Annotated[tuple[MarkStyle, ...], Field(min_length=4, max_length=4)] = OFFICIAL
    """The mark of each level, written as its first one."""
    figures: Literal["通し", "章ごと"] = "通し"
    """Whether figures and tables are counted through the document (図5), or in each chapter (図2-1)."""
    captions: Literal["図と表", "図表"] = "図と表"
    """Whether figures and tables are counted apart, or together (図表5)."""

    @property
    def restarts(self) -> bool:
        """Whether counting begins anew in each chapter."""
        return self.figures == "章ごと"

    def caption(self, word: str, chapter: int | None, count: int) -> int | str:
        """Return the number of a figure or table (`word`): a text where it is more than a number behind that word.

        `chapter` is none in a document without numbered chapters.
        """
        called = "図表" if self.captions == "図表" else word
        if chapter is None or not self.restarts:
            return count if called == word else f"{called}{count}"
        return f"{called}{chapter}-{count}"


def _matching(pattern: str, said: str) -> Callable[[str], str]:
    """Return a validator of a text of this form; `said` tells what it must be."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"{said}を書いてください（今は「{value}」）。")
        return value

    return check


WebAddress = Annotated[Line, AfterValidator(_matching(r"https?://[!-~]+", "https:// で始まるアドレス"))]
"""The address of a page of another website."""


class Contact(Frozen):
    """Where readers of the website turn; printed nowhere."""

    office: Line | None = None
    """The office that answers, if not the plan's."""
    phone: Annotated[Line, AfterValidator(_matching(r"[0-9]+(-[0-9]+)*", "半角の数字とハイフンで電話番号"))] | None = (
        None
    )
    email: Annotated[Line, AfterValidator(_matching(r"[!-?A-~]+@[A-Za-z0-9.-]+", "メールアドレス"))] | None = None
    page: WebAddress | None = None
    """The town's own page about the plan, or its form for questions."""
    accessibility: WebAddress | None = None
    """The town's statement on the accessibility of its website (JIS X 8341-3)."""
    opinions_until: Day | None = None
    """Last day on which opinions on a draft are taken; shown with drafts only."""


class Plan(Frozen):
    """`plan.yaml`: the plan's name, its town and office, its years and the order of its chapters."""

    town: Line
    title: Title
    subtitle: Line | None = None
    short_title: Line | None = None
    """For the running head, if not the title."""
    office: Line
    period: PlanPeriod
    contents_title: Line
    chapters: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Names of files in `chapters/` without `.md`, in order."""
    preface: tuple[Id, ...] = ()
    """Files like those of the chapters that come before the contents page: あいさつ. They have no number."""
    unnumbered: tuple[Id, ...] = ()
    """Those of the chapters that have no number."""
    appendix: tuple[Id, ...] = ()
    """Files like those of the chapters that come behind them, numbered 資料1, 資料2."""
    new_pages: bool = False
    """Whether each chapter begins on a page of its own."""
    contents_depth: Annotated[Whole, Field(ge=1, le=3)] = 2
    """How many levels of headings the contents page lists."""
    figure_list: BackMatter | None = None
    """A list of all figures and tables with their pages, behind the chapters."""
    keep: tuple[Line, ...] = ()
    """Words that no line end may part."""
    numbering: NumberingStyle = NumberingStyle()
    names: Wording = USUAL
    """What the documents call each other and their parts."""
    glossary: BackMatter
    revisions: BackMatter
    sides: Literal["片面", "両面"] = "片面"
    """On how many sides of the paper the bound documents are printed."""
    theme: Theme = USUAL_THEME
    """Colours, size of text, paper and cover of all documents."""
    single_digits: Literal["半角", "全角"] = "半角"
    """How a digit alone among Japanese is shown in sentences; what is copied and read aloud is as typed."""
    signature: Literal["なし", "表紙"] = "なし"
    """Where an issued edition has room for a signature that is seen: a field, empty until it is signed."""
    licence: Literal["CC BY 4.0"] | None = None
    """Terms under which the website and its data may be used; none as long as the town has not decided."""
    contact: Contact | None = None
    """Where readers of the website turn."""

    @model_validator(mode="after")
    def _each_chapter_once(self) -> Self:
        raise_faults((*_chapters_again(self), *_unknown_chapters(self)))
        return self

    @property
    def files(self) -> tuple[str, ...]:
        """Names of all files in `chapters/` that are printed, in order."""
        return (*self.preface, *self.chapters, *self.appendix)

    def only(self, files: Collection[str]) -> Self:
        """Return the plan with only some of its files."""
        kept = {key: tuple(name for name in getattr(self, key) if name in files) for key in _FILES}
        return self.model_copy(update=kept)


_FILES: Final = ("preface", "chapters", "unnumbered", "appendix")
"""Keys that name files of chapters."""


def _chapters_again(plan: Plan) -> Iterator[RecordFault]:
    """Find files that are named twice."""
    places = [(key, index) for key in ("preface", "chapters", "appendix") for index in range(len(getattr(plan, key)))]
    for index, name in repeated(plan.files):
        yield RecordFault(places[index], f"章 `{name}` が二度書かれています。一つにしてください。")


def _unknown_chapters(plan: Plan) -> Iterator[RecordFault]:
    """Find unnumbered chapters that are none of the chapters."""
    for index, name in enumerate(plan.unnumbered):
        if name not in plan.chapters:
            message = f"章 `{name}` は chapters にありません。chapters に書き加えるか、取り除いてください。"
            yield RecordFault(("unnumbered", index), message)


class ListEntry(Frozen):
    """An entry of a list, referenced by its id; its text may contain ruby and footnote calls."""

    id: Id
    text: Line


class Term(ListEntry):
    """An entry of 用語解説."""

    term: Line
    reading: Line | None = None
    """In kana, by which the entries are put in order; a term that is kana already needs none."""


class Footnote(ListEntry):
    """A note at the foot of the page on which it is first called."""


class Source(Frozen):
    """A plan, law or report that the plan names; unknown facts are omitted."""

    id: Id
    title: Line
    body: Line | None = None
    """Who made it."""
    act: Line | None = None
    """How it came about, in the source's word: 策定, 閣議決定, 公表."""
    date: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")] | None = None
    """Seireki year, month or day."""
    period: Period | None = None


class ComparisonWording(Frozen):
    """`comparison.yaml`: how the town sets its 新旧対照表."""

    left: Literal["new", "old"] = "new"
    """Which edition stands in the left column."""
    new: Line = "改正後"
    old: Line = "改正前"
    reason: Line = "改正の理由"
    note: Line = "下線の部分は、改正部分です。（略）は、改正前と同じ部分です。"


COMPARISON: TypeAdapter[ComparisonWording] = TypeAdapter(ComparisonWording)
FOOTNOTES: TypeAdapter[tuple[Footnote, ...]] = TypeAdapter(tuple[Footnote, ...])
GLOSSARY: TypeAdapter[tuple[Term, ...]] = TypeAdapter(tuple[Term, ...])
SOURCES: TypeAdapter[tuple[Source, ...]] = TypeAdapter(tuple[Source, ...])
PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
