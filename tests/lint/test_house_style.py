"""What a town states about its own writing."""

from pathlib import Path

from hidaka_dx.lint import Remark, check
from lint.town import town

STYLE = "[content/house-style.yaml] "
FAULT = "国の取り組みを示します。 {#nation}"
ENTRY = "{rule: okurigana, at: nation, words: 取り組み}"


def told(tmp_path: Path, snippet: str) -> dict[str, Remark]:
    return {remark.problem.rule: remark for remark in check(town(tmp_path, snippet))}


def test_without_a_style_the_rules_speak(tmp_path: Path) -> None:
    remark = told(tmp_path, FAULT)["okurigana"]
    assert (remark.level, remark.accepted, remark.words) == ("注意", None, "取り組み")
    assert str(remark.problem.place) == "content/chapters/chapter.md:3:3"


def test_a_level_is_changed_with_a_reason(tmp_path: Path) -> None:
    style = f"{STYLE}rules: [{{rule: okurigana, level: 誤り, reason: 規程による}}]"
    assert told(tmp_path / "a", FAULT + style)["okurigana"].level == "誤り"
    assert "okurigana" not in told(tmp_path / "b", FAULT + style.replace("誤り", "使わない"))


def test_a_town_may_choose_the_other_form(tmp_path: Path) -> None:
    style = f"{STYLE}forms: [取り組み]"
    assert told(tmp_path / "a", FAULT + style) == {}
    turned = told(tmp_path / "b", "国の取組を示します。" + style)["okurigana"]
    assert "「取組」は「取り組み」と書きます" in turned.problem.message


def test_an_accepted_finding_is_kept_with_its_reason(tmp_path: Path) -> None:
    style = f"{STYLE}accepted: [{{reason: 題の引用のため, findings: [{ENTRY}]}}]"
    assert told(tmp_path, FAULT + style)["okurigana"].accepted == "題の引用のため"


def test_words_may_be_cut_short(tmp_path: Path) -> None:
    style = f"{STYLE}accepted: [{{reason: 引用, findings: [{ENTRY.replace('取り組み}', '取り…}')}]}}]"
    assert told(tmp_path, FAULT + style)["okurigana"].accepted == "引用"


def test_an_acceptance_elsewhere_or_of_other_words_does_not_count(tmp_path: Path) -> None:
    for number, entry in enumerate((ENTRY.replace("nation", "other"), ENTRY.replace("取り組み}", "手続き}"))):
        style = f"{STYLE}accepted: [{{reason: 引用, findings: [{entry}]}}]"
        remarks = told(tmp_path / str(number), FAULT + style)
        assert remarks["okurigana"].accepted is None
        assert "もうありません" in remarks["accepted-unused"].problem.message
        assert remarks["accepted-unused"].problem.place.path == "content/house-style.yaml"


EDITIONS = """[content/editions.yaml] promotion-plan:
  - {number: "1", date: 2026-03-25, status: 決定, changes: 策定}
  - {number: "2", status: 案, changes: 改定}
"""


def test_what_an_earlier_edition_was_let_off_comes_back_but_stops_nothing(tmp_path: Path) -> None:
    style = f'{STYLE}rules: [{{rule: okurigana, level: 誤り, reason: 規程}}]⏎accepted: [{{reason: 原文のまま, edition: "1", findings: [{ENTRY}]}}]'
    assert told(tmp_path / "a", FAULT + style)["okurigana"].accepted == "原文のまま"
    remark = told(tmp_path / "b", FAULT + style + EDITIONS)["okurigana"]
    assert (remark.accepted, remark.level) == (None, "注意")
    assert remark.problem.message.endswith("（第1版から残っています。）")
    fresh = told(tmp_path / "c", FAULT.replace("nation", "other") + style + EDITIONS)["okurigana"]
    assert fresh.level == "誤り"


def test_acceptances_of_an_earlier_edition_are_told_when_all_are_mended(tmp_path: Path) -> None:
    style = f'{STYLE}accepted: [{{reason: 原文のまま, edition: "1", findings: [{ENTRY}]}}]'
    remark = told(tmp_path, "国の取組を示します。" + style + EDITIONS)["accepted-unused"]
    assert (remark.level, remark.problem.place.path) == ("参考", "content/house-style.yaml")


def test_names_that_mean_nothing_are_told_with_a_near_one(tmp_path: Path) -> None:
    style = f"{STYLE}forms: [手続きき]⏎rules: [{{rule: okuriganna, level: 参考, reason: 規程}}]"
    remarks = [r for r in check(town(tmp_path, "町の計画です。" + style)) if r.problem.rule == "house-style"]
    assert [
        "「手続き」ではありませんか" in r.problem.message or "「okurigana」" in r.problem.message for r in remarks
    ] == [
        True,
        True,
    ]
    assert {remark.level for remark in remarks} == {"誤り"}
