"""What an official states about the editions of a document: the models behind `editions.yaml`."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import Field, StringConstraints, TypeAdapter, model_validator

from hidaka_dx.catalogue.documents import EDITED
from hidaka_dx.records import Day, EditionNumber, Frozen, Line, RecordFault, raise_faults, repeated

Category: TypeAlias = Literal["議決要", "報告", "軽微"]
"""変更区分: does the council vote on the change, is it told of it, or neither?"""
PartId = Annotated[str, StringConstraints(max_length=99, pattern=r"^[a-z0-9][a-z0-9.-]*$")]
"""Id of a section or named paragraph, or the number of a measure."""


class IssuedAs(Frozen):
    """Names that an edition was issued under, where town or document were renamed since."""

    town: Line | None = None
    title: Line | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.town is None and self.title is None:
            raise ValueError("issued_as には、発行した時の town（町の名）か title（計画の題）を書いてください。")
        return self


class Edition(Frozen):
    """One edition of a document; a fact that is not known is left out."""

    number: EditionNumber
    date: Day | None = None
    """Left out only as long as a draft's date is not decided."""
    status: Literal["案", "決定"]
    decided_by: Line | None = None
    """Who or which meeting decided: 町長, 第2回推進本部会議."""
    category: Category | None = None
    reason: Line | None = None
    """Why the document was revised."""
    changes: Line
    """What 改訂履歴 says of it."""
    revised: tuple[PartId, ...] = ()
    """Sections, paragraphs and measures that this edition declares as changed."""
    reasons: dict[PartId, Line] = Field(default_factory=dict)
    """Why single ones of these were changed, for the column of 新旧対照表."""
    issued_as: IssuedAs | None = None
    """Names of then, of an edition issued before the town or the document was renamed by decision."""

    @model_validator(mode="after")
    def _decided_on_a_day(self) -> Self:
        if self.status == "決定" and self.date is None:
            raise ValueError("決定した版には date（決定の日）が要ります。2023-07-01 の形で書き加えてください。")
        return self

    @property
    def rank(self) -> tuple[int, int]:
        """Its number as parts that can be compared: 1.10 comes after 1.9, 1.0 is 1."""
        return rank(self.number)


class Editions(Frozen):
    """`editions.yaml`: the editions of each document, oldest first."""

    promotion_plan: Annotated[tuple[Edition, ...], Field(min_length=1, alias="promotion-plan")]
    action_plan: Annotated[tuple[Edition, ...], Field(alias="action-plan")] = ()

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        raise_faults(
            RecordFault((document, *fault.at), fault.message)
            for document, editions in self.recorded.items()
            for fault in (*_disorder(editions), *_statements(editions))
        )
        return self

    @property
    def recorded(self) -> dict[str, tuple[Edition, ...]]:
        """Give the editions of each kind of document, by its key."""
        return {each.key: getattr(self, each.key.replace("-", "_")) for each in EDITED}


def rank(number: str) -> tuple[int, int]:
    """Return the sort key of an edition's number: 1.10 comes after 1.9, 1.0 is 1."""
    major, _, minor = number.partition(".")
    return int(major), int(minor or 0)


def _disorder(editions: Sequence[Edition]) -> Iterator[RecordFault]:
    """Find editions that do not come after the one before in number, date and state."""
    for index, (before, after) in enumerate(pairwise(editions), 1):
        if after.rank <= before.rank:
            message = f"版の番号 {after.number} が、前の版の {before.number} より大きくありません。古い版から順に、大きくなる番号を書いてください。"
            yield RecordFault((index, "number"), message)
        if after.date and before.date and after.date < before.date:
            message = f"第{after.number}版の日付が第{before.number}版より前です。古い版から順に書いてください。"
            yield RecordFault((index, "date"), message)
        if before.status == "案":
            message = f"第{before.number}版は案のままなのに、後の版があります。決定するか、除いてください。案は最後の版だけです。"
            yield RecordFault((index - 1, "status"), message)


def _statements(editions: Sequence[Edition]) -> Iterator[RecordFault]:
    """Find missing or contradictory statements of an edition."""
    for index, edition in enumerate(editions):
        revised = set(edition.revised)
        if index and edition.status == "決定":
            yield from _revision(index, edition)
        if edition.status == "案" and edition.decided_by:
            message = "案には、まだ決定した者・会議がありません。decided_by を除くか、決定した版なら status を決定に直してください。"
            yield RecordFault((index, "decided_by"), message)
        if not index and edition.revised:
            message = "初めての版には、改めたところがありません。revised を取り除いてください。"
            yield RecordFault((index, "revised"), message)
        for part in edition.reasons:
            if part not in revised:
                message = f"`{part}` は revised にありません。revised に書き加えるか、reasons から取り除いてください。"
                yield RecordFault((index, "reasons", part), message)
        for place, part in repeated(edition.revised):
            message = f"`{part}` が revised に二度書かれています。一つにしてください。"
            yield RecordFault((index, "revised", place), message)


def _revision(index: int, edition: Edition) -> Iterator[RecordFault]:
    if edition.category is None:
        message = "改定した版には category（変更区分）が要ります。議決要、報告、軽微のどれかを書き加えてください。"
        yield RecordFault((index, "category"), message)
    if edition.reason is None:
        message = "改定した版には reason（改定の理由）が要ります。一行で書き加えてください。"
        yield RecordFault((index, "reason"), message)


EDITIONS: Final[TypeAdapter[Editions]] = TypeAdapter(Editions)


def next_number(number: str) -> str:
    """Return the next edition's number: 1.1 after 1, 1.2 after 1.1."""
    major, _, minor = number.partition(".")
    return f"{major}.{int(minor or 0) + 1}"
