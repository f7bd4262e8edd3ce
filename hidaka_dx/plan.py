"""What an official states about a plan and its editions: the models behind the YAML files of `content/`.

All are frozen; scalars arrive as text and the field's type does the reading. A missing fact is left out, never guessed.
"""

import datetime
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from hidaka_dx.records import Frozen, Id, Words, Year


class Period(Frozen):
    """Fiscal years, first and last included."""

    start: Year
    end: Year

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"終わりの年度 {self.end} が始まりの年度 {self.start} より前です。年度を直してください。")
        return self


class PlanPeriod(Period):
    """The plan's years and, inside them, those of its main effort (重点取組期間)."""

    focus: Period | None = None

    @model_validator(mode="after")
    def _contains_focus(self) -> Self:
        if self.focus and not self.start <= self.focus.start <= self.focus.end <= self.end:
            raise ValueError("重点取組期間（focus）が計画期間からはみ出しています。計画期間の中に収めてください。")
        return self


class BackMatter(Frozen):
    """A part made from data that follows the chapters: 用語解説, 改訂履歴."""

    title: Words
    contents: bool
    """Is it named on the contents page?"""


class Plan(Frozen):
    """`plan.yaml`: the plan's name, its town and office, its years and the order of its chapters."""

    town: Words
    title: Words
    subtitle: Words
    short_title: Words
    """For the running head."""
    office: Words
    period: PlanPeriod
    contents_title: Words
    chapters: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Names of files in `chapters/` without `.md`, in order."""
    glossary: BackMatter
    revisions: BackMatter


class Edition(Frozen):
    """One edition of a document."""

    number: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*(\.[0-9]+)?$")]
    date: datetime.date | None = None
    """Left out only as long as a draft's date is not decided."""
    status: Literal["案", "決定"]
    changes: Words
    """What 改訂履歴 says of it."""

    @model_validator(mode="after")
    def _decided_on_a_day(self) -> Self:
        if self.status == "決定" and self.date is None:
            raise ValueError("決定した版には date（決定の日）が要ります。2023-07-01 の形で書き加えてください。")
        return self


class Editions(Frozen):
    """`editions.yaml`: the editions of each document, oldest first."""

    promotion_plan: Annotated[tuple[Edition, ...], Field(min_length=1, alias="promotion-plan")]
    action_plan: Annotated[tuple[Edition, ...], Field(alias="action-plan")] = ()

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        for before, after in (*pairwise(self.promotion_plan), *pairwise(self.action_plan)):
            if after.date and before.date and after.date < before.date:
                raise ValueError(
                    f"第{after.number}版の日付が第{before.number}版より前です。古い版から順に書いてください。"
                )
        return self


class Entry(Frozen):
    """An entry of a list, found by its id; its text may hold ruby and calls of footnotes."""

    id: Id
    text: Words


class Term(Entry):
    """An entry of 用語解説."""

    term: Words


class Footnote(Entry):
    """A note at the foot of the page on which it is first called."""


class Source(Frozen):
    """A plan, law or report that the plan names; a fact that no source gives is left out."""

    id: Id
    title: Words
    body: Words | None = None
    """Who made it."""
    act: Words | None = None
    """How it came about, in the source's word: 策定, 閣議決定, 公表."""
    date: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){0,2}$")] | None = None
    """Seireki year, month or day."""
    period: Period | None = None


FOOTNOTES: TypeAdapter[tuple[Footnote, ...]] = TypeAdapter(tuple[Footnote, ...])
GLOSSARY: TypeAdapter[tuple[Term, ...]] = TypeAdapter(tuple[Term, ...])
SOURCES: TypeAdapter[tuple[Source, ...]] = TypeAdapter(tuple[Source, ...])
PLAN: TypeAdapter[Plan] = TypeAdapter(Plan)
EDITIONS: TypeAdapter[Editions] = TypeAdapter(Editions)
