"""What `editions.yaml` says, held against the archive: whose it is, which editions are issued, which days and ids are sound."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from hidaka_dx.archive import DOCUMENTS, Archive, EditionName, Record, word_for
from hidaka_dx.comparison import ids_in
from hidaka_dx.content import Identity, Manuscript, has_content, identity_of, load_identity
from hidaka_dx.document import Document
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.pipeline.shelved import editions_of, next_number
from hidaka_dx.plan import Period
from hidaka_dx.problem import Place, Problem, RefusalError

EDITIONS: Final = "content/editions.yaml"
OWNER: Final = "archive-owner"
"""Rule that finds an archive of another town or plan."""
FAR: Final = timedelta(days=3 * 366)
"""How long before the plan's first year, or after its last, an edition may be decided; further off is a slip of the pen."""

FACTS: Final = {
    "decided_by": "決定した者・会議",
    "category": "変更区分",
    "reason": "改定の理由",
    "changes": "改訂履歴の言葉",
}
"""Facts that a bag records of its edition beside number and day, by their names here as there, and what people call them."""


def require_own(archive: Archive, identity: Identity) -> None:
    """Refuse an archive that belongs to another town or to another plan."""
    if found := _another(archive, identity):
        raise RefusalError(found)


def require_known(archive: Archive) -> None:
    """Refuse, as `require_own` does, also where the town's names cannot be read; a folder without content has none."""
    identity = load_identity(archive.root)
    if identity:
        require_own(archive, identity)
    elif archive.names and has_content(archive.root):
        raise RefusalError(
            f"content/plan.yaml か {EDITIONS} が読めないので、保存庫（archive/）がこの町のものか確かめられません。"
            "`hidaka-dx check` で直してから、もう一度実行してください。"
        )


def another_town(archive: Archive, manuscript: Manuscript) -> Iterator[Problem]:
    """Tell of an archive that belongs to another town or plan, as `require_own` does, at the place of the town's name."""
    if found := _another(archive, identity_of(manuscript)):
        yield Problem(manuscript.tables["content/plan.yaml"].place(("town",)), found, OWNER)


def _another(archive: Archive, identity: Identity) -> str:
    """Say whose an archive is that is not this town's; nothing where it is."""
    found = [record for name in _owned(archive) if (record := archive.label(name)) and not _is_own(record, identity)]
    return _whose(found, identity) if found else ""


def _is_own(record: Record, identity: Identity) -> bool:
    """Tell whether an edition was issued under the names of now, or those that the town records of then."""
    editions = identity.editions[record.name.document]
    edition = next((each for each in editions if each.rank == record.name.rank), None)
    then = edition.issued_as if edition else None
    town = (then and then.town) or identity.town
    title = (then and then.title) or identity.titles.get(record.name.document)
    return record.town == town and title in (None, record.document)


def is_named_by(document: Document, identity: Identity) -> bool:
    """Tell whether a document bears the names of now, or any that the town records of an edition of then."""
    now = identity.titles.get(document.kind)
    then = [each.issued_as for each in identity.editions[document.kind] if each.issued_as]
    names = [(identity.town, now), *((each.town or identity.town, each.title or now) for each in then)]
    return any(town == document.town and title in (None, document.title) for town, title in names)


def _owned(archive: Archive) -> Sequence[EditionName]:
    """Name the editions that tell whose an archive is; withdrawn ones, which no list names any more, only where all are."""
    return [name for name in archive.names if not archive.holds(name.withdrawal)] or archive.names


def _whose(records: Sequence[Record], identity: Identity) -> str:
    first = records[0]
    more = f"など{len(records)}版" if records[1:] else ""
    now = identity.titles.get(first.name.document, "")
    return (
        f"保存庫（archive/）にあるのは、{first.town}の「{first.title}」{more}です（archive/{first.name.folder}）。"
        f"この町（{identity.town}{f'「{now}」' if now else ''}）の今の名と違います。"
        "ほかの町や計画の保存庫なら、archive/ を町のフォルダーの外へ移してください。"
        f"町や計画の名を決定により改めたのなら、{EDITIONS} の {first.name.document} の{edition_name(first.name.number)}"
        f"{'など、それまでの版のそれぞれ' if more else ''}に、発行した時の名を"
        f"「issued_as: {{town: {_quoted(first.town)}, title: {_quoted(first.document)}}}」と書き加えてください。"
    )


