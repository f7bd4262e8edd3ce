"""What officials type into YAML: kept as they meant it, or refused with the true cause, its line and what to write.

`tests/expected/typed.txt` shows for each kind the lines as typed, then what comes of them.
"""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.content.validate import validated
from hidaka_dx.measure import MEASURE, Measure
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.source import parse_data, read_text

SOUND = """number: 1-1
name: 窓口の改善
kind: 新規
pillar: service
basis: [online]
lead: 企画課
aim: 待たずに済む窓口にします。
actions:
  - 申請を見直します。
  - 画面を改めます。
"""
NAME, LEAD, AIM = "name: 窓口の改善", "lead: 企画課", "aim: 待たずに済む窓口にします。"
SECOND, ACTIONS = "  - 画面を改めます。", "actions:\n  - 申請を見直します。\n  - 画面を改めます。"
BASIS, END = "basis: [online]", SECOND
COST = f"{END}\ncosts:\n  - "
RELATED = f"{END}\nrelated: "

TYPED = {
    "[ ] の中の文の、数の「,」": (ACTIONS, "actions: [累計で1,200戸に設置します。]"),
    "[ ] の中の文の「,」": (ACTIONS, "actions: [申請を見直し, 画面を改めます。]"),
    "[ ] の中の二つの文": (ACTIONS, "actions: [申請を見直します。, 画面を改めます。]"),
    "[ ] の中の、囲んだ文": (ACTIONS, 'actions: ["累計で1,200戸に設置します。"]'),
    "[ ] の中の「、」（id）": (BASIS, "basis: [online、service]"),
    "[ ] の中の「、」（課の名前）": (END, f"{RELATED}[総務課、住民課]"),
    "[ ] の中の全角の「，」": (END, f"{RELATED}[総務課，住民課]"),
    "[ ] の中の、括弧の中の「、」": (END, f"{RELATED}[全課（支所、出張所を含む）]"),
    "[ ] の中の、空白のない「,」": (END, f"{RELATED}[総務課,住民課]"),
    "[ ] の終わりの「,」": (END, f"{RELATED}[総務課, 住民課, ]"),
    "[ ] の中の二つ続く「,」": (END, f"{RELATED}[総務課,, 住民課]"),
    "[ ] の中の「: 」": (END, f"{RELATED}[対象: 総務課]"),
    "[ ] の中の「#」": (END, f"{RELATED}[総務課 #1, 住民課]"),
    "閉じていない [": (END, f"{RELATED}[総務課, 住民課\nfocus: yes"),
    "全角の［ ］": (END, f"{RELATED}［総務課、住民課］"),
    "括弧のない一覧": (END, f"{RELATED}総務課、住民課"),
    "「なし」と書いた一覧": (END, f"{RELATED}なし"),
    "値のない一覧": (END, f"{RELATED.rstrip()}"),
    "空の一覧": (END, f"{RELATED}[]"),
    "{ } の中の 1,200": (END, f"{COST}{{year: 2026, total: 1,200}}"),
    "{ } の中の、キーを自由に書ける所の 1,200": (END, f"{COST}{{year: 2026, total: 1200, sources: {{国庫: 1,200}}}}"),
    "{ } の中の文の「,」": (END, f"{END}\neffects: {{residents: 待たず,書かずに済みます。}}"),
    "{ } の中の、空白のない「:」": (END, f"{COST}{{year:2026, total: 5}}"),
    "{ } の中の全角の「：」": (END, f"{COST}{{year：2026, total: 5}}"),
    "{ } の中の、値のないキー": (END, f"{COST}{{year: 2026, total}}"),
    "閉じていない {": (END, f"{COST}{{year: 2026, total: 5\nfocus: yes"),
    "空白の後の #2": (NAME, f"{NAME} #2"),
    "空白と「# 」の注": (NAME, f"{NAME} # 仮の名"),
    "空白のない #2": (NAME, f"{NAME}#2"),
    "#で始まる項目": (SECOND, "  - #2号機を改めます。"),
    "#で始まる値": (LEAD, "lead: #1係"),
    "#で始まる次の行": (AIM, f"{AIM}\n  #2の窓口も改めます。"),
    "字下げのそろった「#キー」": (LEAD, f"{LEAD}\n#focus: yes"),
    "全角の＃の注": (LEAD, f"{LEAD}　＃未定"),
    "全角の＃の行": (LEAD, f"＃ まだ決まっていません\n{LEAD}"),
    "「:」の後の全角の空白": (NAME, "name:　窓口の改善"),
    "「:」の前の全角の空白": (NAME, "name　: 窓口の改善"),
    "「:」の前の半角の空白": (NAME, "name : 窓口の改善"),
    "「:」の後の二つの空白": (NAME, "name:  窓口の改善"),
    "「:」の後に空白がない": (NAME, "name:窓口の改善"),
    "全角の「：」": (NAME, "name：窓口の改善"),
    "「:」の後のタブ": (NAME, "name:\t窓口の改善"),
    "「:」がない": (LEAD, "lead 企画課"),
    "一覧の中の、「:」がない欄": (END, f"{COST}year: 2026\n    total: 5\n  - year 2027\n    total: 5"),
    "全角のキー": (NAME, "ｎａｍｅ: 窓口の改善"),
    "大文字のキー": (NAME, "Name: 窓口の改善"),
    "二度のキー": (LEAD, f"{LEAD}\nlead: 総務課"),
    "深すぎる字下げのキー": (LEAD, f"effects:\n  residents: 減ります。\n  {LEAD}"),
    "一字ずれたキー": (LEAD, f" {LEAD}"),
    "「-」の前の全角の空白": (SECOND, "　- 画面を改めます。"),
    "「-」の後の全角の空白": (SECOND, "  -　画面を改めます。"),
    "どの「-」の後も全角の空白": (ACTIONS, "actions:\n  -　申請を見直します。\n  -　画面を改めます。"),
    "「-」の後に空白がない": (SECOND, "  -画面を改めます。"),
    "「・」の項目": (SECOND, "  ・画面を改めます。"),
    "「- ・」の項目": (SECOND, "  - ・画面を改めます。"),
    "全角の「－」の項目": (SECOND, "  － 画面を改めます。"),
    "番号の項目": (ACTIONS, "actions:\n  1. 申請を見直します。\n  2. 画面を改めます。"),
    "深すぎる「-」": (SECOND, "    - 画面を改めます。"),
    "深すぎる「・」": (SECOND, "    ・画面を改めます。"),
    "深すぎる「キー：値」": (LEAD, f"{LEAD}\n  focus：yes"),
    "浅すぎる「-」": (SECOND, "- 画面を改めます。"),
    "「-」のない一覧": (ACTIONS, "actions:\n  申請を見直します。\n  画面を改めます。"),
    "「- -」": (SECOND, "  - - 画面を改めます。"),
    "空の「-」": (SECOND, "  -"),
    "キーと同じ行の「- 」": (LEAD, "lead: - 企画課"),
    "タブの字下げ": (SECOND, "\t- 画面を改めます。"),
    "文の中の「: 」": (AIM, "aim: 注意: 待たずに済みます。"),
    "項目の中の「: 」": (SECOND, "  - 対象: 画面"),
    "項目の中の「：」": (SECOND, "  - 対象：画面"),
    "文の終わりの「:」": (AIM, "aim: 次のとおり:"),
    "文の中の時刻": (AIM, "aim: 8:30に開きます。"),
    "時刻だけの値": (AIM, "aim: 8:30"),
    "アドレス": (AIM, "aim: https://example.jp/#top を見ます。"),
    "yes の値": (LEAD, "lead: yes"),
    "off の値": (LEAD, "lead: off"),
    "null の値": (LEAD, "lead: null"),
    "~ の値": (LEAD, "lead: ~"),
    "○ と書いた yes": (END, f"{END}\nfocus: ○"),
    "はい と書いた yes": (END, f"{END}\nfocus: はい"),
    "0で始まる番号（文字の欄）": (LEAD, "lead: 0138"),
    "0で始まる数": (END, f"{COST}{{year: 2026, total: 0138}}"),
    "全角の数": (END, f"{COST}{{year: ２０２６, total: 5}}"),
    "全角の「，」の数": (END, f"{COST}{{year: 2026, total: 1，200}}"),
    "単位の付いた数": (END, f"{COST}{{year: 2026, total: 5千円}}"),
    "△の数": (END, f"{END}\nindicators:\n  - {{name: 差, definition: 数, unit: 件, base: {{year: 2025, value: △5}}}}"),
    "元号の年度": (END, f"{COST}{{year: 令和8年度, total: 5}}"),
    "日付のような文": (AIM, "aim: 2026-04-01"),
    "引用符の後の言葉": (NAME, 'name: "窓口"の改善'),
    "括弧の後の言葉": (NAME, "name: [新]窓口の改善"),
    "閉じていない引用符": (NAME, "name: '90年代の窓口"),
    "引用符の中の引用符": (NAME, "name: 'it's'"),
    "“ ” で囲んだ値": (NAME, "name: “窓口の改善”"),
    "文の中の “ ”": (NAME, "name: “窓口”と“電話”"),
    "＂ ＂ で囲んだ値": (NAME, "name: ＂窓口の改善＂"),
    "「 」で囲んだ値": (NAME, "name: 「窓口」"),
    "*で始まる値": (NAME, "name: *窓口の改善"),
    "&で始まる値": (NAME, "name: &窓口 の改善"),
    "!で始まる値": (NAME, "name: !窓口の改善"),
    "%だけの値": (LEAD, "lead: %"),
    "@で始まる値": (NAME, "name: @窓口"),
    ">で始まる値": (NAME, "name: > 窓口の改善"),
    ",で始まる値": (NAME, "name: , 窓口の改善"),
    "?で始まる値": (NAME, "name: ? 窓口の改善"),
    "「\\」のある値": (NAME, 'name: "C:\\窓口"'),
    "囲まない「\\」": (NAME, "name: C:\\窓口"),
    "| の二行": (AIM, "aim: |\n  待たずに\n  済みます。"),
    "| の一行": (AIM, "aim: |\n  待たずに済みます。"),
    "| の中の字下げ": (AIM, "aim: |\n  待たずに\n    済みます。"),
    "| の中の全角の字下げ": (AIM, "aim: |\n  　待たずに済みます。"),
    "| と同じ行の言葉": (AIM, "aim: | 待たずに\n  済みます。"),
    "字下げのない | の行": (AIM, "aim: |\n待たずに済みます。"),
    "> の二行": (AIM, "aim: >\n  待たずに\n  済みます。"),
    "囲まない二行": (AIM, "aim: 待たずに\n  済みます。"),
    "英語の二行": (AIM, "aim: Do it\n  once only"),
    "囲んだ二行": (AIM, 'aim: "待たずに\n  済みます。"'),
    "字下げのない二行目": (AIM, "aim: 待たずに\n済みます。"),
    "頭の全角の空白": (NAME, "name: 　窓口の改善"),
    "囲んだ、頭の空白": (NAME, 'name: "  窓口の改善"'),
    "終わりの全角の空白": (NAME, "name: 窓口の改善　"),
    "1,000字を超える行": (AIM, f"aim: {'待たずに済む' * 200}"),
    "区切りの線": (LEAD, f"----------\n{LEAD}"),
    "二つ目の文書": (LEAD, f"---\n{LEAD}"),
    "「...」の行": (LEAD, f"...\n{LEAD}"),
}


