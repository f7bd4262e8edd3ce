"""Consistency of `editions.yaml` with the archive: issued editions, dates and ids."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from typing import Final, TypeAlias

from hidaka_dx.archive import Archive, EditionName, Record
from hidaka_dx.catalogue.documents import ACTION, BY_WORD, KINDS, PLAN
from hidaka_dx.comparison import strange
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.edition import next_number
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.pipeline.ownership import EDITIONS
from hidaka_dx.pipeline.published_facts import read_for_facts
from hidaka_dx.plan import Period
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.source.yaml_nodes import quoted

Reader: TypeAlias = Callable[[], Document]
"""Reads an edition when it is needed."""
FAR: Final = timedelta(days=3 * 366)
"""Plausible distance of an edition's day from the plan's years; beyond that it is reported as a typing error."""

FACTS: Final = {
    "decided_by": "決定した者・会議",
    "category": "変更区分",
    "reason": "改定の理由",
    "changes": "改訂履歴の言葉",
}
"""Facts recorded in a bag besides number and day, by their attribute names, with their Japanese names."""


def faults(archive: Archive, manuscript: Manuscript, left_out: Sequence[str] = ()) -> Iterator[tuple[str, Problem]]:
    """Find contradictions of `editions.yaml` with the archive or in itself; each with the key of its document.

    `left_out` names faulty files that are not in the manuscript.
    """
    for document in BY_WORD.values():
        recorded = {name: archive.label(name) for name in archive.of(document)}
        issued = {name: recorded[name] for name in archive.standing(document)}
        told = (
            *_against_archive(manuscript, document, issued),
            *_withdrawn(
                manuscript, document, [name for name in recorded if name not in issued], archive.last(document)
            ),
            *_far(manuscript, document, recorded),
            *_unissued(manuscript, document, recorded),
        )
        yield from ((document, problem) for problem in told)
    if not left_out:
        yield from ((ACTION, problem) for problem in _unmade(archive, manuscript))


def _at(manuscript: Manuscript, document: str, *path: str | int) -> Place:
    return manuscript.tables[EDITIONS].place((document, *path))


def _against_archive(
    manuscript: Manuscript, document: str, recorded: Mapping[EditionName, Record | None]
) -> Iterator[Problem]:
    """Find issued editions whose record differs from what was issued."""
    editions = manuscript.recorded[document]
    for name, record in recorded.items():
        if record is None:  # reported by `verify`
            continue
        index = next((index for index, each in enumerate(editions) if each.rank == name.rank), None)
        day = f"{record.date:%Y-%m-%d}"
        if index is None:
            message = (
                f"発行した{name.spoken}が、ここにありません。{_entry(record)} を、番号の順の所に書き戻してください。"
            )
            yield Problem(_at(manuscript, document), message, "edition-lost")
        elif (number := editions[index].number) != name.number:
            message = (
                f"{name.spoken}は、番号 {name.number}、日付 {day} で発行しています（今の番号は {number}）。"
                f'番号を "{name.number}" に戻してください。'
            )
            yield Problem(_at(manuscript, document, index, "number"), message, "edition-issued")
        elif editions[index].date != record.date:
            message = f"{name.spoken}は、番号 {name.number}、日付 {day} で発行しています。発行した時のとおりに戻してください。"
            yield Problem(_at(manuscript, document, index, "date"), message, "edition-issued")
        elif editions[index].status == "案":
            message = f"{name.spoken}は発行済みなので、案に戻せません。決定に戻し、改めるなら新しい番号の版を書き加えてください。"
            yield Problem(_at(manuscript, document, index, "status"), message, "edition-issued")


def altered(archive: Archive, manuscript: Manuscript) -> Iterator[tuple[str, Problem]]:
    """Find facts of issued editions that differ from those recorded at issue; each with its document's key.

    Facts not recorded at issue may be added; the day is checked by `faults`.
    """
    for document in BY_WORD.values():
        issued = {name.rank: archive.label(name) for name in archive.standing(document)}
        for index, edition in enumerate(manuscript.recorded[document]):
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
    """Format an issued edition as a line of the list of editions."""
    told = "".join(f", {key}: {quoted(value)}" for key in FACTS if (value := getattr(record, key)))
    return f'- {{number: "{record.name.number}", date: {record.date:%Y-%m-%d}, status: 決定{told}}}'


def _withdrawn(
    manuscript: Manuscript, document: str, withdrawn: Sequence[EditionName], last: EditionName | None
) -> Iterator[Problem]:
    """Find withdrawn editions that are still recorded; their numbers are never reused."""
    for index, edition in enumerate(manuscript.recorded[document]):
        name = next((each for each in withdrawn if each.rank == edition.rank), None)
        if name is None:
            continue
        advice = "この版を一覧から取り除いてください。"
        if last == name.withdrawal:
            advice = f"新しい番号（{next_number(name.number)}など）に書き直すか、この版を取り除いてください。"
        message = f"{edition_name(edition.number)}は取り下げています（archive/{name.withdrawal.folder}）。{advice}"
        yield Problem(_at(manuscript, document, index, "number"), message, "edition-withdrawn")


def _far(manuscript: Manuscript, document: str, recorded: Mapping[EditionName, Record | None]) -> Iterator[Problem]:
    """Find dates of unissued editions that are far from the plan's years."""
    period = manuscript.plan.period
    for index, edition in enumerate(manuscript.recorded[document]):
        issued_already = EditionName(document, edition.number) in recorded
        if edition.date and not issued_already and not is_near(edition.date, period):
            message = (
                f"{edition_name(edition.number)}の日付（{seireki_date(edition.date)}）が、計画期間"
                f"（{period.start}〜{period.end}年度）から離れすぎています。年を確かめて直してください。"
            )
            yield Problem(_at(manuscript, document, index, "date"), message, "edition-date")


