import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.problem import Place
from hidaka_dx.prose import FigureCall, Reference, WrittenHeading, WrittenItems, WrittenParagraph, WrittenText
from hidaka_dx.source import parse_chapter, read_text

HERE = Place("x.md")


def blocks(text: str) -> tuple[object, ...]:
    chapter, problems = parse_chapter(text, "x.md")
    assert problems == ()
    return chapter.blocks


def rules(text: str) -> list[str]:
    return [problem.rule for problem in parse_chapter(text, "x.md")[1]]


def faults(text: str) -> list[tuple[int, int, str]]:
    problems = parse_chapter(text, "x.md")[1]
    return [(problem.place.line, problem.place.column, problem.rule) for problem in problems]


def test_headings_carry_id_and_contents_title() -> None:
    assert blocks('# 題 {#a}\n\n## 節 {#b-2 contents="別の題"}\n') == (
        WrittenHeading(1, "題", "a", None, HERE),
        WrittenHeading(2, "節", "b-2", "別の題", HERE),
    )


def test_a_line_end_is_a_space_only_between_latin_words() -> None:
    text = "日高町の\n計画は Digital\nTransformation の\nDXです。"
    assert blocks(text) == (WrittenParagraph((WrittenText("日高町の計画は Digital Transformation のDXです。"),), HERE),)


def test_references_and_figures() -> None:
    assert blocks("体制（[](#structure)）を\n\n![](organization)\n") == (
        WrittenParagraph((WrittenText("体制（"), Reference("structure", HERE), WrittenText("）を")), HERE),
        FigureCall("organization", HERE),
    )


def test_places_are_those_of_the_source() -> None:
    chapter, _ = parse_chapter("# 題 {#a}\n\n本文（[](#x)）です。\n", "x.md")
    paragraph = chapter.blocks[1]
    assert isinstance(paragraph, WrittenParagraph)
    assert paragraph.place == Place("x.md", 3, 1)
    reference = paragraph.inlines[1]
    assert isinstance(reference, Reference)
    assert reference.place == Place("x.md", 3, 6)


def test_lists_nest() -> None:
    one = WrittenParagraph((WrittenText("一"),), HERE)
    inner = WrittenItems(ordered=True, items=((WrittenParagraph((WrittenText("中"),), HERE),),), place=HERE)
    assert blocks("- 一\n  1. 中\n- 一\n") == (WrittenItems(ordered=False, items=((one, inner), (one,)), place=HERE),)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("# 題", "heading-id"),
        ("# 題 {#A}", "heading-id"),
        ("# **題** {#a}", "markdown"),
        ("**強調**", "markdown"),
        ("`符号`", "markdown"),
        ("```\n符号\n```", "markdown"),
        ("    字下げ", "markdown"),
        ("> 引用", "markdown"),
        ("---", "markdown"),
        ("行末  \n改行", "markdown"),
        ("[国](mailto:a@example.jp)", "link"),
        ("[図1](#a)", "link"),
        ("文中の![](a)図", "figure-line"),
        ("　字下げした段落", "indent"),
        ("一行目\n　字下げした行", "indent"),
        ("- 　字下げした項目", "indent"),
        ("# {#a}", "heading-title"),
        ("#", "heading-title"),
        ('# 題 {#a contents=""}', "heading-title"),
        ("# ｛題｜だい｝ {#a}", "heading-title"),
        ("# 題[^n] {#a}", "heading-title"),
        ("# 題（[](#b)） {#a}", "markdown"),
        ("# 題\\# {#a}", "heading-title"),
        ("##題 {#a}", "heading-mark"),
        ("####### 題 {#a}", "heading-mark"),
        ("##　題 {#a}", "heading-mark"),
        ("-項目", "list-mark"),
        ("-　項目", "list-mark"),
        ("1.　項目", "list-mark"),
        ("＃ 題", "heading-mark"),
        ("題\n===", "heading-mark"),
        ("題\n---", "heading-mark"),
        ("- 一\n\n  # 題 {#a}", "heading-list"),
        ("・項目", "list-mark"),
        ("- 一\n  ・二", "list-mark"),
        ("●項目\n●項目", "list-mark"),
        ("次です。\n①項目\n②項目\n③項目", "list-mark"),
        ("（１）項目\n（２）項目", "list-mark"),
        ("ア　項目\nイ　項目", "list-mark"),
        ("1.項目\n2.項目", "list-mark"),
        ("本文\n2. 項目", "list-mark"),
        ("題\n-", "list-mark"),
        ("町の**「計画」**です", "markdown"),
        ("町の`計画", "markdown"),
        ("# 町の**「計画」**です {#a}", "heading-title"),
        ("# 町の {#a}計画 {#b}", "heading-title"),
        ("3. 三\n4. 四", "list-number"),
        ("1. 一\n3. 三", "list-number"),
        ("-\n- 二", "list-empty"),
        ("- [ ] する", "markdown"),
        ("~~取り消し~~", "markdown"),
        ("町<!-- 注 -->", "html"),
        ("<b>町</b>", "html"),
        ("町&nbsp;村", "html"),
        ("町&#x3000;村", "html"),
        ("{漢字|かんじ}", "ruby"),
        ("｛漢字|かんじ｝", "ruby"),
        ("[^a]: 注", "footnote"),
        ("本文[^ a]", "footnote"),
        ("![](図 1)", "link"),
        ("![]（pdca）", "link"),
        ('[](#a "題")', "link"),
        ("![説明](a)", "figure-alt"),
        ('![](a "題")', "figure-alt"),
        ("本文 {#国}", "paragraph-id"),
        ("本文 {#a} です", "paragraph-id"),
        ("表：題 {#a}\n\n| 一 | 二 |\n|---|", "table"),
        ("表：**題** {#a}\n\n| 一 |\n|---|\n| 1 |", "markdown"),
        ("表：題 {#A}\n\n| 一 |\n|---|\n| 1 |", "heading-id"),
        ("｜一｜二｜\n｜1｜2｜", "table"),
    ],
)
def test_what_a_plan_does_not_need_is_refused(text: str, rule: str) -> None:
    assert rule in rules(text)


