"""Answers about a year's plan change the lines of their values, and nothing that does not hold is written."""

import pytest

from hidaka_dx.pipeline.measure_text import written
from hidaka_dx.survey import AnswerVerdict, AskedValue, Key

TEXT = """\
# 窓口
number: 1-1
name: 窓口のデジタル化
kind: 新規   # 令和8年度から
pillar: services
basis: [vision]
actions: [窓口の手続を電子化します。]
indicators:
  - name: 手続の数
    definition: 申請できる手続の数
    unit: 件
    targets: [{year: 2027, value: 100}, {year: 2029, value: 120}]
schedule:
  - {from: 2026, to: 2030, stage: 導入}   # 全体
costs:
  - {year: 2027, total: 4130, sources: {一般財源: 4130}}
"""


def answered(*cells: tuple[str, str, str]) -> list[AnswerVerdict]:
    """Return answers about 2028: field, name, what was answered."""
    return [
        AnswerVerdict(AskedValue(Key("1-1", field, name, 2028), name, "", "", "text", False), "taken", answer, "", ())
        for field, name, answer in cells
    ]


@pytest.mark.parametrize(
    ("cells", "gone", "come"),
    [
        ([("kind", "", "拡充")], ["kind: 新規   # 令和8年度から"], ["kind: 拡充   # 令和8年度から"]),
        (
            [("targets", "手続の数", "110")],
            ["    targets: [{year: 2027, value: 100}, {year: 2029, value: 120}]"],
            ["    targets: [{year: 2027, value: 100}, {year: 2028, value: 110}, {year: 2029, value: 120}]"],
        ),
        (
            [("stage", "", "拡大"), ("what", "", "全ての課に")],
            ["  - {from: 2026, to: 2030, stage: 導入}   # 全体"],
            [
                "  - {from: 2026, to: 2027, stage: 導入}   # 全体",
                "  - {from: 2028, to: 2028, stage: 拡大, what: 全ての課に}",
                "  - {from: 2029, to: 2030, stage: 導入}",
            ],
        ),
        (
            [("costs", "", "900"), ("costs", "一般財源", "400"), ("costs", "国庫支出金", "500")],
            [],
            ["  - {year: 2028, total: 900, sources: {一般財源: 400, 国庫支出金: 500}}"],
        ),
    ],
)
def test_only_the_lines_of_the_values_change(
    cells: list[tuple[str, str, str]], gone: list[str], come: list[str]
) -> None:
    verdicts, new = written(answered(*cells), TEXT, "住民課、返事.xlsx、2028年2月1日")
    assert [verdict.decision for verdict in verdicts] == ["taken" for _ in cells]
    old_lines, new_lines = TEXT.splitlines(), new.splitlines()
    assert [line for line in old_lines if line not in new_lines] == ["number: 1-1", *gone]
    said = "number: 1-1   # 回答：住民課、返事.xlsx、2028年2月1日受け取り"
    assert [line for line in new_lines if line not in old_lines] == [said, *come]


def test_what_does_not_add_up_is_refused_and_the_rest_is_written() -> None:
    answers = answered(("costs", "", "900"), ("costs", "一般財源", "400"), ("kind", "", "拡充"))
    verdicts, new = written(answers, TEXT, "")
    assert [verdict.decision for verdict in verdicts] == ["refused", "refused", "taken"]
    assert verdicts[0].said.startswith("財源の合計 400 千円が、事業費 900 千円と合いません。")
    assert "kind: 拡充" in new
    assert "2028" not in new


def test_what_is_done_in_a_year_needs_a_stage() -> None:
    bare = TEXT.replace("schedule:\n  - {from: 2026, to: 2030, stage: 導入}   # 全体\n", "")
    verdicts, new = written(answered(("what", "", "全ての課に")), bare, "")
    assert (verdicts[0].decision, new) == ("refused", bare)
    assert verdicts[0].said == "段階がありません。段階も書いてください。"