def _unissued(
    manuscript: Manuscript, document: str, recorded: Mapping[EditionName, Record | None]
) -> Iterator[Problem]:
    """Find former names on an edition still to be published: it would not bear them, and would block later publishing."""
    edition = next(iter(manuscript.recorded[document][-1:]), None)
    if edition and edition.issued_as and edition.rank not in {name.rank for name in recorded}:
        message = (
            f"{edition_name(edition.number)}は、保存庫（archive/）にありません。issued_as は、前の名で発行した版にだけ書きます。"
            "これから発行する版なら、今の名で発行するので、issued_as を取り除いてください。"
        )
        at = _at(manuscript, document, len(manuscript.recorded[document]) - 1, "issued_as")
        yield Problem(at, message, "edition-issued-as")


def is_near(day: date, period: Period) -> bool:
    """Tell whether a date is plausible for a decision about a plan of these years."""
    return date(period.start, 4, 1) - FAR <= day <= date(period.end + 1, 3, 31) + FAR


def _unmade(archive: Archive, manuscript: Manuscript) -> Iterator[Problem]:
    """Find an action plan that is written but has no edition, or the other way round: it would not be built."""
    if manuscript.action and not manuscript.action_editions and not archive.standing(ACTION):
        message = (
            "content/action-plan.yaml がありますが、実行計画の版（action-plan:）がないので、実行計画は作られません。"
            'この一覧の最後に「action-plan:」と「  - {number: "1", status: 案, changes: 作成}」の二行を書き加えてください。'
        )
        yield Problem(_at(manuscript, PLAN), message, "edition-missing")
    if manuscript.action_editions and not manuscript.action:
        message = (
            "実行計画の版がありますが、content/action-plan.yaml がないので、実行計画は作られません。"
            "ファイルを置くか、実行計画をまだ作らないなら action-plan: の一覧を取り除いてください。"
        )
        yield Problem(_at(manuscript, ACTION), message, "edition-missing")


def unknown_ids(
    archive: Archive, manuscript: Manuscript, document: Document, others: Sequence[Document]
) -> Iterator[Problem]:
    """Find ids in `revised` that neither their edition nor the one before has; the advice names which of `others` does.

    Issued editions are held against what was issued, a newest one that is not against `document`.
    """
    editions = manuscript.recorded[document.kind]
    issued = {name.rank: name for name in archive.standing(document.kind)}
    names = [issued.get(each.rank) for each in editions]
    readers: list[Reader | None] = [cache(partial(read_for_facts, archive, name)) if name else None for name in names]
    readers[-1] = readers[-1] or (lambda: document)
    for index, edition in enumerate(editions):
        for place, part in _unknown(edition.revised, readers[max(index - 1, 0) : index + 1]):
            at = _at(manuscript, document.kind, index, "revised", place)
            told = f"`{part}` は、{KINDS[document.kind].word}の前の版にもこの版にもありません。"
            yield Problem(at, told + _advice(part, others), "revised")


def _unknown(revised: Sequence[str], pair: Sequence[Reader | None]) -> Iterator[tuple[int, str]]:
    """Yield ids that an edition and the one before lack, each with its place; none where one's contents are unknown."""
    readers = [each for each in pair if each]
    if not revised or len(readers) < len(pair):
        return
    try:
        documents = [read() for read in readers]
    except RefusalError:  # reported by `verify`; the newest editions are required to be sound before
        return
    if not all(each.facts for each in documents):  # the numbers of its measures cannot be told
        return
    unknown = strange(revised, *documents)
    yield from ((place, part) for place, part in enumerate(revised) if part in unknown)


def _advice(part: str, others: Sequence[Document]) -> str:
    holder = next((each for each in others if not strange((part,), each)), None)
    if holder is None:
        return "節・段落のidか取組の番号に直してください。"
    word = KINDS[holder.kind].word
    return f"{word}にはあります。{word}の版（{holder.kind}）の revised へ移すか、取り除いてください。"
