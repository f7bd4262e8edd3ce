"""Japanese lines in finished PDFs: measured, with and without the extension."""

import io
import subprocess
from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from shutil import which
from typing import Any

import pypdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer
from weasyprint.layout import inline

from hidaka_dx import theme
from hidaka_dx.problem import InstallationError
from hidaka_dx.typeset.borrowed import releases
from hidaka_dx.typeset.justify import japanese_line_composition

ROOT = Path(__file__).resolve().parents[2]
FACES = {"BIZ UDPMincho Latin": "BIZUDPMincho-Latin-Regular", "BIZ UDMincho": "BIZUDMincho-Regular"}
LEFT, RIGHT, EM = 60.0, 300.0, 12.0
CSS = (
    "".join(
        f'@font-face{{font-family:"{name}";src:url({(ROOT / f"assets/fonts/{file}.ttf").as_uri()})}}'
        for name, file in FACES.items()
    )
    + f"@page{{size:360pt 700pt;margin:40pt 60pt}}html{{font:12pt/19.5pt {theme.MINCHO}}}"
    "body,p,ul{margin:0}p{text-align:justify;text-indent:1em}"
)
PROSE = (
    "この計画は、町のDXを5年間でどう進めるかを示すものです。職員1人ひとりが、AIやRPAなどの道具を使い、窓口の手続（転入・転出など）を"
    "短い時間で終えられるようにします。「書かない窓口」「待たない窓口」をめざし、令和9年度までに17業務を標準化して、年間1,000時間を"
    "生み出します。新しい仕組みは、使う人の声を聞きながら、毎年見直していきます。"
)

Char = tuple[str, float, float, float]
"""Letter, left edge, right edge without the gap that its copy's advance may hold, baseline."""


def pdf(body: str, css: str = "", *, composed: bool = True) -> bytes:
    html = f"<html lang=ja><title>試験</title><style>{CSS}{css}</style>{body}"
    with japanese_line_composition() if composed else nullcontext():
        written: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return written


@cache
def advances(file: str) -> dict[str, float]:
    """Give the advance of each character that a font has, in em."""
    with TTFont(ROOT / f"assets/fonts/{file}.ttf", lazy=True) as font:
        em, own = font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): own[name][0] / em for code, name in font.getBestCmap().items()}


def own_advance(char: LTChar) -> float:
    latin = "PMincho" in char.fontname
    return advances(FACES["BIZ UDPMincho Latin" if latin else "BIZ UDMincho"]).get(char.get_text(), 0.0)


def chars(item: object) -> Iterator[Char]:
    if isinstance(item, LTChar):
        own = own_advance(item) * item.height
        right = item.x0 + own if own and abs(own - item.width) > 0.1 else item.x1
        yield item.get_text(), item.x0, right, round(item.matrix[5], 2)
    elif isinstance(item, LTContainer):
        for child in item:
            yield from chars(child)


def lines(written: bytes) -> list[list[Char]]:
    rows: dict[float, list[Char]] = {}
    for page in extract_pages(io.BytesIO(written), laparams=None):
        for char in chars(page):
            if char[0].strip():
                rows.setdefault(char[3], []).append(char)
    return [sorted(rows[base], key=lambda char: char[1]) for base in sorted(rows, reverse=True)]


def contents(written: bytes) -> list[bytes]:
    return [found.get_data() for page in pypdf.PdfReader(io.BytesIO(written)).pages if (found := page.get_contents())]


def text(row: list[Char]) -> str:
    return "".join(char[0] for char in row)


def gap(row: list[Char], pair: str) -> float:
    """Space between two neighbours, in em."""
    index = text(row).index(pair)
    return (row[index + 1][1] - row[index][2]) / EM


def extracted(written: bytes, *options: str) -> str:
    if not which("pdftotext"):
        pytest.skip("pdftotext がない")
    command = ["pdftotext", *options, "-", "-"]
    run = subprocess.run(command, input=written, capture_output=True, check=True)
    return run.stdout.decode().replace("\f", "")


def misses(rows: list[list[Char]]) -> list[float]:
    """How far each running line ends from the edge; closing punctuation may stand out by its blank half."""
    found = []
    for row in rows[:-1]:
        miss = abs(RIGHT - row[-1][2])
        found.append(min(miss, abs(miss - EM / 2)) if row[-1][0] in "、。）」" else miss)
    return found


