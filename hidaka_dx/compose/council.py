"""Front matter of the council's papers: the cover letter and the revision on one page."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hidaka_dx.compose.chapters import chapter
from hidaka_dx.compose.forms import bullets, hash_cell, paragraph, plain
from hidaka_dx.document import Block, Document, Table
from hidaka_dx.edition import Edition
from hidaka_dx.japanese import seireki_date

UNDECIDED: Final = "未定"
BODY_SAID: Final = (
    "版のPDFが、この資料とともに示したものと同じかどうかは、そのファイルのsha256を計算し、上の値と四文字ずつ比べると分かります。"
    "計算する命令は、計算機に初めからあります（Windowsは certutil -hashfile ファイル SHA256、Linuxは sha256sum ファイル）。"
    "町の道具も、ネットワークも要りません。"
)
WITNESS_SAID: Final = (
    "照合表は、この資料を作った時までに町が発行した、すべての版と取下げのsha256の一覧です。番号は、その一覧の全体から計算した値です。"
    "議会、図書館などが預かる照合表の番号がこれと同じなら、その照合表は書き換えられておらず、どの版も、それで確かめられます。"
)
KEEP_SAID: Final = "この資料を会議の記録とともに残すと、町の保存庫に何があっても、番号が証拠になります。"
ROOM: Final = (14, *range(12, -1, -1))
"""Maximum numbers of changes on the one page, tried in turn; 新旧対照表 has them all."""


@dataclass(frozen=True)
class Meeting:
    """The meeting to which the papers go."""

    name: str
    """「令和8年第1回定例会」."""
    number: str
    """「資料1」."""
    date: datetime.date | None = None
    """Day of the meeting, where it is known."""


@dataclass(frozen=True)
class CouncilPaper:
    """A document of the pack."""

    title: str
    first: int
    """Number of its first page in the pack."""
    pages: int


@dataclass(frozen=True)
class Revision:
    """Changes from the edition before, worded for the council."""

    before: str
    """Formal name of the edition before."""
    counts: Mapping[str, int]
    """How many sections are 新設, 改正, 移動, 削除."""
    changes: Sequence[tuple[str, str, str]]
    """Class, place with title, and what is done, for each section."""


@dataclass(frozen=True)
class CouncilProofs:
    """What a person with this paper can compare a PDF or an archive with, years later and without us."""

    body: str
    """SHA-256 of the PDF of the edition itself."""
    witness: str | None
    """Number of the list of all published editions (照合表); none where nothing is published yet."""


def compose_cover(document: Document, meeting: Meeting, papers: Sequence[CouncilPaper]) -> Document:
    """Compose the cover letter: the template has the wording, meeting and papers the facts."""
    rows = tuple((plain(str(n)), plain(p.title), plain(_pages(p))) for n, p in enumerate(papers, 1))
    heads = tuple(map(plain, ("番号", "資料", "通しページ")))
    table = Table("council.papers", None, "資料の一覧", heads, rows, (0.12, 0.64, 0.24), captioned=True)
    facts = tuple(
        (plain(label), plain(words))
        for label, words in (
            ("件名", f"「{document.name}」について"),
            ("会議", meeting.name),
            ("会議の日", seireki_date(meeting.date) if meeting.date else UNDECIDED),
            ("提出", document.office),
        )
    )
    about = Table("council.facts", None, "この資料について", (plain("項目"), plain("内容")), facts, (0.2, 0.8))
    letter = replace(document, date=meeting.date)
    return _sheet(letter, "council-cover", meeting, ("表紙", "この資料について"), (about, table))


def compose_proofs(document: Document, meeting: Meeting, proofs: CouncilProofs) -> Document:
    """Compose the page with the hashes by which the papers, and the town's archive, are checked later."""
    rows = [(plain(f"{document.edition}{'（案）' if document.draft else ''}のPDF"), hash_cell(proofs.body))]
    if proofs.witness:
        rows.append((plain("照合表の番号"), hash_cell(proofs.witness)))
    heads = (plain("確かめるもの"), plain("sha256"))
    table = Table("council.proofs", None, "確かめるための値", heads, tuple(rows), (0.26, 0.74), captioned=True)
    steps = bullets("council.how", (BODY_SAID, WITNESS_SAID, KEEP_SAID) if proofs.witness else (BODY_SAID,))
    return _sheet(document, "council-outline", meeting, ("後から確かめるために", "確かめ方"), (table, steps))


def compose_outline(
    document: Document, meeting: Meeting, edition: Edition, revision: Revision | None, most: int
) -> Document:
    """Compose the page about what is revised, why, and how important it is, with at most `most` changes.

    `revision` is none for a first edition.
    """
    blocks = tuple(_outline(document, edition, revision, most))
    name = "改定の概要" if revision else "策定の概要"
    return _sheet(document, "council-outline", meeting, (name, "あらまし"), blocks)


def _sheet(
    document: Document, kind: str, meeting: Meeting, names: tuple[str, str], blocks: tuple[Block, ...]
) -> Document:
    """Create a paper; `names` are those of the paper and of its only section."""
    return replace(
        document,
        kind=kind,
        title=f"{document.title} {names[0]}",
        subtitle=meeting.number,
        short_title=f"{meeting.number}　{meeting.name}",
        contents=(),
        appearance=document.appearance.only_colours,
        parts=(chapter(f"council.{kind}", names[1], blocks),),
    )


def _pages(paper: CouncilPaper) -> str:
    last = paper.first + paper.pages - 1
    return str(paper.first) if paper.pages == 1 else f"{paper.first}〜{last}"


def _outline(document: Document, edition: Edition, revision: Revision | None, most: int) -> Iterator[Block]:
    rows = tuple((plain(label), plain(words)) for label, words in _facts(document, edition, revision))
    yield Table("council.edition", None, "版", (plain("項目"), plain("内容")), rows, (0.2, 0.8))
    if revision is None:
        return
    heads = tuple(map(plain, ("区分", *revision.counts)))
    row = tuple(map(plain, ("節の数", *map(str, revision.counts.values()))))
    widths = (0.2, *(0.8 / len(revision.counts) for _ in revision.counts))
    numeric = (False, *(True for _ in revision.counts))
    yield Table("council.counts", None, "変わった節の数", heads, (row,), widths, numeric, captioned=True)
    yield from _changes(revision, most)


def _facts(document: Document, edition: Edition, revision: Revision | None) -> Iterator[tuple[str, str]]:
    yield "版", f"{document.edition}{'（案）' if document.draft else ''}"
    yield "年月日", seireki_date(edition.date) if edition.date else UNDECIDED
    if revision:
        yield "前の版", revision.before
        yield "変更区分", edition.category or UNDECIDED
        yield "理由", edition.reason or UNDECIDED
    yield "内容", edition.changes
    yield "決定", edition.decided_by or UNDECIDED


def _changes(revision: Revision, most: int) -> Iterator[Block]:
    heads = tuple(map(plain, ("区分", "箇所", "変わったこと")))
    rows = tuple(tuple(map(plain, change)) for change in revision.changes[:most])
    if rows:
        yield Table(
            "council.changes",
            None,
            "主な変更",
            heads,
            rows,
            (0.14, 0.36, 0.5),
            captioned=True,
            kinds=("class", "text", "text"),
        )
    rest = len(revision.changes) - most
    if rest > 0:
        yield paragraph(
            "council.rest",
            f"{'このほか' if rows else ''}{rest}の節が変わりました。全ての変更は、新旧対照表に示します。",
        )
