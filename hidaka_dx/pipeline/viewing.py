"""`preview`: one document at a time, read or printed, with all that stays warm between two looks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from hidaka_dx.archive import DOCUMENTS, bags_on
from hidaka_dx.comparison import compare, compose_comparison_table
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
    origins,
)
from hidaka_dx.content import Manuscript, load, load_wording
from hidaka_dx.document import Document
from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.checking import remarks_on
from hidaka_dx.pipeline.printing import HOUSE, Printer, folders
from hidaka_dx.pipeline.shelved import ARCHIVE, published_in
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.render import Rendered, render
from hidaka_dx.typeset.listener import Fault, Progress
from hidaka_dx.typeset.press import Job, Pressed, press

VIEWS: Final = {
    "promotion-plan": "推進計画",
    "action-plan": "実行計画",
    "summary": "概要版",
    "progress-report": "進捗報告書",
    "comparison-table": "新旧対照表",
}
"""What can be looked at."""
Composed: TypeAlias = tuple[Document, tuple[Problem, ...]]


@dataclass(frozen=True)
class Opened:
    """The content as it is now."""

    manuscript: Manuscript | None
    problems: tuple[Remark, ...]
    """What keeps it from being read."""
    texts: Mapping[str, str]
    """Every file that was read, or that a problem is about, by its path."""
    views: tuple[str, ...]
    """Which of the views there are."""


@dataclass(frozen=True)
class Reading:
    """A document as text to be read on a screen."""

    title: str
    rendered: Rendered
    origins: Mapping[str, Place]
    """Where things with an id of their own were written."""


class _Pages(dict[str, str]):
    """Pages of the plan as last printed; what was written since has none yet."""

    def __missing__(self, name: str) -> str:
        return "－"


@dataclass
class Viewer:
    """Looks at the documents of a town, again and again; not for several threads at once."""

    root: Path
    _pages: _Pages = field(default_factory=_Pages)
    _kept: dict[str, tuple[Job, Pressed]] = field(default_factory=dict)

    def forget(self) -> None:
        """Print everything anew: style sheets, fonts or pictures have changed."""
        self._kept.clear()

    def open(self) -> Opened:
        """Read the content."""
        manuscript, problems = load(self.root)
        texts = manuscript.texts if manuscript else self.texts(problems)
        views = tuple(view for view in VIEWS if manuscript and self._has(view, manuscript))
        return Opened(manuscript, told(problems), texts, views)

    def texts(self, problems: Sequence[Problem]) -> dict[str, str]:
        """Read the files that problems are about, as far as they can be read."""
        found = {}
        for path in {problem.place.path for problem in problems}:
            file = next((folder / path for folder in (self.root, HOUSE) if (folder / path).is_file()), None)
            if file:
                found[path] = file.read_text(encoding="utf-8", errors="replace")
        return found

    def read(self, view: str, manuscript: Manuscript) -> tuple[Reading | None, tuple[Problem, ...]]:
        """Compose a document as text; where anything is wrong gives all problems instead."""
        plan, faults = compose_promotion_plan(manuscript)
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
        homes = folders(self.root, "templates"), folders(self.root, "assets")
        printer = Printer(manuscript, *homes, progress, press=self._press)
        plan, faults = compose_promotion_plan(manuscript)
        pressed = None if view == "comparison-table" else printer.print(plan, faults)
        if pressed:
            self._pages = _Pages(pressed.places)
        if view != "promotion-plan" and not printer.problems:
            pressed = printer.print(*self._compose(view, manuscript, plan, self._pages))
        return (None if printer.problems else pressed), in_order(printer.problems)

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
        return {
            "action-plan": action,
            "summary": action,
            "progress-report": action and bool(manuscript.progress),
            "comparison-table": any(name.document == DOCUMENTS["推進計画"] for name in bags_on(self.root / ARCHIVE)),
        }.get(view, True)

    def _compose(self, view: str, manuscript: Manuscript, plan: Document, pages: Mapping[str, str]) -> Composed:
        composers: dict[str, Callable[[], Composed]] = {
            "promotion-plan": lambda: (plan, ()),
            "action-plan": lambda: compose_action_plan(manuscript, plan, pages),
            "summary": lambda: (compose_summary(manuscript, plan, pages), ()),
            "progress-report": lambda: compose_progress_report(manuscript, plan, pages),
            "comparison-table": lambda: self._against_published(manuscript, plan),
        }
        return composers[view]()

    def _against_published(self, manuscript: Manuscript, plan: Document) -> Composed:
        """Set the plan beside its last published edition; raises RefusalError where that is not as it was issued."""
        archive = self.root / ARCHIVE
        newest = [name for name in bags_on(archive) if name.document == plan.kind][-1]
        wording, problems = load_wording(self.root)
        if wording is None:
            return plan, problems
        before = published_in(archive, newest)
        reasons = manuscript.editions[-1].reasons
        return compose_comparison_table(compare(before, plan), before, plan, wording, reasons), ()


def told(problems: Sequence[Problem]) -> tuple[Remark, ...]:
    """Tell problems that stop a build as the check does."""
    return tuple(Remark(problem, "誤り", "") for problem in problems)


def remarks(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Give what the check says and the town has not accepted."""
    return remarks_on(manuscript)
