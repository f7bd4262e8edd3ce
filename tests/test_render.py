import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.document import (
    Cell,
    Changed,
    ContentsEntry,
    Document,
    Field,
    Form,
    Heading,
    Inline,
    Paragraph,
    Part,
    Table,
    Text,
)
from hidaka_dx.render import render
from hidaka_dx.render.contents import is_dense
from hidaka_dx.render.held_words import kept
from hidaka_dx.render.large_numbers import number_class, number_lines

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"


@pytest.fixture(scope="module")
def document() -> Document:
    manuscript, _ = load(ROOT)
    assert manuscript is not None
    return compose_promotion_plan(manuscript)[0]


def test_the_plan_is_rendered_as_expected(document: Document, snapshot: Callable[[str, str], None]) -> None:
    rendered, problems = render(document, [TEMPLATES])
    assert problems == ()
    assert rendered is not None
    snapshot("promotion-plan/page.html", rendered.html)
    assert sorted(rendered.files) == sorted(
        f"figures/{path.stem}.svg" for path in (ROOT / "content/figures").glob("*.yaml")
    )


def test_words_cannot_become_markup(document: Document) -> None:
    rendered, _ = render(replace(document, title='<img src="x">'), [TEMPLATES])
    assert rendered is not None
    assert "<img src=&#34;x&#34;>" not in rendered.html
    assert "&lt;img" in rendered.html


