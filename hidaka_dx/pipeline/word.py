"""`word`: writes a document as a Word file for comment, if asked with what has changed since an edition before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Final

from hidaka_dx import walk
from hidaka_dx.archive import Archive
from hidaka_dx.comparison import compare
from hidaka_dx.document import Document, Figure, Heading, Part
from hidaka_dx.files import Output
from hidaka_dx.japanese import JAPAN
from hidaka_dx.pipeline.basis_consistency import require_basis
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.days import day_of
from hidaka_dx.pipeline.finding import FoundEdition, find
from hidaka_dx.pipeline.locating import picture_problems
from hidaka_dx.pipeline.ownership import require_known
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.problem import Place, Problem, RefusalError, in_order
from hidaka_dx.render import ENDING, render
from hidaka_dx.typeset.job import Job, PdfFacts, Progress
from hidaka_dx.typeset.press import press
from hidaka_dx.wordfile import ComparedEdition, FigurePicture, drawn, pictures, word_file

DRAWINGS: Final = "drawings"
"""The template that prints drawings alone, and its style sheet."""
ENDING_OF_FILE: Final = "_意見用.docx"


@dataclass(frozen=True)
class WordRequest:
    """What is asked for: an edition, and the edition before if changes since are to be shown."""

    new: str
    """「推進計画 原稿」, 「推進計画 第1版」, or a file made by this program."""
    old: str | None
    document: str
    """Key of the document that these words refer to, unless they name one themselves."""


@dataclass(frozen=True)
class WrittenWord:
    """A Word file that was written."""

    path: Path
    notes: tuple[str, ...]
    """Notes for the official, as sentences."""


def word(
    asked: WordRequest, root: Path, output: Path, progress: Progress
) -> tuple[WrittenWord | None, tuple[Problem, ...]]:
    """Write the Word file of an edition below `output`.

    `root` is the town's folder. Returns all problems instead if there are any. Raises RefusalError where there is no such
    edition or it says the same as the one before, OSError where a file cannot be read or written.
    """
    archive = Archive(root)
    require_known(archive)
    require_basis(archive)
    printer = Printer(None, folders(root, "templates"), folders(root, "assets"), progress)
    news = find(asked.new, asked.document, root, archive, printer)
    olds = find(asked.old, asked.document, root, archive, printer) if asked.old else None
    if news and olds and not printer.problems:
        _require_comparable(olds, news)
    if news is None or (asked.old and olds is None) or printer.problems:
        return None, in_order(printer.problems)
    new, old = news.document, olds.document if olds else None
    drawings, gone = _drawings(new, old, printer)
    if printer.problems:
        return None, in_order(printer.problems)
    day = day_of(new, printer.manuscript, [old.date] if old else ())
    compared = ComparedEdition(old, compare(old, new)) if old else None
    name = (
        f"{new.title}_{old.edition_name}から{new.edition_name}{ENDING_OF_FILE}"
        if old
        else f"{new.file_stem}{ENDING_OF_FILE}"
    )
    Output(output).write([((name,), word_file(new, drawings, day, compared))])
    return WrittenWord(output / name, tuple(gone)), ()


def _require_comparable(olds: FoundEdition, news: FoundEdition) -> None:
    """Raise RefusalError for two editions between which nothing can be marked as changed."""
    old, new = olds.document, news.document
    if old.kind != new.kind:
        raise RefusalError("種類の違う文書の間の変更は示せません。--from には、同じ文書の版を書いてください。")
    if old.says_the_same(new) and old.name == new.name:
        raise RefusalError(f"{old.name}と{new.name}は同じ内容なので、示す変更がありません。--from を書かずに作れます。")


def _drawings(
    new: Document, old: Document | None, printer: Printer
) -> tuple[Mapping[Figure, FigurePicture], Sequence[str]]:
    """Draw all figures; those that only the old edition has may lack a photo, which is then told in words."""
    wanted = [*_drawn(new)]
    found = dict(_printed(new, wanted, printer))
    before = len(printer.problems)
    only_old = [each for each in _drawn(old) if each not in found] if old else []
    if old and not before:
        found |= _printed(old, only_old, printer)
    lost = printer.problems[before:]
    del printer.problems[before:]
    return found, [f"前の版の図に絵にできないものがあり、言葉で示しました（{each.message}）" for each in lost]


def _drawn(document: Document) -> Iterable[Figure]:
    """Return what is drawn of each figure, once."""
    return dict.fromkeys(drawn(each) for each in walk.blocks(document) if isinstance(each, Figure))


def _printed(document: Document, figures: Sequence[Figure], printer: Printer) -> Iterable[tuple[Figure, FigurePicture]]:
    """Print figures, each on a page of its own, and cut them out; faults go to the printer."""
    if not figures:
        return ()
    named = tuple(replace(each, id=f"drawing-{place}") for place, each in enumerate(figures))
    parts = (Part(DRAWINGS, Heading(1, "", document.title), named),)
    appearance = document.appearance.only_colours
    sheets = replace(document, contents=(), parts=parts, two_sided=False, appearance=appearance)
    rendered, problems = render(sheets, printer.templates, DRAWINGS)
    printer.problems += problems
    if rendered is None:
        return ()
    day = datetime.combine(day_of(document, printer.manuscript), time.min, JAPAN)
    facts = PdfFacts(document.name, document.town, day, day)
    styles = (*rendered.styles, f"{DRAWINGS}.css")
    job = Job(rendered.html, styles, rendered.files, facts, appearance=appearance)
    pressed, faults = press(job, printer.assets, printer.progress)
    for fault in faults:
        if fault.image:
            printer.problems += picture_problems(fault.image, fault.message, printer.manuscript)
        else:
            message = f"図を絵にできません。直してください（{fault.message}）。"
            printer.problems.append(Problem(Place(f"templates/{DRAWINGS}{ENDING}"), message, "typeset"))
    return zip(figures, pictures(pressed.pdf, figures), strict=True) if pressed else ()
