"""Which edition is meant: one in the archive, the newest of the working content, or a file that this house made."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import DOCUMENTS, Archive, EditionName
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, restored
from hidaka_dx.edition import Edition
from hidaka_dx.foreign import ForeignError
from hidaka_dx.inspection import UnreadableError, stated
from hidaka_dx.pipeline.checking import errors_in, remarks_on
from hidaka_dx.pipeline.freezing import reloaded
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.shelved import editions_of
from hidaka_dx.problem import Place, Problem, RefusalError

LARGEST: Final = 256 * 2**20
"""Bytes of a file that is compared; no PDF of this house is as large."""
WORKING: Final = "原稿"
"""What stands for the newest edition of the working content."""


@dataclass(frozen=True)
class Found:
    """An edition, and what the town records of it, where it does."""

    document: Document
    edition: Edition | None = None


def find(word: str, kind: str, root: Path, archive: Archive, printer: Printer) -> Found | None:
    """Find the edition that a word names; what is wrong with it is told to the printer.

    `kind` is the key of the document that is meant where the word does not say it. Raises RefusalError where there is no
    such edition or it is not as it was issued, OSError where a file cannot be read.
    """
    if word == WORKING:
        return _working(kind, root, printer)
    name = EditionName.typed(word) or EditionName.typed(f"{_spoken(kind)}{word}")
    if name is None:
        return _file(Path(word), printer)
    if name in archive.names:
        source = kept(archive, name)
        return Found(archive.document(name), editions_of(source, name.document)[-1] if source else None)
    manuscript, problems = load(root)
    printer.problems += problems
    if manuscript is None:
        return None
    editions = editions_of(manuscript, name.document)
    if editions and editions[-1].rank == name.rank:
        return _working(name.document, root, printer)
    raise RefusalError(f"{name.spoken}はありません。`hidaka-dx editions` で一覧を見てください。")


def kept(archive: Archive, name: EditionName) -> Manuscript | None:
    """Read the content that a published edition was made of; raises RefusalError where it is not as it was issued."""
    return reloaded(archive.source(name))[0]


def _spoken(kind: str) -> str:
    return "実行計画" if kind == "action-plan" else "推進計画"


def _file(path: Path, printer: Printer) -> Found | None:
    """Read a `document.json`, or the one inside a PDF."""
    reason = ""
    try:
        found = Found(restored(_data(path)))
        if found.document.kind in DOCUMENTS.values():
            return found
    except ForeignError as error:
        reason = f"（{error}）"
    except (ValueError, UnreadableError):
        pass
    message = f"このしくみで作った文書ではありません{reason}。版の名前（第1版）か、作ったPDFを指定してください。"
    printer.problems.append(Problem(Place(str(path)), message, "edition"))
    return None


def _data(path: Path) -> bytes:
    """Read a document as data from a file, or from inside a PDF; no more than such a file can hold."""
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ForeignError("大きすぎます")
    return (stated(raw).data or b"") if raw.startswith(b"%PDF") else raw


def _working(kind: str, root: Path, printer: Printer) -> Found | None:
    """Compose the newest edition of the town's folder; the action plan needs the pages of the plan."""
    manuscript, problems = load(root)
    printer.problems += problems
    if manuscript is None:
        return None
    printer.problems += errors_in(remarks_on(manuscript))
    printer.manuscript = manuscript
    document = _composed(kind, manuscript, printer)
    return Found(document, editions_of(manuscript, kind)[-1]) if document else None


def _composed(kind: str, manuscript: Manuscript, printer: Printer) -> Document | None:
    plan, faults = compose_promotion_plan(manuscript)
    if kind == "promotion-plan":
        printer.problems += faults
        return plan
    pressed = printer.print(plan, faults)
    printer.done.clear()
    if pressed is None:
        return None
    if manuscript.action is None or not manuscript.action_editions:
        message = "この町には実行計画がありません。--document 推進計画 と指定してください。"
        printer.problems.append(Problem(Place("content/action-plan.yaml"), message, "edition"))
        return None
    action, faults = compose_action_plan(manuscript, plan, pressed.places)
    printer.problems += faults
    return action
