"""The action plan behind the website's reports, data and summary: the edition published last, or the working content."""

from dataclasses import dataclass

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.reading import PROGRESS
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.pipeline.working_documents import compose


@dataclass(frozen=True)
class Basis:
    """An action plan with the results of its measures."""

    manuscript: Manuscript
    plan: Document
    """The plan that it is based on."""
    action: Document


def working_basis(archive: Archive, manuscript: Manuscript, printer: Printer) -> tuple[Document | None, Basis | None]:
    """Compose the plan and the action plan of the working content; faults are reported to the printer."""
    made = compose(archive, manuscript, printer)
    if made is None:
        return None, None
    printer.problems += made.faults
    plan = made.plan.document
    return plan, Basis(manuscript, plan, made.action.document) if made.action else None


def last_published_basis(archive: Archive, manuscript: Manuscript) -> tuple[Basis | None, str]:
    """Load the action plan published last, with the results of its measures that were decided since.

    None where none was published. Also returns a note where newer results are left out because a draft has changed
    the measures they refer to. Raises RefusalError where the edition is not as it was issued.
    """
    name = archive.newest(ACTION)
    if name is None:
        return None, ""
    frozen = archive.source(name)
    plain = {path: content for path, content in frozen.items() if not path.startswith(PROGRESS)}
    source, problems = reloaded(plain | _decided(manuscript))
    if source:
        return _basis(archive, name, source), ""
    source, faults = reloaded(frozen)
    if source:
        left_out = f"{name.spoken}の取組と合わないため、発行の後の進捗は載せていません：{problems[0]}"
        return _basis(archive, name, source), left_out
    left_out = f"{name.spoken}の保存した原稿を読めないため、概要版、進捗報告書、データは載せていません：{faults[0]}"
    return None, left_out


def _basis(archive: Archive, name: EditionName, source: Manuscript) -> Basis:
    """Load a frozen edition; its faults, if any, were reported when it was published."""
    return Basis(source, Conductor(source).compose(PLAN)[0], archive.document(name))


def _decided(manuscript: Manuscript) -> dict[str, bytes]:
    """Return the files of decided results, by path."""
    paths = [f"{PROGRESS}{each.year}.yaml" for each in manuscript.decided_results]
    return {path: manuscript.texts[path].encode() for path in paths}
