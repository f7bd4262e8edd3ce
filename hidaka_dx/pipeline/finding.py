"""Resolves an edition's name: an archived edition, the newest of the working content, or a file made by this program."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.catalogue.documents import BY_WORD, KINDS, PLAN
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, restored
from hidaka_dx.edition import Edition
from hidaka_dx.foreign import ForeignError
from hidaka_dx.formats import FormatError, NewerError
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.japanese import WORKING, edition_name
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.pipeline.states import REVISING, Standing, State, plan_standing
from hidaka_dx.pipeline.working_documents import compose
from hidaka_dx.problem import Place, Problem, RefusalError

LARGEST: Final = 256 * 2**20
"""Maximum size of a file to compare, in bytes; larger than any PDF of this program."""


@dataclass(frozen=True)
class FoundEdition:
    """An edition, and what is known of it apart from its text."""

    document: Document
    standing: Standing | None = None
    """Its state; none for a file."""
    edition: Edition | None = None
    """What the town records of it."""

    @property
    def order(self) -> tuple[tuple[int, int], bool] | None:
        """Sort key of a document's editions, a revision at work right after its edition; none if the file lacks it."""
        document, standing = self.document, self.standing
        if standing:
            return standing.name.rank, standing.revising
        number, at_work, _ = document.edition.partition(REVISING)
        name = EditionName.typed(f"{KINDS[document.kind].word} {number}")
        return (name.rank, bool(at_work)) if name else None


def find(word: str, kind: str, root: Path, archive: Archive, printer: Printer) -> FoundEdition | None:
    """Resolve the edition that a word names; faults are reported to the printer.

    `kind` is the key of the document where the word does not name one. Raises RefusalError where there is no such
    edition or it is not as it was issued, OSError where a file cannot be read.
    """
    if word.endswith(WORKING):
        return _working(BY_WORD.get(word.removesuffix(WORKING).strip(), kind), archive, printer)
    if word in BY_WORD:
        raise RefusalError(
            f"「{word}」のどの版かが分かりません。「{word} 第1版」か「{word} {WORKING}」のように、版も書いてください。"
        )
    name = _named(word, kind)
    if name is None:
        return _file(Path(word), printer)
    if name in archive.names:
        source = published_manuscript(archive, name)
        state: State = "取下げ" if archive.withdrawal(name) else "発行済み"
        standing = Standing(name, state, archive.document(name), archive.bag(name))
        return FoundEdition(standing.document, standing, source.recorded[name.document][-1] if source else None)
    reading = read(root)
    manuscript = reading.manuscript
    if manuscript is None:
        printer.problems += reading.problems
        return None
    editions = manuscript.recorded[name.document]
    if editions and editions[-1].rank == name.rank:
        return _working(name.document, archive, printer)
    there = [
        *(each.number for each in archive.of(name.document)),
        *(each.number for each in editions[-1:]),
    ]
    known = "、".join(edition_name(number) for number in dict.fromkeys(there))
    said = f"あるのは {known} です。" if known else f"{KINDS[name.document].word}には、まだ版がありません。"
    raise RefusalError(f"{name.spoken}はありません。{said}`hidaka-dx editions` で一覧を見てください。")


def named_files(words: Iterable[str], kind: str) -> tuple[Path, ...]:
    """Return the words that `find` takes for files, which anybody may have made; `kind` as there."""
    return tuple(Path(word) for word in words if not (word.endswith(WORKING) or word in BY_WORD or _named(word, kind)))


def _named(word: str, kind: str) -> EditionName | None:
    return EditionName.typed(word) or EditionName.typed(f"{KINDS[kind].word}{word}")


def published_manuscript(archive: Archive, name: EditionName) -> Manuscript | None:
    """Read the source of a published edition; raises RefusalError where it is not as it was issued."""
    return reloaded(archive.source(name))[0]


def _file(path: Path, printer: Printer) -> FoundEdition | None:
    """Read a `document.json`, or the one embedded in a PDF."""
    reason = "（フォルダーです）" if path.is_dir() else ""
    try:
        found = FoundEdition(restored(_data(path)))
        if found.document.kind in BY_WORD.values():
            return found
    except NewerError as error:
        printer.problems.append(Problem(Place(str(path)), f"{error}。", "edition"))
        return None
    except (ForeignError, FormatError) as error:
        reason = f"（{error}）"
    except (ValueError, IsADirectoryError):
        pass
    message = f"このしくみで作った文書ではありません{reason}。版の名前（第1版）か、作ったPDFを指定してください。"
    printer.problems.append(Problem(Place(str(path)), message, "edition"))
    return None


def _data(path: Path) -> bytes:
    """Read a document's data from a JSON file or a PDF attachment, up to a size limit; a pipe would wait for ever."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise ForeignError("ふつうのファイルではありません")
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ForeignError("大きすぎます")
    return (stated_metadata(raw).data or b"") if raw.startswith(b"%PDF") else raw


def _working(kind: str, archive: Archive, printer: Printer) -> FoundEdition | None:
    """Compose the newest edition of the town's folder; the action plan needs the page numbers of the plan."""
    examined = examine(archive)
    printer.problems += examined.errors(PLAN, kind)
    if examined.manuscript is None or printer.problems:
        return None
    printer.manuscript = examined.manuscript
    standing = _standing(kind, archive, examined.manuscript, printer)
    return FoundEdition(standing.document, standing, examined.manuscript.recorded[kind][-1]) if standing else None


def _standing(kind: str, archive: Archive, manuscript: Manuscript, printer: Printer) -> Standing | None:
    if kind == PLAN:
        return plan_standing(archive, manuscript)
    working = compose(archive, manuscript, printer)
    printer.done.clear()
    if working and working.action is None:
        message = "この町には実行計画がありません。推進計画の版を指定してください。"
        printer.problems.append(Problem(Place("content/action-plan.yaml"), message, "edition"))
    printer.problems += working.faults if working else ()
    return working.action if working else None
