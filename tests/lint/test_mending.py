"""What is safe to mend is mended, and nothing else."""

from pathlib import Path

from hidaka_dx.lint import check, mended
from lint.town import CHAPTER, town

GLOSSARY = "content/glossary.yaml"


def mend(tmp_path: Path, snippet: str) -> dict[str, str]:
    manuscript = town(tmp_path, snippet)
    return mended(check(manuscript), manuscript.texts)


def test_blanks_beside_latin_and_half_width_brackets(tmp_path: Path) -> None:
    found = mend(tmp_path, "町の DX は、人工知能(AI)と 3 つの柱(案)で進めます。")
    assert found[CHAPTER].split("\n")[2] == "町のDXは、人工知能（AI）と3つの柱（案）で進めます。"
    assert set(found) == {CHAPTER}


def test_values_of_yaml_files_keep_their_quotes(tmp_path: Path) -> None:
    found = mend(tmp_path, f"計画です。[{GLOSSARY}] - {{id: a, term: \"町の AI\", text: '略(短い)の''名前'}}")
    assert found[GLOSSARY] == "- {id: a, term: \"町のAI\", text: '略（短い）の''名前'}"


def test_a_second_time_nothing_is_left(tmp_path: Path) -> None:
    found = mend(tmp_path / "a", "町の DX は、人工知能(AI)で進めます。")
    assert mend(tmp_path / "b", found[CHAPTER].split("\n")[2]) == {}


def test_what_is_accepted_stays(tmp_path: Path) -> None:
    style = "accepted: [{reason: 原文のまま, findings: [{rule: bracket-width, at: chapter, words: (AI)}]}]"
    assert mend(tmp_path, f"人工知能(AI)で進めます。[content/house-style.yaml] {style}") == {}


def test_words_that_a_line_end_parts_are_left_to_the_author(tmp_path: Path) -> None:
    assert mend(tmp_path, "人工知能(A⏎I)で進めます。") == {}


def test_wording_is_never_mended(tmp_path: Path) -> None:
    assert mend(tmp_path, "国の取り組みとして、すべての課題にあたります。") == {}
