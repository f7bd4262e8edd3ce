"""Phrases of titles."""

import pytest

pytest.importorskip("budoux")

from hidaka_dx.japanese.phrases import phrases


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("令和9年度までの計画の見直しと進捗管理について", "令和9年度までの|計画の|見直しと|進捗管理について"),
        ("(1)Society5.0の実現とスマート自治体への転換", "(1)Society5.0の|実現と|スマート自治体への|転換"),
        ("17業務の標準化・共通化", "17業務の|標準化・|共通化"),
        ("DX", "DX"),
    ],
)
def test_titles(title: str, cut: str) -> None:
    assert phrases(title) == tuple(cut.split("|"))


def test_nothing_of_nothing() -> None:
    assert phrases("") == ()