@pytest.mark.parametrize(
    ("subtitle", "shown"),
    [
        ("Digital Transformation", '<p class="subtitle" lang="en">Digital Transformation</p>'),
        ("架空の町による記載例", '<p class="subtitle">架空の町による記載例</p>'),
        ("町のDigital Transformation", '<p class="subtitle">町の<span lang="en">Digital Transformation</span></p>'),
        ("2027-2031 <b>", '<p class="subtitle">2027-2031 &lt;b&gt;</p>'),
    ],
)
def test_the_subtitle_is_in_the_language_it_is_written_in(subtitle: str, shown: str, document: Document) -> None:
    rendered, _ = render(replace(document, subtitle=subtitle), [TEMPLATES])
    assert rendered is not None
    assert shown in rendered.html


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{{ document.nothing }}", 1),
        ("\n{{ nothing }}", 2),
        ("\n\n{% if %}", 3),
        ("{{ document.__class__.__mro__ }}", 1),
        ("{% include 'missing.html.j2' %}", 1),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", 1),
        ("{{ 1 / 0 }}", 1),
        ("\n{{ 'a' * 10 ** 9 }}", 2),
        ("\n{{ (10 ** 9) * [1] }}", 2),
        ("{% macro again() %}{{ again() }}{% endmacro %}\n{{ again() }}", 1),
        ("{% for i in range(99999) %}{% for j in range(99999) %}\n{% endfor %}{% endfor %}", 1),
        ("{% set x = namespace(a='a' * 9999) %}{% for i in range(99) %}{% set x.a = x.a ~ x.a %}{% endfor %}", 1),
    ],
)
def test_faulty_and_hostile_templates_are_problems_with_a_line(
    template: str, line: int, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hidaka_dx.render.SECONDS", 0.5)
    monkeypatch.setattr("hidaka_dx.render.MEMORY", 2**27)
    (tmp_path / "promotion-plan.html.j2").write_text(template, encoding="utf-8")
    rendered, problems = render(document, [tmp_path])
    assert rendered is None
    assert [(problem.rule, problem.place.line) for problem in problems] == [("template", line)]


def test_words_to_be_kept_are_wrapped_and_all_else_escaped() -> None:
    words = kept("<町>のCIO補佐官とCIO", ["CIO補佐官", "CIO"])
    assert words == '&lt;町&gt;の<span class="phrase">CIO補佐官</span>と<span class="phrase">CIO</span>'


def test_a_missing_template_is_a_problem(document: Document, tmp_path: Path) -> None:
    rendered, problems = render(document, [tmp_path])
    assert rendered is None
    assert problems[0].place.path == "templates/promotion-plan.html.j2"


def test_a_bar_stands_beside_the_rows_that_have_changed_and_no_others(document: Document) -> None:
    words: tuple[tuple[Inline, ...], ...] = (
        (Text("甲"),),
        (Changed((Text("乙"),), "added"),),
        (Changed((Text("丙"),), "removed"),),
        (Text("丁"),),
    )
    rows = tuple((Cell(each), Cell((Text("値"),))) for each in words)
    table = Table("t", None, "表", (Cell((Text("項目"),)), Cell((Text("値"),))), rows, (0.5, 0.5))
    form = Form("f", tuple((Field("欄", (Paragraph(f"p.{place}", each),)),) for place, each in enumerate(words)))
    part = Part("one", Heading(1, "1", "題"), (table, form))
    rendered, _ = render(replace(document, kind="redline", parts=(part,)), [TEMPLATES])
    assert rendered is not None
    found = re.findall(r"<tr data-bar>.*?([甲乙丙丁])", rendered.html, re.DOTALL)
    assert found == ["乙", "丙", "乙", "丙"]


def test_codes_of_the_document_are_marked_before_their_names(document: Document) -> None:
    inner = Part("two", Heading(2, "(1)", "背景"), (Paragraph("p", (Text("2(1) 背景、(1) 背景、2(1) 経過"),)),))
    part = Part("one", Heading(1, "2", "取組"), (), (inner,))
    rendered, _ = render(replace(document, parts=(part,)), [TEMPLATES])
    assert rendered is not None
    code = '<span class="code">{} </span>背景'
    assert f"{code.format('2(1)')}、{code.format('(1)')}、2(1) 経過</p>" in rendered.html


def test_the_first_cell_of_a_row_may_cover_columns(document: Document) -> None:
    rows = ((Cell((Text("合計"),), span=2), Cell((Text("10"),))),)
    table = Table("t", None, "表", (Cell((Text("項目"),)),) * 3, rows, (0.4, 0.3, 0.3))
    part = Part("one", Heading(1, "1", "題"), (table,))
    rendered, _ = render(replace(document, parts=(part,)), [TEMPLATES])
    assert rendered is not None
    assert '<th scope="row" colspan="2">合計</th>' in rendered.html


def test_a_row_of_a_table_of_one_column_names_no_group(document: Document) -> None:
    def names_groups(columns: int) -> bool:
        rows = ((Cell((Text("甲"),), span=columns),),)
        table = Table("t", None, "表", (Cell((Text("項目"),)),) * columns, rows, (1 / columns,) * columns)
        part = Part("one", Heading(1, "1", "題"), (table,))
        rendered, _ = render(replace(document, parts=(part,)), [TEMPLATES])
        assert rendered is not None
        return '<tr class="group continued">' in rendered.html

    assert [names_groups(1), names_groups(2)] == [False, True]


def test_a_contents_page_closes_up_where_it_would_run_over() -> None:
    """What counts is the height: chapters have air before them, long titles take two lines."""

    def shown(count: int, *, chapters: int, title: str = "題") -> bool:
        entries = [
            ContentsEntry(f"s{place}", 1 if place < chapters else 2, "", title, paged=True) for place in range(count)
        ]
        return is_dense(entries)

    assert not shown(22, chapters=6)
    assert shown(22, chapters=8)
    assert shown(12, chapters=6, title="長い題" * 20)
    assert not shown(24, chapters=1)


@pytest.mark.parametrize(
    ("values", "name", "lines"),
    [
        (["48 → 160件", "0 → 85%"], "large", [("48 → 160件",), ("0 → 85%",)]),
        (["48 → 160件", "130 → 170人"], "less", [("48 → 160件",), ("130 → 170人",)]),
        (["1,000 → 2,000世帯"], "long", [("1,000 → 2,000世帯",)]),
        (["1,234,567,890 → 2,345,678,901円"], "long", [("1,234,567,890 →", "2,345,678,901円")]),
        (
            ["999,999,999,999 → 999,999,999,999平方キロメートル"],
            "longest",
            [("999,999,999,999 →", "999,999,999,999", "平方キロメートル")],
        ),
    ],
)
def test_no_large_number_of_a_summary_is_parted(values: list[str], name: str, lines: list[tuple[str, ...]]) -> None:
    assert number_class(values) == name
    assert [number_lines(each, name) for each in values] == lines