def faults(archive: Archive, manuscript: Manuscript, left_out: Sequence[str] = ()) -> Iterator[tuple[str, Problem]]:
    """Find what `editions.yaml` says against the archive or against itself; each with the key of its document.

    `left_out` names files that have faults of their own and are not in the manuscript.
    """
    for document in DOCUMENTS.values():
        recorded = {name: archive.label(name) for name in archive.of(document)}
        issued = {name: recorded[name] for name in archive.standing(document)}
        told = (
            *_against_archive(manuscript, document, issued),
            *_withdrawn(
                manuscript, document, [name for name in recorded if name not in issued], archive.last(document)
            ),
            *_far(manuscript, document, recorded),
        )
        yield from ((document, problem) for problem in told)
    if not left_out:
        yield from (("action-plan", problem) for problem in _unmade(archive, manuscript))


def _at(manuscript: Manuscript, document: str, *path: str | int) -> Place:
    return manuscript.tables[EDITIONS].place((document, *path))


def _against_archive(
    manuscript: Manuscript, document: str, recorded: Mapping[EditionName, Record | None]
) -> Iterator[Problem]:
    """Find issued editions that are no longer recorded as they were issued."""
    editions = editions_of(manuscript, document)
    for name, record in recorded.items():
        if record is None:  # `verify` tells
            continue
        index = next((index for index, each in enumerate(editions) if each.rank == name.rank), None)
        day = f"{record.date:%Y-%m-%d}"
        if index is None:
            message = (
                f"発行した{name.spoken}が、ここにありません。{_entry(record)} を、番号の順の所に書き戻してください。"
            )
            yield Problem(_at(manuscript, document), message, "edition-lost")
        elif editions[index].date != record.date or editions[index].number != name.number:
            message = f"{name.spoken}は、番号 {name.number}、日付 {day} で発行しています。発行した時のとおりに戻してください。"
            yield Problem(_at(manuscript, document, index, "date"), message, "edition-issued")
        elif editions[index].status == "案":
            message = f"{name.spoken}は発行済みなので、案に戻せません。決定に戻し、改めるなら新しい番号の版を書き加えてください。"
            yield Problem(_at(manuscript, document, index, "status"), message, "edition-issued")


def altered(archive: Archive, manuscript: Manuscript) -> Iterator[tuple[str, Problem]]:
    """Find facts of issued editions that now say something else than was recorded then; each with its document's key.

    What was not known then may be added; the day is no such fact, as `faults` finds it.
    """
    for document in DOCUMENTS.values():
        issued = {name.rank: archive.label(name) for name in archive.standing(document)}
        for index, edition in enumerate(editions_of(manuscript, document)):
            record = issued.get(edition.rank)
            for key, what in FACTS.items():
                then, now = getattr(record, key, None), getattr(edition, key)
                if then and now != then:
                    message = (
                        f"{edition_name(edition.number)}は、{what}（{key}）を「{then}」と記録して発行しています。"
                        f"今の{f'「{now}」と違います' if now else '一覧にはありません'}。発行した時のとおりに戻してください。"
                    )
                    yield document, Problem(_at(manuscript, document, index, key), message, "edition-altered")


def _entry(record: Record) -> str:
    """Write an issued edition as a line of the list of editions."""
    told = "".join(f", {key}: {_quoted(value)}" for key in FACTS if (value := getattr(record, key)))
    return f'- {{number: "{record.name.number}", date: {record.date:%Y-%m-%d}, status: 決定{told}}}'


def _quoted(words: str) -> str:
    """Write words so that YAML takes all of them as they stand."""
    return json.dumps(words, ensure_ascii=False)


