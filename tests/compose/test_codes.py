"""Codes with the names that follow them are found by the document's own headings, not by how codes look."""

import pytest

from hidaka_dx.compose.codes import split_at_codes

KNOWN = {"1-1": frozenset(("申請",)), "3-2": frozenset(("AIの利用", "RPA")), "(1)": frozenset(("背景", "体制"))}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("1-1 申請、3-2 AIの利用、1-2 窓口", ("", "1-1 ", "申請、", "3-2 ", "AIの利用、1-2 窓口")),
        ("（(1) 体制）", ("（", "(1) ", "体制）")),
        ("3-2 ", ("", "3-2 ", "")),
        ("得点は1-1 申請は1-1 許可", ("得点は1-1 申請は1-1 許可",)),
        ("1-1、3-2", ("1-1、3-2",)),
    ],
)
def test_a_code_is_found_before_its_name_alone(text: str, pieces: tuple[str, ...]) -> None:
    assert split_at_codes(text, KNOWN) == pieces
