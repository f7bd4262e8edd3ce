"""Consistency of a bag's contents with its record: the frozen source, the README and report, the comparison."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from typing import Final

from hidaka_dx import comparison
from hidaka_dx.archive import bag, payload
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.record import Record
from hidaka_dx.catalogue.documents import KINDS, PLAN
from hidaka_dx.document import restored
from hidaka_dx.facts import NO_FACTS
from hidaka_dx.formats import FormatError
from hidaka_dx.inspection import UnreadableError, stated_metadata
from hidaka_dx.japanese import RUN, edition_name
from hidaka_dx.source import parse_data, read_text, without_fences, without_notes

EDITIONS: Final = "content/editions.yaml"
REWRITTEN: Final = "document.json にありません。保存した後に書き換えられた原稿です。"
"""Said of words of a frozen source that the edition does not print."""
"""The file that contains the name of each document."""
_CHAPTER: Final = re.compile(r"source/content/(?:chapters/[^/]+\.md|tables/[^/]+\.csv)")
_SHOWN: Final = 30
LARGEST_COMPARISON: Final = 64 * 2**20
_NUMBERED: Final = re.compile(r".* 第([1-9][0-9]*(?:\.[0-9]+)?)版")
"""A document's name with the number of its edition."""


def judge_agreement(found: Bag, record: Record) -> Iterator[Finding]:
    """Find contradictions between a bag's contents and its record."""
    return chain(
        _editions(found, record),
        _plan(found, record),
        _chapters(found),
        _texts(found, record),
        _comparison(found, record),
    )


def _editions(found: Bag, record: Record) -> Iterator[Finding]:
    """Compare the record with the newest edition listed in the frozen source."""
    listed = frozen_data(found, EDITIONS).get(record.name.document)
    newest = listed[-1] if isinstance(listed, list) and listed else None
    if not isinstance(newest, dict):
        yield _at(found, EDITIONS, "版の一覧として読めません。")
        return
    facts = {
        "number": record.name.number,
        "date": record.date.isoformat(),
        "status": "決定",
        "decided_by": record.decided_by,
        "category": record.category,
        "reason": record.reason,
        "changes": record.changes,
    }
    for name, value in facts.items():
        if _words(newest.get(name)) != value:
            yield _at(found, EDITIONS, f"最後の版の {name} が、記録（{bag.INFO}）と違います。")


def _plan(found: Bag, record: Record) -> Iterator[Finding]:
    """Compare the record with the names in the frozen source."""
    plan, document = frozen_data(found, KINDS[PLAN].frame), frozen_data(found, KINDS[record.name.document].frame)
    if _words(plan.get("town")) != record.town:
        yield _at(found, KINDS[PLAN].frame, f"町の名前が、記録（{bag.INFO}）と違います。")
    if f"{_words(document.get('title'))} {edition_name(record.name.number)}" != record.title:
        yield _at(found, KINDS[record.name.document].frame, f"計画の名前が、記録（{bag.INFO}）と違います。")


def _chapters(found: Bag) -> Iterator[Finding]:
    """Check that the document contains the text of the frozen chapters: all of it but notes is printed, whatever the templates."""
    paths = [path for path in found.payload if _CHAPTER.fullmatch(path)]
    if found.name.document != PLAN or payload.DATA not in found.payload:
        return
    try:
        document = restored(found.payload[payload.DATA])
    except ValueError:
        return  # reported where the data is judged
    said = "".join(_said(replace(document, facts=NO_FACTS)))  # facts are printed nowhere
    for path in sorted(paths):
        text = read_text(found.payload[path], path)[0] or ""
        printed = "\n".join(without_fences(without_notes(text.split("\n"))))
        lost = next((words for words in RUN.findall(printed) if words not in said), None)
        if lost:
            message = f"「{lost[:_SHOWN]}」が {REWRITTEN}"
            yield found.finding(bag.PAYLOAD + path, message)