def _withdrawn(
    manuscript: Manuscript, document: str, withdrawn: Sequence[EditionName], last: EditionName | None
) -> Iterator[Problem]:
    """Find editions that are recorded though they are withdrawn; their numbers are never used again."""
    for index, edition in enumerate(editions_of(manuscript, document)):
        name = next((each for each in withdrawn if each.rank == edition.rank), None)
        if name is None:
            continue
        advice = "この版を一覧から取り除いてください。"
        if last == name.withdrawal:
            advice = f"新しい番号（{next_number(name.number)}など）に書き直すか、この版を取り除いてください。"
        message = f"{edition_name(edition.number)}は取り下げています（archive/{name.withdrawal.folder}）。{advice}"
        yield Problem(_at(manuscript, document, index, "number"), message, "edition-withdrawn")


def _far(manuscript: Manuscript, document: str, recorded: Mapping[EditionName, Record | None]) -> Iterator[Problem]:
    """Find days of editions that are not issued yet and lie far from the plan's years."""
    period = manuscript.plan.period
    for index, edition in enumerate(editions_of(manuscript, document)):
        issued_already = EditionName(document, edition.number) in recorded
        if edition.date and not issued_already and not is_near(edition.date, period):
            message = (
                f"{edition_name(edition.number)}の日付（{seireki_date(edition.date)}）が、計画期間"
                f"（{period.start}〜{period.end}年度）から離れすぎています。年を確かめて直してください。"
            )
            yield Problem(_at(manuscript, document, index, "date"), message, "edition-date")


def is_near(day: date, period: Period) -> bool:
    """Tell whether a day is one on which something of a plan of these years may be decided."""
    return date(period.start, 4, 1) - FAR <= day <= date(period.end + 1, 3, 31) + FAR


def _unmade(archive: Archive, manuscript: Manuscript) -> Iterator[Problem]:
    """Find an action plan that is written and has no edition, or the other way round: it would not be made."""
    if manuscript.action and not manuscript.action_editions and not archive.standing("action-plan"):
        message = (
            "content/action-plan.yaml がありますが、実行計画の版（action-plan:）がないので、実行計画は作られません。"
            'この一覧の最後に「action-plan:」と「  - {number: "1", status: 案, changes: 作成}」の二行を書き加えてください。'
        )
        yield Problem(_at(manuscript, "promotion-plan"), message, "edition-missing")
    if manuscript.action_editions and not manuscript.action:
        message = (
            "実行計画の版がありますが、content/action-plan.yaml がないので、実行計画は作られません。"
            "ファイルを置くか、実行計画をまだ作らないなら action-plan: の一覧を取り除いてください。"
        )
        yield Problem(_at(manuscript, "action-plan"), message, "edition-missing")


def unknown_ids(
    archive: Archive, manuscript: Manuscript, document: Document, others: Sequence[Document]
) -> Iterator[Problem]:
    """Find ids in `revised` of the newest edition that are neither in it nor in the edition before; `others` may have them."""
    editions = editions_of(manuscript, document.kind)
    name = EditionName(document.kind, editions[-1].number)
    before = archive.before(name)
    if name in archive.names or (before is None and len(editions) > 1):
        return  # issued as it is; or what was in the edition before is not known
    known = ids_in(document, *([archive.document(before)] if before else []))
    for place, part in enumerate(editions[-1].revised):
        if part not in known:
            at = _at(manuscript, document.kind, len(editions) - 1, "revised", place)
            yield Problem(
                at,
                f"`{part}` は、{word_for(document.kind)}の前の版にもこの版にもありません。{_advice(part, others)}",
                "revised",
            )


def _advice(part: str, others: Sequence[Document]) -> str:
    holder = next((each for each in others if part in ids_in(each)), None)
    if holder is None:
        return "節・段落のidか取組の番号に直してください。"
    word = word_for(holder.kind)
    return f"{word}にはあります。{word}の版（{holder.kind}）の revised へ移すか、取り除いてください。"
