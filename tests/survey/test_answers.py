"""What people type into a cell is read as they meant it, or refused with the reason; nothing is guessed."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hidaka_dx.survey import AskedValue, Key, understood
from hidaka_dx.survey.answers import Cell
from hidaka_dx.survey.questions import AnswerKind

CHOICES = ("A 目標を上回った", "B 目標どおり", "C 遅れている")


def asked(kind: AnswerKind, unit: str = "", field: str = "next") -> AskedValue:
    return AskedValue(Key("1-1", field), "項目", "", "", kind, True, unit, CHOICES if kind == "choice" else ())


@pytest.mark.parametrize(
    ("kind", "unit", "typed", "shown", "answer"),
    [
        ("number", "件", 104, "", "104"),
        ("number", "件", 27.30, "", "27.3"),
        ("number", "件", 104.0, "", "104"),
        ("number", "件", "１，２００", "", "1200"),
        ("number", "件", "1,200件", "", "1200"),
        ("number", "件", " 12 ", "", "12"),
        ("number", "点", "△5", "", "-5"),
        ("number", "点", "－5.0", "", "-5"),
        ("number", "％", 0.273, "0.0%", "27.3"),
        ("number", "%", 27.3, "General", "27.3"),
        ("number", "％", "27.3%", "", "27.3"),
        ("number", "件", 1e-05, "", "0.00001"),
        ("money", "千円", 4130, "", "4130"),
        ("money", "千円", "1,200千円", "", "1200"),
        ("money", "千円", "1,200,000円", "", "1200"),
        ("money", "千円", "1.2百万円", "", "1200"),
        ("money", "千円", "12万円", "", "120"),
        ("money", "千円", 0, "", "0"),
        ("choice", "", "B", "", "B"),
        ("choice", "", "Ｂ", "", "B"),
        ("choice", "", "B 目標どおり", "", "B"),
        ("choice", "", "Ｂ　目標どおり", "", "B"),
        ("text", "", "機器の納入が、\n2か月遅れました。", "", "機器の納入が、2か月遅れました。"),
        ("items", "", "一つ。\n\n　二つ。", "", ("一つ。", "二つ。")),
        (
            "items",
            "",
            "・一つ。\n●二つ。\n(3) 三つ。\n４．四つ。\n⑤五つ。",
            "",
            ("一つ。", "二つ。", "三つ。", "四つ。", "五つ。"),
        ),
        ("items", "", "2つの施設で始めました。", "", ("2つの施設で始めました。",)),
        ("items", "", "・町・村の窓口", "", ("町・村の窓口",)),
        ("items", "", "10.5%に上がりました。", "", ("10.5%に上がりました。",)),
        ("items", "", "なし", "", ()),
        ("items", "", "特になし。", "", ()),
        ("number", "件", "", "", None),
        ("number", "件", "－", "", None),
        ("text", "", "　", "", None),
        ("items", "", None, "", None),
    ],
)
def test_it_is_read_as_it_was_meant(kind: AnswerKind, unit: str, typed: Cell, shown: str, answer: object) -> None:
    reading = understood(asked(kind, unit), typed, shown)
    assert (reading.answer, reading.fault) == (answer, "")


@pytest.mark.parametrize(
    ("kind", "unit", "typed", "fault"),
    [
        ("number", "件", "約3割", "数として読めません"),
        ("number", "件", "104件（見込み）", "数のほかの言葉がある"),
        ("number", "件", "12%", "数のほかの言葉がある"),
        ("number", "件", "調査中", "数として読めません"),
        ("number", "件", "10～20", "数のほかの言葉がある"),
        ("number", "件", "12、13", "数として読めません"),
        ("number", "件", "1,2", "数として読めません"),
        ("number", "件", "10⁵", "数として読めません"),
        ("number", "件", "②", "数として読めません"),
        ("money", "千円", "３　４", "額として読めません"),
        ("money", "千円", "12,34", "額として読めません"),
        ("number", "件", date(2028, 1, 1), "日付や時刻など"),
        ("number", "件", time(1, 30), "日付や時刻など"),
        ("number", "件", True, "日付や時刻など"),
        ("money", "千円", "1,234円", "千円単位の数になりません"),
        ("money", "千円", -5, "千円単位の数になりません"),
        ("money", "千円", 12.5, "千円単位の数になりません"),
        ("money", "千円", "3人", "額として読めません"),
        ("choice", "", "AかB", "選べません"),
        ("choice", "", 3, "選べません"),
        ("text", "", 3, "文ではありません"),
        ("items", "", date(2028, 1, 1), "文ではありません"),
        ("text", "", "長" * 2001, "長すぎます"),
    ],
)
def test_what_says_less_or_more_than_a_value_is_refused(kind: AnswerKind, unit: str, typed: Cell, fault: str) -> None:
    reading = understood(asked(kind, unit), typed)
    assert reading.answer is None
    assert fault in reading.fault


@pytest.mark.parametrize(
    ("kind", "unit", "typed", "shown"), [("money", "千円", 4130000, "#,##0,"), ("number", "件", 1.3, "0%")]
)
def test_what_is_shown_otherwise_than_it_is_held_is_asked_about(
    kind: AnswerKind, unit: str, typed: Cell, shown: str
) -> None:
    assert "見えている数と中の数" in understood(asked(kind, unit), typed, shown).fault
    assert understood(asked("money", "千円"), 4130000, "#,##0").answer == "4130000"


def test_nothing_done_has_to_be_explained() -> None:
    assert "その事情を文で" in understood(asked("items", field="done"), "なし").fault


def test_what_was_changed_in_reading_is_said() -> None:
    assert understood(asked("number", "件"), "１，２００").note == "「１，２００」を 1,200 と読みました"
    assert understood(asked("number", "％"), 0.273, "0.0%").note == "0.0%の形の値を 27.3％ と読みました"
    assert understood(asked("items"), "・一つ").note == "行の頭の「・」や番号を取り除きました"
    assert understood(asked("number", "件"), 5).note == ""


TYPED = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text(alphabet="０１2.,-△％件円万千百なし・\n 　約", max_size=8),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
)


@settings(max_examples=300, deadline=None)
@given(
    kind=st.sampled_from(["items", "text", "number", "money", "choice"]),
    unit=st.sampled_from(["", "件", "％"]),
    typed=TYPED,
)
def test_whatever_is_typed_ends_as_an_answer_or_a_reason_and_is_read_back_alike(
    kind: AnswerKind, unit: str, typed: Cell
) -> None:
    question = asked(kind, unit)
    reading = understood(question, typed)
    assert not (reading.fault and reading.answer is not None)
    if reading.answer:
        again = reading.answer if isinstance(reading.answer, str) else "\n".join(reading.answer)
        assert understood(question, again).answer == reading.answer
