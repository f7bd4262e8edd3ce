"""A town's way of numbering holds wherever a section is named: contents page, references, quotations, comparisons."""

import re
from pathlib import Path

import pytest

from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.comparison.naming import places
from hidaka_dx.comparison.units import unit_of
from hidaka_dx.comparison.words import without_section_numbers
from hidaka_dx.content import load
from hidaka_dx.document import Document, Figure, Paragraph, Table, dumped, restored
from hidaka_dx.newtown import TownAnswers, new_files
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.walk import blocks

ANSWERS = TownAnswers("若桑市", "第6次若桑市総合計画", "企画課", 2026, 2030, "第6次若桑市実施計画")


def composed(folder: Path, numbering: str, **changes: tuple[str, str]) -> dict[str, Document]:
    """Compose the documents of a new town that numbers so, with words of its files changed."""
    for path, content in new_files(ANSWERS).items():
        text = content.decode()
        for old, new in changes.values():
            text = text.replace(old, new)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    plan = folder / "content/plan.yaml"
    text = re.sub("numbering:.*?(?=\nnames:)", "", plan.read_text("utf-8"), flags=re.DOTALL)
    plan.write_text(f"{text}\n{numbering}\n", "utf-8")
    manuscript, problems = load(folder)
    assert manuscript, problems
    return {kind: document for kind, (document, _) in Conductor(manuscript).editions()}


@pytest.mark.parametrize(
    ("styles", "chapter", "section", "name"),
    [
        ("第1章, 第1節, 1, (1)", "第3章", "第2節", "第3章第2節1"),
        ("Ⅰ, 1, (1), ア", "Ⅲ", "2", "Ⅲ-2(1)"),
        ("1, 1-1, (1), ア", "3", "3-2", "3-2(1)"),
    ],
)
def test_every_place_is_named_by_the_towns_marks(
    styles: str, chapter: str, section: str, name: str, tmp_path: Path
) -> None:
    reference = ("この計画では、次の柱", "[](#policy-1)など、次の柱")
    made = composed(tmp_path, f"numbering: {{headings: [{styles}]}}", words=reference)
    marks = {entry.target: entry.mark for entry in made[PLAN].contents}
    assert (marks["vision"], marks["policies"]) == (chapter, section)
    said = [block.text for block in blocks(made[PLAN]) if isinstance(block, Paragraph)]
    assert f"{name}など、次の柱に沿って施策を進めます。" in said
    (basis,) = {block.text for block in blocks(made[ACTION]) if block.id == "measure.1-1.basis.policy-1"}  # type: ignore[union-attr]
    assert basis == f"{name} 一つ目の柱（調整中）（ページ）"
    assert {each.mark for each in places(unit_of(made[PLAN])).values()} >= {chapter, name}
    assert [part.heading.mark for part in made[ACTION].parts if part.heading.mark][2] == chapter


def test_a_section_that_only_moved_says_nothing_else() -> None:
    for before, after in (("2(1)ア", "2(2)イ"), ("第2章第1節1", "第3章第1節"), ("Ⅱ-1(2)", "Ⅲ-1(2)")):
        old, new = (f"（総合計画 {mark} 推進体制（4ページ）から）" for mark in (before, after))
        assert without_section_numbers(old) == without_section_numbers(new) == "（総合計画 推進体制から）"
    assert without_section_numbers("3-2 窓口の改善") == "3-2 窓口の改善"  # the number of a measure is its name


@pytest.mark.parametrize(
    ("written", "said"), [("[第1章, 第1節, 1]", "4つ要ります"), ("[第2章, 第1節, 1, (1)]", "`第1章`")]
)
def test_a_way_that_is_none_is_told(written: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=said):
        composed(tmp_path, f"numbering: {{headings: {written}}}")


def test_marks_that_run_out_are_told(tmp_path: Path) -> None:
    more = "".join(f"\n### 柱{number} {{#more-{number}}}\n\n文です。\n" for number in range(12))
    with pytest.raises(AssertionError, match="12を超え、付ける番号（Ⅰ〜Ⅻ）"):
        composed(
            tmp_path,
            "numbering: {headings: [第1章, 第1節, Ⅰ, 1]}",
            words=("## 施策の柱 {#policies}\n", f"## 施策の柱 {{#policies}}\n{more}"),
        )


FIGURE = "kind: stages\ntitle: 進め方\nalt: 二つの段階で進めます。\nlines: 6\nsteps: [{mark: 一, head: 調べる}, {mark: 二, head: 行う}]\n"