def read(text: str) -> tuple[Measure | None, tuple[Problem, ...]]:
    """Read a measure as the press does."""
    typed, problems = read_text(text.encode(), "1-1.yaml")
    assert typed is not None
    if problems:
        return None, problems
    data, problems = parse_data(typed, "1-1.yaml")
    if data is None or problems:
        return None, in_order(problems)
    measure, problems = validated(MEASURE, data)
    return measure.value if measure else None, in_order(problems)


def changed(old: str, new: str) -> str:
    assert old in SOUND
    return SOUND.replace(old, new, 1)


def kept(measure: Measure) -> str:
    """Show what differs from the sound measure."""
    sound, _ = read(SOUND)
    assert sound is not None
    values = measure.model_dump(mode="json")
    same = [f"{key}: {value}" for key, value in values.items() if value != sound.model_dump(mode="json")[key]]
    return "、".join(f"{each[:60]}…" if len(each) > 60 else each for each in same) or "（元のまま）"


def test_what_officials_type_is_kept_or_refused(snapshot: Callable[[str, str], None]) -> None:
    told = ""
    for name, (old, new) in TYPED.items():
        measure, problems = read(changed(old, new))
        shown = "".join(f"  | {line[:60]}{'…' if len(line) > 60 else ''}\n" for line in new.split("\n"))
        came = "".join(f"→ 止まる {problem}\n" for problem in problems) if problems else f"→ 残る {kept(measure)}\n"  # type: ignore[arg-type]
        told += f"# {name}\n{shown}{came}\n"
    assert len(TYPED) >= 100
    snapshot("typed.txt", told)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_none_of_the_words(ends: str) -> None:
    assert read(SOUND.replace("\n", ends)) == read(SOUND)


