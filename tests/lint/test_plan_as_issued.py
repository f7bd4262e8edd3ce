"""The plan as issued: each of its known faults is found at its line, and accepted for the first edition."""

from pathlib import Path

import pytest

from hidaka_dx.archive import Archive
from hidaka_dx.content import load
from hidaka_dx.lint import Remark, check

ROOT = Path(__file__).parents[2]
AS_ISSUED = ("第1版は原文のまま", "第1版は原文のまま（図は本文の言葉で描き直している）")
BACKGROUND, BASICS = "content/chapters/background.md", "content/chapters/basics.md"
GLOSSARY, REFERENCES = "content/glossary.yaml", "content/references.yaml"
KNOWN = (
    ("contents-title", BASICS, 1, "DX推進方針の基本事項"),
    ("near-miss", BASICS, 11, "デジタルデバインド"),
    ("near-miss", BACKGROUND, 33, "デジタルライゼーション"),
    ("katakana-variant", GLOSSARY, 37, "デジタルガバメント"),
    ("okurigana", BACKGROUND, 21, "手続き"),
    ("okurigana", GLOSSARY, 38, "取り組み"),
    ("conjunction", BACKGROUND, 17, "更に"),
    ("conjunction", BASICS, 41, "更に"),
    ("adverb", BASICS, 19, "さらなる"),
    ("reversed-duty", BASICS, 25, "適切に対応してはなりません"),
    ("doubled-particle", GLOSSARY, 26, "とを"),
    ("latin-run", BASICS, 41, "ChiefInformationOfficer"),
    ("abbreviation-late", "content/figures/organization.yaml", 6, "WG"),
    ("citation", BASICS, 35, "自治体DX推進計画（令和2年12月閣議決定）"),
    ("term-unexplained", BASICS, 59, "PDCA"),
    ("term-unexplained", BASICS, 41, "CIO"),
    ("term-unexplained", BASICS, 17, "Wi-Fi"),
    ("citation-ended", REFERENCES, 34, "北海道Society5.0推進計画"),
    ("citation-ended", REFERENCES, 44, "第2期日高町創生総合戦略"),
    ("date-style", BASICS, 47, "2023年度（令和5年度）"),
    ("date-style", "content/figures/period.yaml", 13, "H30"),
    ("date-style", "content/editions.yaml", 6, "2023-07-01"),
    ("adverb", BACKGROUND, 5, "さまざま"),
    ("joyo-kanji", BACKGROUND, 5, "繋"),
    ("glossary-style", GLOSSARY, 6, "倣する技術のこと"),
    ("term-unused", GLOSSARY, 37, "デジタルガバメント"),
    ("bracket-width", BACKGROUND, 31, "(DX)"),
)


@pytest.fixture(scope="module")
def remarks() -> tuple[Remark, ...]:
    manuscript, _ = load(ROOT)
    assert manuscript
    return check(manuscript)


@pytest.mark.parametrize(("rule", "path", "line", "words"), KNOWN)
def test_each_known_fault_is_found_and_accepted(
    remarks: tuple[Remark, ...], rule: str, path: str, line: int, words: str
) -> None:
    at_the_line = [
        remark
        for remark in remarks
        if (remark.problem.rule, remark.problem.place.path, remark.problem.place.line) == (rule, path, line)
    ]
    assert words in [remark.words for remark in at_the_line]
    assert all(remark.accepted in AS_ISSUED for remark in at_the_line)


def test_the_verb_is_left_alone(remarks: tuple[Remark, ...]) -> None:
    text = (ROOT / BASICS).read_text(encoding="utf-8").split("\n")
    line = next(number for number, words in enumerate(text, 1) if "スピード感をもって取り組みます" in words)
    assert not [
        r
        for r in remarks
        if r.problem.rule == "okurigana" and r.problem.place.line == line and r.problem.place.path == BASICS
    ]


def test_four_ways_of_writing_years_are_counted(remarks: tuple[Remark, ...]) -> None:
    said = {r.problem.place.path: r.problem.message for r in remarks if r.problem.rule == "date-style"}
    assert all("4通り" in message for message in said.values())
    assert "cover: 西暦" in said["content/editions.yaml"]


def test_nothing_is_left_to_say(remarks: tuple[Remark, ...]) -> None:
    assert [str(remark.problem) for remark in remarks if remark.accepted is None] == []


def test_the_sample_town_has_nothing_to_mend() -> None:
    manuscript, _ = load(ROOT / "examples/mihon")
    assert manuscript
    told = check(manuscript, {(name.document, name.rank) for name in Archive(ROOT / "examples/mihon").names})
    assert [str(remark.problem) for remark in told if remark.accepted is None] == []
    assert [remark.problem.rule for remark in told] == ["citation-ended"]
