"""正誤表: one page of corrections to an issued edition."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from hidaka_dx.catalogue.documents import ERRATA
from hidaka_dx.compose.chapters import chapter
from hidaka_dx.compose.forms import paragraph, plain
from hidaka_dx.compose.source_plan import passages
from hidaka_dx.content import Manuscript, near
from hidaka_dx.document import Block, Cell, Document, Figure, Part, Table
from hidaka_dx.errata import Correction, Doubt, Errata
from hidaka_dx.japanese import edition_name
from hidaka_dx.problem import Place, Problem
from hidaka_dx.source import Path
from hidaka_dx.theme import ColumnKind
from hidaka_dx.walk import within, words

CONTENTS = "目次"
Locate: TypeAlias = Callable[[Path], Place]
"""Returns the source position of a value in an entry, by its path inside the entry."""
KINDS: Final[tuple[ColumnKind, ...]] = ("text", "number", "text", "text")
APART: Final = frozenset(("content/errata.yaml", "content/comments.yaml", "content/house-style.yaml"))
"""Files that are quoted by an edition but not printed in it."""


def compose_errata(
    errata: Errata, at: Locate, manuscript: Manuscript, document: Document, pages: Mapping[str, str]
) -> tuple[Document | None, tuple[Problem, ...]]:
    """Compose the errata of one edition.

    Takes the errata and their place in the content, the source of the edition, the edition itself and the printed
    page of each of its ids. An erratum whose misprint is not in the edition is a problem; then there is no list.
    """
    spots = _spots(manuscript, document, pages)
    problems = tuple(_unprinted(errata, at, spots))
    return None if problems else _sheet(errata, document, spots, manuscript), problems


def uncorrected(
    errata: Errata, at: Locate, manuscript: Manuscript, document: Document, written: Mapping[str, Place]
) -> Iterator[Problem]:
    """Find misprints of an earlier edition that a later one still has, each at the place where it is `written`.

    Takes the later edition, its content, and the source position of each of its ids.
    """
    for each, name, told in _remaining(errata, at, manuscript, document):
        message = (
            f"{edition_name(errata.edition)}の誤り「{each.printed}」が、この版でも直っていません（{name}）。"
            f"「{each.correct}」に直してください（{told.path} の{told.line}行目にある誤りです）。"
        )
        yield Problem(_written(each, manuscript, written) or told, message, "errata")


def inherited(
    errata: Errata, at: Locate, manuscript: Manuscript, document: Document, own: Errata | None
) -> Iterator[Problem]:
    """Find misprints of an earlier edition that a later one was issued with, too, missing from its `own` errata."""
    known = {(_key(each), each.printed) for each in own.corrections} if own else set()
    for each, name, told in _remaining(errata, at, manuscript, document):
        if (_key(each), each.printed) not in known:
            message = (
                f"{edition_name(errata.edition)}の誤り「{each.printed}」が、発行した{document.edition_name}にもあります（{name}）。"
                f"{document.edition_name}の正誤表にも書き、次の版で「{each.correct}」に直してください。"
            )
            yield Problem(told, message, "errata")


def _remaining(
    errata: Errata, at: Locate, manuscript: Manuscript, document: Document
) -> Iterator[tuple[Correction, str, Place]]:
    """Find misprints in a document, each with the name of its printed place and its index in the list."""
    spots = _spots(manuscript, document, defaultdict(str))
    for index, each in enumerate(errata.corrections):
        spot = spots.get(_key(each))
        if spot and each.printed in spot.words:
            yield each, spot.name, at(("corrections", index, "printed"))


def _written(each: Correction, manuscript: Manuscript, written: Mapping[str, Place]) -> Place | None:
    """Find the misprint in the content: in its section's file, at the first occurrence from there on."""
    home = written.get(each.at)
    places = [place for place in manuscript.find(each.printed) if place.path not in APART]
    return next((p for p in places if home and p.path == home.path and p.line >= home.line), next(iter(places), None))


@dataclass(frozen=True)
class _Spot:
    """A place where text is printed."""

    name: str
    page: str
    words: str


