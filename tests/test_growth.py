"""Time grows with the length of a text, not with its square: four times the text may take eight times as long, not sixteen."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from towns import FILES, FIRST, pressed, tiny

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import load
from hidaka_dx.pipeline.check import check
from hidaka_dx.plan import PLAN
from hidaka_dx.source import parse_chapter, parse_data, parse_inline

pytestmark = pytest.mark.slow
SHORT, LONG = 4_900, 19_600
"""Letters; longer paragraphs are refused."""
LEAST = 0.03
"""Seconds; less cannot be compared."""
CHECKED = {
    "one word": "AbAb",
    "words": "AbAbAb…",
    "abbreviations": "ABC、",
    "abbreviations explained": "ABD（あ）、ABC、",
    "years": "令和5年度から",
    "period": "計画の期間は、令和5年度から",
    "particles": "とを",
    "brackets": "（ABC（",
    "hyphens": "A-B",
    "particles after words": "町とを",
    "widths": "(A）",
    "items": "1）",
    "quotations": "「国の取り組み」",
    "spans": "2020年〜2030年の",
    "numbers": "二十三人10-20人",
    "halves of words": "課題課",
}
READ = {
    "footnotes": "[^",
    "links": "[",
    "ids": "{#",
    "ids of tables": "表：{#",
    "headings": "# {#",
    "ruby": "｛あ｜",
    "html": "<a",
    "bold": "**a_",
    "panels": "::: コラム 題\n文。\n:::\n",
    "blanks of a panel": "::: コラム  　 ",
    "cells": "表：題 {#a}\n\n| a | < |\n|---|---|\n| b<br>c | ^ |\n\n",
}


def seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return max(process_time() - start, LEAST)


def assert_linear(work: Callable[[int], Callable[[], object]], short: int, long: int) -> None:
    """Compare the time for two lengths; the better of two tries, as others may keep the machine busy.

    The longer one is tried again only where the first try took too long.
    """
    few, limit = min(seconds(work(short)) for _ in range(2)), 2 * long / short
    many = seconds(work(long))
    if many / few >= limit:
        many = min(many, seconds(work(long)))
    assert many / few < limit, (few, many)


def filled(unit: str, length: int) -> str:
    return (unit * length)[:length]


@pytest.mark.parametrize("unit", CHECKED.values(), ids=CHECKED)
def test_the_check_of_a_paragraph_is_linear(unit: str, tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    chapter = FILES["content/chapters/vision.md"]

    def work(length: int) -> Callable[[], object]:
        (town / "content/chapters/vision.md").write_text(f"{chapter}\nあ{filled(unit, length)}\n", encoding="utf-8")
        return lambda: check(town)

    assert_linear(work, SHORT, LONG)


@pytest.mark.parametrize("unit", READ.values(), ids=READ)
def test_the_reading_of_a_paragraph_is_linear(unit: str) -> None:
    def work(length: int) -> Callable[[], object]:
        return lambda: (parse_chapter(filled(unit, length), "x.md"), parse_inline(filled(unit, length), None))  # type: ignore[arg-type]

    assert_linear(work, SHORT, LONG)


def test_a_plan_of_many_chapters_is_linear() -> None:
    data, _ = parse_data(FILES["content/plan.yaml"], "plan.yaml")
    assert data

    def work(count: int) -> Callable[[], object]:
        assert isinstance(data.value, dict)
        value = {**data.value, "chapters": [f"c{number}" for number in range(count)]}
        return lambda: PLAN.validate_python(value)

    assert_linear(work, 5_000, 20_000)


def headings(count: int) -> tuple[str, str]:
    return "".join(f"\n## 節の名 {{#s{number}}}\n\n町の文。\n" for number in range(count)), "[]\n"


def notes(count: int) -> tuple[str, str]:
    calls = "".join(f"\n町の文[^n{number}]。\n" for number in range(count))
    return calls, "".join(f"- {{id: n{number}, text: 注の文です。}}\n" for number in range(count))


@pytest.mark.parametrize("written", [headings, notes])
def test_the_printing_of_a_plan_is_linear(written: Callable[[int], tuple[str, str]], tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)

    def work(count: int) -> Callable[[], object]:
        chapter, footnotes = written(count)
        (town / "content/chapters/vision.md").write_text(
            FILES["content/chapters/vision.md"] + chapter, encoding="utf-8"
        )
        (town / "content/footnotes.yaml").write_text(footnotes, encoding="utf-8")
        manuscript, problems = load(town)
        assert manuscript, problems
        document, _ = compose_promotion_plan(manuscript)
        return lambda: pressed(town, document)

    assert_linear(work, 40, 160)
