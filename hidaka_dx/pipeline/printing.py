"""`build`: from the town's content to the PDFs in `output/`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from hidaka_dx.compose import (
    Passage,
    compose_action_plan,
    compose_comments,
    compose_errata,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
    opendata,
    passages,
)
from hidaka_dx.content import Manuscript, load
from hidaka_dx.datafiles import csv_file, workbook
from hidaka_dx.document import Document, dumped
from hidaka_dx.lint import Remark
from hidaka_dx.pipeline.checking import errors_in, remarks_on
from hidaka_dx.pipeline.locating import letter_problems, picture_problems
from hidaka_dx.pipeline.writing import write
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.render import ENDING, render
from hidaka_dx.typeset.listener import Fault, Progress
from hidaka_dx.typeset.press import Attachment, Facts, Job, Pressed, press

NO_DAY: Final = date(2000, 1, 1)
"""Stands in metadata where no edition has a day yet; a PDF must name one."""
JAPAN: Final = timezone(timedelta(hours=9), "JST")
PACKAGE: Final = Path(__file__).resolve().parent.parent
HOUSE: Final = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parent
"""Where this project's own `templates/` and `assets/` lie: inside an installed wheel, beside the code in a checkout."""


@dataclass(frozen=True)
class Built:
    """A finished document on disk."""

    path: Path
    pages: int


def build(
    root: Path, output: Path, progress: Progress, heard: Callable[[Sequence[Remark]], None] = lambda _: None
) -> tuple[tuple[Built, ...], tuple[Problem, ...]]:
    """Turn the town's folder `root` into its PDFs below `output`: the plan and, where there is one, the action plan.

    The action plan brings its summary along, the report of the newest year that has results, and its measures as open
    data (CSV) and as a workbook. `heard` is given what the check says.

    Where anything is wrong gives all problems instead, and what `output` holds stays untouched.
    Raises OSError where a PDF cannot be written.
    """
    progress("原稿を読んでいます", 0.05)
    manuscript, problems = load(root)
    if manuscript is None:
        return (), problems
    remarks = remarks_on(manuscript)
    heard(remarks)
    if errors := errors_in(remarks):
        return (), errors
    printer = Printer(manuscript, folders(root, "templates"), folders(root, "assets"), progress)
    plan, unfit = compose_promotion_plan(manuscript)
    pressed = printer.print(plan, unfit)
    printer.notices(plan, pressed)
    tables: dict[str, bytes] = {}
    if pressed and manuscript.action and manuscript.action_editions:
        action, unfit = compose_action_plan(manuscript, plan, pressed.places)
        printer.notices(action, printer.print(action, unfit))
        printer.print(compose_summary(manuscript, plan, pressed.places), ())
        if manuscript.progress:
            printer.print(*compose_progress_report(manuscript, plan, pressed.places))
        tables = _tables(manuscript, action, passages(plan, pressed.places))
    if printer.problems:
        return (), in_order(printer.problems)
    for name, content in tables.items():
        write(output / name, content)
    return tuple(printed(output, document, made) for document, made in printer.done), ()


def _tables(manuscript: Manuscript, action: Document, plan: Mapping[str, Passage]) -> dict[str, bytes]:
    """Give the files of the action plan's data, by their paths below the output folder."""
    found = opendata(manuscript, action, plan)
    folder, day = f"{action.file_stem}_opendata", action.date or manuscript.editions[-1].date or NO_DAY
    files = {f"{folder}/{table.name}.csv": csv_file(table) for table in found}
    return {**files, f"{action.file_stem}_一覧.xlsx": workbook(found, day)}


def printed(output: Path, document: Document, made: Pressed) -> Built:
    """Write a document that has been printed; raises OSError where it cannot be written."""
    path = output / f"{document.file_stem}.pdf"
    write(path, made.pdf)
    return Built(path, made.pages)


@dataclass
class Printer:
    """Prints the documents of one manuscript, or of none, one after the other, and keeps them until all are sound."""

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
    press: Callable[[Job, Sequence[Path], Progress], tuple[Pressed | None, tuple[Fault, ...]]] = press

    def print(self, document: Document, faults: Sequence[Problem]) -> Pressed | None:
        """Print a composed document, unless it or its template has faults."""
        rendered, problems = render(document, self.templates)
        self.problems += (*faults, *problems)
        if rendered is None or faults:
            return None
        self.used |= set(rendered.templates)
        job = Job(rendered.html, rendered.styles, rendered.files, self._facts(document), (_source(document),))
        pressed, typeset_faults = self.press(job, self.assets, self.progress)
        self.problems += _located(typeset_faults, self.manuscript, Place(f"templates/{document.kind}{ENDING}"))
        if pressed:
            self.done.append((document, pressed))
        return pressed

    def notices(self, document: Document, pressed: Pressed | None) -> None:
        """Print what belongs to a document that is printed: its misprints, the comments on its draft."""
        if pressed is None or self.manuscript is None:
            return
        for compose in (compose_errata, compose_comments):
            notices, faults = compose(self.manuscript, document, pressed.places)
            self.problems += faults
            for notice in notices:
                self.print(notice, ())

    def _facts(self, document: Document) -> Facts:
        """Say in the PDF what the edition's record says; a day without an hour is its midnight in Japan.

        A draft whose day is not decided bears the day of the plan that it follows from.
        """
        editions = self.manuscript.editions if self.manuscript else ()
        dates = (document.date, *(edition.date for edition in reversed(editions)))
        day = datetime.combine(next((day for day in dates if day), NO_DAY), time.min, JAPAN)
        return Facts(title=document.name, author=document.town, created=day, modified=day, language=document.language)


def _source(document: Document) -> Attachment:
    return Attachment("document.json", dumped(document), "この文書の内容（構造化データ）", "application/json")


def folders(root: Path, name: str) -> tuple[Path, ...]:
    """Give the town's own folder of that name and this house's, as far as they are there."""
    return tuple(folder for folder in (root / name, HOUSE / name) if folder.is_dir())


def _located(faults: Sequence[Fault], manuscript: Manuscript | None, template: Place) -> Iterator[Problem]:
    """Find the places that the typesetter's faults come from: the template, where nothing nearer is known."""
    for fault in faults:
        if fault.character:
            yield from letter_problems(fault.character, manuscript)
        elif fault.image:
            yield from picture_problems(fault.image, fault.message, manuscript)
        else:
            message = f"組版から警告がありました。直してください（{fault.message}）。"
            place = Place(f"assets/css/{fault.sheet}", fault.line, fault.column) if fault.sheet else template
            yield Problem(place, message, "typeset")
