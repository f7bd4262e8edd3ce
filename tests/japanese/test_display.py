"""What is shown otherwise than it is typed: only single digits, brackets and 「～」 of Japanese sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.japanese.display import with_wide_digits, with_wide_signs


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("令和8年度から3つの柱", "令和８年度から３つの柱"),
        ("令和10年度、12.5％、R8、1-1、3G、3,200戸", "令和10年度、12.5％、R8、1-1、3G、3,200戸"),
        ("5人、8⁶の", "５人、8⁶の"),
        ("第３2版", "第３2版"),
        ("5", "5"),
        ("page 5", "page 5"),
    ],
)
def test_digits_that_stand_alone_are_wide(typed: str, shown: str) -> None:
    assert with_wide_digits(typed) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("変革(DX)とは", "変革（DX）とは"),
        ("CIO(ChiefInformationOfficer)を置き", "CIO（ChiefInformationOfficer）を置き"),
        ("Society5.0(ソサエティ5.0)", "Society5.0（ソサエティ5.0）"),
        ("次の(1)及び(ア)による", "次の(1)及び(ア)による"),
        ("条例は Act (Law of 2026) による", "条例は Act (Law of 2026) による"),
        ("9時~17時、R5~R7の間", "9時～17時、R5～R7の間"),
        ("計、3(5~7)", "計、3（5～7）"),
        ("町の(~)など", "町の（～）など"),
        ("（片方だけ)の括弧", "（片方だけ)の括弧"),
    ],
)
def test_brackets_and_tildes_of_a_sentence_are_wide(typed: str, shown: str) -> None:
    assert with_wide_signs(typed) == shown


@given(st.text("町の3年(A)~、10.(1) "))
def test_every_character_keeps_its_place(typed: str) -> None:
    for map_ in (with_wide_digits, with_wide_signs):
        shown = map_(typed)
        assert len(shown) == len(typed)
        assert map_(shown) == shown
