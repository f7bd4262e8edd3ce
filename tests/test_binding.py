"""A pack: several PDFs bound into one that reads, looks and conforms as they do."""

import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
from measure import pdf_reading
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar
from PIL import Image, ImageChops
from pypdf.generic import DictionaryObject, NameObject

from hidaka_dx.binding import Volume, bind
from hidaka_dx.inspection import failures
from hidaka_dx.theme import COLOURS, SMALLEST
from hidaka_dx.typeset import conform
from hidaka_dx.typeset.job import Attachment

ROOT = Path(__file__).parent.parent
ASSETS = (ROOT / "assets",)
LABEL = "資料1"
GREY = tuple(round(int(COLOURS["grey"][place : place + 2], 16) / 255, 5) for place in (1, 3, 5))
FOOT = 32
"""Height of the strip that is the pack's, in points."""
UPRIGHT = """<h1>推進計画</h1><p>町は<span class="note">甲の脚注。</span>計画を定める。<a href="#next">次の節</a>
<a href="https://example.org/">町の頁</a></p><h2 id="next" style="break-before: page">次の節</h2><p>甲の終わり。</p>"""
WIDE = """<h1>実行計画</h1><p>表は<span class="note">乙の脚注。</span>次の頁にある。<a href="#next">次の節</a></p>
<h2 id="next" style="break-before: page">次の節</h2><p id="関係課">乙の終わり。<a href="#関係課">関係課</a></p>"""


@cache
def volumes() -> tuple[Volume, ...]:
    """Give three volumes that use the same names: upright, wide, and the first once more."""
    data = Attachment("document.json", b'{"title": "x"}', "この計画のデータ", "application/json")
    upright = conform.write(pdf_reading.laid_out(UPRIGHT, "@page {size: A4}"), pdf_reading.FACTS, (data,))
    wide = conform.write(pdf_reading.laid_out(WIDE, "@page {size: A4 landscape}"), pdf_reading.FACTS, (data,))
    return Volume("推進計画", upright), Volume("実行計画", wide), Volume("推進計画（写し）", upright)


@cache
def bound() -> bytes:
    return bind(volumes(), pdf_reading.FACTS, LABEL, ASSETS)


@cache
def readers() -> tuple[pypdf.PdfReader, ...]:
    return tuple(pypdf.PdfReader(BytesIO(volume.pdf)) for volume in volumes())


@cache
def pack() -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(bound()))


def test_both_standards_hold() -> None:
    assert failures(bound()) == []


def test_a_sheet_with_neither_headings_nor_files_can_be_bound() -> None:
    sheet = Volume("添書", pdf_reading.written("<p>資料を送ります。</p>", "@page {size: A4 landscape}"))
    for pair in ((sheet, volumes()[0]), (sheet,)):
        assert failures(bind(pair, pdf_reading.FACTS, LABEL, ASSETS)) == []


def test_published_documents_can_be_bound() -> None:
    """Landscape tables of the sample town, as they lie in its archive."""
    table = (ROOT / "examples/mihon/archive/promotion-plan-01.1/data/comparison-table.pdf").read_bytes()
    pdf = bind([Volume("新旧対照表", table), Volume("写し", table)], pdf_reading.FACTS, LABEL, ASSETS)
    assert failures(pdf) == []
    assert pdf_reading.spoken(pdf) == 2 * pdf_reading.spoken(table)


def test_the_volumes_are_read_one_after_the_other_without_the_packs_numbers() -> None:
    assert pdf_reading.shape(bound()) == f"Document({''.join(pdf_reading.shape(each.pdf) for each in volumes())})"


def test_each_font_is_there_once() -> None:
    fonts: dict[int, Any] = {}
    for page in cast("list[Any]", pack().pages):
        fonts |= {font.idnum: font.get_object() for font in page["/Resources"]["/Font"].values()}
    descriptors = [font["/DescendantFonts"][0]["/FontDescriptor"].get_object() for font in fonts.values()]
    files = {(str(each["/FontName"]), each.raw_get("/FontFile2").idnum) for each in descriptors}
    assert len(descriptors) > len(files) == len({name for name, _ in files})


def test_same_input_same_bytes() -> None:
    again = [Volume(volume.title, bytes(volume.pdf)) for volume in volumes()]
    assert bind(again, pdf_reading.FACTS, LABEL, ASSETS) == bound()


