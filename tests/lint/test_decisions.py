"""A question of style that one answer settles is asked once."""

from pathlib import Path

import pytest

from hidaka_dx.house_style import HOUSE_STYLE
from hidaka_dx.lint import Remark, check, report
from hidaka_dx.source import parse_data
from lint.town import town

DRAFT = '[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]'
STYLE = "[content/house-style.yaml] "
QUESTION = "house-style-question"
NUMBERS = "一二三四五六七八九十"
PLAIN = "".join(f"第{number}の窓口で受付を行う。" for number in NUMBERS)
FULL = "".join(f"{number}の窓口に１２人が来ました。" for number in NUMBERS)
SINGLE = "".join(f"{number}の窓口に３人と24人が来ました。" for number in NUMBERS)
COMMAS = "".join(f"{number}の窓口，支所，学校で行います。" for number in NUMBERS)
BRACKETS = "".join(f"{number}の窓口(町内)で行います。" for number in NUMBERS)
CHILDREN = "".join(f"{number}の地区の子どもを支えます。" for number in NUMBERS)
WAYS = {
    "voice: である": (PLAIN, "plain-style", "voice: です・ます"),
    "digits: 全角": (FULL, "letter-width", "digits: 半角"),
    "digits: 一桁だけ全角": (SINGLE, "letter-width", "digits: 半角"),
    "comma: ，": (COMMAS, "punctuation", "comma: 、"),
    "brackets: 半角": (BRACKETS, "bracket-width", "brackets: 全角"),
    "forms: [子ども]": (CHILDREN, "word-form", "forms: [子供]"),
}


def told(folder: Path, words: str, style: str = "") -> list[Remark]:
    return list(check(town(folder, words + DRAFT + (STYLE + style if style else ""))))


@pytest.mark.parametrize("line", WAYS)
def test_a_uniform_text_is_asked_once_and_the_line_answers(line: str, tmp_path: Path) -> None:
    words, rule, other = WAYS[line]
    remarks = told(tmp_path / "open", words)
    assert [each.problem.rule for each in remarks] == [QUESTION]
    assert f"「{line}」" in remarks[0].problem.message
    assert f"「{other}」" in remarks[0].problem.message
    assert f"  {line}\n" in report.proposed(remarks)
    assert told(tmp_path / "chosen", words, line) == []
    assert {each.problem.rule for each in told(tmp_path / "other", words, other)} == {rule}
    assert len(told(tmp_path / "other", words, other)) >= len(NUMBERS)


@pytest.mark.parametrize("line", WAYS)
def test_a_chosen_way_finds_the_other(line: str, tmp_path: Path) -> None:
    usual = {
        "voice: である": "受付を行います。",
        "digits: 全角": "24人です。",
        "digits: 一桁だけ全角": "3人です。",
        "comma: ，": "窓口、支所です。",
        "brackets: 半角": "窓口（町内）です。",
        "forms: [子ども]": "子供です。",
    }
    rules = [each.problem.rule for each in told(tmp_path, usual[line], line)]
    assert WAYS[line][1] in rules


def test_a_text_that_is_of_two_minds_is_told_once_with_every_place(tmp_path: Path) -> None:
    polite = "".join(f"第{number}の支所で受付を行います。" for number in NUMBERS)
    (remark,) = told(tmp_path / "open", PLAIN + polite)
    assert remark.problem.rule == "plain-style"
    assert len(remark.all) == len(NUMBERS)
    assert "ほかに9か所あります（3行、" in remark.problem.message
    assert len(told(tmp_path / "settled", PLAIN + polite, "voice: です・ます")) == len(NUMBERS)


def test_one_word_is_told_once_with_the_lines_of_its_other_places(tmp_path: Path) -> None:
    words = "概ね終わりました。⏎⏎毎週、概ね三回です。⏎⏎窓口を概ね開きます。"
    (remark,) = told(tmp_path / "open", words)
    assert remark.problem.message.endswith("ほかに2か所あります（5行、7行）。")
    assert len(told(tmp_path / "two", "概ね終わりました。⏎⏎毎週、概ね三回です。")) == 2
    level = "rules: [{rule: kana, level: 注意, reason: 一つずつ見る}]"
    assert len(told(tmp_path / "level", words, level)) == 3