def _said(value: object) -> Iterator[str]:
    """Return all text of a document; that of a paragraph in one piece, whatever markup is in it."""
    if isinstance(value, str):
        yield f"\n{value}\n"
    elif isinstance(value, tuple):
        yield f"\n{''.join(getattr(each, 'text', '') for each in value)}\n"
        for each in value:
            yield from _said(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _said(getattr(value, field.name))


def _texts(found: Bag, record: Record) -> Iterator[Finding]:
    """Compare the texts for readers of the bag with those generated from the record."""
    try:
        pages = stated_metadata(found.payload.get(payload.pdf_name(found.name), b"")).pages
        judge = payload.RELEASES.validate_json(found.payload.get(payload.ENVIRONMENT, b""))["parts"]["page-validation"]
    except (UnreadableError, ValueError, KeyError):
        return  # reported where these files are judged
    compared = payload.is_compared(record, found.payload)
    texts = {
        payload.README: payload.readme(record, pages, compared=compared, read=payload.READERS[0] in found.payload),
        payload.REPORT: payload.report(record, pages, judge),
    }
    for name, text in texts.items():
        if found.payload.get(name, text.encode()) != text.encode():
            yield found.finding(bag.PAYLOAD + name, f"書いてあることが、記録（{bag.INFO}）とPDFに合いません。")


def _comparison(found: Bag, record: Record) -> Iterator[Finding]:
    """Read the comparison as data with the current code; it must name both editions."""
    name = payload.COMPARISON[0]
    if name not in found.payload or not (record.before and EditionName.of_folder(record.before.folder)):
        return
    try:
        said = _read_comparison(found, record)
    except FormatError as error:
        message = f"今のプログラムでは、比べた結果のデータとして読めません。{error}。"
        yield found.finding(bag.PAYLOAD + name, message)
        return
    before = compared_with(found, record)
    if before is None or said.new != record.title or not said.old.endswith(f" {edition_name(before.number)}"):
        yield found.finding(
            bag.PAYLOAD + name, f"「{said.old}」と「{said.new}」を比べたものです。記録（{bag.INFO}）の版と違います。"
        )


def compared_with(found: Bag, record: Record) -> EditionName | None:
    """Return the edition a bag's comparison refers to: the previous one or, if withdrawn, the one stated in the data.

    None for a first edition, and where the comparison cannot be read.
    """
    before = EditionName.of_folder(record.before.folder) if record.before else None
    if before is None or not before.act:
        return before
    said = _compared(found, record)
    older = _NUMBERED.fullmatch(said.old) if said else None
    name = before.edition._replace(number=older[1]) if older else None
    return name if name and name.rank < before.rank else None


def _compared(found: Bag, record: Record) -> comparison.Comparison | None:
    """Read the comparison as data with the current code; none where it is missing or cannot be read."""
    try:
        return _read_comparison(found, record) if payload.COMPARISON[0] in found.payload else None
    except FormatError:
        return None


def _read_comparison(found: Bag, record: Record) -> comparison.Comparison:
    """Read the comparison as data, in the format of its bag; raises FormatError."""
    name = payload.COMPARISON[0]
    if found.payload.digests[name].size > LARGEST_COMPARISON:
        raise FormatError(f"大きすぎます（{LARGEST_COMPARISON >> 20} MiBまで）")
    return comparison.restored(found.payload[name], record.format)


def frozen_data(found: Bag, path: str) -> Mapping[str, object]:
    """Parse a file of the frozen source as YAML with the current program; none if it is invalid."""
    raw = found.payload.get(payload.SOURCE + path)
    text = read_text(raw, path)[0] if raw and len(raw) <= payload.LARGEST_SOURCE else None
    data = parse_data(text, path)[0] if text else None
    return data.value if data and isinstance(data.value, dict) else {}


def _words(value: object) -> str | None:
    return value.strip() if isinstance(value, str) else None


def _at(found: Bag, path: str, message: str) -> Finding:
    return found.finding(f"{bag.PAYLOAD}{payload.SOURCE}{path}", message)