def test_page_labels_are_the_printed_numbers_of_the_pack() -> None:
    assert pack().page_labels == ["1", "2", "3", "4", "5", "6"]


def test_bookmarks_stand_below_one_for_each_volume_and_lead_where_they_led() -> None:
    expected: list[Any] = []
    for volume, reader, first in zip(volumes(), readers(), firsts(), strict=True):
        expected += [(0, volume.title, first, None)]
        expected += [(depth + 1, title, page + first, top) for depth, title, page, top in marks(reader, reader.outline)]
    found = list(marks(pack(), pack().outline))
    assert [mark[:3] for mark in found] == [mark[:3] for mark in expected]
    assert [mark[3] for mark in found if mark[0]] == [mark[3] for mark in expected if mark[0]]
    top: Any = pdf_reading.root(bound())["/Outlines"]
    assert (top["/Count"], top["/First"]["/Count"]) == (3, -2), "three lines to begin with, the rest folded"


def firsts() -> list[int]:
    return [0, *accumulate(len(reader.pages) for reader in readers())][:-1]


def marks(reader: pypdf.PdfReader, items: Any, depth: int = 0) -> Iterator[tuple[int, str, int, Any]]:
    for item in items:
        if isinstance(item, list):
            yield from marks(reader, item, depth + 1)
        else:
            page = reader.get_destination_page_number(item)
            assert page is not None
            yield depth, item.title, page, item.top


def test_links_lead_where_they_led_although_names_are_the_same() -> None:
    expected = [
        (page + first, target if isinstance(target, str) else (target[0] + first, *target[1:]))
        for reader, first in zip(readers(), firsts(), strict=True)
        for page, target in links(reader)
    ]
    assert len(expected) == 9
    assert list(links(pack())) == expected
    names = list(pdf_reading.root(bound())["/Names"]["/Dests"]["/Names"][::2])
    assert names == sorted(set(names))
    assert all(name.isascii() for name in names)


def links(reader: pypdf.PdfReader) -> Iterator[tuple[int, Any]]:
    """Yield the page of each link and its target: an address, or page and place."""
    for number, page in enumerate(reader.pages):
        for annotation in (each.get_object() for each in page.get("/Annots", ())):
            if "/A" in annotation:
                yield number, annotation["/A"]["/URI"]
            else:
                place = reader.named_destinations[annotation["/Dest"]]
                yield number, (reader.get_destination_page_number(place), place.left, place.top)


def test_every_mark_and_link_finds_its_own_tag() -> None:
    tree: Any = pdf_reading.root(bound())["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    assert numbers[::2] == list(range(tree["/ParentTreeNextKey"]))
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    pages: list[Any] = list(pack().pages)
    for page in pages:
        for number, element in enumerate(parents[page["/StructParents"]]):
            assert element.raw_get("/Pg").idnum == page.indirect_reference.idnum
            assert number in element["/K"]
        for annotation in page.get("/Annots", ()):
            link = parents[annotation["/StructParent"]].get_object()
            assert link["/S"] == "/Link"
            areas = [kid.raw_get("/Obj").idnum for kid in link["/K"] if isinstance(kid, DictionaryObject)]
            assert annotation.idnum in areas


def test_links_name_their_volume() -> None:
    said = [str(each["/Contents"]) for each in pdf_reading.annotations(bound())]
    assert said[:3] == ["次の節（推進計画）", "町の頁", "注1（推進計画）"]
    assert said[3:6] == ["次の節（実行計画）", "注1（実行計画）", "関係課（実行計画）"]


def test_identifiers_of_notes_stay_their_own() -> None:
    names = pdf_reading.root(bound())["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert names[::2] == ["01-note-1", "02-note-1", "03-note-1"]
    assert [note["/ID"] for note in names[1::2]] == names[::2]


def pictures(pdf: bytes, folder: Path) -> list[Image.Image]:
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "72", "-", str(folder / "page")], input=pdf, check=True)
    return [Image.open(path) for path in sorted(folder.iterdir())]


def test_pages_look_as_they_did_but_for_the_packs_number(tmp_path: Path) -> None:
    after = pictures(bound(), tmp_path / "pack")
    before = [page for n, volume in enumerate(volumes()) for page in pictures(volume.pdf, tmp_path / f"{n}")]
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        changed = ImageChops.difference(old, new).getbbox()
        assert changed is not None
        left, upper, right, lower = changed
        assert upper > old.height - FOOT
        assert left > old.width / 2
        assert max(right - old.width, lower - old.height) < -14, "printers leave 5 mm"


