"""`editions`: every edition of every document, with what is recorded of it and whether it is in the archive."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from hidaka_dx.archive import DOCUMENTS, Archive, EditionName, hashed
from hidaka_dx.content import load
from hidaka_dx.pipeline.shelved import editions_of
from hidaka_dx.problem import Problem


@dataclass(frozen=True)
class Listed:
    """An edition as the list shows it."""

    name: EditionName
    title: str
    """Of the document: 「日高町DX推進計画」."""
    date: date | None
    decided_by: str | None
    changes: str
    state: Literal["案", "決定", "保存済み"]
    sha256: str | None
    """Of the published PDF; none of an edition that is not published."""


def editions(root: Path) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
    """List the editions that a town has recorded, by document, oldest first; or all problems of its content.

    Raises RefusalError where a published one is not as it was issued.
    """
    manuscript, problems = load(root)
    if manuscript is None:
        return (), problems
    archive = Archive(root)
    titles = {
        "promotion-plan": manuscript.plan.title,
        "action-plan": manuscript.action.title if manuscript.action else "",
    }
    published = frozenset(archive.names)
    return tuple(
        Listed(
            name := EditionName(document, edition.number),
            titles[document],
            edition.date,
            edition.decided_by,
            edition.changes,
            "保存済み" if name in published else edition.status,
            hashed(archive.pdf(name)) if name in published else None,
        )
        for document in DOCUMENTS.values()
        for edition in editions_of(manuscript, document)
    ), ()
