"""Consistency of a bag's contents: a conforming PDF with its data embedded, matching names and days, its source."""

from collections.abc import Generator, Iterator
from itertools import chain
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from hidaka_dx.archive import bag, payload
from hidaka_dx.archive.agreement import compared_with, judge_agreement
from hidaka_dx.archive.bag import LaterError, MalformedError
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.record import Record, read_record
from hidaka_dx.archive.unused_sources import unused_sources
from hidaka_dx.document import Document, restored
from hidaka_dx.foreign import ForeignError
from hidaka_dx.formats import FormatError
from hidaka_dx.inspection import StatedMetadata, UnreadableError, conformance_fault, has_no_updates, stated_metadata
from hidaka_dx.japanese import edition_name, seireki_date

Kind = TypeVar("Kind")
_SHOWN: Final = 3
_REPORT: Final[TypeAdapter[dict[str, object]]] = TypeAdapter(dict[str, object])
REVISED: Final = "発行の後に書き足されたPDFです（終わりの印が一つではありません）。"


def judge_contents(found: Bag) -> tuple[Finding, ...]:
    """Find contradictions within a bag's contents; manifests, and that a record exists, are judged elsewhere."""
    if bag.INFO not in found.files:
        return ()
    try:
        record = read_record(found.files)
    except LaterError as error:
        return (found.unread(str(error)),)
    except MalformedError as error:
        return (found.finding(bag.INFO, f"版の記録として読めません。{error}。"),)
    return tuple(
        chain(
            _names(found, record),
            _pdfs(found, record),
            _data(found, record),
            _assets(found),
            _environment(found),
            _readers(found),
            judge_agreement(found, record),
        )
    )


def _at(path: str) -> str:
    return bag.PAYLOAD + path


def _names(found: Bag, record: Record) -> Iterator[Finding]:
    """Compare the folder's name and the names of the files with the record."""
    if record.name != found.name:
        yield found.finding(bag.INFO, f"{record.name.spoken}の記録です。フォルダーの名前の版と違います。")
    tables = payload.tables_of(found.name, record.format)
    wanted = (payload.pdf_name(found.name), payload.DATA, payload.ASSETS, payload.ENVIRONMENT, *tables)
    compared = payload.COMPARISON if payload.is_compared(record, found.payload) else ()
    for name in (*wanted, payload.REPORT, payload.README, *compared):
        if name not in found.payload:
            yield found.finding(_at(name), "版にあるはずのファイルがありません。")
    odd = () if compared else payload.COMPARISON
    strange = {*odd, *unused_sources(found)}
    for name in found.payload:
        if name in strange or not payload.is_known(name, found.name, record.format):
            yield found.finding(_at(name), "版にはないはずのファイルです。")


def _pdfs(found: Bag, record: Record) -> Iterator[Finding]:
    """Check the PDF of the edition and those of its comparison; the former embeds the data file beside it."""
    said = yield from _pdf(found, payload.pdf_name(found.name), record.title, record)
    if said and said.data != found.payload.get(payload.DATA, said.data):
        yield found.finding(_at(payload.DATA), "PDFの中に入っている document.json と違います。")
    before = compared_with(found, record)
    if before:
        old, new = edition_name(before.number), edition_name(record.name.number)
        yield from _pdf(found, payload.COMPARISON[1], f"{record.document}新旧対照表 {old}から{new}", record)
        yield from _pdf(found, payload.COMPARISON[2], f"{record.document} {new}（{old}からの見え消し）", record)


def _pdf(found: Bag, name: str, title: str, record: Record) -> Generator[Finding, None, StatedMetadata | None]:
    """Check a PDF and return its metadata; none if unreadable."""
    pdf = found.payload.get(name)
    if pdf is None:
        return None
    try:
        said = stated_metadata(pdf)
    except UnreadableError as error:
        yield found.finding(_at(name), error.sentence)
        return None
    if not has_no_updates(pdf):
        yield found.finding(_at(name), REVISED)
    if fault := conformance_fault(pdf, _SHOWN):
        yield found.finding(_at(name), fault)
        if fault == UnreadableError.sentence:
            return None
    yield from (found.finding(_at(name), message) for message in _contradictions(said, title, record))
    return said


