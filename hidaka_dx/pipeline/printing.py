"""Typesets composed documents as PDFs, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, dumped
from hidaka_dx.formats import NEWEST
from hidaka_dx.japanese import JAPAN
from hidaka_dx.pipeline.days import day_of
from hidaka_dx.pipeline.locating import letter_problems, overflow_problems, picture_problems
from hidaka_dx.problem import Place, Problem
from hidaka_dx.render import ENDING, render
from hidaka_dx.typeset.job import Attachment, Fault, Job, PdfFacts, Pressed, Progress
from hidaka_dx.typeset.kept_documents import press_or_take


@dataclass
class Printer:
    """Prints the documents of one manuscript (or of none) and keeps them until all are without faults."""

    manuscript: Manuscript | None
    templates: Sequence[Path]
    """Folders of templates in order of precedence."""
    assets: Sequence[Path]
    """`assets/` folders in order of precedence."""
    progress: Progress
    done: list[tuple[Document, Pressed]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Names of the templates that were read."""
    press: Callable[[Job, Sequence[Path], Progress], tuple[Pressed | None, tuple[Fault, ...]]] = press_or_take
    days: tuple[date | None, ...] = ()
    """Days of the editions that are compared."""
    last: list[tuple[Job, Pressed]] = field(default_factory=list)
    """The last job and its result, so that it is not typeset twice in a row; copies of a printer share it."""

    def print(self, document: Document, faults: Sequence[Problem], number: int = NEWEST) -> Pressed | None:
        """Print a composed document unless it or its template has faults; its data are embedded in format `number`."""
        rendered, problems = render(document, self.templates)
        self.problems += (*faults, *problems)
        if rendered is None or faults:
            return None
        self.used |= set(rendered.templates)
        facts, source = self._facts(document), _source(document, number)
        job = Job(rendered.html, rendered.styles, rendered.files, facts, (source,), rendered.appearance)
        pressed, typeset_faults = self._pressed(job)
        self.problems += _located(typeset_faults, self.manuscript, Place(f"templates/{document.kind}{ENDING}"))
        if pressed:
            self.done.append((document, pressed))
        return pressed

    def _pressed(self, job: Job) -> tuple[Pressed | None, tuple[Fault, ...]]:
        """Typeset a job, unless it equals the last one."""
        if self.last and self.last[0][0] == job:
            return self.last[0][1], ()
        pressed, faults = self.press(job, self.assets, self.progress)
        self.last[:] = [(job, pressed)] if pressed else []
        return pressed, faults

    def _facts(self, document: Document) -> PdfFacts:
        """Return the PDF metadata from the edition's record; a day without an hour is its midnight in Japan."""
        day = datetime.combine(day_of(document, self.manuscript, self.days), time.min, JAPAN)
        return PdfFacts(
            title=document.name,
            author=document.town,
            created=day,
            modified=day,
            language=document.language,
            two_sided=document.two_sided,
        )


def _source(document: Document, number: int) -> Attachment:
    return Attachment("document.json", dumped(document, number), "この文書の内容（構造化データ）", "application/json")


def _located(faults: Sequence[Fault], manuscript: Manuscript | None, template: Place) -> Iterator[Problem]:
    """Map the typesetter's faults to positions in the content, or to the template if no position is known."""
    for fault in faults:
        if fault.character:
            yield from letter_problems(fault.character, manuscript)
        elif fault.image:
            yield from picture_problems(fault.image, fault.message, manuscript)
        elif fault.stray is not None:
            yield from overflow_problems(fault.stray, fault.message, manuscript, template)
        else:
            message = f"組版から警告がありました。直してください（{fault.message}）。"
            place = Place(f"assets/css/{fault.sheet}", fault.line, fault.column) if fault.sheet else template
            yield Problem(place, message, "typeset")