@pytest.mark.parametrize(
    ("style", "labels"),
    [
        ("", ["図1", "表1", "表2", "図2"]),
        ("figures: 章ごと", ["図1-1", "表2-1", "表2-2", "図2-1"]),
        ("captions: 図表", ["図表1", "図表2", "図表3", "図表4"]),
        ("figures: 章ごと, captions: 図表", ["図表1-1", "図表2-1", "図表2-2", "図表2-3"]),
    ],
)
def test_figures_and_tables_are_counted_as_the_town_does(style: str, labels: list[str], tmp_path: Path) -> None:
    tables = "".join(f"表：人口 {{#t{each}}}\n\n| 年 | 人 |\n|---|---|\n| 1 | 2 |\n\n" for each in (1, 2))
    (tmp_path / "content/figures").mkdir(parents=True)
    (tmp_path / "content/figures/steps.yaml").write_text(FIGURE, "utf-8")
    words = (
        "現状は、調整中です",
        f"{tables}![](steps)\n\n[](#period)、[](#t1)、[](#t2)、[](#steps)です。現状は、調整中です",
    )
    made = composed(tmp_path, f"numbering: {{{style}}}", words=words)
    shown = [block for block in blocks(made[PLAN]) if isinstance(block, Figure | Table) and block.number]
    assert [block.label for block in shown] == labels
    assert "、".join(labels) + "です。" in "".join(
        block.text for block in blocks(made[PLAN]) if isinstance(block, Paragraph)
    )
    assert {place.label for place in places(unit_of(made[PLAN])).values()} >= set(labels)
    assert restored(dumped(made[PLAN])) == made[PLAN]
    (again, tree) = [block.label for block in blocks(made[ACTION]) if isinstance(block, Figure)]
    apart, word = "章ごと" in style, "図表" if "図表" in style else "図"
    assert (again, tree) == ((f"{word}1-1", f"{word}2-1") if apart else (f"{word}1", f"{word}2"))


def test_a_preface_and_chapters_without_number_count_for_nothing(tmp_path: Path) -> None:
    greeting = "# ごあいさつ {#greeting}\n\n町民の皆様へ。[](#situation)を御覧ください。\n\n## 結びに {#thanks}\n\n感謝します。\n"
    (tmp_path / "content/chapters").mkdir(parents=True)
    (tmp_path / "content/chapters/greeting.md").write_text(greeting, "utf-8")
    style = "numbering: {headings: [第1章, 第1節, 1, (1)], figures: 章ごと}\npreface: [greeting]\nunnumbered: [introduction]"
    words = ("現状は、調整中です", "[](#plan-period)と[](#period)です。現状は、調整中です")
    made = composed(tmp_path, style, words=words)
    plan = made[PLAN]
    assert [(part.id, part.heading.mark, part.layout) for part in plan.parts[:3]] == [
        ("greeting", "", "preface"),
        ("introduction", "", "flow"),
        ("situation", "第1章", "flow"),
    ]
    assert [entry.target for entry in plan.contents][:3] == ["introduction", "purpose", "position"]
    said = "".join(block.text for block in blocks(plan) if isinstance(block, Paragraph))
    assert "第1章を御覧ください" in said
    assert "「計画の期間」と図1です。" in said
    sources = [block.text for block in blocks(made[ACTION]) if isinstance(block, Paragraph) and block.role == "source"]
    assert sources[0] == "（総合計画 策定の趣旨（ページ）から）"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("unnumbered: [nothing]", "章 `nothing` は chapters にありません"),
        ("preface: [introduction]", "章 `introduction` が二度書かれています"),
        ("preface: [greeting]", "content/chapters/greeting.md がありません"),
    ],
)
def test_a_chapter_that_cannot_be_placed_is_told(keys: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=said):
        composed(tmp_path, keys)


def test_an_appendix_counts_by_itself_and_begins_a_page(tmp_path: Path) -> None:
    for name in ("rules", "roll"):
        path = tmp_path / f"content/chapters/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"# 題{name} {{#{name}}}\n\n[](#{name}-in)です。\n\n## 節 {{#{name}-in}}\n\n文です。\n", "utf-8"
        )
    keys = "appendix: [rules, roll]\nnew_pages: yes\ncontents_depth: 1\nfigure_list: {title: 図表一覧, contents: yes}"
    plan = composed(tmp_path, keys)[PLAN]
    parts = {part.id: part for part in plan.parts}
    assert [parts[name].heading.mark for name in ("rules", "roll")] == ["資料1", "資料2"]
    assert parts["roll"].parts[0].heading.mark == "(1)"
    words = parts["roll"].blocks[0]
    assert isinstance(words, Paragraph)
    assert words.text == "資料2(1)です。"
    assert [part.layout for part in plan.parts][:2] == ["flow", "page"]
    assert (parts["rules"].layout, parts["roll"].layout) == ("page", "flow")  # chapters alone each begin one
    assert {entry.depth for entry in plan.contents} == {1}
    listed = parts["figure-list"].blocks[0]
    assert isinstance(listed, Table)
    assert [row[0].text for row in listed.rows] == [
        block.label for block in blocks(plan) if isinstance(block, Figure | Table) and block.number
    ]


@pytest.mark.parametrize("style", ["第1章, 第1節, 1, (1)", "1, 1-1, (1), ア"])
def test_sections_of_an_appendix_have_marks_in_every_style(style: str, tmp_path: Path) -> None:
    path = tmp_path / "content/chapters/rules.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# 題 {#rules}\n\n## 節 {#in}\n\n文です。\n\n### 項 {#deep}\n\n文です。\n", "utf-8")
    plan = composed(tmp_path, f"numbering:\n  headings: [{style}]\nappendix: [rules]")[PLAN]
    rules = next(part for part in plan.parts if part.id == "rules")
    assert (rules.heading.mark, rules.parts[0].heading.mark) in {("資料1", "第1節"), ("資料1", "(1)")}
    assert without_section_numbers("（推進計画 資料1(1) 題（4ページ）から）") == "（推進計画 題から）"
