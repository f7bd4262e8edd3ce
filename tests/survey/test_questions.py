"""Each office is asked for what it leads, and for nothing that is known."""

from functools import cache
from pathlib import Path

from hidaka_dx.content import Manuscript, load
from hidaka_dx.progress import exemption
from hidaka_dx.survey import AskedValue, OfficeSurvey, measure_surveys, surveys, understood

ROOT = Path(__file__).parents[2]


@cache
def town() -> Manuscript:
    manuscript, problems = load(ROOT / "examples/mihon")
    assert manuscript, problems
    return manuscript


def questions(survey: OfficeSurvey, number: str) -> dict[str, AskedValue]:
    found = next(each for each in survey.measures if each.number == number)
    return {each.label: each for each in found.questions}


def test_every_measure_that_is_evaluated_is_asked_once() -> None:
    asked = [measure.number for survey in surveys(town(), 2028) for measure in survey.measures]
    assert sorted(asked) == sorted(each.number for each in town().measures.values() if not exemption(each, 2028))


def test_what_is_known_stands_beside_and_is_not_asked() -> None:
    office = next(each for each in surveys(town(), 2028) if each.office == "住民課")
    first = office.measures[0]
    assert first.known == (
        ("令和10年度の計画", "試行（転入、転出から全窓口に）"),
        ("令和9年度の報告で、次に行うとしたこと", "転入と転出から試行を始め、出生と死亡の手続に広げます。"),
    )
    found = questions(office, "1-2")
    assert [*found] == [
        "行ったこと",
        "転入の手続に要する時間",
        "窓口の満足度",
        "決算額（千円）",
        "評価",
        "評価の理由",
        "遅れの原因",
        "遅れへの対応",
        "令和11年度に行うこと",
    ]
    assert found["窓口の満足度"].known == "目標 82%、前年度 77.1%"
    assert [label for label, each in found.items() if each.required] == [
        "行ったこと",
        "転入の手続に要する時間",
        "窓口の満足度",
        "決算額（千円）",
        "令和11年度に行うこと",
    ]


def test_what_was_reported_is_read_back_as_it_is() -> None:
    reported = {result.number: result for result in town().progress[-1].results}
    for survey in surveys(town(), 2027):
        for measure in survey.measures:
            result = reported[measure.number]
            for each in measure.questions:
                value = getattr(result, each.key.field)
                value = value.get(each.key.name) if each.key.name else value
                answer = understood(each, each.before).answer
                wanted = None if value in (None, "") else value if isinstance(value, str | tuple) else float(value)
                assert (float(str(answer)) if isinstance(wanted, float) else answer) == wanted, each.key


def test_the_digest_tells_other_questions_not_other_answers() -> None:
    now, before = (next(iter(surveys(town(), year))) for year in (2027, 2028))
    assert now.digest != before.digest
    assert now.digest == next(iter(surveys(town(), 2027))).digest


def test_the_plan_for_a_year_is_asked_with_what_it_says_now() -> None:
    office = next(each for each in measure_surveys(town(), 2028) if each.office == "住民課")
    assert office.title == "令和10年度の計画（工程、目標、事業費）"
    assert {label: (each.before, each.known) for label, each in questions(office, "1-2").items()} == {
        "区分": ("新規", ""),
        "令和10年度の段階": ("試行", ""),
        "令和10年度の段階の内容": ("転入、転出から全窓口に", ""),
        "転入の手続に要する時間の目標": ("20", "前年度の目標 24分"),
        "窓口の満足度の目標": ("82", "前年度の目標 78%"),
        "令和10年度の事業費（千円）": ("3,600", "前年度 18,400千円"),
        "うち一般財源": ("3,600", "前年度 1,900千円"),
        "うち国庫支出金": ("", "前年度 9,200千円"),
        "うち町債": ("", "前年度 7,300千円"),
    }
