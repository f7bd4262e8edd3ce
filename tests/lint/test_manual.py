"""docs/rules.md is what the rules say."""

from pathlib import Path

from hidaka_dx.lint import RULES
from hidaka_dx.lint.manual import ROOMS, manual

PAGE = Path(__file__).parents[2] / "docs/rules.md"


def test_the_page_is_that_of_the_rules() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(RULES), "python tools/generate.py を実行してください。"


def test_every_rule_stands_on_the_page_once() -> None:
    lines = PAGE.read_text(encoding="utf-8").split("\n")
    for rule in RULES:
        assert lines.count(f"### {rule.id}（{rule.level}）") == 1
    for title in ROOMS.values():
        assert lines.count(f"## {title}") == 1
