"""A name is one entry of a folder, here and on an official's Windows; anything else is refused with its reason."""

import pytest

from hidaka_dx.files import LONGEST, name_fault, require_valid_names
from hidaka_dx.problem import RefusalError


@pytest.mark.parametrize(
    "name",
    [
        "日高町DX推進計画_第1版（案）.pdf",
        "資料1-00 表紙.pdf",
        "a　b",
        "Console.txt",
        "漢\U000e0100字",
        "か゛",
        "あ" * 85,
        "com10",
    ],
)
def test_ordinary_names_pass(name: str) -> None:
    assert name_fault(name) == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "空に"),
        (" ", "空に"),
        (".", "「.」で始められません"),
        ("..", "「.」で始められません"),
        (".git", "「.」で始められません"),
        ("../外", "「.」で始められません"),
        ("外/実行計画", "「/」"),
        ("外\\実行計画", "「\\」"),
        *((f"a{letter}b", f"「{letter}」") for letter in '<>:"|?*'),
        ("a\nb", "U+000A"),
        ("a\x00b", "U+0000"),
        ("a\x7fb", "U+007F"),
        ("a\u202eb", "U+202E"),
        ("a\u2028b", "U+2028"),
        ("a\udc80b", "U+DC80"),
        ("計画.", "「.」で終え"),
        ("計画 ", "空白で"),
        ("\u3000計画", "空白で"),
        ("CON", "機器の名前"),
        ("con.pdf", "機器の名前"),
        ("Nul .txt", "機器の名前"),
        ("LPT\u00b9.計画", "機器の名前"),
        ("か\u3099", "一字で打ち直して"),
        ("大\ufa10町", "別の字（塚）"),
        ("あ" * 86, "258バイト"),
    ],
)
def test_others_are_refused_with_their_reason(name: str, why: str) -> None:
    assert why in name_fault(name)
    with pytest.raises(RefusalError, match="ファイルの名前にできません"):
        require_valid_names(("fine", name))


def test_length_counts_bytes() -> None:
    assert name_fault("x" * LONGEST) == ""
    assert name_fault("x" * (LONGEST + 1))
    assert "180バイトまで" in name_fault("𠮷" * 46, 180)
