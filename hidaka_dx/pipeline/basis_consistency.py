"""Consistency of a published action plan with the published plan it is based on: quotations, references, page numbers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hidaka_dx.archive import (
    DATA,
    REMEDY,
    REWRITTEN,
    TABLES,
    Archive,
    Bag,
    Finding,
    MalformedError,
    pdf_name,
    read_record,
)
from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.comparison import compare
from hidaka_dx.compose import DataTable
from hidaka_dx.compose.opendata import DEFINITIONS
from hidaka_dx.compose.source_plan import passages
from hidaka_dx.content import Manuscript
from hidaka_dx.datafiles import csv_file, read_csv
from hidaka_dx.document import Document, dumped, restored
from hidaka_dx.inspection import UnreadableError, places
from hidaka_dx.japanese import RUN
from hidaka_dx.kept import digest, opened
from hidaka_dx.kept.surroundings import releases
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.pipeline.states import basis_of
from hidaka_dx.pipeline.tabulating import tabulated
from hidaka_dx.problem import RefusalError

_LIBRARIES: Final = ("markdown-it-py", "pydantic", "pypdfium2", "pyyaml")
"""Libraries that take part in the judgement."""
_SOUND: Final = b"sound"
PAGE: Final = re.compile(r"（([0-9ivx]+)ページ）")
"""Pattern of a reference to a page of the plan."""


def require_basis(archive: Archive) -> None:
    """Raise RefusalError where an action plan contradicts the plan it is based on; the same check as in `verify`.

    That none does is kept, as long as no edition or withdrawal comes or changes; it does not count where all is judged anew.
    """
    bags = [archive.bag(name) for name in archive.of(ACTION)]
    store, key = opened(), digest(b"sound bases", releases(*_LIBRARIES), *map(str.encode, archive.seals()))
    if not archive.anew and store.get(key) == _SOUND:
        return
    for bag in bags:
        for finding in judge_basis(archive, bag):
            raise RefusalError(f"保存した{bag.name.spoken}が、基にした推進計画と合いません。{finding}{REMEDY}")
    store.put(key, _SOUND)


def judge_basis(archive: Archive, action: Bag) -> Iterator[Finding]:
    """Compare a valid archived action plan with the published plan that it names.

    Both are composed again by this program from their frozen sources, so program changes do not count. Reports
    nothing where this program cannot read the sources: rebuilding shows that.
    """
    frozen = reloaded(action.source)[0]
    if frozen is None or action.name.document != ACTION:
        return
    basis = basis_of(frozen)
    if basis not in archive.names:
        yield action.finding("", f"基にした{basis.spoken}が、保存庫にありません。")
        return
    try:
        plan = archive.bag(basis)
    except RefusalError:  # reported for the plan itself
        return
    yield from _judge_seal(action, plan)
    if archive.holds(basis.withdrawal) and not archive.holds(action.name.withdrawal):
        yield action.finding("", f"基にした{basis.spoken}は取り下げられていますが、この版は取り下げられていません。")
    theirs = reloaded(plan.source)[0]
    if theirs is not None:
        yield from _words(action, plan, frozen, theirs)


def _judge_seal(action: Bag, plan: Bag) -> Iterator[Finding]:
    """Compare the plan's seal with the one recorded when the action plan was published; older bags have none."""
    try:
        link = read_record(action.files).rests_on
    except MalformedError:
        return
    if link and (link.folder, link.seal) != (plan.name.folder, plan.seal):
        yield action.finding(
            "bag-info.txt", f"基にした{plan.name.spoken}が、発行した時のものと違います（目録のハッシュが合いません）。"
        )


def _words(action: Bag, basis: Bag, frozen: Manuscript, theirs: Manuscript) -> Iterator[Finding]:
    """Compare the action plan composed with its own copy of the plan and with the published one."""
    own, issued = (Conductor(each).compose(PLAN)[0] for each in (frozen, theirs))
    try:
        pages = places(basis.payload[pdf_name(basis.name)])
        there, here = (Conductor(frozen, pages, plan).compose(ACTION)[0] for plan in (issued, own))
    except (KeyError, UnreadableError):
        yield action.finding(f"data/{DATA}", f"基にした所が、保存した{basis.name.spoken}にありません。")
        return
    printed = _printed_text(restored(action.payload[DATA]))
    yield from _measures(action, frozen, printed)
    yield from _tables(action, tabulated(frozen, here, own))
    changed = "、".join(entry.heading for entry in compare(here, there).entries) if here != there else ""
    if changed:
        yield action.finding(f"data/{DATA}", f"引用が、保存した{basis.name.spoken}と違います（{changed}）。")
    elif _misplaced(printed, issued, pages):
        yield action.finding(f"data/{DATA}", f"引用した所のページが、保存した{basis.name.spoken}のページと違います。")


def _measures(action: Bag, frozen: Manuscript, said: str) -> Iterator[Finding]:
    """Look for the text of the frozen measures in what is printed: name, office and work of each."""
    for measure in frozen.measures.values():
        # a measure that stands for another prints that one's text
        words = (measure.name,) if measure.repeats else (measure.name, measure.lead or "", *measure.actions)
        lost = next((run for each in words for run in RUN.findall(each) if run not in said), None)
        if lost:
            message = f"取組 {measure.number} の「{lost}」が {REWRITTEN}"
            yield action.finding("data/source/content/measures", message)


def _tables(action: Bag, tables: Sequence[DataTable]) -> Iterator[Finding]:
    """Compare the open data with those of the frozen measures, in the columns that both program versions have."""
    for table in tables:
        path = f"{TABLES}{table.name}.csv"
        if path not in action.payload or table.name == DEFINITIONS:  # its wording may be corrected
            continue
        now = read_csv(csv_file(table))
        try:
            then = read_csv(action.payload[path])
        except ValueError:
            yield action.finding(f"data/{path}", "CSVとして読めません。")
            continue
        other = "、".join(name for name in then if name in now and then[name] != now[name])
        if other:
            yield action.finding(f"data/{path}", f"保存した原稿の取組と違います（{other}）。")


def _misplaced(text: str, plan: Document, pages: Mapping[str, str]) -> bool:
    """Tell whether a text refers to a section of the plan with a page on which nothing of it stands."""
    there = tuple({passage.reference for passage in passages(plan, pages).values()})
    names = tuple({reference.rpartition("（")[0] + "（" for reference in there})
    return any(
        text.endswith(names, 0, match.start() + 1) and not text.endswith(there, 0, match.end())
        for match in PAGE.finditer(text)
    )


def _printed_text(document: Document) -> str:
    """Return all printed text, without the facts."""
    return dumped(document, 1).decode()