def test_both_edges_are_straight_and_only_with_the_extension() -> None:
    assert max(misses(lines(pdf(f"<p>{PROSE}")))) < 0.5
    assert max(misses(lines(pdf(f"<p>{PROSE}", composed=False)))) > 0.5


def test_left_edges_are_straight() -> None:
    first, *rest = lines(pdf(f"<p>{PROSE}"))
    assert first[0][1] == pytest.approx(LEFT + EM, abs=0.1)
    for row in rest:
        edge = LEFT - (EM / 2 if row[0][0] in "「（" else 0)
        assert row[0][1] == pytest.approx(edge, abs=0.1)


def test_the_last_line_is_not_stretched() -> None:
    row = lines(pdf(f"<p>{PROSE}"))[-1]
    assert row[-1][2] < RIGHT - EM
    assert gap(row, text(row)[:2]) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)])
def test_extracted_text_is_the_source(options: tuple[str, ...]) -> None:
    found = extracted(pdf(f"<p>{PROSE}"), *options)
    assert "".join(line.strip() for line in found.splitlines()) == PROSE


@pytest.mark.parametrize("options", [(), ("-raw",), ("-layout",)])
def test_extracted_text_is_the_source_across_elements(options: tuple[str, ...]) -> None:
    found = extracted(pdf('<p>日高町<a href="#x">DX推進</a>計画の<b>第1</b>版を<span lang=en>ICT</span>で'), *options)
    assert found.strip() == "日高町DX推進計画の第1版をICTで"


def test_a_quarter_em_beside_latin() -> None:
    (row,) = lines(pdf("<p>町のDX推進、AI。第3版(案)だ"))
    for pair in ("のD", "X推", "第3"):
        assert gap(row, pair) == pytest.approx(0.25, abs=0.002)
    for pair in ("、A", "I。", "版(", ")だ", "DX"):
        assert gap(row, pair) == pytest.approx(0, abs=0.002)


def test_a_quarter_em_across_elements() -> None:
    (row,) = lines(pdf('<p>町<a href="#x">DX</a>推進の<b><i>第</i></b>3版'))
    for pair in ("町D", "X推", "第3", "3版"):
        assert gap(row, pair) == pytest.approx(0.25, abs=0.002)


@pytest.mark.parametrize("align", ["left", "center", "right", "justify"])
def test_every_alignment_has_the_spaces(align: str) -> None:
    (row,) = lines(pdf(f'<p style="text-align:{align};text-indent:0">町のDX」「推進'))
    assert gap(row, "のD") == pytest.approx(0.25, abs=0.002)
    assert gap(row, "」「") == pytest.approx(-0.5, abs=0.002)
    width = row[-1][2] - row[0][1]
    offset = {"center": 0.5, "right": 1.0}.get(align, 0.0) * (RIGHT - LEFT - width)
    assert row[0][1] == pytest.approx(LEFT + offset, abs=0.05)


def test_punctuation_shares_one_blank() -> None:
    (row,) = lines(pdf("<p>あ「い」「う」、え。（お）」"))
    for pair in ("」「", "」、", "。（", "）」"):
        assert gap(row, pair) == pytest.approx(-0.5, abs=0.002)


def test_a_bracket_is_flush_after_the_indent() -> None:
    row = lines(pdf("<p>「括弧」で始まる"))[0]
    assert row[0][1] == pytest.approx(LEFT + EM / 2, abs=0.05)


def test_punctuation_at_the_end_may_stand_out() -> None:
    row = lines(pdf(f"<p style='text-indent:0'>「{'あ' * 19}。{'う' * 30}"))[0]
    assert text(row).endswith("。")
    assert row[-1][2] == pytest.approx(RIGHT + EM / 2, abs=0.1)


@pytest.mark.parametrize(("align", "share"), [("right", 1.0), ("center", 0.5), ("left", 0.0)])
def test_the_blank_half_at_an_edge_counts_as_nothing_where_that_is_asked_for(align: str, share: float) -> None:
    body = "<p>町の案（日付未定）</p>"
    plain, trimmed = (
        lines(pdf(body, f"p {{ text-align: {align}; --line-ends: {ends} }}"))[0][0][1] for ends in ("as-set", "trimmed")
    )
    assert trimmed - plain == pytest.approx(share * EM / 2, abs=0.1)


