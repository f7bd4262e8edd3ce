"""正誤表: what an official states about misprints of an edition that is issued and so cannot change."""

from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from hidaka_dx.catalogue.documents import EditedKey
from hidaka_dx.records import Day, EditionNumber, Frozen, Id, Line, RecordFault, Words, raise_faults


class Correction(Frozen):
    """One misprint."""

    at: Id
    """Section, named paragraph, figure or term of the glossary in which it stands."""
    contents: bool = False
    """Does it stand in that section's line of the contents page instead?"""
    printed: Line
    """As issued; these very words stand there."""
    correct: Line

    @model_validator(mode="after")
    def _corrects(self) -> Self:
        if self.printed == self.correct:
            raise_faults([RecordFault(("correct",), "correct が printed と同じです。正しい言葉を書いてください。")])
        return self


class Doubt(Frozen):
    """A suspected error, for the town to examine; not yet a correction."""

    at: Id
    printed: Line
    says: Words
    """Why it may be wrong, and who has to decide what."""


class Errata(Frozen):
    """The misprints of one edition of one document."""

    document: EditedKey
    edition: EditionNumber
    status: Literal["案", "決定"]
    date: Day | None = None
    corrections: Annotated[tuple[Correction, ...], Field(min_length=1)]
    remarks: tuple[Doubt, ...] = ()

    @model_validator(mode="after")
    def _decided_on_a_day(self) -> Self:
        if self.status == "決定" and self.date is None:
            message = "決定した正誤表には date（正誤表の日付）が要ります。2026-12-01 の形で書き加えてください。"
            raise_faults([RecordFault(("date",), message)])
        return self


ERRATA: TypeAdapter[tuple[Errata, ...]] = TypeAdapter(tuple[Errata, ...])