def test_the_packs_number_is_legible_and_touches_nothing() -> None:
    for number, page in enumerate(extract_pages(BytesIO(bound()), laparams=LAParams(all_texts=True)), 1):
        letters = [letter for letter in found(page, LTChar) if letter.get_text().strip()]
        own = sorted((letter for letter in letters if letter.y1 < FOOT), key=lambda letter: letter.x0)
        assert "".join(letter.get_text() for letter in own) == f"{LABEL}{number}／6"
        assert {round(letter.size, 2) for letter in own} == {SMALLEST}
        assert {letter.graphicstate.ncolor for letter in own} == {GREY}, COLOURS["grey"]
        assert {letter.fontname.partition("+")[2] for letter in own} == {"BIZ-UDGothic", "BIZ-UDPGothic"}
        assert all(apart(one, other) for one in own for other in letters if other not in own)


def apart(one: LTChar, other: LTChar) -> bool:
    """Tell whether there are 3 pt at least between two letters."""
    aside = max(one.x0, other.x0) - min(one.x1, other.x1)
    above = max(one.y0, other.y0) - min(one.y1, other.y1)
    return bool(max(aside, above) > 3)


def found(item: Any, kind: type) -> Iterator[Any]:
    if isinstance(item, kind):
        yield item
    elif hasattr(item, "__iter__"):
        for inner in item:
            yield from found(inner, kind)


def test_the_packs_number_is_an_artifact_of_the_page() -> None:
    pages: list[Any] = list(pack().pages)
    for number, page in enumerate(pages, 1):
        form = page["/Resources"]["/XObject"][f"/pack-number-{number}"]
        assert b"/Artifact\n<</Type /Pagination/Subtype /Footer>>" in form.get_data()
        assert b"MCID" not in form.get_data()


def test_files_of_the_volumes_travel_along() -> None:
    catalog = pdf_reading.root(bound())
    files = [file.get_object() for file in catalog["/AF"]]
    assert [file["/UF"] for file in files] == ["01-document.json", "02-document.json", "03-document.json"]
    assert catalog["/Names"]["/EmbeddedFiles"]["/Names"][::2] == [file["/F"] for file in files]
    assert files[1]["/Desc"] == "実行計画：この計画のデータ"
    for file in files:
        assert file["/AFRelationship"] == "/Source"
        assert file["/EF"]["/F"]["/Params"]["/CreationDate"] == "D:20260401093000+09'00'"
        assert file["/EF"]["/F"].get_data() == b'{"title": "x"}'


def test_the_pack_says_what_the_facts_say() -> None:
    catalog, metadata = pdf_reading.root(bound()), pack().metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == (pdf_reading.FACTS.title, pdf_reading.FACTS.author)
    assert (metadata.creation_date, metadata.modification_date) == (pdf_reading.MOMENT, pdf_reading.MOMENT)
    assert (catalog["/Lang"], catalog["/ViewerPreferences"]["/DisplayDocTitle"].value) == ("ja", True)
    for words in ("<pdfaid:part>3<", "<pdfuaid:part>1<", f">{pdf_reading.FACTS.title}<"):
        assert words.encode() in bound(), "the metadata can be read without unpacking"


def signed() -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(volumes()[0].pdf))
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject()
    return saved(writer)


def untagged() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(595, 842)
    return saved(writer)


def saved(writer: pypdf.PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


FOREIGN: dict[str, Callable[[], bytes]] = {
    "signed": signed,
    "untagged": untagged,
    "broken": lambda: volumes()[0].pdf[:2000],
    "no PDF": lambda: b"PK",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_cannot_be_bound_whole_is_refused_by_name(kind: str) -> None:
    with pytest.raises(ValueError, match="資料「乙」を綴じられません"):
        bind((volumes()[0], Volume("乙", FOREIGN[kind]())), pdf_reading.FACTS, LABEL, ASSETS)


def test_nothing_and_no_label_are_refused() -> None:
    for refused, label in (((), LABEL), (volumes(), " ")):
        with pytest.raises(ValueError, match="綴じる資料か、資料の番号"):
            bind(refused, pdf_reading.FACTS, label, ASSETS)


def test_a_label_no_font_can_print_is_refused() -> None:
    with pytest.raises(ValueError, match="「😀」は、どの書体にもありません"):
        bind(volumes()[:1], pdf_reading.FACTS, "資料😀", ASSETS)
