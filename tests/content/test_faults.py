"""Faults that officials make: each is told in Japanese, at its place, with what to do."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hidaka_dx.content import load

ROOT = Path(__file__).parents[2]
PLAN, EDITIONS, GLOSSARY = "content/plan.yaml", "content/editions.yaml", "content/glossary.yaml"
BACKGROUND, BASICS = "content/chapters/background.md", "content/chapters/basics.md"
PDCA, PERIOD = "content/figures/pdca.yaml", "content/figures/period.yaml"
POSITION = "content/figures/position.yaml"
EDITION = '  - {number: "1.0", date: 2023-06-30, status: 案, changes: 改訂}\n'
DRAFT = '  - {number: "1.1", date: 2024-06-30, status: 案, changes: 改訂}\n'
PLAIN = '  - {number: "2", date: 2024-07-01, status: 決定, changes: 改訂}\n'
REVISED = PLAIN.replace("changes", "category: 報告, reason: 国の計画の改定, revised: [vision, 1-2], changes")
TABLE = "表：題 {#numbers}\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 |\n"

FAULTS = {
    "yaml-syntax: quote left open": (PLAN, "town: 日高町", 'town: "日高町'),
    "yaml-syntax: tab": (PLAN, "  start: 2023\n  end: 2027", "\tstart: 2023\n  end: 2027"),
    "yaml-duplicate": (PLAN, "town: 日高町", "town: 日高町\ntown: 見本町"),
    "yaml-alias": (PLAN, "town: 日高町", "town: &a 日高町"),
    "yaml-tag": (PLAN, "town: 日高町", "town: !!python/name:os.system 日高町"),
    "unknown key with a near name": (PLAN, "office:", "ofice:"),
    "missing key": (PLAN, "contents_title: 〔目次〕\n", ""),
    "empty value": (PLAN, "office: 日高町デジタル推進室", "office:"),
    "wrong type": (PLAN, "  end: 2027", "  end: 令和9年度"),
    "octal stays text": (PLAN, "  end: 2027", "  end: 0o3753"),
    "list instead of text": (PLAN, "town: 日高町", "town: [日高町]"),
    "period runs backwards": (PLAN, "  end: 2027", "  end: 2020"),
    "focus outside the period": (PLAN, "    end: 2025", "    end: 2028"),
    "impossible date": (EDITIONS, "2023-07-01", "2023-06-31"),
    "status that is not a choice": (EDITIONS, "status: 決定", "status: 確定"),
    "edition number": (EDITIONS, 'number: "1"\n    date', "number: 初版\n    date"),
    "term without text": (GLOSSARY, "  text: デジタルについて適切に理解し、自ら活用できる力\n", ""),
    "term id twice": (GLOSSARY, "id: ict", "id: ai"),
    "chapter without file": (PLAN, "  - vision\n", "  - visions\n"),
    "heading without id": (BACKGROUND, "## 国の動向 {#national-trend}", "## 国の動向"),
    "heading id in Japanese": (BACKGROUND, "{#national-trend}", "{#国の動向}"),
    "typed number": (BACKGROUND, "## 国の動向", "## (3) 国の動向"),
    "typed number of a chapter": (BACKGROUND, "# DXの背景", "# 第1章　DXの背景"),
    "level skipped": (BACKGROUND, "## 国の動向", "#### 国の動向"),
    "id twice": (BACKGROUND, "{#national-trend}", "{#society}"),
    "figure unknown": (BASICS, "![](pdca)", "![](pdsa)"),
    "figure twice": (BASICS, "![](pdca)", "![](pdca)\n\n![](period)"),
    "figure inside a line": (BASICS, "![](pdca)", "次の![](pdca)のとおり"),
    "reference unknown": (BASICS, "図ります。\n", "図ります（[](#perod)参照）。\n"),
    "reference with words": (BASICS, "図ります。\n", "図ります（[図7](#period)参照）。\n"),
    "link to the outside": (BASICS, "図ります。\n", "図ります（[国](example.jp)）。\n"),
    "bold": (BASICS, "計画期間にかかわらず", "**計画期間**にかかわらず"),
    "indent by hand": (BASICS, "\nデジタル技術は日進月歩", "\n　デジタル技術は日進月歩"),
    "bidi control": (BASICS, "日進月歩", "日進\u202e月歩"),
    "zero width space": (GLOSSARY, "造語\n", "造\u200b語\n"),
    "private use": (PLAN, "office: 日高町", "office: 日\ue000高町"),
    "figure kind": (PDCA, "kind: cycle", "kind: circle"),
    "figure key": (PDCA, "redrawn: true", "redrew: true"),
    "figure height": (PDCA, "lines: ", "lines: 約"),
    "figure height not a number": (PDCA, "lines: 6.5", "lines: nan"),
    "figure height without end": (PDCA, "lines: 6.5", "lines: inf"),
    "figure title with a number": (PDCA, "title: PDCA", "title: 図9 PDCA"),
    "figure title on two lines": (PDCA, "title: PDCAサイクル", 'title: "PDCA\\nサイクル"'),
    "figure alt that says nothing": (PDCA, "alt: ", "alt: 図 # "),
    "figure with html": (PDCA, "毎年度\\n見直し", "毎年度<br>見直し"),
    "bar outside the years": (PERIOD, "{from: 2026, to: 2027", "{from: 2026, to: 2028"),
    "bars in disorder": (PERIOD, "{from: 2026, to: 2027", "{from: 2025, to: 2027"),
    "years before any era": (PERIOD, "first: 2023", "first: 1023"),
    "arrow that leads nowhere": (POSITION, "to: outside, heads: both", "to: outsid, heads: both"),
    "boxes that overlap": (POSITION, "id: sosei, col: 3", "id: sosei, col: 2"),
    "colon of full width": (PLAN, "office: 日高", "office：日高"),
    "colon without a space": (PLAN, "office: 日高", "office:日高"),
    "key with its colon": (POSITION, "{id: sogo, col: 1, cols: 2,", "{id: sogo, col：1, cols: 2,"),
    "escape of a bidi control": (PLAN, "town: 日高町", 'town: "日高\\u202e町"'),
    "escape out of range": (PLAN, "town: 日高町", 'town: "日高\\UFFFFFFFF町"'),
    "title that names a folder": (PLAN, "title: 日高町DX推進計画\nsub", "title: ../日高町DX推進計画\nsub"),
    "title with a slash": (PLAN, "title: 日高町DX推進計画\nsub", "title: 日高町DX/推進計画\nsub"),
    "title too long": (PLAN, "title: 日高町DX推進計画\nsub", f"title: {'計画' * 31}\nsub"),
    "title on two lines": (PLAN, "title: 日高町DX推進計画\nsub", 'title: "日高町\\nDX推進計画"\nsub'),
    "chapter twice": (PLAN, "  - vision\n", "  - vision\n  - vision\n"),
    "year with an underscore": (PLAN, "  end: 2027", "  end: 2_027"),
    "year with a point": (PLAN, "  end: 2027", "  end: 2027.0"),
    "year in full-width figures": (PLAN, "  end: 2027", "  end: ２０２７"),
    "date with a time": (EDITIONS, "2023-07-01", "2023-07-01 00:00"),
    "date without signs": (EDITIONS, "2023-07-01", "20230701"),
    "date in Japanese": (EDITIONS, "2023-07-01", "令和5年7月1日"),
    "edition number without end": (EDITIONS, 'number: "1"', f'number: "{"9" * 5000}"'),
    "edition twice": (EDITIONS, "changes: 策定\n", f"changes: 策定\n{EDITION}"),
    "edition that stays a draft": (EDITIONS, "changes: 策定\n", f"changes: 策定\n{DRAFT}{REVISED}"),
    "edition revised without category and reason": (EDITIONS, "changes: 策定\n", f"changes: 策定\n{PLAIN}"),
    "edition with a category of its own": (
        EDITIONS,
        "changes: 策定\n",
        f"changes: 策定\n{REVISED}".replace("報告", "届出"),
    ),
    "draft that was decided": (EDITIONS, "status: 案", "status: 案\n    decided_by: 町長"),
    "first edition that revises": (EDITIONS, "changes: 策定\n", "changes: 策定\n    revised: [vision]\n"),
    "edition that revises a part twice": (
        EDITIONS,
        "changes: 策定\n",
        f"changes: 策定\n{REVISED}".replace("1-2", "vision"),
    ),
    "edition that revises a part by its title": (
        EDITIONS,
        "changes: 策定\n",
        f"changes: 策定\n{REVISED}".replace("1-2", "推進体制"),
    ),
    "edition decided by two lines": (
        EDITIONS,
        "date: 2023-07-01\n",
        'date: 2023-07-01\n    decided_by: "町長\\n議会"\n',
    ),
    "term with ruby": (GLOSSARY, "term: AI", "term: ｛AI｜エーアイ｝"),
    "ruby of half width": (GLOSSARY, "造語\n", "｛造語|ぞうご｝\n"),
    "heading without words": (BACKGROUND, "## 国の動向 {", "## {"),
    "heading of the fifth level": (BACKGROUND, "## 国の動向", "##### 国の動向"),
    "heading in a list": (BASICS, "\n![](pdca)", "\n- 一\n\n  ### 見出し {#lost}\n\n![](pdca)"),
    "heading without a space": (BACKGROUND, "## 国の動向", "##国の動向"),
    "heading of full width": (BACKGROUND, "## 国の動向", "＃＃ 国の動向"),
    "heading underlined": (BACKGROUND, "## 国の動向 {#national-trend}", "国の動向\n-----"),
    "heading with a reserved id": (BACKGROUND, "{#national-trend}", "{#glossary}"),
    "heading with ruby": (BACKGROUND, "## 国の動向", "## ｛国｜くに｝の動向"),
    "list too deep": (BASICS, "\n![](pdca)", "\n- 一\n  - 二\n    - 三\n      - 四\n        - 五\n\n![](pdca)"),
    "list with dots": (BASICS, "\n![](pdca)", "\n・一\n・二\n\n![](pdca)"),
    "list with numbers of its own": (BASICS, "\n![](pdca)", "\n1. 一\n3. 三\n\n![](pdca)"),
    "row with more cells": (BASICS, "\n![](pdca)", f"\n{TABLE}| 1 | 2 | 3 |\n\n![](pdca)"),
    "row with fewer cells": (BASICS, "\n![](pdca)", f"\n{TABLE}| 1 |\n\n![](pdca)"),
    "cell with an indent": (BASICS, "![](pdca)", TABLE.replace("| 1 | 2 |", "| 1 | 　うち国庫 |")),
    "table title with a number": (BASICS, "\n![](pdca)", f"\n{TABLE.replace('題', '表1 題')}\n![](pdca)"),
    "html": (BASICS, "計画期間にかかわらず", "<u>計画期間</u>に<!-- 注 -->かかわらず"),
    "figure id in Japanese": (BASICS, "![](pdca)", "![](図1)"),
    "reference in Japanese": (BASICS, "図ります。\n", "図ります（[](#計画期間)参照）。\n"),
    "figure with words": (BASICS, "![](pdca)", "![PDCAの図](pdca)"),
    "too many headings": (
        BASICS,
        "![](pdca)",
        "![](pdca)\n\n" + "\n\n".join(f"### 見出し {{#h{number}}}" for number in range(47)),
    ),
    "paragraph without end": (BASICS, "計画期間にかかわらず", "計画期間にかかわらず" * 2_001),
}


def town(folder: Path) -> Path:
    shutil.copytree(ROOT / "content", folder / "content")
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is no longer in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(folder: Path) -> str:
    return "".join(f"{problem}\n" for problem in load(folder)[1])


def test_the_plan_itself_has_no_fault(tmp_path: Path) -> None:
    assert told(town(tmp_path)) == ""


def test_each_fault_is_told_at_its_place(tmp_path: Path, snapshot: Callable[[str, str], None]) -> None:
    text = ""
    for number, (name, (path, old, new)) in enumerate(FAULTS.items()):
        folder = town(tmp_path / str(number))
        edit(folder, path, old, new)
        manuscript, problems = load(folder)
        assert manuscript is None, name
        assert problems, name
        text += f"# {name}\n" + "".join(f"{problem}\n" for problem in problems) + "\n"
    snapshot("faults.txt", text)


def test_faults_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    folder = town(tmp_path)
    names = (
        "unknown key with a near name",
        "impossible date",
        "term id twice",
        "typed number",
        "figure unknown",
        "bidi control",
        "figure key",
    )
    for name in names:
        edit(folder, *FAULTS[name])
    rules = [problem.rule for problem in load(folder)[1]]
    assert {"key-unknown", "value", "id-duplicate", "heading-number", "figure-missing", "character"} <= set(rules)
    places = [problem.place for problem in load(folder)[1]]
    assert places == sorted(places)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    folder = town(tmp_path)
    text = (folder / BASICS).read_text(encoding="utf-8")
    (folder / BASICS).write_bytes(text.encode("shift_jis", "replace"))
    assert "UTF-8ではありません" in told(folder)


def test_windows_line_ends_and_bom_are_harmless(tmp_path: Path) -> None:
    folder = town(tmp_path)
    for path in (PLAN, BASICS):
        file = folder / path
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    ours, theirs = load(ROOT)[0], load(folder)[0]
    assert ours is not None
    assert theirs is not None
    assert ours.chapters == theirs.chapters


def test_a_folder_without_content_is_no_towns_folder(tmp_path: Path) -> None:
    (problem,) = load(tmp_path)[1]
    assert "町のフォルダーではありません" in problem.message
    assert "-C フォルダー" in problem.message


def test_an_empty_content_folder_names_every_missing_file(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert [problem.place.path for problem in load(tmp_path)[1]] == [
        EDITIONS,
        GLOSSARY,
        PLAN,
        "content/references.yaml",
    ]


def test_a_chapter_that_the_plan_does_not_name_is_told(tmp_path: Path) -> None:
    folder = town(tmp_path)
    (folder / "content/chapters/extra.md").write_text("# 付録 {#extra}\n", encoding="utf-8")
    assert "content/plan.yaml の chapters にも preface にもありません" in told(folder)


WORDS = """2040年問題への対応|DX推進計画の目的|3つの柱|3 つの柱|5Gの活用|1.5℃を目指して|アナログからの転換|(DX)とは|(AI)とは
2040 年問題|第2期計画|一人ひとりの暮らし|A Digital Future|DX 推進|24時間365日|Ⅱ型|X-Road|U.S.の動向|100%達成|一般会計"""
NUMBERED = """1 背景|1　背景|1.背景|１．背景|1)背景|(1)背景|（１）背景|ア 背景|ア．背景|(ア)背景|a) 背景|(iv)背景|A 背景|Ａ．背景|I 背景|Ⅰ 背景
IV. 背景|一 背景|一、背景|(一)背景|①背景|⑴ 背景|㈠背景|第1章 背景|第一章　背景|第一 背景|1-1 背景|1.2 背景|１－２　背景"""


def many(titles: str) -> list[str]:
    return [title for line in titles.splitlines() for title in line.split("|")]


@pytest.mark.parametrize("title", many(WORDS))
def test_numbers_that_are_words_are_not_typed_numbers(tmp_path: Path, title: str) -> None:
    folder = town(tmp_path)
    edit(folder, BACKGROUND, "## 国の動向", f"## {title}")
    assert told(folder) == ""


@pytest.mark.parametrize("title", many(NUMBERED))
def test_typed_numbers_are_refused_in_every_style(tmp_path: Path, title: str) -> None:
    folder = town(tmp_path)
    edit(folder, BACKGROUND, "## 国の動向", f"## {title}")
    assert "[heading-number]" in told(folder)


def test_faults_of_one_record_are_told_together(tmp_path: Path) -> None:
    folder = town(tmp_path)
    edit(folder, POSITION, "to: outside, heads: both", "to: outsid, heads: both")
    edit(folder, POSITION, "{from: sogo, to: sosei}", "{from: sago, to: sosei}")
    assert [str(problem.place).rpartition("/")[2] for problem in load(folder)[1]] == [
        "position.yaml:21:12",
        "position.yaml:24:22",
    ]
