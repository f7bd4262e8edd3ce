"""What the content as it is now composes to, before anything is printed: documents, and what is said of their editions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.notices import Laid, Notice, Notices
from hidaka_dx.problem import Problem


@dataclass(frozen=True)
class Composition:
    """Documents of a town, composed when they are first asked for; their pages are not known."""

    archive: Archive
    manuscript: Manuscript

    @cached_property
    def conductor(self) -> Conductor:
        """Give what composes the documents."""
        return Conductor(self.manuscript)

    @cached_property
    def notices(self) -> tuple[tuple[Notice, ...], tuple[tuple[str, Problem], ...]]:
        """Give what is said of editions, and what keeps some of it from being made, by the kind of notice.

        Raises RefusalError where an issued edition that is meant is not as it was issued.
        """
        working = {
            EditionName(kind, self.manuscript.recorded[kind][-1].number): Laid(self.manuscript, document)
            for kind, (document, _) in self.conductor.editions()
        }
        notices = Notices(self.archive, self.manuscript, working)
        made = notices.compose()
        return made, tuple(notices.problems)

    def documents(self) -> Iterator[Document]:
        """Give all that a build prints, as far as words are concerned."""
        yield from self.conductor.documents()
        yield from (notice.document for notice in self.notices[0])
