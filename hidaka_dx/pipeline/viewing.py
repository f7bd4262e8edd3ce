"""`preview`: one document at a time, read or printed, with all that stays warm between two looks."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from hidaka_dx.archive import Archive
from hidaka_dx.comparison import compare, compose_comparison_table
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    origins,
)
from hidaka_dx.content import Manuscript, identity_of, load_wording
from hidaka_dx.document import Document
from hidaka_dx.files.reading import Unread, read_first
from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.checking import findings, stops, told
from hidaka_dx.pipeline.composing import Composition
from hidaka_dx.pipeline.house import HOUSE, folders
from hidaka_dx.pipeline.owning import require_own
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.reading import ACTION, PLAN, REPORT, read
from hidaka_dx.pipeline.shelved import editions_of
from hidaka_dx.pipeline.states import stand
from hidaka_dx.pipeline.summarising import summary as on_two_pages
from hidaka_dx.pipeline.working import derived
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.render import Rendered, render
from hidaka_dx.typeset.job import Fault, Job, Pressed, Progress
from hidaka_dx.typeset.press import press

VIEWS: Final = {
    "promotion-plan": "推進計画",
    "action-plan": "実行計画",
    "summary": "概要版",
    "progress-report": "進捗報告書",
    "comparison-table": "推進計画の新旧対照表",
    "action-comparison-table": "実行計画の新旧対照表",
}
"""What can be looked at; a comparison sets a document beside its last published edition."""
COMPARED: Final = {"comparison-table": "promotion-plan", "action-comparison-table": "action-plan"}
"""The document that each comparison is of."""
MADE_OF: Final = {
    "promotion-plan": PLAN,
    "action-plan": ACTION,
    "summary": ACTION,
    "progress-report": REPORT,
    "comparison-table": PLAN,
    "action-comparison-table": ACTION,
}
"""The kind of document whose faults keep a view from being printed."""
PLAIN: Final = ("promotion-plan", "comparison-table")
"""What does not tell on which pages of the plan things stand."""
Composed: TypeAlias = tuple[Document, tuple[Problem, ...]]


@dataclass(frozen=True)
class Opened:
    """The content as it is now."""

    manuscript: Manuscript | None
    """Without the files that have faults; none where all documents are made of such."""
    problems: tuple[Remark, ...]
    """What keeps it, or files of it, from being read."""
    texts: Mapping[str, str]
    """Every file that was read, or that a problem is about, by its path."""
    views: tuple[str, ...]
    """Which of the views there are."""
    left_out: tuple[str, ...] = ()
    """Beginnings of the paths of files that have faults."""


@dataclass(frozen=True)
class Reading:
    """A document as text to be read on a screen."""

    title: str
    rendered: Rendered
    origins: Mapping[str, Place]
    """Where things with an id of their own were written."""


class _Pages(dict[str, str]):
    """Pages of the plan as last printed, by id; what was written since has none yet."""

    def __missing__(self, name: str) -> str:
        return "－"


@dataclass
class Viewer:
    """Looks at the documents of a town, again and again; not for several threads at once."""

    root: Path
    _pages: _Pages = field(default_factory=_Pages)
    _archive: Archive = field(init=False)
    _kept: dict[str, tuple[Job, Pressed]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the archive once: a bag that was judged is not judged again until it changes."""
        self._archive = Archive(self.root)

    @property
    def pages(self) -> Mapping[str, str]:
        """The pages of the plan as last printed."""
        return self._pages

    def forget(self) -> None:
        """Print everything anew: style sheets, fonts or pictures have changed."""
        self._kept.clear()

    def open(self) -> Opened:
        """Read the content; raises RefusalError where the archive beside it is another town's."""
        reading = read(self.root)
        manuscript = reading.manuscript
        if manuscript:
            require_own(self._archive, identity_of(manuscript))
        texts = self.texts(reading.problems) | dict(manuscript.texts if manuscript else {})
        views = tuple(view for view in VIEWS if manuscript and self._has(view, manuscript))
        return Opened(manuscript, told(reading.problems), texts, views, reading.left_out)

    def remarks(self, view: str, opened: Opened) -> tuple[tuple[Remark, ...], bool]:
        """Check what was opened; gives all remarks, and whether one of them keeps this document from being printed."""
        if opened.manuscript is None:
            return opened.problems, True
        found = tuple(findings(Composition(self._archive, opened.manuscript), opened.left_out))
        told_ = tuple(dict.fromkeys(remark for _, remark in found if remark.accepted is None))
        stopped = any(kind in (PLAN, MADE_OF[view]) and stops(remark) for kind, remark in found)
        return (*opened.problems, *told_), stopped

    def texts(self, problems: Sequence[Problem]) -> dict[str, str]:
        """Read the files that problems are about, as far as they can be read."""
        found = {}
        for path in {problem.place.path for problem in problems}:
            with suppress(Unread):
                found[path] = read_first((self.root, HOUSE), path).decode("utf-8", "replace")
        return found

    def read(self, view: str, manuscript: Manuscript) -> tuple[Reading | None, tuple[Problem, ...]]:
        """Compose a document as text; where anything is wrong gives all problems instead.

        Pages of the plan are those of its last printing; for the first document that tells them it is printed here.
        """
        plan, faults = self._plan(manuscript)
        if view not in PLAIN and not self._pages:
            printer = self._printer(manuscript, lambda _words, _share: None)
            self._print_plan(printer, plan, faults)
            if printer.problems:
                return None, in_order(printer.problems)
        document, more = self._compose(view, manuscript, plan, self._pages)
        rendered, unfit = render(document, folders(self.root, "templates"))
        problems = in_order((*faults, *more, *unfit))
        if rendered is None or problems:
            return None, problems
        return Reading(document.name, rendered, origins(manuscript)), ()

    def print(
        self, view: str, manuscript: Manuscript, progress: Progress
    ) -> tuple[Pressed | None, tuple[Problem, ...]]:
        """Print a document; where anything is wrong gives all problems instead.

        What others need of the plan is its pages: it is printed first, unless it is as it was.
        """
        printer = self._printer(manuscript, progress)
        plan, faults = self._plan(manuscript)
        pressed = None if view == "comparison-table" else self._print_plan(printer, plan, faults)
        if view != "promotion-plan" and not printer.problems:
            pressed = printer.print(*self._compose(view, manuscript, plan, self._pages))
        return (None if printer.problems else pressed), in_order(printer.problems)

    def _plan(self, manuscript: Manuscript) -> Composed:
        """Compose the plan; content that is no longer that of the issued edition is called so."""
        plan, faults = compose_promotion_plan(manuscript)
        return stand(self._archive, manuscript, plan).document, faults

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
        """Print a job unless the last one of that title was the same."""
        before, pressed = self._kept.get(job.facts.title, (None, None))
        if job == before:
            return pressed, ()
        pressed, faults = press(job, assets, progress)
        if pressed:
            self._kept[job.facts.title] = job, pressed
        return pressed, faults

    def _has(self, view: str, manuscript: Manuscript) -> bool:
        action = bool(manuscript.action and manuscript.action_editions)
        published = {each.document for each in self._archive.names if not self._archive.holds(each.withdrawal)}
        needs = {
            "action-plan": action,
            "summary": action,
            "progress-report": action and bool(manuscript.progress),
            "comparison-table": "promotion-plan" in published,
            "action-comparison-table": action and "action-plan" in published,
        }
        return needs.get(view, True)

    def _compose(self, view: str, manuscript: Manuscript, plan: Document, pages: Mapping[str, str]) -> Composed:
        composers: dict[str, Callable[[], Composed]] = {
            "promotion-plan": lambda: (plan, ()),
            "action-plan": lambda: self._action(manuscript, plan, pages),
            "summary": lambda: self._action(manuscript, plan, pages, summary=True),
            "progress-report": lambda: compose_progress_report(manuscript, plan, pages),
        }
        if view in composers:
            return composers[view]()
        document, faults = composers[COMPARED[view]]()
        return self._against_published(manuscript, document) if not faults else (document, faults)

    def _action(
        self, manuscript: Manuscript, plan: Document, pages: Mapping[str, str], *, summary: bool = False
    ) -> Composed:
        """Compose the action plan, or its summary, as much of a draft as it is."""
        action, faults = compose_action_plan(manuscript, plan, pages)
        standing = derived(self._archive, manuscript, plan, action)
        if not summary:
            return standing.document, faults
        printer = self._printer(manuscript, lambda _words, _share: None)
        return on_two_pages(manuscript, plan, pages, printer, standing.labelled), ()

    def _against_published(self, manuscript: Manuscript, document: Document) -> Composed:
        """Set a document beside its last published edition; raises RefusalError where that is not as it was issued."""
        newest = self._archive.newest(document.kind)
        wording, problems = load_wording(self.root)
        if wording is None or newest is None:
            return document, problems
        before = self._archive.document(newest)
        reasons = editions_of(manuscript, document.kind)[-1].reasons
        return compose_comparison_table(compare(before, document), before, document, wording, reasons), ()
