"""Which edition is meant: one in the archive, the newest of the working content, or a file that this house made."""

from dataclasses import dataclass
from pathlib import Path

from hidaka_dx.archive import DATA, DOCUMENTS, EditionName, bags_of, bags_on, word_for
from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, restored
from hidaka_dx.edition import Edition
from hidaka_dx.inspection import UnreadableError, stated
from hidaka_dx.japanese import WORKING, edition_name
from hidaka_dx.pipeline.checking import examine
from hidaka_dx.pipeline.freezing import reloaded
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.reading import PLAN
from hidaka_dx.pipeline.shelved import ARCHIVE, editions_of, sound, source_in
from hidaka_dx.pipeline.states import Standing, stand
from hidaka_dx.pipeline.working import compose
from hidaka_dx.problem import Place, Problem, RefusalError


@dataclass(frozen=True)
class Found:
    """An edition, and what is known of it beside its words."""

    document: Document
    standing: Standing | None = None
    """How it stands; none for a file."""
    edition: Edition | None = None
    """What the town records of it."""


def find(word: str, kind: str, root: Path, printer: Printer) -> Found | None:
    """Find the edition that a word names; what is wrong with it is told to the printer.

    `kind` is the key of the document that is meant where the word does not say it. Raises RefusalError where there is no
    such edition, OSError where a file cannot be read.
    """
    if word.endswith(WORKING):
        return _working(DOCUMENTS.get(word.removesuffix(WORKING).strip(), kind), root, printer)
    name = EditionName.typed(word) or EditionName.typed(f"{word_for(kind)}{word}")
    if name is None:
        return _file(Path(word), printer)
    if name in bags_on(root / ARCHIVE):
        bag, source = sound(root / ARCHIVE, name), kept(root, name)
        standing = Standing(name, "発行済み", restored(bag.payload[DATA]), bag)
        return Found(standing.document, standing, editions_of(source, name.document)[-1] if source else None)
    manuscript, problems = load(root)
    printer.problems += problems
    if manuscript is None:
        return None
    editions = editions_of(manuscript, name.document)
    if editions and editions[-1].rank == name.rank:
        return _working(name.document, root, printer)
    there = [
        *(each.number for each in bags_of(root / ARCHIVE, name.document)),
        *(each.number for each in editions[-1:]),
    ]
    known = "、".join(edition_name(number) for number in dict.fromkeys(there)) or "まだ版がありません"
    raise RefusalError(f"{name.spoken}はありません。あるのは {known} です。`hidaka-dx editions` で一覧を見てください。")


def kept(root: Path, name: EditionName) -> Manuscript | None:
    """Read the content that a published edition was made of; raises RefusalError where it is not as it was issued."""
    return reloaded(source_in(root / ARCHIVE, name))[0]


def _file(path: Path, printer: Printer) -> Found | None:
    """Read a `document.json`, or the one inside a PDF."""
    raw: bytes | None = path.read_bytes()
    try:
        if raw and raw.startswith(b"%PDF"):
            raw = stated(raw).data
        found = Found(restored(raw or b""))
    except (ValueError, UnreadableError):
        found = None
    if found is None or found.document.kind not in DOCUMENTS.values():
        message = "このしくみで作った文書ではありません。版の名前（第1版）か、作ったPDFを指定してください。"
        printer.problems.append(Problem(Place(str(path)), message, "edition"))
        return None
    return found


def _working(kind: str, root: Path, printer: Printer) -> Found | None:
    """Compose the newest edition of the town's folder; the action plan needs the pages of the plan."""
    examined = examine(root)
    printer.problems += examined.errors(PLAN, kind)
    if examined.manuscript is None or printer.problems:
        return None
    printer.manuscript = examined.manuscript
    standing = _standing(kind, root, examined.manuscript, printer)
    return Found(standing.document, standing, editions_of(examined.manuscript, kind)[-1]) if standing else None


def _standing(kind: str, root: Path, manuscript: Manuscript, printer: Printer) -> Standing | None:
    if kind == PLAN:
        return stand(root, manuscript, compose_promotion_plan(manuscript)[0])
    working = compose(root, manuscript, printer)
    printer.done.clear()
    if working and working.action is None:
        message = "この町には実行計画がありません。推進計画の版を指定してください。"
        printer.problems.append(Problem(Place("content/action-plan.yaml"), message, "edition"))
    printer.problems += working.faults if working else ()
    return working.action if working else None
