"""Space between characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.japanese.spacing import EVEN, FIRM, LOOSEST, MIXED, WORD, fill, joint


@pytest.mark.parametrize("pair", ["町D", "X推", "第3", "3版", "のA", "5つ", "々1", "ーZ", "₂の", "²当"])
def test_a_quarter_em_between_japanese_and_latin(pair: str) -> None:
    assert joint(*pair) is MIXED
    assert MIXED.natural == 0.25


@pytest.mark.parametrize("pair", ["、D", "X。", "「D", "X」", "・R", "I・", "町(", ")の", "%の", "①A", "Ａ町", "〜5"])
def test_no_latin_space_beside_punctuation(pair: str) -> None:
    assert joint(*pair).natural == 0


@pytest.mark.parametrize("pair", ["」「", "。「", "）「", "」（", "、『", "・「"])
def test_two_blanks_become_one(pair: str) -> None:
    assert joint(*pair).natural == -0.5


@pytest.mark.parametrize("pair", ["」。", "）、", "」』", "「（", "』」"])
def test_no_blank_between_brackets_that_close_together(pair: str) -> None:
    assert joint(*pair).natural == -0.5
    assert not joint(*pair).opens


@pytest.mark.parametrize("pair", ["AB", "12", "1,", "(1", "1)", "――", "……", "「日", "日」", "日、", "O₂", "₂,", "注¹"])
def test_what_never_opens(pair: str) -> None:
    found = joint(*pair)
    assert not found.opens
    assert found.stretch == found.shrink == 0


def test_a_word_space_opens_once() -> None:
    assert joint(" ", "a") is WORD
    assert joint("a", " ") is FIRM


def test_latin_gaps_open_first() -> None:
    spaces = fill([EVEN, MIXED, EVEN], [10, 10, 10], 1)
    assert spaces == pytest.approx([0, 3.5, 0])


def test_then_all_gaps_open_evenly() -> None:
    spaces = fill([EVEN, MIXED, EVEN], [10, 10, 10], 4.25)
    assert spaces == pytest.approx([1, 2.5 + 1.25 + 1, 1])


def test_squeezing_spares_japanese_letters() -> None:
    assert fill([EVEN, MIXED, EVEN], [10, 10, 10], -1) == pytest.approx([0, 1.5, 0])
    assert fill([EVEN, MIXED, EVEN], [10, 10, 10], -9) == pytest.approx([0, 1.25, 0])


def test_a_line_is_not_torn() -> None:
    assert fill([EVEN, EVEN], [10, 10], 20 * LOOSEST + 0.1) == [0, 0]


chars = st.sampled_from("日のD1 、。「」（）・…")


@given(st.lists(st.tuples(chars, chars), min_size=1, max_size=50), st.floats(0, 30))
def test_the_room_is_used_up(pairs: list[tuple[str, str]], room: float) -> None:
    joints = [joint(*pair) for pair in pairs]
    ems = [12.0] * len(joints)
    spaces = fill(joints, ems, room)
    used = sum(spaces) - sum(each.natural * 12 for each in joints)
    gaps = sum(each.opens for each in joints)
    if gaps and room / gaps <= LOOSEST * 12:
        assert used == pytest.approx(room, abs=1e-6)
    assert used <= room + 1e-6
    assert all(space >= each.natural * 12 - 1e-9 for space, each in zip(spaces, joints, strict=True))