def test_words_that_ask_for_one_decision_are_named_with_their_lines(tmp_path: Path) -> None:
    (remark,) = told(tmp_path, "APIを使います。⏎⏎EBPMを進めます。⏎⏎PPPを使います。")
    assert "ほかに2か所あります（5行「EBPM」、7行「PPP」）。" in remark.problem.message


def test_few_places_are_told_one_by_one(tmp_path: Path) -> None:
    assert [each.problem.rule for each in told(tmp_path, "受付を行う。書類を減らす。")] == ["plain-style"] * 2


def test_what_a_town_makes_heavy_is_told_place_by_place(tmp_path: Path) -> None:
    remarks = told(tmp_path, PLAIN, "rules: [{rule: plain-style, level: 誤り, reason: 規程}]")
    assert [each.level for each in remarks] == ["誤り"] * len(NUMBERS)


def test_lines_of_words_are_put_together(tmp_path: Path) -> None:
    words = CHILDREN + "".join(f"{number}の地区の取り組みを示します。" for number in NUMBERS)
    text = report.proposed(told(tmp_path, words))
    ready = "\n".join(line.strip() for line in text.splitlines() if line.startswith("  "))
    data, problems = parse_data(ready, "house-style.yaml")
    assert data
    assert not problems
    assert set(HOUSE_STYLE.validate_python(data.value, strict=False).forms) == {"子ども", "取り組み"}


def test_a_stop_of_another_kind_is_told_once_where_it_is_uniform(tmp_path: Path) -> None:
    points = PLAIN.replace("。", "．")
    assert len([each for each in told(tmp_path / "all", points) if each.words == "．"]) == 1
    (mixed,) = (each for each in told(tmp_path / "mixed", points + "受付を行います。支えます。") if each.words == "．")
    assert len(mixed.all) == len(NUMBERS)


def test_nothing_is_proposed_where_nothing_is_open(tmp_path: Path) -> None:
    assert report.proposed(told(tmp_path, "受付を行います。")) == ""


TOWN_WORD = "words: [{use: 町民, avoid: [住民, 市民], reason: 町の例規の言葉}]"


def test_a_towns_own_word_is_asked_for_with_its_reason(tmp_path: Path) -> None:
    (remark,) = told(tmp_path, "住民の声を聴きます。", TOWN_WORD)
    assert (remark.problem.rule, remark.words, remark.level) == ("town-word", "住民", "注意")
    assert "「町民」と書きます（町の例規の言葉）" in remark.problem.message


def test_quoted_words_are_not_the_towns(tmp_path: Path) -> None:
    assert told(tmp_path, "国の「住民の声を聴く会」に出ました。", TOWN_WORD) == []


def test_no_list_has_a_say_in_a_towns_word(tmp_path: Path) -> None:
    style = "words: [{use: 子どもたち, avoid: [子供たち], reason: 学校の言葉}]"
    assert told(tmp_path / "a", "子どもたちを支えます。", style) == []
    assert [each.words for each in told(tmp_path / "b", "子どもを支え、子供たちも支えます。", style)] == [
        "子ども",
        "子供たち",
    ]


@pytest.mark.parametrize(
    "style",
    [
        "words: [{use: 町民, avoid: [住民], reason: 一}, {use: 住民, avoid: [町の人], reason: 二}]",
        "{forms: [子ども], words: [{use: 子供, avoid: [子ども], reason: 一}]}",
    ],
)
def test_a_town_cannot_want_and_avoid_a_word(style: str, tmp_path: Path) -> None:
    remarks = [each for each in told(tmp_path, "声を聴きます。", style) if each.problem.rule == "house-style"]
    assert [each.level for each in remarks] == ["誤り"]
    assert "使う言葉にも、使わない言葉にも" in remarks[0].problem.message
