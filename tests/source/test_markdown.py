import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.problem import Place
from hidaka_dx.prose import FigureCall, Heading, Items, Paragraph, Reference, Text
from hidaka_dx.source import parse_chapter

HERE = Place("x.md")


def blocks(text: str) -> tuple[object, ...]:
    chapter, problems = parse_chapter(text, "x.md")
    assert problems == ()
    return chapter.blocks


def rules(text: str) -> list[str]:
    return [problem.rule for problem in parse_chapter(text, "x.md")[1]]


def test_headings_carry_id_and_contents_title() -> None:
    assert blocks('# 題 {#a}\n\n## 節 {#b-2 contents="別の題"}\n') == (
        Heading(1, "題", "a", None, HERE),
        Heading(2, "節", "b-2", "別の題", HERE),
    )


def test_a_line_end_is_a_space_only_between_latin_words() -> None:
    text = "日高町の\n計画は Digital\nTransformation の\nDXです。"
    assert blocks(text) == (Paragraph((Text("日高町の計画は Digital Transformation のDXです。"),), HERE),)


def test_references_and_figures() -> None:
    assert blocks("体制（[](#structure)）を\n\n![](organization)\n") == (
        Paragraph((Text("体制（"), Reference("structure", HERE), Text("）を")), HERE),
        FigureCall("organization", HERE),
    )


def test_places_are_those_of_the_source() -> None:
    chapter, _ = parse_chapter("# 題 {#a}\n\n本文（[](#x)）です。\n", "x.md")
    paragraph = chapter.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.place == Place("x.md", 3, 1)
    reference = paragraph.inlines[1]
    assert isinstance(reference, Reference)
    assert reference.place == Place("x.md", 3, 6)


def test_lists_nest() -> None:
    one = Paragraph((Text("一"),), HERE)
    inner = Items(ordered=True, items=((Paragraph((Text("中"),), HERE),),), place=HERE)
    assert blocks("- 一\n  1. 中\n- 一\n") == (Items(ordered=False, items=((one, inner), (one,)), place=HERE),)


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
        ("[国](https://example.jp)", "link"),
        ("[図1](#a)", "link"),
        ("文中の![](a)図", "figure-line"),
        ("　字下げした段落", "indent"),
    ],
)
def test_what_a_plan_does_not_need_is_refused(text: str, rule: str) -> None:
    assert rule in rules(text)


def test_html_is_only_text() -> None:
    assert blocks("<b>町</b>&nbsp;<script>") == (Paragraph((Text("<b>町</b>&nbsp;<script>"),), HERE),)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=80))
def test_no_text_raises(text: str) -> None:
    parse_chapter(text, "x.md")