def _spots(manuscript: Manuscript, document: Document, pages: Mapping[str, str]) -> dict[str, _Spot]:
    """Return sections, paragraphs, figures and terms by id, and lines of the contents by `contents:` and id."""
    spots: dict[str, _Spot] = {}
    for name, passage in passages(document, pages).items():
        told = passage.title + "\n".join(("", *map(_words, passage.blocks)))
        spots[name] = _Spot(f"{passage.name} {passage.title}".strip(), passage.page, told)
        spots |= {
            block.id: _Spot(f"{block.label} {block.title}", pages[block.id], _words(block))
            for block in passage.blocks
            if isinstance(block, Figure)
        }
    title, page = manuscript.plan.glossary.title, pages.get(document.facts.where("terms") or "", "")
    for term in document.facts.terms:
        spots[term.id] = _Spot(f"{title}「{term.term}」", page, term.term + term.text)
    for entry in document.contents:
        spots[f"contents:{entry.target}"] = _Spot(f"{CONTENTS}の{entry.mark or entry.title}", CONTENTS, entry.title)
    return spots


def _words(block: Block) -> str:
    """Return all text of a block and of those in it, including that of drawings."""
    return "\n".join(map(words, within((block,))))


def _key(each: Correction | Doubt) -> str:
    return f"contents:{each.at}" if isinstance(each, Correction) and each.contents else each.at


def _unprinted(errata: Errata, at: Locate, spots: Mapping[str, _Spot]) -> Iterator[Problem]:
    """Find errata whose text is not printed at the stated place."""
    listed: list[tuple[Path, Correction | Doubt]] = [
        *((("corrections", index), each) for index, each in enumerate(errata.corrections)),
        *((("remarks", index), each) for index, each in enumerate(errata.remarks)),
    ]
    for path, each in listed:
        spot = spots.get(_key(each))
        if spot is None:
            message = f"`{each.at}` という節、段落、図、用語がありません。名前を直してください。{near(each.at, spots)}"
            yield Problem(at((*path, "at")), message, "errata")
        elif each.printed not in spot.words:
            message = f"「{each.printed}」は、{spot.name}に印刷されていません。原文のとおりに書いてください。"
            yield Problem(at((*path, "printed")), message, "errata")


def _sheet(errata: Errata, document: Document, spots: Mapping[str, _Spot], manuscript: Manuscript) -> Document:
    rows = tuple(_correction(each, spots[_key(each)]) for each in errata.corrections)
    heads = tuple(map(plain, ("箇所", "ページ", "誤", "正")))
    table = Table("errata.table", None, "正誤表", heads, rows, (0.34, 0.1, 0.28, 0.28), kinds=KINDS)
    intro = f"「{document.title}」（{document.edition}）に誤りがありましたので、次のとおり訂正します。"
    draft = errata.status == "案"
    parts: list[Part] = [chapter("errata.corrections", "訂正する箇所", (paragraph("errata.intro", intro), table))]
    if draft and errata.remarks:
        parts.append(chapter("errata.remarks", "確認を要する箇所", _remarks(errata, spots, manuscript.plan.office)))
    return Document(
        kind=ERRATA,
        title=f"{document.title}正誤表",
        subtitle="",
        short_title=f"{document.short_title}　正誤表",
        edition=document.edition,
        draft=draft,
        date=errata.date,
        town=document.town,
        office=document.office,
        contents_title=document.contents_title,
        contents=(),
        parts=tuple(parts),
        keep=document.keep,
        appearance=document.appearance.only_colours,
    )


def _correction(each: Correction, spot: _Spot) -> tuple[Cell, ...]:
    return plain(spot.name), plain(spot.page), plain(each.printed), plain(each.correct)


def _remarks(errata: Errata, spots: Mapping[str, _Spot], office: str) -> tuple[Block, ...]:
    """List the remarks that the town has to examine; printed in drafts only."""
    text = f"次の箇所は、{office}が確かめて決めるもので、案の間だけここに示します。"
    rows = tuple(
        (plain(spots[each.at].name), plain(spots[each.at].page), plain(each.printed), plain(each.says))
        for each in errata.remarks
    )
    heads = tuple(map(plain, ("箇所", "ページ", "原文", "確認すること")))
    table = Table("errata.remarks.table", None, "確認を要する箇所", heads, rows, (0.26, 0.1, 0.26, 0.38), kinds=KINDS)
    return paragraph("errata.remarks.1", text), table
