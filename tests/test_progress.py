"""Grades follow from targets and values by one rule (X06)."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.grade import GRADES
from hidaka_dx.japanese import truncated_percent
from hidaka_dx.measure import Indicator, Measure, Target
from hidaka_dx.progress import Progress, Result, achievement, assessed, exemption, proposed

STEPS = [{"from": 2026, "to": 2027, "stage": "構築"}, {"from": 2029, "to": 2029, "stage": "運用"}]


def indicator(direction: str = "増", base: float | None = None, target: float = 100, name: str = "指標") -> Indicator:
    return Indicator.model_validate(
        {
            "name": name,
            "definition": "数",
            "unit": "件",
            "direction": direction,
            "base": None if base is None else Target(year=2025, value=base),
            "targets": [Target(year=2026, value=target)],
        }
    )


def measure(*indicators: Indicator, **more: object) -> Measure:
    facts = {"number": "1-1", "name": "取組", "kind": "新規", "pillar": "a", "basis": ["b"], "actions": ["行う"]}
    return Measure.model_validate({**facts, "indicators": indicators, "schedule": STEPS, **more})


@pytest.mark.parametrize(
    ("direction", "base", "target", "value", "share"),
    [
        ("増", 0, 100, 80, 0.8),
        ("増", 50, 100, 75, 0.5),
        ("増", 50, 100, 40, -0.2),
        ("減", 100, 60, 70, 0.75),
        ("減", 100, 60, 50, 1.25),
        ("増", None, 50, 40, 0.8),
        ("減", None, 50, 60, 0.8),
        ("減", None, 50, 0, 2.0),
        ("減", 32, 32, 31, 1.03125),  # no step asked for: target and value are compared
        ("増", 100, 95, 97, 1.0210526),  # a target below the base: 97 is better than asked
        ("増", None, 0, 0, 1.0),
        ("減", None, 0, 3, 0.0),
    ],
)
def test_achievement(direction: str, base: float | None, target: float, value: float, share: float) -> None:
    assert achievement(indicator(direction, base, target), target, value) == pytest.approx(share)


@given(st.sampled_from(["増", "減"]), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_the_target_itself_is_all_of_it(direction: str, base: float, target: float) -> None:
    assert achievement(indicator(direction, base, target), target, target) == pytest.approx(1)


@pytest.mark.parametrize(
    ("values", "mark"),
    [((110,), "A"), ((109,), "B"), ((90,), "B"), ((89,), "C"), ((50,), "C"), ((49,), "D"), ((130, 60), "C")],
)
def test_the_worst_indicator_gives_the_grade(values: tuple[float, ...], mark: str) -> None:
    all_ = measure(*(indicator(name=f"指標{n}") for n in range(len(values))))
    result = Result(number="1-1", done=("行った",), values={f"指標{n}": value for n, value in enumerate(values)})
    found = proposed(all_, result, 2026, GRADES)
    assert found is not None
    assert found.mark == mark


def test_three_tenths_of_three_is_not_lost_to_floats() -> None:
    third = measure(indicator(base=0.1, target=0.4))
    result = Result(number="1-1", done=("行った",), values={"指標": 0.1 + 0.27})
    found = proposed(third, result, 2026, GRADES)
    assert found is not None
    assert found.mark == "B"


@given(st.integers(0, 2000), st.integers(1, 12_000), st.integers(1, 12_000))
def test_grade_and_printed_achievement_agree(thousandths: int, value: int, target: int) -> None:
    """What is printed lies on the same side of a grade's threshold as what was judged, and 100.0% is all of it."""
    share = achievement(indicator(target=target / 10), target / 10, value / 10)
    printed = Fraction(truncated_percent(share).rstrip("%")) / 100
    assert (printed >= Fraction(thousandths, 1000)) == (share >= Fraction(thousandths, 1000))
    assert (printed >= 1) == (value >= target)


def test_a_measure_without_target_of_the_year_has_reached_none() -> None:
    progress = Progress(
        year=2027,
        as_of=date(2028, 3, 31),
        assessor="本部",
        results=(Result(number="1-1", done=("行った",), values={"指標": 500}, grade="B", reason="事情"),),
    )
    (only,) = assessed([measure(indicator())], progress, GRADES)
    assert (only.achieved, only.reached) == (None, False)


@pytest.mark.parametrize(
    ("year", "more", "why"),
    [
        (2025, {}, "開始前"),
        (2026, {}, ""),
        (2028, {}, "この年度に工程がない"),
        (2030, {}, "終了"),
        (2026, {"repeats": "2-1"}, "再掲"),
        (2026, {"schedule": []}, ""),
        (2026, {"schedule": [], "kind": "終了"}, "終了"),
    ],
)
def test_what_is_exempt(year: int, more: dict[str, object], why: str) -> None:
    assert exemption(measure(**more), year) == why


def test_a_grade_that_is_given_stands_beside_the_proposal() -> None:
    given = Result(
        number="1-1",
        done=("行った",),
        values={"指標": 30},
        grade="C",
        reason="事情による",
        cause="遅れ",
        response="対応",
    )
    progress = Progress(year=2026, as_of=date(2027, 3, 31), assessor="本部", results=(given,))
    (only,) = assessed([measure(indicator())], progress, GRADES)
    assert only.proposal is not None
    assert only.grade is not None
    assert (only.proposal.mark, only.grade.mark) == ("D", "C")
