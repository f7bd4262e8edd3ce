"""The tree a screen reader walks, read with poppler."""

from io import BytesIO

import pypdf
import pytest
from measure.pdf_reading import FACTS, annotations, elements, laid_out, root, shape, spoken, structure, whole, written

from hidaka_dx.typeset import conform
from hidaka_dx.typeset.telling_apart import Said, told_apart

ROWS = "".join(f"TR(TH(取組{row})TD({row}件))" for row in range(70))
SHAPE = (
    "Document(Div(H1(日高町DX推進計画)P(令和8年4月))"
    "Sect(H2(〔目次〕)TOC(TOCI(Lbl(1. )Reference(Link((1)計画の趣旨1))TOC(TOCI(Lbl(1. )Reference(Link(背景1)))))"
    "TOCI(Lbl(2. )Reference(Link((2)取組4)))))"
    "Part(Sect(H2(1計画の趣旨)"
    "P(町は計画を定めるReference(Link(1))。Span(Digital Transformation)とは、"
    "Ruby(RB(日高)RT(ひだか))Ruby(RB(町)RT(ちょう))の仕組みを表す "
    "Link(町の計画を載せている長い長い名前の、行をまたぐリンク)である。)"
    "Note(Lbl(1. )脚注の文である。)"
    f"H3(背景)P({'段落は頁をまたいで続く。' * 120})"
    "L(LI(Lbl(• )LBody(甲L(LI(Lbl(◦ )LBody(子))LI(Lbl(◦ )LBody(丑)))))LI(Lbl(• )LBody(乙))))"
    f"Sect(H2(2取組)Table(Caption(表1　取組の一覧)THead(TR(TH(取組)TH(件数)))TBody({ROWS}))"
    "Div(Figure()Caption(図1　人口))P(終わりの段落。))))"
)


@pytest.mark.slow
def test_whole_tree_in_the_order_of_the_source() -> None:
    assert shape(whole()) == SHAPE


def test_table_really_runs_over_three_pages_and_paragraph_over_two() -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(whole())).pages]
    assert sum("件数" in text for text in pages) >= 3
    assert sum("段落は頁を" in text for text in pages) >= 2
    assert spoken(whole()).count("件数") == 1


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<div>裸の文字<br>次<p>段落</p>後</div>", "Div(P(裸の文字次)P(段落)P(後))"),
        ("<blockquote>引用</blockquote>", "BlockQuote(P(引用))"),
        ("<p>甲<strong>乙</strong><sup>丙</sup></p>", "P(甲乙丙)"),
        ("<p><code>x</code><abbr title='Digital'>DX</abbr></p>", "P(Code(x)Span(DX))"),
        (
            "<dl><dt>甲<dt>乙<dd>一<dd>二<dt>丙<dd>三</dl>",
            "L(LI(Lbl(甲)Lbl(乙)LBody(一)LBody(二))LI(Lbl(丙)LBody(三)))",
        ),
        ("<ul style='list-style:none'><li>甲</ul>", "L(LI(LBody(甲)))"),
        ("<ol class=own><li><p>甲</p><p>乙</p></ol>", "L(LI(Lbl(ア)LBody(P(甲)P(乙))))"),
        ("<ol style='list-style-position:inside'><li>甲</ol>", "L(LI(Lbl(1. )LBody(甲)))"),
        ("<p>甲<img src=figure.svg alt=''>乙</p>", "P(甲乙)"),
        ("<p>甲<img src=figure.svg alt='図'>乙</p>", "P(甲Figure()乙)"),
        ("<div role=img aria-label='図'>■□</div>", "Figure(■□)"),
        ("<p aria-hidden=true>飾り</p><p>文</p>", "P(文)"),
        ("<p style='visibility:hidden'>無</p><p>文</p>", "P(文)"),
        ("<section></section><div> </div><p>文</p>", "P(文)"),
        ("<p id=x>甲<a href='#x'>乙</a></p>", "P(甲Link(乙))"),
        ("<p>甲<a>乙</a></p>", "P(甲乙)"),
        ("<p id=x><a href='#x'><span>甲<b>乙</b></span></a></p>", "P(Link(甲乙))"),
        ("<p style='float:right'>浮</p><p>文</p>", "P(浮)P(文)"),
        ("<div style='columns:2'><p>左</p><p>右</p></div>", "Div(P(左)P(右))"),
        ("<p>薄い<span style='opacity:.5;display:inline-block'>文字</span>。</p>", "P(薄い文字。)"),
        (
            "<ul><li>甲<span class=note>注</span>乙</ul>",
            "L(LI(Lbl(• )LBody(甲Reference(Link(1))乙Note(Lbl(1. )注))))",
        ),
        (
            "<table><caption>表<span class=note>注</span></caption><tr><td>甲</table>",
            "Table(Caption(表Reference(Link(1))Note(Lbl(1. )注))TBody(TR(TD(甲))))",
        ),
        ("<table><tfoot><tr><td>計</tfoot><tbody><tr><td>甲</table>", "Table(TBody(TR(TD(甲)))TFoot(TR(TD(計))))"),
    ],
)
def test_shapes(body: str, expected: str) -> None:
    style = ".own {list-style: none} .own li::before {content: 'ア'}"
    assert shape(written(f"<h1>題</h1>{body}", style)) == f"Document(H1(題){expected})"


