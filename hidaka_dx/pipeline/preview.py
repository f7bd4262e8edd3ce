"""`preview`: one document at a time, as text or printed, with caches kept between requests."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from hidaka_dx.archive import Archive
from hidaka_dx.catalogue.documents import ACTION, COMPARED, KINDS, PLAN, SUMMARY, VIEWS, unit_of, view_names
from hidaka_dx.comparison import compare, compose_comparison_table
from hidaka_dx.compose import origins
from hidaka_dx.content import Manuscript, identity_of, load_wording
from hidaka_dx.desk import Choices, choices_of
from hidaka_dx.document import Document
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import read_first
from hidaka_dx.installed import HOUSE
from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.composing import Composition
from hidaka_dx.pipeline.conductor import Composed, Conductor
from hidaka_dx.pipeline.examining import as_remarks, findings, prevents_making
from hidaka_dx.pipeline.ownership import require_own
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.published_facts import read_to_compare
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.states import standing_of
from hidaka_dx.pipeline.summarising import summary as on_two_pages
from hidaka_dx.pipeline.working_documents import derived
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.render import Rendered, render
from hidaka_dx.typeset.changed_parts import ChangedPart, changed_parts
from hidaka_dx.typeset.job import Fault, Job, Pressed, Progress, in_silence
from hidaka_dx.typeset.kept_documents import press_or_take
from hidaka_dx.wording import USUAL


@dataclass(frozen=True)
class OpenedContent:
    """A snapshot of the current content."""

    manuscript: Manuscript | None
    """The content without faulty files; none if a file with faults is part of all documents."""
    problems: tuple[Remark, ...]
    """Problems that prevent reading it, or some of its files."""
    texts: Mapping[str, str]
    """Every file that was read or has a problem, by its path."""
    views: tuple[str, ...]
    """The available views."""
    names: Mapping[str, str] = field(default_factory=lambda: VIEWS)
    """What the town calls all views."""
    left_out: tuple[str, ...] = ()
    """Path prefixes of files that have faults."""


@dataclass(frozen=True)
class ReadableView:
    """A document as text to be read on a screen."""

    title: str
    rendered: Rendered
    origins: Mapping[str, Place]
    """Source positions by id."""
    choices: Choices
    """What fields may refer to."""
    texts: Mapping[str, str]
    """The files that it was made from."""


class _Pages(dict[str, str]):
    """Page numbers of the plan as last printed, by id; newer parts have none yet."""

    def __missing__(self, name: str) -> str:
        return "－"


@dataclass
class Viewer:
    """Renders the documents of a town repeatedly; not thread-safe."""

    root: Path
    _pages: _Pages = field(default_factory=_Pages)
    _archive: Archive = field(init=False)
    _kept: dict[str, tuple[Job, Pressed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the archive once: a verified bag is not verified again until it changes."""
        self._archive = Archive(self.root)

    @property
    def pages(self) -> Mapping[str, str]:
        """The pages of the plan as last printed."""
        return self._pages

    def prints_to_read(self, view: str) -> bool:
        """Tell whether a document's text cannot be composed without printing."""
        return view == SUMMARY or (_cites_pages(view) and not self._pages)

    def forget(self) -> None:
        """Drop all cached prints: style sheets, fonts or images have changed."""
        self._kept.clear()

    def open(self) -> OpenedContent:
        """Read the content; raises RefusalError where the archive beside it belongs to another town."""
        reading = read(self.root)
        manuscript = reading.manuscript
        if manuscript:
            require_own(self._archive, identity_of(manuscript))
        texts = self.texts(reading.problems) | dict(manuscript.texts if manuscript else {})
        conductor = Conductor(manuscript) if manuscript else None
        views = tuple(view for view in VIEWS if conductor and self._has(view, conductor))
        called = manuscript.plan.names if manuscript else USUAL
        names = view_names({PLAN: called.plan, ACTION: called.action_plan})
        return OpenedContent(manuscript, as_remarks(reading.problems), texts, views, names, reading.left_out)

    def remarks(self, view: str, opened: OpenedContent) -> tuple[tuple[Remark, ...], bool]:
        """Check the content; return all remarks, and whether one of them prevents printing this document."""
        if opened.manuscript is None:
            return opened.problems, True
        found = tuple(findings(Composition(self._archive, opened.manuscript), opened.left_out))
        told_ = tuple(dict.fromkeys(remark for _, remark in found if remark.accepted is None))
        stopped = any(kind in (PLAN, unit_of(view)) and prevents_making(remark) for kind, remark in found)
        return (*opened.problems, *told_), stopped

    def texts(self, problems: Sequence[Problem]) -> dict[str, str]:
        """Return the text of the files that problems refer to, as far as they can be read."""
        found = {}
        for path in {problem.place.path for problem in problems}:
            with suppress(UnreadableFile):
                found[path] = read_first((self.root, HOUSE), path).decode("utf-8", "replace")
        return found

    def read(self, view: str, manuscript: Manuscript) -> tuple[ReadableView | None, tuple[Problem, ...]]:
        """Compose a document as text; returns all problems instead if there are any.

        Page numbers are those of the plan's last printing; the plan is printed here if a document cites pages and
        there was none.
        """
        plan, faults = self._plan(manuscript)
        if _cites_pages(view) and not self._pages:
            printer = self._printer(manuscript, in_silence)
            self._print_plan(printer, plan, faults)
            if printer.problems:
                return None, in_order(printer.problems)
        document, more = self._compose(view, manuscript, plan, self._pages)
        rendered, unfit = render(document, folders(self.root, "templates"))
        problems = in_order((*faults, *more, *unfit))
        if rendered is None or problems:
            return None, problems
        return ReadableView(
            document.name, rendered, origins(manuscript, document), choices_of(manuscript), manuscript.texts
        ), ()

    def print(
        self, view: str, manuscript: Manuscript, progress: Progress
    ) -> tuple[Pressed | None, tuple[Problem, ...]]:
        """Print a document; returns all problems instead if there are any.

        Other documents need the plan's page numbers: it is printed first, unless unchanged.
        """
        printer = self._printer(manuscript, progress)
        plan, faults = self._plan(manuscript)
        pressed = self._print_plan(printer, plan, faults) if view == PLAN or _cites_pages(view) else None
        if view != PLAN and not printer.problems:
            pressed = printer.print(*self._compose(view, manuscript, plan, self._pages))
        return (None if printer.problems else pressed), in_order(printer.problems)

    def changed_parts(self, reading: ReadableView, printed: bytes) -> tuple[ChangedPart, ...]:
        """Return the parts of a document's pages in which its text differs from its last print, which gave `printed`."""
        job, pressed = self._kept.get(reading.title, (None, None))
        if job is None or pressed is None or pressed.pdf != printed:
            return ()
        new = reading.rendered
        after = replace(job, html=new.html, styles=new.styles, files=new.files, appearance=new.appearance)
        return changed_parts(job, pressed, after)

    def _plan(self, manuscript: Manuscript) -> Composed:
        """Compose the plan; content that differs from the issued edition is labelled as a revision."""
        plan, faults = Conductor(manuscript).compose(PLAN)
        return standing_of(self._archive, manuscript, plan).document, faults

    def _printer(self, manuscript: Manuscript, progress: Progress) -> Printer:
        homes = folders(self.root, "templates"), folders(self.root, "assets")
        return Printer(manuscript, *homes, progress, press=self._press)

    def _print_plan(self, printer: Printer, plan: Document, faults: Sequence[Problem]) -> Pressed | None:
        """Print the plan and remember its pages."""
        pressed = printer.print(plan, faults)
        if pressed:
            self._pages = _Pages(pressed.places)
        return pressed

    def _press(self, job: Job, assets: Sequence[Path], progress: Progress) -> tuple[Pressed | None, tuple[Fault, ...]]:
        """Print a job unless it equals the last one with that title."""
        before, pressed = self._kept.get(job.facts.title, (None, None))
        if job == before:
            return pressed, ()
        pressed, faults = press_or_take(job, assets, progress)
        if pressed:
            self._kept[job.facts.title] = job, pressed
        return pressed, faults

    def _has(self, view: str, conductor: Conductor) -> bool:
        """Tell whether a view has a document to show; a comparison needs a published edition."""
        kind = COMPARED.get(view, view)
        published = {each.document for each in self._archive.names if not self._archive.holds(each.withdrawal)}
        return conductor.has(kind) and (kind == view or kind in published)

    def _compose(self, view: str, manuscript: Manuscript, plan: Document, pages: Mapping[str, str]) -> Composed:
        kind = COMPARED.get(view, view)
        document, faults = (plan, ()) if kind == PLAN else self._following(kind, Conductor(manuscript, pages, plan))
        return self._against_published(manuscript, document) if kind != view and not faults else (document, faults)

    def _following(self, kind: str, conductor: Conductor) -> Composed:
        """Compose a document derived from the plan; the action plan and its summary share the plan's draft state."""
        if kind not in (ACTION, SUMMARY):
            return conductor.compose(kind)
        manuscript, plan = conductor.manuscript, conductor.issued or conductor.compose(PLAN)[0]
        action, faults = conductor.compose(ACTION)
        standing = derived(self._archive, manuscript, plan, action)
        if kind == ACTION:
            return standing.document, faults
        printer = self._printer(manuscript, in_silence)
        return on_two_pages(manuscript, plan, conductor.pages, printer, standing.labelled), ()

    def _against_published(self, manuscript: Manuscript, document: Document) -> Composed:
        """Compare a document with its last published edition; raises RefusalError where that is not as it was issued."""
        newest = self._archive.newest(document.kind)
        wording, problems = load_wording(self.root)
        if wording is None or newest is None:
            return document, problems
        before = read_to_compare(self._archive, newest)
        reasons = manuscript.recorded[document.kind][-1].reasons
        return compose_comparison_table(compare(before, document), before, document, wording, reasons), ()


def _cites_pages(view: str) -> bool:
    """Tell whether a view cites pages of the plan, which must then be printed first."""
    return KINDS[COMPARED.get(view, view)].cites_pages
