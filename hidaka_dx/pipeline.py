"""The conductor: the only module that knows the order of the walk."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from hidaka_dx.compose import compose_action_plan, compose_promotion_plan, compose_summary, opendata, passages
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, dumped
from hidaka_dx.lint import Remark, mended
from hidaka_dx.lint import check as lint
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.render import render
from hidaka_dx.typeset.listener import Fault, Progress
from hidaka_dx.typeset.press import Attachment, Facts, Job, Pressed, press

NO_DAY: Final = date(2000, 1, 1)
"""Stands in metadata where no edition has a day yet; a PDF must name one."""
BESIDE: Final = ".tmp-"
JAPAN: Final = timezone(timedelta(hours=9), "JST")
PACKAGE: Final = Path(__file__).resolve().parent
HOUSE: Final = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parent
"""Where this project's own `templates/` and `assets/` lie: inside an installed wheel, beside the code in a checkout."""


@dataclass(frozen=True)
class Built:
    """A finished document on disk."""

    path: Path
    pages: int


@dataclass(frozen=True)
class Checked:
    """What a check has found, and the files in which it was found."""

    remarks: tuple[Remark, ...]
    """Sorted by place; those that the town accepts, too."""
    texts: Mapping[str, str]
    """By path, relative to the town's folder; empty where the manuscript cannot be read."""


def check(root: Path) -> Checked:
    """Check the town's folder `root`; what keeps its files from being read is a remark, too."""
    manuscript, problems = load(root)
    if manuscript is None:
        return Checked(tuple(Remark(problem, "誤り", "") for problem in problems), {})
    return Checked(lint(manuscript), manuscript.texts)


def mend(root: Path, checked: Checked) -> None:
    """Write what can be mended safely into the files. Raises OSError where one cannot be written."""
    for path, text in mended(checked.remarks, checked.texts).items():
        _write(root / path, text.encode())


def build(
    root: Path, output: Path, progress: Progress, heard: Callable[[Sequence[Remark]], None] = lambda _: None
) -> tuple[tuple[Built, ...], tuple[Problem, ...]]:
    """Turn the town's folder `root` into its PDFs below `output`: the plan and, where there is one, the action plan.

    The action plan brings its summary along, and its measures as open data (CSV). `heard` is given what the check says.

    Where anything is wrong gives all problems instead, and what `output` holds stays untouched.
    Raises OSError where a PDF cannot be written.
    """
    progress("原稿を読んでいます", 0.05)
    manuscript, problems = load(root)
    if manuscript is None:
        return (), problems
    remarks = tuple(remark for remark in lint(manuscript) if remark.accepted is None)
    heard(remarks)
    faults = [remark.problem for remark in remarks if remark.level == "誤り"]
    if faults:
        return (), in_order(faults)
    printer = _Printer(root, manuscript, progress)
    plan, unfit = compose_promotion_plan(manuscript)
    pressed = printer.print(plan, unfit)
    tables: dict[str, bytes] = {}
    if pressed and manuscript.action and manuscript.action_editions:
        action, unfit = compose_action_plan(manuscript, plan, pressed.places)
        printer.print(action, unfit)
        printer.print(compose_summary(manuscript, plan, pressed.places), ())
        found = opendata(manuscript, action, passages(plan, pressed.places))
        tables = {f"{action.file_stem}_opendata/{name}": content for name, content in found.items()}
    if printer.problems:
        return (), in_order(printer.problems)
    for name, content in tables.items():
        _write(output / name, content)
    return tuple(_printed(output, document, made) for document, made in printer.done), ()


def _printed(output: Path, document: Document, made: Pressed) -> Built:
    path = output / f"{document.file_stem}.pdf"
    _write(path, made.pdf)
    return Built(path, made.pages)


@dataclass
class _Printer:
    """Prints the documents of one manuscript, one after the other, and keeps them until all are sound."""

    root: Path
    manuscript: Manuscript
    progress: Progress
    done: list[tuple[Document, Pressed]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def print(self, document: Document, faults: Sequence[Problem]) -> Pressed | None:
        """Print a composed document, unless it or its template has faults."""
        rendered, problems = render(document, _folders(self.root, "templates"))
        self.problems += (*faults, *problems)
        if rendered is None or faults:
            return None
        job = Job(rendered.html, rendered.styles, rendered.files, self._facts(document), (_source(document),))
        pressed, typeset_faults = press(job, _folders(self.root, "assets"), self.progress)
        self.problems += _located(typeset_faults, self.manuscript)
        if pressed:
            self.done.append((document, pressed))
        return pressed

    def _facts(self, document: Document) -> Facts:
        """Say in the PDF what the edition's record says; a day without an hour is its midnight in Japan.

        A draft whose day is not decided bears the day of the plan that it follows from.
        """
        dates = (document.date, *(edition.date for edition in reversed(self.manuscript.editions)))
        day = datetime.combine(next((day for day in dates if day), NO_DAY), time.min, JAPAN)
        return Facts(title=document.name, author=document.town, created=day, modified=day, language=document.language)


def _source(document: Document) -> Attachment:
    return Attachment("document.json", dumped(document), "この文書の内容（構造化データ）", "application/json")


def _folders(root: Path, name: str) -> Sequence[Path]:
    return tuple(folder for folder in (root / name, HOUSE / name) if folder.is_dir())


def _located(faults: Sequence[Fault], manuscript: Manuscript) -> Iterator[Problem]:
    """Find the places that the typesetter's faults come from."""
    for fault in faults:
        if fault.character:
            message = f"「{fault.character}」（U+{ord(fault.character):04X}）は、どの書体にもありません。別の字で書いてください。"
            places = tuple(manuscript.find(fault.character))
            rule = "glyph"
        elif fault.image:
            message = fault.message
            places = tuple(manuscript.figures_with(fault.image))
            rule = "image"
        else:
            message = f"組版から警告がありました。直してください（{fault.message}）。"
            places = (Place(f"assets/css/{fault.sheet}", fault.line, fault.column),) if fault.sheet else ()
            rule = "typeset"
        yield from (Problem(place, message, rule) for place in places or (Place("templates"),))


def _write(path: Path, content: bytes) -> None:
    """Write beside, then rename: a reader sees the old file or the new one, never a part.

    What a killed build left beside is swept. Raises OSError, naming `path`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for leftover in path.parent.glob(f"{BESIDE}*"):
            leftover.unlink()
        _replace(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(path: Path, content: bytes) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=BESIDE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
