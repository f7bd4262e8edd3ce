"""Admission of an edition to the archive, and its link to the previous bag."""

from collections.abc import Sequence
from datetime import date

from hidaka_dx.archive.door import Archive
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.record import ChainLink, Record
from hidaka_dx.edition import Edition
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.problem import RefusalError


def link_to_previous(archive: Archive, name: EditionName, day: date, editions: Sequence[Edition]) -> ChainLink | None:
    """Return the link from an edition of that day to the last bag of its document; `editions` is the town's record.

    Returns none for the first edition. Raises RefusalError where the edition may not enter: it is already there, it
    is older than the last one, an edition before it is not as it was issued, or the town's record of published
    editions has changed.
    """
    published = archive.of(name.document)
    _refuse_known(archive, name, published)
    records = [archive.record(each) for each in archive.standing(name.document)]
    for before in records:
        if day < before.date:
            raise RefusalError(
                f"{name.spoken}の日付（{seireki_date(day)}）が、保存した{before.name.spoken}の日付"
                f"（{seireki_date(before.date)}）より前です。content/editions.yaml の date を確かめてください。"
            )
        _refuse_rewriting(before, editions)
    last = archive.last(name.document)
    return ChainLink(last.folder, archive.bag(last).seal or "") if last else None


def _refuse_known(archive: Archive, name: EditionName, published: Sequence[EditionName]) -> None:
    for each in published:
        if each.rank >= name.rank and archive.withdrawal(each):
            raise RefusalError(
                f"{each.spoken}は、取り下げた版です（archive/{each.withdrawal.folder}）。取り下げた版の番号も、それより小さい番号も、"
                f"もう使えません。content/editions.yaml の{edition_name(name.number)}に、それより大きい番号を書いてください。"
            )
        if each.rank == name.rank:
            raise RefusalError(
                f"{name.spoken}は、すでに保存されています（archive/{each.folder}）。保存した版は変えられません。"
                "改めるときは、content/editions.yaml に新しい版を書いてください。"
            )
        if each.rank > name.rank:
            raise RefusalError(
                f"{name.spoken}より新しい{each.spoken}が、すでに保存されています（archive/{each.folder}）。"
                "content/editions.yaml の版の番号を確かめてください。"
            )


def _refuse_rewriting(before: Record, editions: Sequence[Edition]) -> None:
    """Reject a record of editions in which a published one is missing or has another day."""
    kept = next((edition for edition in editions if edition.rank == before.name.rank), None)
    if kept is None or kept.number != before.name.number or kept.date != before.date:
        raise RefusalError(
            f"保存した{before.name.spoken}（{seireki_date(before.date)}）が、content/editions.yaml にそのまま残っていません。"
            f"{edition_name(before.name.number)}の番号と日付を、保存した時のとおりに戻してください。"
        )
