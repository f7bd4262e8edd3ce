"""The order of Japanese words: JIS X 4061 (日本語文字列照合順番)."""

import unicodedata
from typing import Final, TypeAlias

Key: TypeAlias = tuple[tuple[int, ...], ...]
ROWS: Final = (
    ("あかさたなはまやらわがざだばぱぁゃゎ", "あ"),
    ("いきしちにひみりゐぎじぢびぴぃ", "い"),
    ("うくすつぬふむゆるぐずづぶぷぅゅっゔ", "う"),
    ("えけせてねへめれゑげぜでべぺぇ", "え"),
    ("おこそとのほもよろをごぞどぼぽぉょ", "お"),
)
"""Kana, by the vowel that ー after them stands for."""
VOWEL: Final = {kana: vowel for row, vowel in ROWS for kana in row}
SMALL: Final = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))
MARKS: Final = {"\u3099": 1, "\u309a": 2}
"""After the letter without a mark come those with ゛ and ゜."""
LONG: Final = 0
SMALLER: Final = 1
FULL: Final = 2
"""ー comes before a small kana, and this before a full one, where all else is equal."""


def collation_key(word: str) -> Key:
    """Give a key by which words are put in order: signs, figures, Latin letters, kana, then kanji.

    Kana are compared by their letters alone first, ー being the vowel before it; then by their marks; then by the size of
    letters; hiragana come before katakana at last.
    """
    letters, marks, sizes = list[int](), list[int](), list[int]()
    before = ""
    for letter in _hiragana(word):
        plain, mark = unicodedata.normalize("NFD", letter)[0], unicodedata.normalize("NFD", letter)[1:]
        full = VOWEL.get(before, "ー") if plain == "ー" else SMALL.get(plain, plain)
        letters += _weight(full)
        marks.append(MARKS.get(mark, 0))
        sizes.append(LONG if plain == "ー" else SMALLER if plain in SMALL else FULL)
        before = full if plain == "ー" else plain
    katakana = (int(letter != _hiragana(letter)) for letter in word)
    return tuple(letters), tuple(marks), tuple(sizes), tuple(katakana)


def _hiragana(word: str) -> str:
    """Turn katakana into hiragana, and leave out dots and blanks between words, which do not count."""
    return "".join(
        chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in word if letter not in "・ 　"
    )


def _weight(letter: str) -> list[int]:
    """Give the class of a letter and its place in it; capitals stand beside small letters."""
    if letter in VOWEL or letter == "ん":
        return [3, ord(letter)]
    if letter.isascii() and letter.isalpha():
        return [2, ord(letter.casefold())]
    if letter.isdigit():
        return [1, int(letter)]
    return [4 if letter.isalpha() else 0, ord(letter)]
