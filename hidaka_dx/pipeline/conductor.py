"""The one order in which documents are composed: the plan, its printed pages, then all documents derived from them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Final, TypeAlias

from hidaka_dx.catalogue.documents import ACTION, BUILT, EDITED, PLAN, REPORT, SUMMARY
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
)
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.problem import Problem

Composed: TypeAlias = tuple[Document, tuple[Problem, ...]]
"""A document, and the faults of its figures."""
Composer: TypeAlias = Callable[[Manuscript, Document, Mapping[str, str]], Composed]
"""Takes the manuscript, the plan that the document is based on, and the printed page of each of the plan's ids."""

NOWHERE: Final[Mapping[str, str]] = defaultdict(str)
"""Page numbers of a document that has not been typeset."""


def _summary(manuscript: Manuscript, plan: Document, pages: Mapping[str, str]) -> Composed:
    return compose_summary(manuscript, plan, pages), ()


COMPOSERS: Final[Mapping[str, Composer]] = MappingProxyType(
    {
        ACTION: compose_action_plan,
        SUMMARY: _summary,
        REPORT: compose_progress_report,
    }
)
"""The composer of each kind of document derived from the plan; `notices` composes those about single editions."""


@dataclass(frozen=True)
class Conductor:
    """Composes the documents of a manuscript, each once and after the documents it depends on."""

    manuscript: Manuscript
    pages: Mapping[str, str] = field(default_factory=lambda: NOWHERE)
    """The printed page of each id of the plan."""
    issued: Document | None = None
    """The plan that other documents are based on, if not the manuscript's unchanged one: issued, or marked as a draft."""

    @cached_property
    def _made(self) -> dict[str, Composed]:
        """Cache of composed documents, by kind."""
        return {}

    def has(self, key: str) -> bool:
        """Tell whether the manuscript has the content for a document of this kind."""
        manuscript = self.manuscript
        action = bool(manuscript.action and manuscript.recorded[ACTION])
        report = bool(manuscript.action and manuscript.progress)
        return {PLAN: True, ACTION: action, SUMMARY: action, REPORT: report}.get(key, False)

    def compose(self, key: str) -> Composed:
        """Compose a document of an existing kind; raises KeyError for references that the plan does not contain."""
        if key not in self._made:
            self._made[key] = self._compose(key)
        return self._made[key]

    def _compose(self, key: str) -> Composed:
        if key == PLAN:
            return compose_promotion_plan(self.manuscript)
        return COMPOSERS[key](self.manuscript, self.issued or self.compose(PLAN)[0], self.pages)

    def editions(self) -> Iterator[tuple[str, Composed]]:
        """Compose the newest edition of each document that has editions, with its kind."""
        return ((each.key, self.compose(each.key)) for each in EDITED if self.has(each.key))

    def documents(self) -> Iterator[Document]:
        """Compose all documents of a build except those about single editions."""
        return (self.compose(each.key)[0] for each in BUILT if self.has(each.key))
