"""Makes what is kept of a format for ever: `python tests/keeping.py FOLDER` publishes a town that uses every kind of thing.

Run once for each format, by the program that first wrote it, into tests/fixtures/formats/NUMBER/. What is kept there is
never made anew: the bags of towns are not, either.
"""

import shutil
import sys
from datetime import date
from pathlib import Path

from towns import ACTION, FILES, FIRST, PLAN, SECOND, publish_plan

from hidaka_dx.archive import EditionName
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.withdraw import WithdrawalAct, withdraw

DAY = date(2026, 12, 2)
EDITION = '  - {number: "1", date: 2026-05-01, status: 決定, changes: 策定}\n'
CHAPTER = """\
# 将来展望 {#vision}

町は、DXにより、｛暮らし｜くらし｝を便利にします[^count]。[](#numbers)と[](#steps)を見てください。 {#aim}

- 窓口を、待たずに使えるようにします。
- 手続を、来庁せずにできるようにします。
  - 申請は、マイナポータルで行います。

表：手続の数 {#numbers}

| 項目 | 令和7年度 | 令和12年度 |
|---|---:|---:|
| オンラインの手続（件） | 48 | 160 |

![](steps)

表：分野と取組 {#merged head=2}

| 分野 | 令和7年度 | < |
|---|---:|---:|
| ^ | 件数 | 割合 |
| 窓口 | 1,200 | 60.0 |
| ^ | 800 | ・一つ<br>・二つ |

※割合は、申請の総数に対するものです。

![](visitors)

## めざす姿 {#goal}

誰もが使える町にします。くわしくは[町のページ](https://www.example.jp/)をご覧ください。

:::: コラム デジタルとは {#column}
情報を数で表すことです。
::::

::: 要綱
第1条　この要綱は、委員会を置くことについて定める。
(1)　計画の策定に関すること。
:::

::: SDGs 3 11
"""
MEASURE = """\
number: 1-1
name: 窓口のデジタル化1
kind: 継続
pillar: services
basis: [vision, aim]
priorities: [online]
focus: yes
lead: 住民課
related: [福祉課, 税務課]
issue: 窓口で待つ時間が長くなっています。
aim: 待たずに手続を終えられるようにします。
actions: [窓口の手続を電子化します。, 申請の方法を見直します。]
effects: {residents: 待つ時間が減ります。, staff: 入力の手間が減ります。}
indicators:
  - name: オンラインで申請できる手続の数
    definition: 年度末に、全ての手順をオンラインで終えられる手続の数
    unit: 件
    source: 住民課の調べ
    base: {year: 2025, value: 48}
    targets: [{year: 2026, value: 70.5}, {year: 2030, value: 160}]
    counting: 累計
schedule:
  - {from: 2026, to: 2026, stage: 検討, what: 手続の洗い出し}
  - {from: 2027, to: 2030, stage: 運用}
costs:
  - {year: 2026, total: 1800, sources: {国庫支出金: 900, 一般財源: 900}}
"""
PROGRESS = """\
year: 2026
as_of: 2027-03-31
assessor: 推進本部
status: 決定
date: 2027-06-25
results:
  - number: 1-1
    done: [手続を洗い出しました。]
    values: {オンラインで申請できる手続の数: 72}
    spent: 1760
    next: [申請フォームを整えます。]
"""
EDITIONS = "content/editions.yaml"
FULL = {
    **FILES,
    "content/chapters/vision.md": CHAPTER,
    "content/footnotes.yaml": "- {id: count, text: 年度末の件数}\n",
    "content/figures/steps.yaml": """\
kind: cycle
title: 見直しの手順
alt: 計画し、実施し、評価し、見直します。
lines: 7
stations:
  - {head: Plan, text: 目標を定める}
  - {head: Do, text: 実施する}
  - {head: Check, text: 評価する}
  - {head: Action, text: 見直す}
""",
}
FULL["content/figures/visitors.yaml"] = """\
kind: chart
type: bar
title: 来庁した人の数
unit: 人
n: "1,234"
data: visitors.csv
"""
FULL["content/tables/visitors.csv"] = '年度,人数\n令和6年度,"1,200"\n令和7年度,980\n'
OF_ACTION = {
    "content/action-plan.yaml": ACTION["content/action-plan.yaml"] + "offices: [住民課, 福祉課, 税務課]\n",
    "content/measures/1-1.yaml": MEASURE,
    "content/progress/2026.yaml": PROGRESS,
}


def keep(town: Path) -> None:
    """Publish a plan, an action plan, a second edition of the plan, and the withdrawal of the action plan."""
    plan, action = f"{PLAN}:\n{FIRST}", f"action-plan:\n{EDITION}"
    write(town, {**FULL, EDITIONS: plan})
    publish_plan(town)
    write(town, {**OF_ACTION, EDITIONS: plan + action})
    published, problems = publish(town, "action-plan", lambda _words, _share: None)
    assert published, problems
    write(town, {"content/chapters/vision.md": second(), EDITIONS: plan + SECOND + action})
    publish_plan(town)
    withdraw(town, EditionName("action-plan", "1"), WithdrawalAct(DAY, "町長", "日付の誤り"), DAY)


def second() -> str:
    """Give the chapter as its second edition has it."""
    return CHAPTER.replace("便利にします", "便利で安全にします").replace("| 48 | 160 |", "| 48 | 170 |")


def write(town: Path, files: dict[str, str]) -> None:
    """Put files into a town."""
    for path, text in files.items():
        (town / path).parent.mkdir(parents=True, exist_ok=True)
        (town / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
    shutil.rmtree(Path(sys.argv[1]) / "content")
