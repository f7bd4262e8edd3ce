"""The day in the metadata of a file, which must have one: from the content, never from a clock."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document

NO_DAY: Final = date(2000, 1, 1)
"""Stands for a day where neither content nor the editions that are compared name one."""
APRIL: Final = 4
"""The month in which a fiscal year begins."""


def day_of(document: Document, manuscript: Manuscript | None, known: Iterable[date | None] = ()) -> date:
    """Return the day of a document; of a draft without one the latest that its content names.

    That is the latest day of any edition in `editions.yaml`, or of the editions that are compared (`known`), so that no
    draft is older than the edition before it. A town without an edition that has a day gets the first day of its plan.
    """
    if document.date:
        return document.date
    editions = manuscript.recorded.values() if manuscript else ()
    days = [*known, *(edition.date for each in editions for edition in each)]
    first = date(manuscript.plan.period.start, APRIL, 1) if manuscript else NO_DAY
    return max((day for day in days if day), default=first)