def test_empty_cells_stay() -> None:
    assert structure(written("<h1>題</h1><table><tr><th>甲<td><td></table>")).count(" TD") == 2


def test_headers_have_scopes_and_cells_have_spans() -> None:
    pdf = written(
        "<h1>題</h1><table><tr><th rowspan=2>甲<th colspan=2 scope=colgroup>乙<tr><th>丙<th>丁"
        "<tr><th scope=row>戊<td colspan=2>己</table>"
    )
    found = [dict(element["/A"]) for role in ("TH", "TD") for element in elements(pdf, role)]
    assert [each.get("/Scope") for each in found] == ["/Column", "/Column", "/Column", "/Column", "/Row", None]
    assert [each.get("/ColSpan") for each in found] == [None, 2, None, None, None, 2]
    assert found[0]["/RowSpan"] == 2


def test_what_aria_makes_of_a_cell_counts() -> None:
    pdf = written("<h1>題</h1><table><tr><th role=cell>改正<td role=rowheader>計画の目的<td>文</table>")
    assert shape(pdf) == "Document(H1(題)Table(TBody(TR(TD(改正)TH(計画の目的)TD(文)))))"
    assert [dict(head["/A"])["/Scope"] for head in elements(pdf, "TH")] == ["/Row"]


def test_figures_have_words_and_a_place() -> None:
    (figure,) = elements(whole(), "Figure")
    assert figure["/Alt"] == "人口が減る様子を示す折れ線"
    left, bottom, right, top = figure["/A"]["/BBox"]
    assert (round(right - left), round(top - bottom)) == (150, 60)
    assert 0 < left < right < 420
    assert 0 < bottom < top < 595


def test_svg_title_is_its_alternative() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>図の\n説明</title><path d="M0 0h9"/></svg>'
    )
    (figure,) = elements(written(f"<h1>題</h1>{svg}"), "Figure")
    assert figure["/Alt"] == "図の 説明"


def test_english_says_so() -> None:
    (span,) = elements(whole(), "Span")
    assert span["/Lang"] == "en"
    pdf = written("<h1>題</h1><section lang=en><p lang=en>One</p></section><p><abbr title='長い名'>略</abbr></p>")
    assert [element.get("/Lang") for role in ("Sect", "P") for element in elements(pdf, role)][:2] == ["en", None]
    assert elements(pdf, "Span")[0]["/E"] == "長い名"


