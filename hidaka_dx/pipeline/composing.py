"""Documents composed from the current content, before anything is printed, and the documents about their editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.notices import Notice, Notices, SourcedEdition
from hidaka_dx.problem import Problem


@dataclass(frozen=True)
class Composition:
    """The documents of a town, composed on first use; page numbers are not yet known."""

    archive: Archive
    manuscript: Manuscript

    @cached_property
    def conductor(self) -> Conductor:
        """Return the conductor, which composes the documents."""
        return Conductor(self.manuscript)

    @cached_property
    def notices(self) -> tuple[tuple[Notice, ...], tuple[tuple[str, Problem], ...]]:
        """Return the notices about editions, and the faults that prevent some of them, by the kind of notice.

        Raises RefusalError where an issued edition that is referred to is not as it was issued.
        """
        working = {
            EditionName(kind, self.manuscript.recorded[kind][-1].number): SourcedEdition(self.manuscript, document)
            for kind, (document, _) in self.conductor.editions()
        }
        notices = Notices(self.archive, self.manuscript, working)
        made = notices.compose()
        return made, tuple(notices.problems)

    def documents(self) -> Iterator[Document]:
        """Return all documents of a build, without page numbers."""
        yield from self.conductor.documents()
        yield from (notice.document for notice in self.notices[0])
