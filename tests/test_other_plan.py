"""A plan of another kind, 総合計画 with four levels: grouped and numbered by them, without a word of other plans."""

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import get_args

import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner
from measure import pages
from towns import pressed

from hidaka_dx.archive import Archive
from hidaka_dx.cli.entry import cli
from hidaka_dx.comparison import compare
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
    opendata,
    passages,
)
from hidaka_dx.compose.measure_pillars import measure_pillars
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, Figure, Form, Table, dumped, restored
from hidaka_dx.figure.chart import Chart, ChartType
from hidaka_dx.inspection import failures
from hidaka_dx.pipeline.examining import examine
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.walk import blocks
from hidaka_dx.website.measures import choices, measures

TOWN = Path(__file__).parent.parent / "examples/miharashi"
OTHER_PLANS = re.compile("DX|ＤＸ|デジタル|電子|推進計画|実行計画|施策の柱")
GOALS = [
    "基本目標1　安心して育ち、学べる町",
    "基本目標2　健やかに、助け合って暮らす町",
    "基本目標3　人と仕事が集まる町",
]


class Pages(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"


@cache
def town() -> Manuscript:
    manuscript, problems = load(TOWN)
    assert manuscript is not None, problems
    return manuscript


@cache
def documents() -> dict[str, Document]:
    plan, plan_faults = compose_promotion_plan(town())
    action, faults = compose_action_plan(town(), plan, Pages())
    assert plan_faults == faults == ()
    return {"plan": plan, "action": action, "summary": compose_summary(town(), plan, Pages())}


def table(document: Document, name: str) -> Table:
    return next(each for each in blocks(document) if isinstance(each, Table) and each.id == name)


def group_rows(found: Table) -> list[tuple[str, int]]:
    """Give the rows that name groups, and whether they stand above others."""
    return [(row[0].text, row[0].tone) for row in found.rows if len(row) == 1]


def test_the_town_has_no_finding_but_those_it_gives_a_reason_for() -> None:
    assert [each for each in examine(Archive(TOWN)).remarks if each.accepted is None] == []


def test_it_shows_charts_of_every_type() -> None:
    charts = [each.value.type for each in town().figures.values() if isinstance(each.value, Chart)]
    assert len(charts) >= 12
    assert {*charts} == {*get_args(ChartType)}


def test_indicators_in_the_plan_are_those_of_its_measures() -> None:
    said = [
        tuple(cell.text for cell in row)
        for each in blocks(documents()["plan"])
        if isinstance(each, Table) and each.title.endswith("の取組と指標")
        for row in each.rows[each.more_heads :]
    ]
    meant = []
    for number, measure in town().measures.items():
        (indicator,) = measure.indicators
        assert indicator.base
        values = (indicator.base, *indicator.targets)
        numbers = (f"{each.value:,g}" for each in values)
        meant.append((number, measure.name, f"{indicator.name}（{indicator.unit}）", *numbers))
    assert said == meant


def test_rows_of_a_sum_hold_the_sum() -> None:
    added = 0
    for each in blocks(documents()["plan"]):
        if isinstance(each, Table) and each.rows[-1][0].text == "合計":
            columns = zip(
                *([cell.text.replace(",", "") for cell in row[::-1]] for row in each.rows[each.more_heads :]),
                strict=False,
            )
            for *parts, total in columns:
                if re.fullmatch(r"[0-9.]+", total) and max(map(float, parts)) < float(total):
                    assert sum(map(float, parts)) == pytest.approx(float(total)), each.title
                    added += 1
    assert added > 15


@pytest.mark.parametrize("name", ["plan", "action", "summary"])
def test_no_word_of_another_kind_of_plan_is_printed(name: str) -> None:
    document = documents()[name]
    printed = re.sub(r'"(id|kind|target|drawing|layout|role)": "(\\.|[^"])*"', "", dumped(document).decode())
    assert OTHER_PLANS.findall(printed.replace("promotion-plan", "")) == []
    assert "DX" not in "".join(each.drawing or "" for each in blocks(document) if isinstance(each, Figure))


def test_measures_are_listed_under_their_groups_and_these_under_their_pillars() -> None:
    action = documents()["action"]
    found = group_rows(table(action, "overview.table"))
    assert [words for words, above in found if above] == GOALS
    assert [words for words, above in found if not above][:4] == [
        "基本施策1-1　子育ての支援",
        "基本施策1-2　学校と地域の学び",
        "基本施策1-3　文化とスポーツ",
        "基本施策2-1　健康と福祉",
    ]
    assert group_rows(table(action, "roadmap.table")) == found
    numbers = [row[0].text for row in table(action, "overview.table").rows if len(row) > 1]
    assert numbers == [*town().measures]


def test_each_pillar_has_a_chapter_with_its_sheets() -> None:
    action = documents()["action"]
    chapters = [part for part in action.parts if part.heading.title.startswith("基本目標")]
    assert [part.heading.title for part in chapters] == GOALS
    assert [len(part.parts) for part in chapters] == [6, 7, 6]
    assert [entry.title for entry in action.contents if entry.title.startswith("基本目標")] == GOALS
    form = next(block for block in chapters[0].parts[0].blocks if isinstance(block, Form))
    fields = {field.label: field.blocks[0] for row in form.rows for field in row}
    assert getattr(fields["基本目標"], "text", "") == "1 安心して育ち、学べる町"
    assert getattr(fields["基本施策"], "text", "") == "1-1 子育ての支援"
    assert measure_pillars(action)["1-1-1"] == "1-1 子育ての支援"


def test_the_tree_begins_with_the_aim_and_names_every_level() -> None:
    figure = next(
        each for each in blocks(documents()["action"]) if isinstance(each, Figure) and each.title[-2:] == "体系"
    )
    words = re.sub("</text>\n?<text[^>]*>", "", figure.drawing or "")
    for each in ("人がつながり、", "1 安心して", "1-1 子育ての支援", "1-1-2 学童保育の拡充"):
        assert each in words
    assert figure.spoken.startswith("人がつながり、笑顔を見晴らす町。基本目標は、1 安心して育ち、学べる町、")
    assert "基本施策" in figure.alt


def test_the_summary_counts_every_level() -> None:
    (cards,) = (part for part in documents()["summary"].parts if part.layout == "cards")
    assert cards.heading.title == "3つの基本目標、9の基本施策と19の取組"
    assert [part.blocks[0].text for part in cards.parts] == ["6の取組", "7の取組", "6の取組"]  # type: ignore[union-attr]
    assert documents()["summary"].parts[0].heading.title == "基本理念"


def test_website_and_open_data_know_every_level() -> None:
    action, wording = documents()["action"], town().plan.names
    chosen = {each.label: each.values for each in choices(action.facts, wording)}
    assert len(chosen["基本目標"]) == 3
    assert len(chosen["基本施策"]) == 9
    assert measures(action, wording)[0].chosen["below-1"] == ("1-1 子育ての支援",)
    first = opendata(town(), action, passages(documents()["plan"], Pages()))[0]
    row = dict(zip(first.columns, first.rows[0], strict=True))
    assert (row["施策の柱"], row["柱の下の段"]) == ("1 安心して育ち、学べる町", "1-1 子育ての支援")
    assert "柱の二つ下の段" not in row


def test_it_survives_as_json_and_a_renamed_group_is_found() -> None:
    action = documents()["action"]
    assert restored(dumped(action)) == action
    renamed = restored(dumped(action).replace("子育ての支援".encode(), "子育てと家庭の支援".encode()))
    said = {entry.title: entry.words for entry in compare(action, renamed).entries}
    assert said["施策の体系"] == "図表2-1を改める。"
    assert said["取組の一覧"] == said["工程表"] == "「基本施策1-1　子育てと家庭の支援」の項を改める。"
    assert said["学童保育の拡充"] == "基本施策、根拠を改める。"


@pytest.fixture(scope="module")
def with_results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the town and write the results of a year."""
    copy = tmp_path_factory.mktemp("other") / "town"
    shutil.copytree(TOWN, copy, ignore=shutil.ignore_patterns("output"))
    values = {number: measure.indicators[0] for number, measure in town().measures.items()}
    results = "".join(
        f"  - {{number: {number}, done: [取り組みました。], values: {{{each.name}: {each.targets[0].value:g}}}, next: [続けます。]}}\n"
        for number, each in values.items()
    )
    head = "year: 2029\nas_of: 2030-03-31\nassessor: 見晴町推進本部\nstatus: 決定\ndate: 2030-06-01\nresults:\n"
    (copy / "content/progress").mkdir()
    (copy / "content/progress/2029.yaml").write_text(head + results, encoding="utf-8")
    return copy


def test_results_are_added_up_for_each_pillar(with_results: Path) -> None:
    manuscript, problems = load(with_results)
    assert manuscript, problems
    report, _ = compose_progress_report(manuscript, documents()["plan"], Pages())
    rows = [[cell.text for cell in row] for row in table(report, "progress.result.pillars").rows]
    assert [row[0] for row in rows[:3]] == [
        "1 安心して育ち、学べる町",
        "2 健やかに、助け合って暮らす町",
        "3 人と仕事が集まる町",
    ]
    assert [sum(map(int, row[1:5])) for row in rows[:3]] == [6, 7, 6]
    assert len(group_rows(table(report, "progress.list.table"))) == 12


@pytest.mark.slow
@pytest.mark.usefixtures("documents_kept")
def test_it_is_printed_on_its_paper() -> None:
    made = pressed(TOWN, documents()["action"])
    opened = pypdfium2.PdfDocument(made.pdf)
    assert {tuple(sorted(round(side / 72 * 25.4) for side in page.get_size())) for page in opened} == {(182, 257)}
    assert OTHER_PLANS.findall("".join(page.get_textpage().get_text_range() for page in opened)) == []
    assert failures(made.pdf) == []
    used = pages.measure(made.pdf)
    assert (used.pages, used.short) == (22, ())
    assert len(used.empty) <= 4, used.empty


def test_a_list_of_measures_finds_its_groups(tmp_path: Path) -> None:
    shutil.copytree(TOWN, tmp_path / "town", ignore=shutil.ignore_patterns("output"))
    book = openpyxl.Workbook()
    rows = (
        ("番号", "基本目標", "基本施策", "取組名", "担当課", "取組内容"),
        ("1-1-9", "安心して育ち、学べる町", "子育ての支援", "一時預かり", "福祉課", "休日に預かる場所を設けます。"),
    )
    for row in rows:
        book.worksheets[0].append(row)
    book.save(tmp_path / "list.xlsx")
    ran = CliRunner().invoke(cli, ["import", str(tmp_path / "list.xlsx"), str(tmp_path / "town")])
    assert ran.exit_code == 0, ran.output
    manuscript, problems = load(tmp_path / "town")
    assert manuscript, problems
    assert manuscript.measures["1-1-9"].pillar == "children"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("pillar: children", "pillar: grow", "`grow` の下に段（below）があるので、一番下の段の id（`children` など）"),
        ("  below: [基本施策]\n", "", "段が2つになりますが、段の名前が足りません"),
        (
            "below: [基本施策]",
            "below: [基本施策, 施策]",
            "`children` の下に、施策（content/plan.yaml の names の below）がありません",
        ),
        ("id: schools", "id: children", "id `children` が二度使われています"),
        ("below: [基本施策]", "below: [ア, イ, ウ]", "多すぎます"),
        ("basis: work-2}", "basis: nowhere}", "推進計画に `nowhere` という節や段落がありません"),
    ],
)
def test_levels_that_do_not_fit_are_told_at_their_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(TOWN, tmp_path / "town", ignore=shutil.ignore_patterns("output"))
    for path in (tmp_path / "town/content").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(old, new), encoding="utf-8")
    _, problems = load(tmp_path / "town")
    assert any(said in problem.message and problem.place.line > 1 for problem in problems), problems


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (("総合計画",), "推進計画"),
        (("実施計画", "第1版"), "実行計画"),
        (("第3次見晴町総合計画実施計画第1版",), "実行計画"),
        (("第３次見晴町総合計画　第１版",), "推進計画"),
    ],
)
def test_documents_may_be_called_as_the_town_calls_them(
    named: tuple[str, ...], meant: str, typed: Callable[..., tuple[int, str, str]]
) -> None:
    code, _, complained = typed(TOWN, "publish", *named)
    assert code == 1
    assert complained.startswith(f"{meant} 第1版は案です。")


def test_a_folder_of_that_name_is_no_edition(tmp_path: Path, typed: Callable[..., tuple[int, str, str]]) -> None:
    (tmp_path / "総合計画").mkdir()
    _, _, complained = typed(tmp_path, "publish", "総合計画", "第1版", "-C", str(TOWN))
    assert complained.startswith("推進計画 第1版は案です。")


def test_what_the_town_does_not_call_so_is_refused(typed: Callable[..., tuple[int, str, str]]) -> None:
    code, _, complained = typed(TOWN, "publish", "総合戦略")
    assert code == 2
    assert "「総合戦略」は、版の名前ではありません" in complained


def test_the_desk_calls_its_views_as_the_town_does() -> None:
    names = Viewer(TOWN).open().names
    assert names["promotion-plan"] == "総合計画"
    assert names["action-comparison-table"] == "実施計画の新旧対照表"
    assert not [name for name in names.values() if OTHER_PLANS.search(name)]
