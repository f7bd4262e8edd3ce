"""Whole sentences that once stopped a town's plan though they were right, and what must still be told."""

from pathlib import Path

import pytest

from hidaka_dx.lint import Remark, check
from hidaka_dx.source import parse_chapter, read_text
from lint.town import CHAPTER, town

DRAFT = '[content/editions.yaml] promotion-plan: [{number: "1", status: 案, changes: 策定}]'
RIGHT = {
    "ainu-kana": "イランカラㇷ゚テの心で迎えます。セ゚、ツ゚、ト゚も使います。",
    "wo-hajime": (
        "国や北海道をはじめ、関係機関と連携します。⏎⏎まちににぎわいを生み出します。⏎⏎これまでで最も多い利用がありました。⏎⏎"
        "ふるさとを大切にする心を育て、しごとを生みます。⏎⏎町ののどかな風景を守ります。"
    ),
    "five-years": "2015年から2020年までの5年間に、人口が820人減りました。",
    "open-street-map": "防災の地図には、OpenStreetMapのデータを使います。",
}


def told(folder: Path, snippet: str) -> list[Remark]:
    return [remark for remark in check(town(folder, snippet + DRAFT)) if remark.problem.place.path == CHAPTER]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_left_alone(name: str, tmp_path: Path) -> None:
    assert [str(remark.problem) for remark in told(tmp_path, RIGHT[name])] == []


def test_years_of_an_old_plan_are_left_alone(tmp_path: Path) -> None:
    remarks = told(tmp_path, "「第5次見本町総合計画（平成26年度〜平成35年度）」を引き継ぎます。")
    assert {remark.problem.rule for remark in remarks} == {"citation-unknown"}


def test_days_of_another_era_are_told_but_stop_nothing(tmp_path: Path) -> None:
    snippet = "この規程は、平成31年5月1日に施行し、令和元年4月1日に改めました。昭和64年2月1日の資料も見ました。"
    assert [(remark.problem.rule, remark.level) for remark in told(tmp_path, snippet)] == [("era-year", "注意")] * 3


def test_only_a_certain_doubling_stops_a_build(tmp_path: Path) -> None:
    remarks = told(tmp_path, "町民の声をを聴きます。窓口のの混雑を減らします。")
    assert [(remark.words, remark.level) for remark in remarks] == [("をを", "誤り"), ("のの", "注意")]


def test_a_town_may_make_it_all_heavy(tmp_path: Path) -> None:
    style = "[content/house-style.yaml] rules: [{rule: doubled-particle, level: 誤り, reason: 広報の決まり}]"
    assert [remark.level for remark in told(tmp_path, "窓口のの混雑を減らします。" + style)] == ["誤り"]


def test_signs_of_radicals_are_named_with_their_kanji() -> None:
    _, problems = read_text("注⽂書の利⽤を、⾼齢者にも⻑く広げます。".encode(), "x.md")
    assert [problem.message.partition("です。")[2][:3] for problem in problems] == [
        "「文」",
        "「用」",
        "「高」",
        "「長」",
    ]
    assert {problem.rule for problem in problems} == {"character"}


@pytest.mark.parametrize(("typed", "right"), [("\u2f3e", "戸"), ("\u2fca", "黒"), ("\ufa0a", "見"), ("\uf9b5", "例")])
def test_the_kanji_that_is_named_is_the_japanese_one(typed: str, right: str) -> None:
    _, problems = read_text(f"{typed}である。".encode(), "x.md")
    assert [f"「{right}」（U+{ord(right):04X}）に" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize("name", ["\ufa19谷", "\ufa10本", "\ufa11山", "\uf9dc"])
def test_second_forms_that_the_fonts_have_stay(name: str) -> None:
    assert read_text(name.encode(), "x.md")[1] == ()


@pytest.mark.parametrize("words", [r"\[\]内は、町の数です。", r"\[^a\]と\*印", r"\{#x\}と\`印\`"])
def test_signs_can_be_printed_with_a_backslash(words: str) -> None:
    chapter, problems = parse_chapter(f"# 章 {{#c}}\n\n{words}\n", CHAPTER)
    assert problems == ()
    assert chapter.blocks[1].inlines[0].text == words.replace("\\", "")  # type: ignore[union-attr]


def test_a_bracket_of_another_width_is_called_so(tmp_path: Path) -> None:
    remarks = [each for each in told(tmp_path, "括弧の中(資料1）を見ます。") if each.problem.rule == "brackets"]
    assert ["幅が違います" in each.problem.message for each in remarks] == [True]


def test_a_quotation_may_go_on_over_paragraphs(tmp_path: Path) -> None:
    assert told(tmp_path / "a", "町長は「町の皆さんに伝えます。⏎⏎来年も開きます。」") == []
    apart = told(tmp_path / "b", "町長は「町の皆さんに伝えます。⏎⏎来年も開きます。）")
    assert [each.problem.rule for each in apart].count("brackets") == 2


def test_a_period_that_may_be_another_plans_stops_nothing(tmp_path: Path) -> None:
    levels = [
        {each.level for each in told(tmp_path / name, f"{name}計画の期間は、令和2年度から令和6年度までです。")}
        for name in ("本", "この", "")
    ]
    assert levels == [{"誤り"}, {"誤り"}, {"注意"}]


ARTICLES = "（目的）⏎⏎第1条　この要綱は、本部の設置について定める。⏎⏎2　本部は、取り組みを進める。⏎⏎附　則⏎⏎この要綱は、公布の日から施行する。"


def test_articles_keep_their_wording_and_the_town_writes_its_own(tmp_path: Path) -> None:
    remarks = told(tmp_path, f"{ARTICLES}⏎⏎## 次の節 {{#next}}⏎⏎本部は、取り組みを進める。")
    assert {(each.problem.rule, each.problem.place.line) for each in remarks} == {
        ("okurigana", 15),
        ("plain-style", 15),
    }


def test_lists_of_names_are_no_prose(tmp_path: Path) -> None:
    table = "[](#roll)です。⏎⏎表：委員名簿 {#roll}⏎⏎| 役 | 氏名 |⏎|---|---|⏎| 会長 | 釘宮　蘭 |⏎| 委員 | 子ども会 |"
    assert told(tmp_path, table) == []


def test_the_signature_of_a_preface_is_no_sentence(tmp_path: Path) -> None:
    year = "令和7年（2025年）に決めました。令和8年（2026年）に始めます。令和9年（2027年）に見直します。"
    for number, lines in enumerate(("令和8年3月⏎⏎見本町長　見本 太郎", "令和8年3月⏎見本町長⏎見本　太郎")):
        assert told(tmp_path / str(number), f"{year}⏎⏎{lines}") == []