def test_lists_say_how_they_are_numbered() -> None:
    pdf = written("<h1>題</h1><ul><li>甲</ul><ol><li>乙</ol><dl><dt>丙<dd>丁</dl>")
    found = [element.get("/A", {}).get("/ListNumbering") for element in elements(pdf, "L")]
    assert found == ["/Disc", "/Decimal", None]


def test_notes_have_identifiers_and_calls_lead_there() -> None:
    pdf = whole()
    (note,) = elements(pdf, "Note")
    assert note["/ID"] == "note-1"
    assert root(pdf)["/StructTreeRoot"]["/IDTree"]["/Names"][0] == "note-1"
    assert "note-1" in root(pdf)["/Names"]["/Dests"]["/Names"]


def test_one_link_for_all_its_boxes_with_its_words() -> None:
    words = [str(each["/Contents"]) for each in annotations(whole())]
    assert words[:3] == ["(1)計画の趣旨、1ページ", "背景、1ページ", "(2)取組、4ページ"]
    assert sorted(words[3:]) == ["注1", *["町の計画を載せている長い長い名前の、行をまたぐリンク"] * 2]
    assert len(elements(whole(), "Link")) == 5


def test_what_is_only_a_number_on_paper_is_a_name_and_a_page_in_a_list_of_links() -> None:
    style = "a.page::after {content: target-counter(attr(href), page)}"
    pages = "".join(f"<a class=page href=#{name}></a> " for name in ("one", "t", "f", "words", "sheet"))
    body = """<h1>題</h1><section id=one><h2 data-label="柱␟1 背景">1背景</h2><p id=words>文。<a href=#one>2</a></section>
    <table id=t><caption>表1　取組</caption><tr><td>甲</table><section id=sheet><p>文。</p><h2>二</h2></section>"""
    figure = "<figure id=f><img src=figure.svg alt=折れ線><figcaption><div><p>図1　人口</p></div></figcaption></figure>"
    said = [str(each["/Contents"]) for each in annotations(written(f"<p>{pages}</p>{body}{figure}", style))]
    named = ("1 背景、1ページ", "表1 取組、1ページ", "図1 人口、1ページ", "1 背景、1ページ（2）", "二、1ページ")
    assert said == [*named, "1 背景（2）"]


def test_links_that_say_the_same_are_told_apart_unless_they_lead_to_the_same() -> None:
    links = [
        ("図1", "甲", "a"),
        ("図1", "甲", "a"),
        ("図1", "乙", "b"),
        ("町", "丙", "c"),
        ("丁", "丁", "d"),
        ("丁", "丁", "e"),
    ]
    said = list(told_apart([Said(*each) for each in links]))
    assert said == ["図1（甲）", "図1（甲）", "図1（乙）", "町", "丁", "丁（2）"]


def test_every_annotation_leads_back_to_its_element() -> None:
    numbers = root(whole())["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for annotation in annotations(whole()):
        assert parents[annotation["/StructParent"]].get_object()["/S"] == "/Link"


def test_lines_of_a_paragraph_are_its_own_content() -> None:
    paragraph = elements(whole(), "P")[2]
    kinds = {type(kid.get_object()).__name__ for kid in paragraph["/K"]}
    assert kinds == {"NumberObject", "DictionaryObject"}
    assert {kid["/Type"] for kid in paragraph["/K"] if not isinstance(kid, int)} == {"/MCR"}


def test_no_noise() -> None:
    for role in ("NonStruct", "Span"):
        assert len(elements(whole(), role)) == (role == "Span")


def test_links_in_repeated_headers_are_no_annotations() -> None:
    rows = "<tr><td>甲" * 80
    document = laid_out(f"<h1 id=x>題</h1><table><thead><tr><th><a href='#x'>見出し</a></thead>{rows}</table>")
    assert len(document.pages) > 2
    pdf = conform.write(document, FACTS)
    assert len(annotations(pdf)) == 1
