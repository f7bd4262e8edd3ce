"""What stands in a Word file stands in the plan that is made of it, or in the report."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from hidaka_dx.archive import Archive
from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.document import Document
from hidaka_dx.intake import TownWords, content_of, read_plan
from hidaka_dx.intake.expressible import ALL, Expressible
from hidaka_dx.intake.typed_numbers import plain_number
from hidaka_dx.japanese.marks import OFFICIAL
from hidaka_dx.newtown import NUMBERINGS, TownAnswers, new_files
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.pipeline.importing import Imported, import_plan, open_plan
from intake.docx import cell, docx, h, p, picture, r, root, table
from intake.judge import listed_losses, real_losses

ANSWERS = TownAnswers("若桑町", "若桑町地域計画", "若桑町企画課", 2026, 2030, None)
PNG = (Path(__file__).parent.parent / "fixtures/picture.png").read_bytes()


def brought_in(content: bytes, place: Path) -> tuple[Imported, Document, dict[str, str]]:
    """Bring a file in; give what is said of it, the composed plan and the text of each file; the judge has nothing to say."""
    place.mkdir(exist_ok=True)
    (place / "plan.docx").write_bytes(content)
    plan = open_plan(place / "plan.docx")
    answers = ANSWERS._replace(marks=plan.marks(iter(NUMBERINGS.values())))
    done = import_plan(place / "plan.docx", place / "town", plan, answers, fresh=True)
    assert done.problems == ()
    composition = examine(Archive(place / "town")).composition
    assert composition
    document, _ = composition.conductor.compose(PLAN)
    assert listed_losses(done.differences) == real_losses(content, document)
    assert not [each for each in done.differences if each.kind == "説明のつかない違い"]
    texts = {
        path.name: path.read_text(encoding="utf-8") for path in (place / "town").rglob("*.[my][da]*") if path.is_file()
    }
    return done, document, texts


def chapters(texts: dict[str, str]) -> str:
    return "\n".join(
        text for name, text in texts.items() if name.endswith(".md") and name not in {"README.md", "取り込みの報告.md"}
    )


def test_a_plan_made_with_styles(tmp_path: Path) -> None:
    styles = root(
        "styles",
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="2"><w:name w:val="見出し 2"/></w:style>'
        '<w:style w:styleId="3"><w:basedOn w:val="2"/><w:name w:val="町の見出し"/></w:style>'
        '<w:style w:styleId="9"><w:name w:val="toc 1"/></w:style>',
    )

    def styled(key: str, words: str) -> str:
        return p(words, look=f'<w:pStyle w:val="{key}"/>')

    body = (
        p(r("若桑町地域計画", '<w:sz w:val="56"/>'))
        + p("～　人がつながるまち　～")
        + p("目　次")
        + styled("9", "第１章　はじめの章\t１")
        + styled("9", "第９章　なくなった章\t９")
        + styled("1", "第１章　はじめの章")
        + styled("2", "第１節　趣旨")
        + p("　趣旨は、１，２００人の町民のためです。", r("ＤＸ"))
        + styled("3", "第２節　期間")
        + p("図表１－１　人口の推移")
        + table(("区分", "令和２年"), ("人口", "9,731"), ("　うち男", "4,800"))
        + p("※　資料：国勢調査")
        + picture_paragraph()
        + p("図表１－２　位置図")
        + styled("1", "第２章　資料")
        + p("・一つ目")
        + p("・　二つ目")
    )
    done, document, texts = brought_in(docx(body, {"styles": styles, "media/a.png": PNG}), tmp_path)
    assert [part.heading.mark + part.heading.title for part in document.parts[:2]] == ["第1章はじめの章", "第2章資料"]
    assert [part.heading.mark for part in document.parts[0].parts] == ["第1節", "第2節"]
    assert document.subtitle == "人がつながるまち"
    assert "表：人口の推移 {#table1-1}" in texts["chapter1.md"]
    assert "- 一つ目\n- 二つ目" in texts["chapter2.md"]
    assert "字下げは印刷されません：「うち男」" in texts["取り込みの報告.md"]
    assert "headings: [第1章, 第1節, 1, (1)]" in texts["plan.yaml"]
    assert 'title: "位置図"' in texts["figure1-2.yaml"]
    assert [each.remark for each in done.differences if each.kind.startswith("目次") and each.remark] == [
        "目次の「第９章 なくなった章 ９」に当たる見出しがありません。見出しを確かめてください。"
    ]


def picture_paragraph(words: str = "") -> str:
    return p(picture("r-1", words))


def test_a_plan_typed_in_one_style(tmp_path: Path) -> None:
    body = "".join(
        p(each) if not each.startswith("<") else each
        for each in (
            "若桑町地域計画",
            "令和８年３月",
            "はじめに",
            "　町民の皆様とともに、まちづくりを進めます。",
            "目次",
            "Ⅰ　計画の概要　　　１",
            "１　趣旨",
            "Ⅰ　計画の概要",
            "１　趣旨",
            "　計画を作ります。",
            "(1)　背景",
            "　人口が減っています。",
            "(2)\t課題",
            "　次のとおりです。",
            "ア　若い人が減ること",
            "イ　空き家が増えること",
            "Ⅱ　施策",
            "１．住まい",
            "　住まいを増やします。",
            "資料編",
            "資料１　設置要綱",
            "（設置）",
            "第１条　委員会を置く。",
            "２　委員会は、意見を述べることができる",
            "資料２　用語解説",
            "ＲＰＡ　パソコンの操作を自動で行う仕組み。",
            "オープンデータ：だれでも使えるデータ。",
        )
    )
    done, document, texts = brought_in(docx(body), tmp_path)
    headings = [(part.heading.mark, part.heading.title) for part in document.parts]
    assert headings[:4] == [("", "はじめに"), ("Ⅰ", "計画の概要"), ("Ⅱ", "施策"), ("", "資料編")]
    assert document.parts[0].layout == "preface"
    assert [part.heading.mark for part in document.parts[1].parts[0].parts] == ["(1)", "(2)"]
    assert "headings: [Ⅰ, 1, (1)" in texts["plan.yaml"]
    assert 'term: "オープンデータ"' in texts["glossary.yaml"]
    assert "第1条　委員会を置く。" in texts["appendix.md"]
    assert not [each for each in done.differences if each.kind.startswith("番号が")]


def test_what_word_numbers_itself(tmp_path: Path) -> None:
    numbering = root(
        "numbering",
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%2"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimalEnclosedCircle"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key - 1}"/></w:num>' for key in (1, 2, 3)),
    )

    def numbered(key: int, level: int, words: str, look: str = "") -> str:
        return p(words, look=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>{look}')

    top, below = ('<w:outlineLvl w:val="0"/>', '<w:outlineLvl w:val="1"/>')
    body = (
        numbered(1, 0, "概要", top)
        + numbered(1, 1, "趣旨", below)
        + p("文です。")
        + numbered(2, 0, "項目")
        + numbered(2, 0, "次の項目")
        + numbered(1, 1, "期間", below)
        + numbered(3, 0, "一つ目の文です。")
        + numbered(3, 0, "二つ目の文です。")
        + h(1, "第３章　手で打った章")
        + p("文です。")
    )
    done, document, texts = brought_in(docx(body, {"numbering": numbering}), tmp_path)
    assert "headings: [第1章, 1-1," in texts["plan.yaml"]
    assert [part.heading.mark for part in document.parts[0].parts] == ["1-1", "1-2"]
    assert "- 項目\n- 次の項目" in texts["chapter1.md"]
    assert "②　二つ目の文です。" in texts["chapter1.md"]
    assert [each.remark for each in done.differences if each.kind == "番号が変わったもの"] == [
        "見出しの番号が「第３章」から「第2章」に変わりました。"
    ]


def test_what_is_said_beside_the_text(tmp_path: Path) -> None:
    """Notes, readings, changes, comments, hidden words, boxes, charts, controls, symbols, equations, headers."""
    box = "<w:txbxContent>" + p("枠の中の文です。") + "</w:txbxContent>"
    body = (
        h(1, "概要", '<w:r><w:footnoteReference w:id="1"/></w:r>')
        + p(
            "注のある文",
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
            "です。",
            '<w:r><w:endnoteReference w:id="1"/></w:r>',
        )
        + p(
            "<w:r><w:ruby><w:rt><w:r><w:t>わかくわ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>若桑</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "の町です。",
        )
        + p(
            "残る文",
            "<w:ins><w:r><w:t>（加えた文）</w:t></w:r></w:ins>",
            "<w:del><w:r><w:delText>（消した文）</w:delText></w:r></w:del>",
            '<w:moveFrom><w:r><w:t>移す前</w:t></w:r></w:moveFrom><w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
            "です。",
        )
        + p("消えた段落の終わり", look="<w:rPr><w:del/></w:rPr>")
        + p("につながる文です。")
        + p("見える文です。", r("隠した文", "<w:vanish/>"), r("線を引いた文です。", "<w:strike/>"))
        + p(
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            f"<w:r><w:pict><v:shape><v:textbox>{box.replace('枠', '古い枠')}</v:textbox></v:shape></w:pict></w:r>",
        )
        + p(
            '<w:r><w:drawing><a:graphic><a:graphicData><c:chart r:id="r-5"/></a:graphicData></a:graphic></w:drawing></w:r>'
        )
        + "<w:sdt><w:sdtPr/><w:sdtContent>"
        + p("入力欄の文です。", "<w:sdt><w:sdtContent>" + r("内の欄") + "</w:sdtContent></w:sdt>")
        + "</w:sdtContent></w:sdt>"
        + p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            "印",
            "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
            "です。",
        )
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "欄の結果",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "です。",
        )
        + p(
            '<w:hyperlink r:id="x"><w:r><w:t>リンクの言葉</w:t></w:r></w:hyperlink>',
            "<w:smartTag><w:r><w:t>です。</w:t></w:r></w:smartTag>",
        )
    )
    beside = {
        "footnotes": root(
            "footnotes",
            '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
            + "".join(f'<w:footnote w:id="{key}">{p(f"注{key}の１文。")}</w:footnote>' for key in (1, 2, 3)),
        ),
        "endnotes": root("endnotes", f'<w:endnote w:id="1">{p("終わりの注。")}</w:endnote>'),
        "comments": root("comments", f'<w:comment w:id="0" w:author="課長">{p("ここを直す")}</w:comment>'),
        "header1": root("hdr", p("秘 取扱注意")),
        "footer1": root("ftr", p("若桑町")),
        "charts/chart1.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>回答</c:v><c:v>42</c:v></c:chartSpace>',
    }
    done, _, texts = brought_in(docx(body, beside), tmp_path)
    chapter = chapters(texts)
    for words in (
        "｛若桑｜わかくわ｝の町",
        "残る文（加えた文）です",
        "消えた段落の終わりにつながる文",
        "枠の中の文です。",
        "古い枠の中の文",
        "入力欄の文です。内の欄",
        "✓印a+bです。",
        "欄の結果です。",
        "リンクの言葉です。",
    ):
        assert words in chapter
    for words in ("消した文", "移す前", "隠した文", "取扱注意", "ここを直す", "REF x", "注3"):
        assert words not in chapter
        assert words in texts["取り込みの報告.md"] or words == "REF x"
    assert chapter.count("枠の中の文") == 2
    assert "「線を引いた文です。」には取り消し線がありました" in texts["取り込みの報告.md"]
    assert 'text: "注2の1文。"' in texts["footnotes.yaml"]
    assert "課長：ここを直す" in [each.remark for each in done.differences]


def test_letters_that_are_raised_or_lowered_by_their_looks_stay_so(tmp_path: Path) -> None:
    up, down = (f'<w:vertAlign w:val="{each}script"/>' for each in ("super", "sub"))
    mass = r("CO") + r("２", down) + r("を10") + r("−6", up) + r("m") + r("2", up)
    styles = root("styles", f'<w:style w:styleId="k"><w:name w:val="上付き"/><w:rPr>{up}</w:rPr></w:style>')
    body = h(1, "第１章　はじめに") + p(mass, r("に"), r("※1", up), r("する。x"), r("n", '<w:rStyle w:val="k"/>'))
    _, _, texts = brought_in(docx(body, {"styles": styles}), tmp_path)
    assert "CO₂を10⁻⁶m²に※1する。xⁿ" in chapters(texts)
    assert "「※1」は小さく上か下に付いていました" in texts["取り込みの報告.md"]


def series(name: str, labels: Sequence[str], values: Sequence[str], form: str = "", days: str = "") -> str:
    def points(tag: str, kind: str, form: str, texts: Sequence[str]) -> str:
        held = "".join(f'<c:pt idx="{place}"><c:v>{text}</c:v></c:pt>' for place, text in enumerate(texts))
        return f"<c:{tag}><c:{kind}><c:formatCode>{form}</c:formatCode>{held}</c:{kind}></c:{tag}>"

    said = f"<c:tx><c:strRef><c:strCache><c:pt><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>" if name else ""
    return f"<c:ser>{said}{points('cat', 'numCache', days, labels)}{points('val', 'numCache', form, values)}</c:ser>"


def with_chart(plots: str, place: Path, title: str = "図１：利用の頻度", axis: str = "") -> tuple[str, str]:
    """Bring a file with a chart in; give its chapter and the file of its figure."""
    said = f"<c:valAx><c:title><a:t>{axis}</a:t></c:title></c:valAx>" if axis else ""
    body = (
        h(1, "第１章　調査")
        + (p(title) if title else "")
        + p('<w:r><w:drawing><a:graphicData><c:chart r:id="r-0"/></a:graphicData></w:drawing></w:r>')
    )
    chart = root("x", f"<c:chart><c:plotArea>{plots}{said}</c:plotArea></c:chart>")
    _, _, texts = brought_in(docx(body, {"charts/chart1.xml": chart}), place)
    return texts["chapter1.md"], "".join(text for name, text in texts.items() if "kind: chart" in text)


AGES = ("18～39歳", "40歳以上")
DAILY, SOMETIMES = (
    series(name, AGES, v, "0.0%") for name, v in (("毎日", ("0.924", "0.4")), ("時々", ("0.076", "0.6")))
)
YEARS = series("人口", ("44927", "45292"), ("12300", "12100.5"), "#,##0", 'ggge"年"')
SHARED = '<c:grouping val="percentStacked"/>'
CHARTS = (
    (f"<c:barChart>{DAILY}{SOMETIMES}</c:barChart>", "grouped", '["40歳以上", "40%", "60%"]', "%"),
    (f"<c:barChart>{SHARED}{DAILY}{SOMETIMES}</c:barChart>", "band", '["18～39歳", "92.4%", "7.6%"]', "%"),
    (f"<c:lineChart>{YEARS}</c:lineChart>", "line", '["2024年", "12100.5"]', "人"),
    (f"<c:bar3DChart>{YEARS}</c:bar3DChart>", "bar", '["", "人口"]', "人"),
    (f"<c:pieChart>{series('', AGES, ('3', '5'))}</c:pieChart>", "pie", '["", "値"]', "人"),
)


@pytest.mark.parametrize(("plots", "kind", "row", "unit"), CHARTS)
def test_a_chart_becomes_a_chart_of_its_numbers(plots: str, kind: str, row: str, unit: str, tmp_path: Path) -> None:
    chapter, figure = with_chart(plots, tmp_path, axis="（人）")
    assert "![](figure1)" in chapter
    assert f"type: {kind}\n" in figure
    assert f'unit: "{unit}"\n' in figure
    assert f"  - {row}\n" in figure
    assert 'title: "利用の頻度"' in figure


@pytest.mark.parametrize(
    "plots",
    [
        f"<c:barChart>{DAILY}</c:barChart><c:lineChart>{SOMETIMES}</c:lineChart>",
        f"<c:areaChart>{DAILY}{SOMETIMES}</c:areaChart>",
        f"<c:barChart>{DAILY}{series('件数', AGES, ('3', '5'))}</c:barChart>",
        f"<c:pieChart>{series('割合', AGES, ('0.5', '0.1'), '0%')}</c:pieChart>",
        f"<c:lineChart>{series('', (AGES[0], '9' * 5000), ('NaN', '1e999'), '0%', 'yyyy')}</c:lineChart>",
    ],
    ids=["two plots", "another kind", "two units", "no whole", "no numbers"],
)
def test_a_chart_that_the_press_does_not_have_becomes_a_table_of_its_numbers(plots: str, tmp_path: Path) -> None:
    chapter, figure = with_chart(plots, tmp_path)
    assert "表：利用の頻度 {#table" in chapter
    assert "| 18～39歳 |" in chapter
    assert not figure


def test_a_chart_without_a_title_is_given_one(tmp_path: Path) -> None:
    assert 'title: "調査のグラフ"' in with_chart(CHARTS[0][0], tmp_path / "none", "")[1]
    own = f"<c:barChart>{DAILY}</c:barChart></c:plotArea><c:title><a:t>毎日使う人</a:t></c:title><c:plotArea>"
    assert 'title: "毎日使う人"' in with_chart(own, tmp_path / "own", "")[1]


def test_tables_as_people_make_them(tmp_path: Path) -> None:
    first, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        h(1, "概要")
        + p("利用の頻度")
        + table(
            (cell("年代", look=first), cell("利用している", look='<w:gridSpan w:val="2"/>')),
            (cell("", look=more), "毎日", "時々"),
            ("18～39歳", "92.4", "5.1"),
        )
        + p("この段落の後に、題のない表があります。")
        + table(
            ("区分", "内容"),
            (cell("住まい", look=first), cell("・空き家", "・|記号|と*星*")),
            (cell("", look=more), "<w:tc>" + p("外") + table(("中の表", "二列")) + p("") + "</w:tc>"),
        )
        + table((cell("枠で囲んだ文です。"),))
    )
    brought_in(docx(body), tmp_path)
    chapter = written(docx(body), Expressible())
    assert "| 年代 | 利用している・毎日 | 利用している・時々 |\n|---|---:|---:|" in chapter
    assert r"| 住まい | ・空き家　・\|記号\|と\*星\* |" in chapter
    assert "外　中の表　二列" in chapter
    assert "\n枠で囲んだ文です。\n" in chapter
    richer = written(docx(body), ALL)
    assert "表：{#part-table head=2}\n\n| 年代 | 利用している | < |\n|---|---:|---:|\n| ^ | 毎日 | 時々 |" in richer
    assert r"| 住まい | ・空き家<br>・\|記号\|と\*星\* |" in richer
    assert "::: コラム {#part-column}\n\n枠で囲んだ文です。\n\n:::" in richer


def written(content: bytes, can: Expressible) -> str:
    """Give the first chapter as it is written for a press that can express these blocks."""
    plan = read_plan(content)
    files = content_of(
        plan, new_files(ANSWERS)["content/plan.yaml"].decode(), TownWords("題", "課", OFFICIAL), can=can
    ).files
    return next(text.decode() for path, text in files.items() if path.startswith("content/chapters/"))


def test_what_is_set_apart_is_written_so_where_the_press_can() -> None:
    body = (
        h(1, "第１章　概要")
        + h(2, "基本理念")
        + p("人がつながるまち", look='<w:jc w:val="center"/>')
        + p("【コラム】①　教室")
        + table((cell("教室を開いています。"),))
        + p("令和８年３月", "<w:r><w:br/></w:r>", "町長　桑原　実", look='<w:jc w:val="right"/>')
        + p("資料：国勢調査", look='<w:jc w:val="right"/>')
        + h(2, "策定委員会名簿")
        + table(("氏名", "所属"), ("山田", "大学"))
        + h(2, "設置要綱")
        + p("（設置）")
        + p("第１条　置く。")
        + p("２　述べる。")
    )
    chapter = written(docx(body), ALL)
    for words in (
        "::: 理念 {#chapter1-aim}\n\n人がつながるまち\n\n:::",
        "::: コラム ①　教室 {#chapter1-column}\n\n教室を開いています。\n\n:::",
        "::: 右\n\n令和8年3月\n町長　桑原　実\n\n:::",
        "::: 名簿 {#chapter1-names}\n\n表：{#chapter1-table}\n\n| 氏名 | 所属 |",
        "::: 要綱 {#chapter1-articles}\n\n（設置）\n第1条　置く。\n2　述べる。\n\n:::",
    ):
        assert words in chapter
    assert "資料：国勢調査\n" in chapter.partition("::: 右")[2].partition(":::")[2]
    assert ":::" not in written(docx(body), Expressible())


def test_headings_in_frames_and_boxes_are_headings(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + p("第２章") + p("飾りの章") + "</w:txbxContent>"
    toc = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    body = (
        p(toc, '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "第１章　枠の章\t1")
        + table((cell(p("第１章　枠の章")),))
        + p("文です。")
        + p(f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>")
        + p("もう一つの文です。")
    )
    styles = root("styles", '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>')
    closed = body.replace("1</w:t></w:r></w:p>", '1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>', 1)
    _, document, _ = brought_in(docx(closed, {"styles": styles}), tmp_path)
    assert [(part.heading.mark, part.heading.title) for part in document.parts[:2]] == [
        ("第1章", "枠の章"),
        ("第2章", "飾りの章"),
    ]


def test_a_cover_of_two_sizes_and_a_greeting_without_a_style(tmp_path: Path) -> None:
    body = (
        p(r("第６次", '<w:sz w:val="40"/>'))
        + p(r("緑川市総合計画", '<w:sz w:val="60"/>'))
        + p("令和８年４月")
        + p("ごあいさつに代えて")
        + p("　計画を策定しました。")
        + p("目次")
        + p(r("第１部　序論", "<w:b/>"))
        + p(r("第１章　趣旨", "<w:b/>"))
        + p("　計画を作ります。")
    )
    _, document, texts = brought_in(docx(body), tmp_path)
    (tmp_path / "plan.docx").write_bytes(docx(body))
    assert open_plan(tmp_path / "plan.docx").proposals["title"] == "第6次緑川市総合計画"
    assert [(part.heading.mark, part.heading.title) for part in document.parts[:2]] == [
        ("", "ごあいさつに代えて"),
        ("第1部", "序論"),
    ]
    assert texts["greeting.md"].startswith("# ごあいさつに代えて {#greeting}")


def test_numbers_are_compared_whatever_their_form() -> None:
    pairs = {
        "第１章": "第1章",
        "第一章": "第1章",
        "第十二節": "第12節",
        "I": "Ⅰ",
        "１．": "1",
        "2)": "2",
        "⑴": "(1)",
        "【図表２－１】": "図表2-1",
        "図1：": "図1",
    }
    assert {old: plain_number(old) == plain_number(new) for old, new in pairs.items()} == dict.fromkeys(pairs, True)
    assert plain_number("第３章") != plain_number("第2章")


STRANGE = (
    "<b>太字</b>＆&amp;",
    "｛波｝｜括弧",
    "# 記号",
    "1. 番号",
    "- 棒",
    "> 引用",
    "__init__ `x`",
    "a\u200bb\u00a0c",
    "か\u3099\ue000",
    "{#id}",
    "表：題 {#x}",
    "::: 囲み",
    "1.　点",
    "[^a] [](#b)",
    "~~消~~",
    "𠮷野",
    "⾦",
    "末尾\\",
)


def test_words_that_look_like_mark_up(tmp_path: Path) -> None:
    blocks = (
        h(2, f"題 {each}") + p(each) + p(f"文{each}です。") + p(f"・{each}") + table((each, "頭"), ("欄", each))
        for each in STRANGE
    )
    brought_in(docx(h(1, "第１章　字") + "".join(blocks)), tmp_path)
