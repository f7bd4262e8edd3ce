"""What an official types to have the text checked, and reads."""

import json
import shutil
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lint.town import town as small_town
from test_cli import ROOT, run

from hidaka_dx.cli.entry import cli

BASICS = "content/chapters/basics.md"


def typed(*words: str, answer: str = "") -> Result:
    return CliRunner().invoke(cli, words, input=answer)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """Copy the town's content, without what it accepts."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "content/house-style.yaml").unlink()
    return tmp_path


def test_the_town_has_nothing_to_mend_and_hides_nothing() -> None:
    done = typed("check", "-C", str(ROOT))
    assert done.exit_code == 0
    assert done.stdout.startswith("誤り0件、注意0件、参考0件です。")
    assert "町が認めた指摘が" in done.stdout
    everything = typed("check", "-C", str(ROOT), "--all")
    assert everything.exit_code == 0
    assert "注意（認めている：第1版は原文のまま）: 「デジタルデバインド」" in everything.stdout


def test_faults_are_shown_with_their_line_and_end_with_1(town: Path) -> None:
    done = typed("check", "-C", str(town))
    assert done.exit_code == 1
    assert f"{BASICS}:11:12: 注意: 「デジタルデバインド」は「デジタルデバイド」の誤りではありませんか。" in done.stdout
    assert "    こうしたなか、細やかなデジタルデバインド対策" in done.stdout
    assert f"    {' ' * 22}{'^' * 18}" in done.stdout


def test_a_town_that_cannot_be_read_is_told(town: Path) -> None:
    (town / "content/plan.yaml").write_text("town: 日高町\n", encoding="utf-8")
    done = typed("check", "-C", str(town))
    assert done.exit_code == 1
    assert "誤り: キー `title` がありません。書き加えてください。 [key-missing]" in done.stdout


def test_programs_get_json_and_sarif(town: Path) -> None:
    found = json.loads(typed("check", "-C", str(town), "--format", "json").stdout)
    assert {"path": BASICS, "line": 11, "column": 12}.items() <= next(
        each for each in found if each["words"] == "デジタルデバインド"
    ).items()
    sarif = json.loads(typed("check", "-C", str(town), "--format", "sarif").stdout)
    assert len(sarif["runs"][0]["results"]) == len(found)
    assert "::error file=content/" in typed("check", "-C", str(town), "--format", "github").stdout


def test_the_rules_are_listed() -> None:
    done = typed("check", "--list")
    assert done.exit_code == 0
    assert "okurigana" in done.stdout
    assert "動詞" in done.stdout


def test_a_wrong_format_is_told_in_japanese() -> None:
    done = run(sys.executable, "-m", "hidaka_dx", "check", "--format", "xml")
    assert done.returncode == 2
    assert "形式には、textかjsonかgithubかsarifを書いてください" in done.stderr


@pytest.mark.parametrize(("answer", "mended"), [("y\n", True), ("n\n", False), ("", False)])
def test_mending_is_shown_first_and_done_only_on_yes(town: Path, answer: str, *, mended: bool) -> None:
    file = town / BASICS
    before = file.read_text(encoding="utf-8")
    done = typed("check", "-C", str(town), "--fix", answer=answer)
    assert "+DXの推進には、組織全体を統括できる体制が必要となります。" in done.stdout
    assert (file.read_text(encoding="utf-8") != before) is mended
    assert ("CIO（ChiefInformationOfficer）を置き" in file.read_text(encoding="utf-8")) is mended


def test_a_build_stops_at_faults_and_counts_the_rest(town: Path) -> None:
    done = typed("build", "-C", str(town))
    assert done.exit_code == 1
    assert "[citation]" in done.stderr
    assert "[near-miss]" not in done.stderr
    assert not (town / "output").exists()


def test_a_build_tells_in_one_line_what_else_was_found(tmp_path: Path) -> None:
    small_town(tmp_path, "国の取り組みを、すべて示します！")
    done = typed("build", "-C", str(tmp_path))
    assert done.exit_code == 0, done.stderr
    assert done.stdout.endswith("注意が2件、参考が1件あります。hidaka-dx check で見られます。\n")


def test_a_refused_letter_hides_no_other_finding(town: Path) -> None:
    before = {each["message"] for each in json.loads(typed("check", "-C", str(town), "--format", "json").output)}
    chapter = town / BASICS
    words = chapter.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(words) if "デジタルデバインド" in line)
    words[at] = "注⽂書の[]内です。" + words[at]
    chapter.write_text("\n".join(words), encoding="utf-8")
    after = json.loads(typed("check", "-C", str(town), "--format", "json").output)
    assert {"character", "link"} <= {each["rule"] for each in after}
    assert before <= {each["message"] for each in after}


def test_a_uniform_text_is_proposed_a_style(tmp_path: Path) -> None:
    small_town(tmp_path, "".join(f"第{number}の窓口で受付を行う。" for number in "一二三四五六七八九十"))
    output = typed("check", "-C", str(tmp_path)).output
    assert "house-style-question" in output
    assert output.endswith("写してください。\n  voice: である\n")
