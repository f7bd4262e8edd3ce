"""Does a bag hold what it says: a PDF that conforms, its data inside it, one name, one day, the source it was set from."""

from collections.abc import Iterator
from itertools import chain
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from hidaka_dx.archive import bag, payload
from hidaka_dx.archive.bag import MalformedError
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.record import Record, read_record
from hidaka_dx.document import Document, restored
from hidaka_dx.foreign import ForeignError
from hidaka_dx.inspection import Stated, UnreadableError, stated, unfit
from hidaka_dx.japanese import edition_name, seireki_date

Kind = TypeVar("Kind")
_SHOWN: Final = 3


def judge_contents(found: Bag) -> tuple[Finding, ...]:
    """Find what is inside a bag and contradicts itself; its lists, and that it has a record, are judged elsewhere."""
    if bag.INFO not in found.files:
        return ()
    try:
        record = read_record(found.files)
    except MalformedError as error:
        return (found.finding(bag.INFO, f"版の記録として読めません。{error}。"),)
    return tuple(
        chain(_names(found, record), _pdf(found, record), _data(found, record), _source(found), _environment(found))
    )


def _at(path: str) -> str:
    return bag.PAYLOAD + path


def _names(found: Bag, record: Record) -> Iterator[Finding]:
    """Compare the folder's name and the names of the files with the record."""
    if record.name != found.name:
        yield found.finding(bag.INFO, f"{record.name.spoken}の記録です。フォルダーの名前の版と違います。")
    wanted = (payload.pdf_name(found.name), payload.DATA, payload.ASSETS, payload.ENVIRONMENT)
    for name in (*wanted, payload.REPORT, payload.README):
        if name not in found.payload:
            yield found.finding(_at(name), "版にあるはずのファイルがありません。")


def _pdf(found: Bag, record: Record) -> Iterator[Finding]:
    """Judge the PDF, and compare what it says of itself with the record and the data beside it."""
    name = payload.pdf_name(found.name)
    pdf = found.payload.get(name)
    if pdf is None:
        return
    try:
        said = stated(pdf)
    except UnreadableError as error:
        yield found.finding(_at(name), error.sentence)
        return
    if fault := unfit(pdf, _SHOWN):
        yield found.finding(_at(name), fault)
        if fault == UnreadableError.sentence:
            return
    yield from (found.finding(_at(name), message) for message in _contradictions(said, record))
    if said.data != found.payload.get(payload.DATA, said.data):
        yield found.finding(_at(payload.DATA), "PDFの中に入っている document.json と違います。")


def _contradictions(said: Stated, record: Record) -> Iterator[str]:
    """Compare what the PDF says of itself with the record outside."""
    if said.title != record.title:
        yield f"PDFの題名が「{said.title}」です。記録（{bag.INFO}）では「{record.title}」です。"
    if said.author != record.town:
        yield f"PDFの作成者が「{said.author}」です。記録（{bag.INFO}）では「{record.town}」です。"
    if said.created != record.date:
        day = seireki_date(said.created) if said.created else "なし"
        yield f"PDFの日付が{day}です。記録（{bag.INFO}）では{seireki_date(record.date)}です。"


def _data(found: Bag, record: Record) -> Iterator[Finding]:
    """Read the data with today's code, and compare it with the record."""
    raw = found.payload.get(payload.DATA)
    if raw is None:
        return
    try:
        document = restored(raw)
    except ForeignError as error:
        yield found.finding(_at(payload.DATA), f"このしくみで作った文書ではありません。{error}。")
        return
    except ValueError:
        yield found.finding(_at(payload.DATA), "今のプログラムでは、文書のデータとして読めません。")
        return
    if _facts(document) != (record.name.document, record.title, record.town, record.date, False):
        yield found.finding(_at(payload.DATA), f"文書・版・町・日付のどれかが、記録（{bag.INFO}）と違います。")
    if document.edition != edition_name(record.name.number):
        yield found.finding(_at(payload.DATA), f"{document.edition}のデータです。記録（{bag.INFO}）の版と違います。")


def _facts(document: Document) -> tuple[object, ...]:
    return document.kind, document.name, document.town, document.date, document.draft


def _source(found: Bag) -> Iterator[Finding]:
    """Compare the frozen style sheets and pictures with the list of everything that was read."""
    listed = _read(payload.LIST, found.payload.get(payload.ASSETS))
    if listed is None:
        yield found.finding(_at(payload.ASSETS), "素材の一覧として読めません。")
        return
    inside = f"{payload.SOURCE}assets/"
    for path, content in found.payload.items():
        name = path.removeprefix(inside)
        if name != path and listed.get(name) != {"size": len(content), "sha256": bag.hashed(content)}:
            yield found.finding(_at(path), f"素材の一覧（{payload.ASSETS}）の大きさかハッシュと違います。")


def _environment(found: Bag) -> Iterator[Finding]:
    if _read(payload.RELEASES, found.payload.get(payload.ENVIRONMENT)) is None:
        yield found.finding(_at(payload.ENVIRONMENT), "プログラムの版の一覧として読めません。")


def _read(kind: TypeAdapter[Kind], raw: bytes | None) -> Kind | None:
    """Read JSON of that kind; none where it is something else or not there."""
    try:
        return kind.validate_json(raw or b"")
    except ValidationError:
        return None