def test_no_number_parts_from_its_unit() -> None:
    for lead in range(12, 21):
        for row in lines(pdf(f"<p style='text-indent:0'>{'あ' * lead}令和9年度から{'い' * 20}"))[:-1]:
            assert text(row)[-1] not in "令和9年"


def test_the_same_across_elements() -> None:
    for lead in range(12, 21):
        rows = lines(pdf(f"<p style='text-indent:0'>{'あ' * lead}<b>17</b>業務<sup>1)</sup>、を{'い' * 20}"))
        assert not any(text(row).endswith(("1", "17", "17業")) for row in rows[:-1])
        assert not any(text(row).startswith("、") for row in rows)


def test_words_marked_by_the_author_stay_whole_and_the_line_full() -> None:
    word = "<span style='white-space:nowrap'>窓口のオンライン化</span>"
    for lead in range(15, 20):
        rows = lines(pdf(f"<p>{'あ' * lead}{word}は{'い' * 25}"))
        assert any("窓口のオンライン化" in text(row) for row in rows)
        assert max(misses(rows)) < 0.5


@pytest.mark.parametrize("inside", ["{}", "<ins>{}</ins>", "<ins>{} <b>計画</b></ins>"])
def test_no_line_ends_between_a_code_and_its_name_nor_inside_the_code(inside: str) -> None:
    code = "<span style='white-space:nowrap;break-after:avoid'>3-2 </span>定型業務"
    body = "".join(
        f"<p style='text-indent:0;overflow-wrap:anywhere'>{inside.format('あ' * n + code)}" for n in range(15, 21)
    )
    rows = [text(row) for row in lines(pdf(body))]
    assert sum("3-2定" in row for row in rows) == 6
    assert not [row for row in rows if row.endswith(("-", "2"))]


def test_a_code_stands_alone_where_the_column_is_too_narrow() -> None:
    code = "<span style='white-space:nowrap;break-after:avoid'>2(5) </span><span style='white-space:nowrap'>計画期間</span>"
    rows = lines(pdf(f"<p style='text-indent:0;width:60pt;overflow-wrap:anywhere'>{code}"))
    assert list(map(text, rows)) == ["2(5)", "計画期間"]


def test_short_labels_are_spread_where_that_is_asked_for() -> None:
    written = pdf("<p style='text-indent:0;width:120pt;text-align-last:justify'>担当課</p>")
    (row,) = lines(written)
    assert [round(char[1]) for char in row] == [60, 114, 168]
    assert extracted(written, "-raw").strip() == "担当課"


def test_cells_and_lists_are_filled_too() -> None:
    cell = f"<table style='border-spacing:0;width:240pt'><tr><td style='padding:0;text-align:justify'>{PROSE}</table>"
    items = f"<ul style='padding:0;list-style:none;text-align:justify'><li>{PROSE}</ul>"
    assert max(misses(lines(pdf(cell)))) < 0.5
    assert max(misses(lines(pdf(items)))) < 0.5


def test_a_box_shrunk_to_its_text_does_not_break() -> None:
    box = "<div style='float:left;border:1pt solid'>町の<b>DX</b>推進」「第<i>3</i>版</div>"
    assert len(lines(pdf(box))) == 1


def test_underlines_end_with_their_words() -> None:
    written = pdf('<p>町の<u>DX</u>推進<a href="#x" style="text-decoration:underline">ICT</a>化')
    assert text(lines(written)[0]) == "町のDX推進ICT化"


def test_other_writing_stays_as_weasyprint_sets_it() -> None:
    english = "<p>The quick brown fox jumps over the lazy dog and runs on, and on, until the line is full."
    ours, theirs = (contents(pdf(english, composed=composed)) for composed in (True, False))
    assert ours == theirs


def test_forced_breaks_leaders_and_cut_text() -> None:
    assert [text(row) for row in lines(pdf("<p>一行目<br>二行目のDX"))] == ["一行目", "二行目のDX"]
    leader = "p::after{content:leader('.') '3'}"
    (row,) = lines(pdf("<p style='text-indent:0'>目次のDX", leader))
    assert row[-1][2] == pytest.approx(RIGHT, abs=0.5)
    cut = f"<p style='overflow:hidden;text-overflow:ellipsis;white-space:nowrap'>{PROSE}"
    assert lines(pdf(cut)) == lines(pdf(cut, composed=False))


