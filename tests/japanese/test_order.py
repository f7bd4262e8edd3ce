"""The order of Japanese words."""

import random

import pytest

from hidaka_dx.japanese.order import collation_key

ORDERED = (
    ("5G", "6次産業", "AI", "DX", "IoT", "アイ", "カート", "カード", "カアド", "カイゼン"),
    ("データ", "デジタルデバイド"),
    ("サーバー", "サービス", "サイト"),
    ("はな", "ハナ", "ばな", "ぱな"),
    ("キー", "きい", "キイ"),
    ("きやく", "きゃくほん"),
    ("つき", "つぎ", "つきひ"),
    ("ソフト", "ソフトウェア", "ソフトウエア"),
    ("デジタル・トランスフォーメーション", "デジタルネットワーク"),
)


@pytest.mark.parametrize("words", ORDERED, ids=lambda words: words[0])
def test_words_are_in_order(words: tuple[str, ...]) -> None:
    shuffled = random.Random(4061).sample(words, len(words))
    assert sorted(shuffled, key=collation_key) == list(words)
