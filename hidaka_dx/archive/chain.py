"""The chain of a document's editions and withdrawals: each contains the seal of the one before.

The chain proves that no edition was removed, inserted or changed after the next one was issued. It cannot prove that
of the last one, nor that nobody has recreated the whole chain: for that, someone else must keep the last one's seal.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from hidaka_dx.archive.bag import INFO, LaterError, MalformedError, read_info
from hidaka_dx.archive.fixity import Bag, Finding
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.record import ChainLink, Record, format_of, read_record
from hidaka_dx.archive.withdrawal import Withdrawal, read_withdrawal


def judge_chain(bags: Sequence[Bag]) -> tuple[Finding, ...]:
    """Find breaks in the chains of all documents, given every bag of the archive."""
    in_order = sorted(bags, key=lambda each: each.name.order)
    findings: list[Finding] = []
    for _, group in groupby(in_order, key=lambda each: each.name.document):
        findings += _judge(tuple(group))
    return tuple(findings)


def _judge(bags: Sequence[Bag]) -> Iterator[Finding]:
    records = {each.name: _record(each) for each in bags}
    for each in bags:
        if records[each.name] is None and not _is_later(each):
            yield each.finding("", f"{INFO} が読めないので、前の版とのつながりを確かめられません。")
    first = records[bags[0].name]
    if first and first.before:
        yield bags[0].finding(INFO, f"前の版 {first.before.folder} が保存庫にありません。")
    for before, after in pairwise(bags):
        record = records[after.name]
        if record:
            yield from (after.finding(INFO, message) for message in _link_faults(record.before, before))
        yield from _names(records, before, after)
    yield from _days(records, bags)


def _link_faults(link: ChainLink | None, before: Bag) -> Iterator[str]:
    """Describe what is wrong with the link to the edition before."""
    if link is None:
        yield f"前の版とのつながりがありません。保存庫には前の版 {before.name.folder} があります。"
    elif link.folder != before.name.folder:
        yield f"前の版は {link.folder} だと記録されていますが、保存庫で前にあるのは {before.name.folder} です。"
    elif link.seal != before.seal:
        yield f"前の版 {link.folder} が、この版を発行した時のものと違います（目録のハッシュが合いません）。"


def _names(records: Mapping[EditionName, Record | Withdrawal | None], before: Bag, after: Bag) -> Iterator[Finding]:
    """Find a withdrawal that names its edition differently than the edition itself does."""
    edition, withdrawal = records[before.name], records[after.name]
    if not (isinstance(edition, Record) and isinstance(withdrawal, Withdrawal)):
        return
    if (withdrawal.town, withdrawal.title) != (edition.town, edition.title):
        yield after.finding(INFO, f"町か計画の名が、取り下げた版 {before.name.folder} の記録と違います。")


def _days(records: Mapping[EditionName, Record | Withdrawal | None], bags: Sequence[Bag]) -> Iterator[Finding]:
    """Find editions dated before their predecessor; withdrawn editions do not count."""
    standing = [each for each in bags if not each.name.act and each.name.withdrawal not in records]
    for each in (each for each in bags if not each.name.act):
        earlier = next((one for one in reversed(standing) if one.name.rank < each.name.rank), None)
        first, second = records[earlier.name] if earlier else None, records[each.name]
        if earlier and isinstance(first, Record) and isinstance(second, Record) and second.date < first.date:
            yield each.finding(INFO, f"日付が、前の版 {earlier.name.folder} より前です。")


def _is_later(found: Bag) -> bool:
    """Tell whether a later program has written the bag, which is reported for the bag itself."""
    try:
        format_of(read_info(found.files[INFO]))
    except LaterError:
        return True
    except (KeyError, MalformedError):
        return False
    return False


def _record(found: Bag) -> Record | Withdrawal | None:
    try:
        return read_withdrawal(found.files) if found.name.act else read_record(found.files)
    except MalformedError:
        return None
