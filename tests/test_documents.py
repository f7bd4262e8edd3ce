"""Every document this house makes, as a reader and a screen reader meet it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
from measure import alone, bench, fidelity, line_ends, pages, pdf_reading, readers, search
from sharing import documents_folder, made_once

from hidaka_dx.compose.codes import codes
from hidaka_dx.document import (
    Block,
    Document,
    Field,
    Figure,
    Form,
    Items,
    NoteCall,
    Panel,
    Paragraph,
    Part,
    Ruby,
    Table,
    items_of,
    restored,
)
from hidaka_dx.figures.telling import LONGEST
from hidaka_dx.inspection import failures, stated_metadata
from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.days import NO_DAY
from hidaka_dx.theme import BODY, MEASURE
from hidaka_dx.walk import blocks, within

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
DOCUMENTS = {
    "推進計画": (ROOT, "promotion-plan"),
    "正誤表": (ROOT, "errata"),
    "実行計画": (ROOT, "action-plan"),
    "概要版": (ROOT, "summary"),
    "見本帳": (ROOT / "examples/specimen", "promotion-plan"),
    "進捗報告書": (ROOT / "examples/mihon", "progress-report"),
    "意見と町の考え方": (ROOT / "examples/mihon", "comments"),
}
"""Town and kind of each document."""


class Made(NamedTuple):
    path: Path
    pdf: bytes
    document: Document


BOUND = [name for name in DOCUMENTS if name not in {"正誤表", "概要版", "進捗報告書", "意見と町の考え方"}]
"""Documents with cover, contents and much running text."""


@pytest.fixture(scope="module", params=BOUND)
def bound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return _one(*DOCUMENTS[request.param], tmp_path_factory)


@pytest.fixture(scope="module", params=DOCUMENTS)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return _one(*DOCUMENTS[request.param], tmp_path_factory)


def _one(town: Path, kind: str, folder: pytest.TempPathFactory) -> Made:
    return next(each for each in _made(town, folder) if each.document.kind == kind)


def _made(town: Path, folder: pytest.TempPathFactory) -> tuple[Made, ...]:
    """Return the documents of a town, built once for all tests of the run."""
    name = f"documents-{'-'.join(town.relative_to(ROOT).parts)}"
    return _all_read(made_once(folder, name, lambda output: _built(town, output, documents_folder(folder))))


@cache
def _all_read(paths: tuple[Path, ...]) -> tuple[Made, ...]:
    return tuple(map(_read, paths))


def _built(town: Path, output: Path, kept: Path) -> list[Path]:
    """Build a town; its documents are kept for other tests of the run, which ask what becomes of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE, str(kept))
        built, problems, *_ = build(town, output, lambda _words, _share: None)
    assert problems == ()
    return [each.path for each in built]


def _read(path: Path) -> Made:
    pdf = path.read_bytes()
    return Made(path, pdf, restored(stated_metadata(pdf).data or b""))


def test_both_standards_hold(made: Made) -> None:
    assert failures(made.pdf) == []


def test_every_document_can_be_searched_in_browsers(made: Made) -> None:
    wanted = search.phrases(made.pdf)
    assert len(wanted) >= 3
    assert search.not_found(made.pdf, wanted) == []
    assert search.scattered(made.pdf) == []


def test_the_find_box_of_firefox_finds_every_phrase(made: Made) -> None:
    if lacking := readers.lacks_pdfjs():
        pytest.skip(f"{lacking}がないため、pdf.js での検査を飛ばします。")
    if made.pdf not in map(Path.read_bytes, FROZEN):  # in which wide gaps are blanks for it
        wanted = search.phrases(made.pdf)[::3]  # each takes a quarter of a second
        (found,) = readers.counted_by_pdfjs([made.path], wanted)
        assert [phrase for phrase in wanted if not found[phrase]] == []


def test_a_voice_of_another_language_reads_no_japanese(made: Made) -> None:
    assert search.wrongly_read(made.pdf) == []


def test_what_is_heard_alone_says_what_it_is(made: Made) -> None:
    assert alone.same_links(made.pdf) == []
    assert alone.same_rows(made.pdf) == []


