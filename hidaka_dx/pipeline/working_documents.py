"""The newest editions composed from the current content: the plan, its page numbers, then the derived documents."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hidaka_dx.archive import Archive, pdf_name
from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.inspection import places
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.states import Standing, standing_of
from hidaka_dx.pipeline.summarising import summary
from hidaka_dx.problem import Problem
from hidaka_dx.typeset.job import Pressed


@dataclass(frozen=True)
class WorkingDocuments:
    """A town's composed documents; the printed PDFs are kept by the printer."""

    conductor: Conductor
    """Composes derived documents with the page numbers that readers have: an issued plan keeps those of its issue."""
    plan: Standing
    pressed: Pressed
    """The plan as typeset today."""
    action: Standing | None
    """None where the town has no action plan, or where it was not requested."""
    faults: tuple[Problem, ...] = ()
    """The faults of the action plan's figures."""

    def summary(self, printer: Printer) -> Document | None:
        """Compose the summary of the action plan on two pages, with the draft state of the action plan."""
        if self.action is None:
            return None
        manuscript, pages = self.conductor.manuscript, self.conductor.pages
        return summary(manuscript, self.plan.document, pages, printer, self.action.labelled)


def compose(
    archive: Archive, manuscript: Manuscript, printer: Printer, *, action: bool = True
) -> WorkingDocuments | None:
    """Compose and print the plan and, unless `action` is false, compose the action plan.

    None where the plan has faults, which the printer then holds. Raises RefusalError where an issued edition is not
    as it was issued.
    """
    document, faults = Conductor(manuscript).compose(PLAN)
    plan = standing_of(archive, manuscript, document)
    pressed = printer.print(plan.printed, faults, plan.format)
    if pressed is None:
        return None
    conductor = Conductor(manuscript, _as_read(plan, pressed), plan.document)
    if not (action and conductor.has(ACTION)):
        return WorkingDocuments(conductor, plan, pressed, None)
    composed, faults = conductor.compose(ACTION)
    standing = derived(archive, manuscript, plan.document, composed)
    return WorkingDocuments(conductor, plan, pressed, standing, faults)


def derived(archive: Archive, manuscript: Manuscript, plan: Document, action: Document) -> Standing:
    """Return the state of an action plan based on a plan: it is a draft if the plan is one, even if itself decided."""
    standing = standing_of(archive, manuscript, action)
    return replace(standing, provisional=plan.draft and standing.issued is None and not action.draft)


def _as_read(plan: Standing, pressed: Pressed) -> Mapping[str, str]:
    if plan.issued is None or plan.revising:
        return pressed.places
    pdf = plan.issued.payload[pdf_name(plan.name)]
    return pressed.places if pdf == pressed.pdf else {**pressed.places, **places(pdf)}
