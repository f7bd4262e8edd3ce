"""意見公募（パブリックコメント）: what townspeople said of a draft, and what the town thinks of it."""

from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from hidaka_dx.catalogue.documents import EditedKey
from hidaka_dx.records import Day, EditionNumber, Frozen, Id, RecordFault, Whole, Words, raise_faults

Outcome = Literal["反映", "一部反映", "記載済み", "参考", "その他"]
"""What became of a comment in the plan."""


class Comment(Frozen):
    """One comment, in the town's summary."""

    at: Id | None = None
    """Section or paragraph of the draft that it is about; left out where it is about the whole."""
    says: Words
    """意見の概要."""
    answer: Words
    """町の考え方."""
    outcome: Outcome


class Consultation(Frozen):
    """One call for comments on a draft."""

    document: EditedKey
    edition: EditionNumber
    start: Annotated[Day, Field(alias="from")]
    end: Annotated[Day, Field(alias="to")]
    people: Whole
    """How many sent comments."""
    date: Day | None = None
    """Day on which the result is published; left out as long as it is not decided."""
    comments: tuple[Comment, ...] = ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.end < self.start:
            raise_faults([RecordFault(("to",), "意見を募集した期間の終わりが始まりより前です。日付を直してください。")])
        if self.comments and not self.people:
            raise_faults([RecordFault(("people",), "意見があるのに、提出者が0人です。人数を直してください。")])
        return self


COMMENTS: TypeAdapter[tuple[Consultation, ...]] = TypeAdapter(tuple[Consultation, ...])