def test_a_table_with_bars_in_full_width_is_told_once_at_its_first_row() -> None:
    rows = "｜ 役 ｜ 人 ｜\n｜---｜---｜\n｜ 長 ｜ 町長 ｜"
    assert faults(f"表：題 {{#a}}\n\n{rows}") == [(3, 1, "table")]
    assert faults(f"{rows}\n\n段落です。\n\n{rows}") == [(1, 1, "table"), (7, 1, "table")]
    assert rules("｛一｜いち｝と｛二｜に｝です。") == []
    assert rules("｛総所得－（給与所得＋10万円）｝×5％です。") == []  # braces of a sum
    assert rules("｛漢字（かんじ）｝です。") == ["ruby"]


def test_lists_of_four_levels_are_the_deepest() -> None:
    four = "- 一\n  - 二\n    - 三\n      - 四\n"
    assert rules(four) == []
    assert faults(four + "        - 五\n          - 六\n") == [(5, 9, "list-depth")]
    assert faults("".join(f"{'  ' * depth}- 段\n" for depth in range(30))) == [(5, 9, "list-depth")]


@pytest.mark.parametrize("text", ["1. 一\n2. 二\n3. 三", "1. 一\n1. 二\n1. 三", "1) 一\n2) 二"])
def test_numbers_that_count_are_only_marks(text: str) -> None:
    assert rules(text) == []


def test_each_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    table = "表：題 {#a}\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 |\n1 | 縦\\|棒\n"
    assert rules(table) == []
    assert faults(table + "| 1 | 2 | 3 |\n") == [(7, 1, "table-cells")]
    assert faults(table + "| 1 |\n続き\n") == [(7, 1, "table-cells"), (8, 1, "table-cells")]


def test_a_note_on_lines_of_its_own_is_not_printed() -> None:
    noted = (
        "<!-- この章のファイル。\n\n# 題でない\n[]( ・ ｛ -->\n# 題 {#a}\n<!-- 一行 -->\n本文です。\n\n町の<b>計画\n"
    )
    assert faults(noted) == [(9, 3, "html")]
    assert len(blocks(noted.replace("<b>", ""))) == 3


@pytest.mark.parametrize(
    "note", ["<!-- 閉じない\n本文", "<!-- 注 --> 本文", "<!-- 注\n注 --> 本文", "本文 <!-- 注\n-->", "-->"]
)
def test_a_note_that_would_hide_or_leave_words_is_told(note: str) -> None:
    assert "html" in rules(note)


def test_places_of_what_would_be_printed_as_typed() -> None:
    assert faults("町の<b>計画</b>\n") == [(1, 3, "html"), (1, 8, "html")]
    assert faults("町の{漢字|かんじ}\n") == [(1, 3, "ruby")]
    assert faults("- 一\n  ・二\n") == [(2, 3, "list-mark")]


@pytest.mark.parametrize("text", ["1 < 2 > 0", "A&B; AT&T", "C#の話", "町・村", "1.5倍です", "-5℃です", "A=B"])
def test_signs_in_words_are_words(text: str) -> None:
    assert rules(text) == []


def test_ids_in_japanese_are_told_as_written() -> None:
    chapter, problems = parse_chapter("![](図1)\n\n[](#国の動向)を参照\n", "x.md")
    assert problems == ()
    assert chapter.blocks == (
        FigureCall("図1", HERE),
        WrittenParagraph((Reference("国の動向", HERE), WrittenText("を参照")), HERE),
    )


def test_a_paragraph_without_end_is_refused_and_the_rest_is_read() -> None:
    chapter, problems = parse_chapter(f"# 題 {{#a}}\n\n{'あ' * 15_000}\n{'い' * 6_000}\n\n終わり\n", "x.md")
    assert [(problem.place.line, problem.rule) for problem in problems] == [(3, "paragraph-long")]
    assert chapter.blocks[-1] == WrittenParagraph((WrittenText("終わり"),), HERE)
    assert rules("".join(f"- {'あ' * 5_000}\n" for _ in range(9))) == []


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=80))
def test_no_text_raises(text: str) -> None:
    parse_chapter(text, "x.md")


@given(
    st.binary(max_size=80)
    | st.text("#-*|\n\r\t [](){}!^:<>1.ａ　表：\\\0\x0b\x0c\x85\u2028", max_size=80).map(str.encode)
)
def test_no_bytes_raise(raw: bytes) -> None:
    text, _ = read_text(raw, "x.md")
    parse_chapter(text or "", "x.md")