def test_the_full_width_blank_after_a_colon_is_named_where_it_stands() -> None:
    """Case 14: the cause stands in line 1, what cannot be read in line 2."""
    _, (problem,) = parse_data("town:　見本町\ntitle: 見本町DX推進計画\n", "content/plan.yaml")
    assert str(problem).startswith("content/plan.yaml:1:6: YAMLとして読めません。「:」の後に全角の空白があります。")


WORDS = st.text(st.sampled_from("あ町、。,:#-・　 1200(){}[]\"'|>&*!%@`~=?＃：\\“”＂AZ/.;_+①"), min_size=1, max_size=14)
COMMENT = re.compile(r"(?:^| )#(?:[\s#!]|$)")


def is_text(words: str) -> bool:
    """Tell words from a comment, from nothing and from words in quotes."""
    return bool(words.strip()) and not COMMENT.search(words) and words.strip()[0] not in "\"'"


@given(WORDS.filter(is_text))
def test_no_text_is_changed_in_silence(words: str) -> None:
    """Whatever is typed after a key or as an item is that very text, or is refused."""
    measure, problems = read(changed(AIM, f"aim: {words}"))
    assert problems if measure is None else measure.aim == words.strip()
    measure, problems = read(changed(SECOND, f"  - {words}"))
    assert problems if measure is None else measure.actions[1:] == (words.strip(),)


def is_text_in_brackets(words: str) -> bool:
    """Tell words that open no further brackets, and no item of which is in quotes."""
    return not set(words) & set("[]{}") and all(is_text(item) for item in words.split(",") if item.strip())


@given(WORDS.filter(is_text).filter(is_text_in_brackets))
def test_no_text_in_brackets_is_changed_in_silence(words: str) -> None:
    """In brackets, commas part items; nothing else is lost, and no key goes without a value."""
    measure, problems = read(changed(ACTIONS, f"actions: [{words}]"))
    assert problems if measure is None else bare(",".join(measure.actions)) == bare(words).rstrip(",")
    measure, problems = read(f"{SOUND}effects: {{residents: {words}}}\n")
    assert problems if measure is None else measure.effects.residents in {words.strip(" 　,"), None}


@given(st.lists(WORDS.filter(is_text), min_size=2, max_size=3))
def test_no_line_of_a_long_text_is_changed_in_silence(lines: list[str]) -> None:
    if lines[0].strip()[0] not in "|>":
        measure, problems = read(changed(AIM, "aim: " + "\n  ".join(lines)))
        assert problems if measure is None else bare(measure.aim or "") == bare("".join(lines))


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)