def test_a_character_no_font_has_is_told(caplog: pytest.LogCaptureFixture) -> None:
    pdf("<p>町の\ue000字")
    assert any(".notdef" in record.message for record in caplog.records)


def test_phrases_break_only_between() -> None:
    parts = ("新しい", "日高町の", "デジタル推進")
    spans = "".join(f"<span style='white-space:nowrap'>{part}</span>" for part in parts)
    rows = lines(pdf(f"<p style='width:120pt;text-indent:0;text-align:left'>{spans}"))
    assert [text(row) for row in rows] == ["新しい日高町の", "デジタル推進"]


def test_ruby_stands_above_and_keeps_the_pitch() -> None:
    css = (ROOT / "assets/css/ruby.css").read_text(encoding="utf-8")
    body = f"<p>門別を<ruby>組版<rt>くみはん</rt></ruby>する<ruby>町<rt>まち</rt></ruby>の{PROSE[:60]}"
    written = pdf(body, css)
    by_letter = {char[0]: char for row in lines(written) for char in row}
    plain = [row[0][3] for row in lines(written) if row[0][0] not in "くま組町"]
    assert by_letter["組"][3] == pytest.approx(by_letter["門"][3], abs=0.05)
    assert by_letter["く"][3] > by_letter["組"][3] + 10
    assert plain[0] - plain[1] == pytest.approx(19.5, abs=0.01)
    assert extracted(written, "-raw").replace("\n", "").startswith("門別を組版くみはんする町まちの")


def test_nothing_is_left_behind() -> None:
    before = inline.text_align
    with japanese_line_composition(), japanese_line_composition():
        assert inline.text_align is not before
    assert inline.text_align is before


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "version", lambda _name: "71.0")
    with pytest.raises(InstallationError, match=r"WeasyPrint 70\.0 が要ります"), japanese_line_composition():
        pass


def test_the_same_bytes_twice() -> None:
    assert pdf(f"<p>{PROSE}") == pdf(f"<p>{PROSE}")


@pytest.mark.parametrize("rule", ["p::first-line{color:#1F4E79}", "p::first-letter{font-size:18pt}", "p{hyphens:auto}"])
def test_styled_beginnings_do_no_harm(rule: str) -> None:
    written = pdf(f"<p>{PROSE}", rule)
    assert "".join(extracted(written).split()) == PROSE
    assert max(misses(lines(written)[2:])) < 0.5


NOWRAP = "white-space:nowrap"
NESTED = (
    f"<p>あ<i>「DX<b>」</b></i>。<sup>1)</sup><a href='#x'>（<b>第3</b>版）</a>「<q style='{NOWRAP}'>9年度</q>」",
    "<p style='width:90pt'><b>17</b><i>業務</i><span style='padding:0 3pt'>1,234</span>千円<br>、あ「い<b>漢</b>字」",
    "<p><span style='letter-spacing:2pt'>均等割</span>DX<span style='font-size:9pt'>AI</span>と<code> a b </code> 、",
    "<p style='overflow-wrap:anywhere;width:50pt'>Internationalization町<b>Transformation</b>",
    "<p>ABC<b> </b>町 <i> の</i> <b>DX</b> ",
    "<ul><li>「<a href='#x'>DX</a>」</ul><table><tr><td>「DX」<td>令和9年度<b>まで</b></table>",
)


@pytest.mark.parametrize("body", NESTED)
def test_no_letter_is_lost_or_out_of_order(body: str) -> None:
    composed, plain = (extracted(pdf(body, composed=way), "-raw") for way in (True, False))
    assert "".join(composed.split()) == "".join(plain.split())


def test_an_emergency_break_keeps_kinsoku_and_digits_together() -> None:
    style = "p {width: 40pt; overflow-wrap: anywhere; text-indent: 0; text-align: left}"
    with japanese_line_composition():
        document = weasyprint.HTML(string=f"<style>{style}</style><p>12,345,678千円、令和10年度末まで").render()
    lines = [line for page in document.pages for line in _texts(page._page_box)]
    assert "".join(lines) == "12,345,678千円、令和10年度末まで"
    assert not any(line[0] in ",、" for line in lines)


def _texts(box: Any) -> list[str]:
    if type(box).__name__ == "LineBox":
        return ["".join(leaf.text for leaf in box.descendants() if hasattr(leaf, "text"))]
    return [text for child in getattr(box, "children", ()) for text in _texts(child)]