def test_every_phrase_is_found_and_read_in_its_order_by_every_reader(made: Made) -> None:
    """In editions that were issued by an older program, readers take wide gaps for blanks."""
    report = bench.report(made.path)
    assert report.phrases > 40
    assert bench.faults(report, strict=made.pdf not in map(Path.read_bytes, FROZEN)) == []


FROZEN = sorted(path for town in (ROOT, ROOT / "examples/mihon") for path in town.glob("archive/*/data/*.pdf"))


@pytest.mark.parametrize("town", sorted({town for town, _ in DOCUMENTS.values()}), ids=lambda town: town.name)
def test_figures_alone_say_what_they_show(town: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    issued = {restored((path.parent / "document.json").read_bytes()).name for path in FROZEN}  # stay as they were told
    built = _made(town, tmp_path_factory)
    made = [each for each in built if each.document.draft or each.document.name not in issued]
    assert made
    assert [alt for each in made for alt in alone.same_alts(each.pdf)] == []
    figures = [block for each in made for block in blocks(each.document) if isinstance(block, Figure)]
    said = [words for figure in figures for words in (figure.spoken, *(strip.alt for strip in figure.strips))]
    assert [sentence for words in said for sentence in words.split("。") if len(sentence) >= LONGEST] == []


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_published_documents_can_be_searched_in_browsers(path: Path) -> None:
    pdf = path.read_bytes()
    assert search.not_found(pdf, search.phrases(pdf)) == []
    assert search.scattered(pdf) == []


def test_the_sample_towns_documents_conform_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = _made(ROOT / "examples/mihon", tmp_path_factory)
    kinds = ["promotion-plan", "action-plan", "summary", "progress-report", "comments"]
    assert [each.document.kind for each in made] == kinds
    for each in made:
        if (ROOT / "examples/mihon", each.document.kind) not in DOCUMENTS.values():  # of which the same is asked above
            assert failures(each.pdf) == []
            assert search.not_found(each.pdf, search.phrases(each.pdf)) == []
            assert search.scattered(each.pdf) == []
            assert search.wrongly_read(each.pdf) == []
            assert alone.same_links(each.pdf) == []
            assert bench.faults(bench.report(each.path)) == []
            assert alone.same_rows(each.pdf) == []
        assert "見本町" in each.document.town
        first_page = fidelity.extracted(each.path, "-raw").split("\f")[0]
        assert "架空" in first_page, "the sample is marked as one"


COLUMN = line_ends.Column(BODY, 62.28, 62.28 + MEASURE)
"""Where running text stands on an upright page (assets/css/page.css)."""


def test_lines_are_flush_and_break_where_they_may(bound: Made) -> None:
    ends = line_ends.measure(bound.path, COLUMN)
    assert ends.running >= 20
    assert ends.flush >= 0.99, ends.ragged
    assert ends.forbidden == ()


@pytest.mark.parametrize("town", [ROOT, ROOT / "examples/mihon"], ids=["日高町", "見本町"])
def test_no_code_parts_from_its_name(town: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = _made(town, tmp_path_factory)
    known: dict[str, frozenset[str]] = {}
    for each in made:
        known |= {code: known.get(code, frozenset()) | names for code, names in codes(each.document).items()}
    assert len(known) > 30
    assert [line for each in made for line in line_ends.parted(each.path, known)] == []


def test_lines_of_the_sample_town_are_flush(tmp_path_factory: pytest.TempPathFactory) -> None:
    for kind in ("promotion-plan", "progress-report"):
        made = _one(ROOT / "examples/mihon", kind, tmp_path_factory)
        ends = line_ends.measure(made.path, COLUMN)
        assert ends.running >= 5
        assert (ends.ragged, ends.forbidden) == ((), ())


def test_the_pdf_says_what_the_editions_record_says(made: Made) -> None:
    reader = pdf_reading.reader(made.pdf)
    assert reader.metadata is not None
    assert reader.metadata.title == made.document.name
    assert reader.metadata.author == made.document.town
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() > NO_DAY
    if made.document.date:
        assert reader.metadata.creation_date.date() == made.document.date
    catalog = pdf_reading.root(made.pdf)
    assert (catalog["/Lang"], catalog["/ViewerPreferences"]["/DisplayDocTitle"].value) == ("ja", True)


def test_the_plan_as_data_is_inside(made: Made) -> None:
    catalog = pdf_reading.root(made.pdf)
    (attached,) = (reference.get_object() for reference in catalog["/AF"])
    assert (attached["/UF"], attached["/AFRelationship"]) == ("document.json", "/Source")
    data = json.loads(pdf_reading.reader(made.pdf).attachments["document.json"][0])
    assert data["title"] == made.document.title


def paragraphs(parts: tuple[Part, ...]) -> Iterator[str]:
    """Yield the words of each heading, paragraph and cell in the order in which they are read."""
    for part in parts:
        yield part.heading.mark + part.heading.title
        if part.layout == "sheet":
            yield from _sheet(part.blocks)
        else:
            yield from (words for block in part.blocks for words in _words(block))
        yield from paragraphs(part.parts)


def _sheet(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the words of a sheet in the order in which it is read: what is not decided in one line near its foot."""
    fields = [field for block in blocks if isinstance(block, Form) for row in block.rows for field in row]
    for place in ("line", "lead", "half", "whole"):
        yield from _fields(fields, place)
    for table in (block for block in blocks if isinstance(block, Table)):
        cells = (cell for row in table.rows for cell in row)
        yield from (cell.text for cell in cells)
    waiting = [field for field in fields if field.state == "open"]
    yield from (words for field in waiting[:1] for inner in field.blocks for words in _words(inner))
    yield from (field.label for field in waiting)
    yield from _fields(fields, "foot")


def _fields(fields: list[Field], place: str) -> Iterator[str]:
    silent = {"open", "none"} if place in ("line", "foot") else {"open"}
    for field in (field for field in fields if field.place == place and field.state not in silent):
        yield field.label
        yield from (words for inner in field.blocks for words in _words(inner))


def _words(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() if not any(isinstance(inline, NoteCall | Ruby) for inline in block.inlines):
            yield "".join(inline.text for inline in block.inlines)
        case Items():
            yield from (words for item in block.items for inner in item for words in _words(inner))
        case Figure():
            yield from _figure(block)
        case Panel():
            yield block.title
            yield from (words for inner in block.blocks for words in _words(inner))
        case Form():
            for labelled in (field for fields in block.rows for field in fields):
                yield labelled.label
                yield from (words for inner in labelled.blocks for words in _words(inner))
        case Table():
            yield from (block.title,) if block.captioned else ()
            cells = (cell for row in (block.head, *block.rows) for cell in row)
            for cell in cells:
                if not any(isinstance(inline, NoteCall | Ruby) for inline in cell.inlines):
                    listed = ["".join(inline.text for inline in item) for item in items_of(cell)]
                    yield from listed or [cell.text]


def _figure(figure: Figure) -> Iterator[str]:
    yield from _words(figure.table) if figure.table and figure.values == "printed" else ()
    yield f"{figure.label}{figure.title}"


def test_text_in_the_order_of_the_tags_is_the_source(made: Made) -> None:
    document = made.document
    spoken = fidelity.BLANK.sub("", pdf_reading.spoken(made.pdf))
    title = document.contents_title if document.contents else document.title
    place = spoken.index(fidelity.BLANK.sub("", title))
    for words in paragraphs(document.parts):
        plain = fidelity.BLANK.sub("", words)
        found = spoken.find(plain, place)
        assert found >= 0, f"not read in its place: {words}"
        place = found + len(plain)


def test_text_as_it_is_copied_is_the_source_character_for_character(made: Made) -> None:
    raw = fidelity.extracted(made.path, "-raw").replace("\f", "")
    copied = raw.replace("\n", "") + raw.replace("\n", " ")  # a line may end at a blank between Latin words
    copied += re.sub(r"(?m)^([0-9(][0-9()ア-ン-]*)\n", r"\1 ", raw).replace("\n", "")  # or behind a code
    texts = [words for part in _all_parts(made.document.parts) for words in _plain(part) if "\n" not in words]
    texts = [words.replace("\u3000", " ") for words in texts]  # as this reader copies blanks of any width
    assert len(texts) > 20
    assert [words for words in texts if words not in copied and not fidelity.in_pieces(words, copied)] == []


def _plain(part: Part) -> Iterator[str]:
    yield part.heading.title
    if part.layout == "sheet":
        yield from _sheet(part.blocks)
        return
    for block in part.blocks:
        yield from () if isinstance(block, Figure) else _words(block)


def _all_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _all_parts(part.parts)


def test_headings_go_down_one_step_at_a_time(made: Made) -> None:
    levels = [int(role[1]) for role in pdf_reading.roles(made.pdf) if re.fullmatch(r"H\d", role)]
    headings = sum(1 for _ in _all_parts(made.document.parts))
    assert len(levels) >= headings
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_figure_has_words_and_a_place(made: Made) -> None:
    for figure in pdf_reading.elements(made.pdf, "Figure"):
        assert len(figure["/Alt"]) >= 5
        assert len(figure["/A"]["/BBox"]) == 4


def _prints_table(figure: Figure) -> bool:
    return figure.is_table or figure.values == "printed"


def test_every_table_is_one_and_its_heads_have_a_scope(made: Made) -> None:
    heads = pdf_reading.elements(made.pdf, "TH")
    assert heads
    assert {head["/A"]["/Scope"] for head in heads} == {"/Column", "/Row"}
    found = [
        block for part in _all_parts(made.document.parts) if part.layout != "sheet" for block in within(part.blocks)
    ]
    unprinted = [each.table for each in found if isinstance(each, Figure) and not _prints_table(each)]
    tables = sum(isinstance(each, Table) and not any(each is table for table in unprinted) for each in found)
    sheets = [part for part in _all_parts(made.document.parts) if part.layout == "sheet"]
    tables += sum(any(isinstance(block, Table) for block in part.blocks) for part in sheets)  # one axis of years each
    assert len(pdf_reading.elements(made.pdf, "Table")) == tables


@pytest.mark.parametrize(
    ("town", "kind", "empty", "total"),
    [
        (ROOT, "action-plan", 2, 19),
        (ROOT, "summary", 0, 2),
        (ROOT / "examples/mihon", "action-plan", 1, 50),
        (ROOT / "examples/mihon", "progress-report", 1, 21),
        (ROOT / "examples/miharashi", "promotion-plan", 6, 50),
    ],
)
def test_pages_are_worth_their_paper(
    town: Path, kind: str, empty: int, total: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    used = pages.measure(_one(town, kind, tmp_path_factory).pdf)
    assert used.pages <= total
    assert len(used.empty) <= empty, used.empty
    assert used.short == ()


def test_each_line_of_the_contents_is_one_reference(bound: Made) -> None:
    assert len(pdf_reading.elements(bound.pdf, "TOCI")) == len(bound.document.contents)
    assert len(pdf_reading.elements(bound.pdf, "Reference")) >= len(bound.document.contents)


@pytest.mark.parametrize("name", ["実行計画", "進捗報告書"])
def test_sheets_hang_below_their_pillar_in_the_bookmarks(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = _one(*DOCUMENTS[name], tmp_path_factory)
    outline = pdf_reading.reader(made.pdf).outline
    sheets = next(below for below in outline if isinstance(below, list) and any(isinstance(x, list) for x in below))
    pillars = {str(each.title) for each in sheets if not isinstance(each, list)}
    names = [str(each.title) for below in sheets if isinstance(below, list) for each in below]
    (chapter,) = (part for part in made.document.parts if part.id.endswith(".sheets"))
    assert names == [f"{part.heading.mark} {part.heading.title}" for part in chapter.parts]
    assert len(pillars) > 1
    assert not pillars & set(names)


def test_english_words_are_marked(bound: Made) -> None:
    languages = {span.get("/Lang") for span in pdf_reading.elements(bound.pdf, "Span")}
    assert "en" in languages
