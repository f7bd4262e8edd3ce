"""Faults that officials make: each is told in Japanese, at its place, with what to do."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from hidaka_dx.content import load

ROOT = Path(__file__).parents[2]
PLAN, EDITIONS, GLOSSARY = "content/plan.yaml", "content/editions.yaml", "content/glossary.yaml"
BACKGROUND, BASICS = "content/chapters/background.md", "content/chapters/basics.md"
PDCA = "content/figures/pdca.yaml"

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
    "impossible date": (EDITIONS, "2023-07-01\n    status: 決定", "2023-06-31\n    status: 決定"),
    "status that is not a choice": (EDITIONS, "status: 決定", "status: 確定"),
    "edition number": (
        EDITIONS,
        'promotion-plan:                    # 推進計画\n  - number: "1"',
        "promotion-plan:\n  - number: 初版",
    ),
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
    "link to the outside": (BASICS, "図ります。\n", "図ります（[国](https://example.jp/)）。\n"),
    "bold": (BASICS, "計画期間にかかわらず", "**計画期間**にかかわらず"),
    "indent by hand": (BASICS, "\nデジタル技術は日進月歩", "\n　デジタル技術は日進月歩"),
    "bidi control": (BASICS, "日進月歩", "日進\u202e月歩"),
    "zero width space": (GLOSSARY, "造語\n", "造\u200b語\n"),
    "private use": (PLAN, "office: 日高町", "office: 日\ue000高町"),
    "figure kind": (PDCA, "kind: cycle", "kind: circle"),
    "figure key": (PDCA, "redrawn: true", "redrew: true"),
    "figure height": (PDCA, "lines: ", "lines: 約"),
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


def test_an_empty_folder_names_every_missing_file(tmp_path: Path) -> None:
    assert [problem.place.path for problem in load(tmp_path)[1]] == [
        EDITIONS,
        GLOSSARY,
        PLAN,
        "content/references.yaml",
    ]


def test_a_chapter_that_the_plan_does_not_name_is_told(tmp_path: Path) -> None:
    folder = town(tmp_path)
    (folder / "content/chapters/extra.md").write_text("# 付録 {#extra}\n", encoding="utf-8")
    assert "content/plan.yaml の chapters にありません" in told(folder)


@pytest.mark.parametrize(
    "title", ["2040年問題への対応", "DX推進計画の目的", "3つの柱", "アナログからの転換", "(DX)とは"]
)
def test_numbers_that_are_words_are_not_typed_numbers(tmp_path: Path, title: str) -> None:
    folder = town(tmp_path)
    edit(folder, BACKGROUND, "## 国の動向", f"## {title}")
    assert told(folder) == ""
