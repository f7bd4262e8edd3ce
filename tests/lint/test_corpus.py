"""How much the check finds, and how often it cries wolf, on sentences written for this purpose."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hidaka_dx.lint import RULES, ProseReading
from hidaka_dx.source import parse_data
from lint.town import CHAPTER, town

CORPUS = Path(__file__).parent / "corpus.yaml"
GLOSSARY = "".join(
    f"- {{id: t{number}, term: {term}, text: 説明}}\n"
    for number, term in enumerate(("AI", "DX", "PDCAサイクル", "RPA", "Wi-Fi", "デジタルデバイド", "テレワーク"))
)
REFERENCES = """
- {id: local, title: 自治体DX推進計画, body: 総務省, act: 策定, date: 2020-12}
- {id: garden, title: デジタル田園都市国家構想基本方針, act: 閣議決定, date: 2022-06}
"""
EDITIONS = 'promotion-plan: [{number: "1", status: 案, changes: 策定}]'
"""A draft without a day: the cover brings no date that a sentence would have to agree with."""
RECALL, FALSE_ALARMS = 0.95, 0.02


def sentences() -> Iterator[tuple[str, str | None]]:
    data, problems = parse_data(CORPUS.read_text(encoding="utf-8"), CORPUS.name)
    assert data is not None
    assert not problems
    assert isinstance(data.value, list)
    assert all(entry.keys() <= {"text", "fault"} for entry in data.value)
    yield from ((entry["text"], entry.get("fault")) for entry in data.value)


def found(sentence: str, folder: Path) -> set[str]:
    """Name the rules that find something in a sentence."""
    others = {"glossary": GLOSSARY, "references": REFERENCES, "editions": EDITIONS}
    snippet = sentence + "".join(f"[content/{name}.yaml] {text}" for name, text in others.items())
    reading = ProseReading(town(folder, snippet))
    return {rule.id for rule in RULES for finding in rule.check(reading) if finding.place.path == CHAPTER}


def test_recall_and_false_alarms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = [(text, fault, found(text, tmp_path / str(n))) for n, (text, fault) in enumerate(sentences())]
    faulty = [(text, fault, rules) for text, fault, rules in told if fault]
    clean = [(text, rules) for text, fault, rules in told if not fault]
    missed = [(text, fault) for text, fault, rules in faulty if fault not in rules]
    alarms = [(text, rules) for text, rules in clean if rules]
    alarms += [(text, rules - {fault}) for text, fault, rules in faulty if fault and rules - {fault}]
    recall, share = 1 - len(missed) / len(faulty), len(alarms) / len(told)
    with capsys.disabled():
        print(f"\n点検の確かさ：文{len(told)}、誤りのある文{len(faulty)}、見つけた割合{recall:.1%}、誤報{share:.1%}")  # noqa: T201  the figures are wanted
    assert len(told) >= 150
    assert 0.4 <= len(faulty) / len(told) <= 0.6
    assert recall >= RECALL, missed
    assert share <= FALSE_ALARMS, alarms


def test_every_fault_names_a_rule() -> None:
    assert {fault for _, fault in sentences() if fault} <= {rule.id for rule in RULES}