def _contradictions(said: StatedMetadata, title: str, record: Record) -> Iterator[str]:
    """Compare a PDF's metadata with the record."""
    if said.title != title:
        yield f"PDFの題名が「{said.title}」です。記録（{bag.INFO}）では「{title}」です。"
    if said.author != record.town:
        yield f"PDFの作成者が「{said.author}」です。記録（{bag.INFO}）では「{record.town}」です。"
    if said.created != record.date:
        day = seireki_date(said.created) if said.created else "なし"
        yield f"PDFの日付が{day}です。記録（{bag.INFO}）では{seireki_date(record.date)}です。"


def _data(found: Bag, record: Record) -> Iterator[Finding]:
    """Parse the data with the current code, and compare it with the record."""
    raw = found.payload.get(payload.DATA)
    if raw is None:
        return
    try:
        document = restored(raw, record.format)
    except ForeignError as error:
        yield found.finding(_at(payload.DATA), f"このしくみで作った文書ではありません。{error}。")
        return
    except FormatError as error:
        yield found.finding(_at(payload.DATA), f"今のプログラムでは、文書のデータとして読めません。{error}。")
        return
    if _facts(document) != (record.name.document, record.title, record.town, record.date, False):
        yield found.finding(_at(payload.DATA), f"文書・版・町・日付のどれかが、記録（{bag.INFO}）と違います。")
    if document.edition != edition_name(record.name.number):
        yield found.finding(_at(payload.DATA), f"{document.edition}のデータです。記録（{bag.INFO}）の版と違います。")


def _facts(document: Document) -> tuple[object, ...]:
    return document.kind, document.name, document.town, document.date, document.draft


def _readers(found: Bag) -> Iterator[Finding]:
    """Compare what readers are said to have read with the PDF."""
    there = [name for name in payload.READERS if name in found.payload]
    if there and len(there) < len(payload.READERS):
        yield found.finding(_at(there[0]), "検証の記録は、readers.json と readers.md の二つでなければなりません。")
    data, pdf = found.payload.get(payload.READERS[0]), found.payload.get(payload.pdf_name(found.name))
    told = _read(_REPORT, data) or {}
    if data is not None and pdf is not None and told.get("sha256") != bag.sha256_of(pdf):
        yield found.finding(_at(payload.READERS[0]), "この版のPDFを読んだ記録ではありません。")


def _assets(found: Bag) -> Iterator[Finding]:
    """Compare the frozen style sheets and images with the list of all files that were read."""
    listed = _read(payload.LIST, found.payload.get(payload.ASSETS))
    if listed is None:
        yield found.finding(_at(payload.ASSETS), "素材の一覧として読めません。")
        return
    inside = found.payload.below(f"{payload.SOURCE}assets/").digests
    for name, digest in inside.items():
        if listed.get(name) != {"size": digest.size, "sha256": digest.sha256}:
            message = f"素材の一覧（{payload.ASSETS}）の大きさかハッシュと違います。"
            yield found.finding(_at(f"{payload.SOURCE}assets/{name}"), message)
    for name in sorted(name for name in set(listed) - set(inside) if not name.startswith("fonts/")):
        yield found.finding(_at(payload.ASSETS), f"一覧にある assets/{name} が、source/ にありません。")


def _environment(found: Bag) -> Iterator[Finding]:
    if _read(payload.RELEASES, found.payload.get(payload.ENVIRONMENT)) is None:
        yield found.finding(_at(payload.ENVIRONMENT), "プログラムの版の一覧として読めません。")


def _read(kind: TypeAdapter[Kind], raw: bytes | None) -> Kind | None:
    """Parse JSON of that kind; none where it is something else or missing."""
    try:
        return kind.validate_json(raw or b"")
    except ValidationError:
        return None
