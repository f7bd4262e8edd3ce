"""How remarks are told to people and programs."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hidaka_dx.lint import RULES, Remark, check, report
from lint.town import town

SNIPPET = (
    "国の取り組みとして、デジタルデバインド対策を進めます。 {#nation}⏎⏎町は、新たな社会をを目指します。"
    "[content/glossary.yaml] [{id: divide, term: デジタルデバイド, text: 情報(知識)の格差}]"
    "[content/house-style.yaml] accepted: [{reason: 題の引用, findings: [{rule: okurigana, at: nation, words: 取り組み}]}]"
)


@pytest.fixture
def remarks(tmp_path: Path) -> tuple[Remark, ...]:
    return check(town(tmp_path, SNIPPET))


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, str]:
    return dict(town(tmp_path / "again", SNIPPET).texts)


def test_text_shows_the_line_and_a_caret(
    remarks: tuple[Remark, ...], texts: dict[str, str], snapshot: Callable[[str, str], None]
) -> None:
    snapshot("check/text.txt", report.as_text(remarks, texts) + report.tally(remarks) + "\n")


def test_the_caret_stands_below_the_words(remarks: tuple[Remark, ...], texts: dict[str, str]) -> None:
    lines = report.as_text(remarks, texts).split("\n")
    at = next(number for number, line in enumerate(lines) if "[near-miss]" in line)
    before = lines[at + 1].partition("デジタルデバインド")[0]
    columns = sum(1 if letter.isascii() else 2 for letter in before)
    assert lines[at + 2] == " " * columns + "^" * 2 * len("デジタルデバインド")


def test_json_says_everything(remarks: tuple[Remark, ...], snapshot: Callable[[str, str], None]) -> None:
    text = report.as_json(remarks)
    assert [each["rule"] for each in json.loads(text)] == [remark.problem.rule for remark in remarks]
    snapshot("check/json.json", text)


def test_github_gets_commands_without_what_is_accepted(
    remarks: tuple[Remark, ...], snapshot: Callable[[str, str], None]
) -> None:
    text = report.as_github(remarks)
    assert "okurigana" not in text
    snapshot("check/github.txt", text)


def test_sarif_names_rules_places_and_suppressions(remarks: tuple[Remark, ...]) -> None:
    log = json.loads(report.as_sarif(remarks, RULES))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.id for rule in RULES]
    near = next(result for result in run["results"] if result["ruleId"] == "near-miss")
    where = near["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "content/chapters/chapter.md"
    assert where["region"] == {"startLine": 3, "startColumn": 11, "endColumn": 20}
    accepted = next(result for result in run["results"] if result["ruleId"] == "okurigana")
    assert accepted["suppressions"] == [{"kind": "external", "justification": "題の引用"}]


def test_the_tally_counts_what_is_accepted_apart(remarks: tuple[Remark, ...]) -> None:
    assert report.tally(remarks).startswith("誤り1件、注意")
    assert "町が認めた指摘が1件" in report.tally(remarks)


def test_the_list_has_a_line_for_each_rule() -> None:
    assert len(report.as_list(RULES).splitlines()) == len(RULES)
