"""What the content as it is now composes to, before anything is printed: each document once, its pages not known yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
)
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.notices import NOWHERE, Laid, Notice, Notices
from hidaka_dx.pipeline.reading import ACTION, PLAN
from hidaka_dx.pipeline.shelved import editions_of
from hidaka_dx.problem import Problem


@dataclass(frozen=True)
class Composition:
    """Documents of a manuscript, composed when they are first asked for."""

    archive: Archive
    manuscript: Manuscript

    @cached_property
    def editions(self) -> Mapping[str, tuple[Document, tuple[Problem, ...]]]:
        """Give the plan and the action plan, by kind, each with what does not fit in its figures."""
        plan, faults = compose_promotion_plan(self.manuscript)
        made = {PLAN: (plan, faults)}
        if self.manuscript.action and self.manuscript.action_editions:
            made[ACTION] = compose_action_plan(self.manuscript, plan, NOWHERE)
        return made

    @cached_property
    def notices(self) -> tuple[tuple[Notice, ...], tuple[tuple[str, Problem], ...]]:
        """Give what is said of editions, and what keeps some of it from being made, by the kind of notice.

        Raises RefusalError where an issued edition that is meant is not as it was issued.
        """
        working = {
            EditionName(kind, editions_of(self.manuscript, kind)[-1].number): Laid(self.manuscript, document)
            for kind, (document, _) in self.editions.items()
        }
        notices = Notices(self.archive, self.manuscript, working)
        made = notices.compose()
        return made, tuple(notices.problems)

    def documents(self) -> Iterator[Document]:
        """Give all that a build prints, as far as words are concerned."""
        yield from (document for document, _ in self.editions.values())
        plan = self.editions[PLAN][0]
        if ACTION in self.editions:
            yield compose_summary(self.manuscript, plan, NOWHERE)
            if self.manuscript.progress:
                yield compose_progress_report(self.manuscript, plan, NOWHERE)[0]
        yield from (notice.document for notice in self.notices[0])
