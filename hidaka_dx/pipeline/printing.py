"""Typesets composed documents as PDFs, in the order in which they are asked for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple

from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, dumped
from hidaka_dx.formats import NEWEST
from hidaka_dx.japanese import JAPAN
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.days import day_of
from hidaka_dx.pipeline.locating import letter_problems, overflow_problems, picture_problems
from hidaka_dx.pipeline.presses import Presses
from hidaka_dx.problem import Place, Problem
from hidaka_dx.render import ENDING, Rendered, render
from hidaka_dx.typeset.job import Attachment, Fault, Job, PdfFacts, Pressed, Progress, Result, Setting
from hidaka_dx.typeset.kept_documents import key_of, press_or_take


def printer_for(root: Path, progress: Progress, presses: Presses, manuscript: Manuscript | None = None) -> "Printer":
    """Return a printer with the templates and assets of a town's folder, and with these presses."""
    homes = folders(root, "templates"), folders(root, "assets")
    ahead = presses.begin if presses.are_several else None
    return Printer(manuscript, *homes, progress, press=presses.press, ahead=ahead)


class _Prepared(NamedTuple):
    """A document rendered to be typeset ahead."""

    order: tuple[object, ...]
    """What it was rendered from."""
    rendered: Rendered | None
    problems: Sequence[Problem]
    job: Job | None


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
    press: Setting = press_or_take
    days: tuple[date | None, ...] = ()
    """Days of the editions that are compared."""
    ahead: Callable[[Job, Sequence[Path]], None] | None = None
    """Lets a document be typeset that will be printed; none where that would only be done here, at once."""
    printed: dict[str, Result] = field(default_factory=dict)
    """What was typeset, by the keys of the jobs, so that nothing is typeset twice; copies of a printer share it."""
    begun: list[_Prepared] = field(default_factory=list)
    """What was rendered to be typeset ahead; copies of a printer share it."""

    def begin(self, document: Document, faults: Sequence[Problem], number: int = NEWEST) -> None:
        """Let a document be typeset beside others, if it can be; it is going to be printed with the same arguments."""
        order = document, number, self.days
        if self.ahead is None or faults or any(each.order == order for each in self.begun):
            return
        rendered, problems = render(document, self.templates)
        job = self._job(document, number, rendered) if rendered else None
        self.begun.append(_Prepared(order, rendered, problems, job))
        if job:
            self.ahead(job, self.assets)

    def print(self, document: Document, faults: Sequence[Problem], number: int = NEWEST) -> Pressed | None:
        """Print a composed document unless it or its template has faults; its data are embedded in format `number`."""
        rendered, problems, job = self._prepared(document, number)
        self.problems += (*faults, *problems)
        if rendered is None or faults:
            return None
        self.used |= set(rendered.templates)
        pressed, typeset_faults = self._pressed(job or self._job(document, number, rendered))
        self.problems += _located(typeset_faults, self.manuscript, Place(f"templates/{document.kind}{ENDING}"))
        if pressed:
            self.done.append((document, pressed))
        return pressed

    def _prepared(self, document: Document, number: int) -> tuple[Rendered | None, Sequence[Problem], Job | None]:
        """Render a document, or take what was rendered when it was begun."""
        order = document, number, self.days
        for index, each in enumerate(self.begun):
            if each.order == order:
                del self.begun[index]
                return each.rendered, each.problems, each.job
        return *render(document, self.templates), None

    def _job(self, document: Document, number: int, rendered: Rendered) -> Job:
        facts, source = self._facts(document), _source(document, number)
        return Job(rendered.html, rendered.styles, rendered.files, facts, (source,), rendered.appearance)

    def _pressed(self, job: Job) -> Result:
        """Typeset a job, unless it was typeset before."""
        key = key_of(job)
        if key not in self.printed:
            self.printed[key] = self.press(job, self.assets, self.progress)
        return self.printed[key]

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
