"""Letters of a file made fit for the manuscript: widths of figures, blanks, letters that no manuscript may hold, mark-up."""

import re
import unicodedata
from typing import Final

from hidaka_dx.intake.blocks import Ledger
from hidaka_dx.intake.symbols import UNKNOWN
from hidaka_dx.japanese.numbers import FULL_WIDTH
from hidaka_dx.source.characters import forbidden, intended_kanji, voiced
from hidaka_dx.source.typing_habits import HTML, RUBY

FIGURES: Final = re.compile("[０-９]+(?:[，．][０-９]+)*")
NARROW: Final = FULL_WIDTH | str.maketrans("，．", ",.")
WIDTH: Final = "数字の幅（全角を半角に）"
LETTERS: Final = "原稿で使えない字"
SIGNS: Final = "原稿の記号と紛れる字"
SPECIAL: Final = re.compile(r"([\\`*_\[\]<>~|{}#])")
"""Letters that are mark-up in a chapter, wherever they stand."""
START: Final = re.compile(r"(?:[-+=]|:::|[0-9]+(?=[.)]))")
"""What is mark-up at the beginning of a paragraph; a figure is followed by the sign that is."""
TITLES: Final = str.maketrans("\\`*_[]<>~{}#&", "＼｀＊＿［］＜＞～〔〕＃＆")
"""Titles know no \\ before a letter: signs are replaced by their wide forms."""
BRACES: Final = str.maketrans("｛｝", "〔〕")
LOST: Final = frozenset({"Co", "Cn", "Cs"})
"""Categories of letters that were something to be read."""


def clean(text: str, at: int, ledger: Ledger) -> str:
    """Replace letters that no manuscript may hold, and figures of full width; each change is written down."""
    kept = _allowed(text, at, ledger)
    wide = FIGURES.findall(kept)
    if wide:
        before = "".join(wide)
        ledger.add(WIDTH, at, before, before.translate(NARROW))
        kept = FIGURES.sub(lambda found: found[0].translate(NARROW), kept)
    if braces := "".join(letter for letter in kept if letter in "｛｝"):
        ledger.add(
            SIGNS, at, braces, braces.translate(BRACES), f"「{braces}」を「{braces.translate(BRACES)}」にしました。"
        )
        kept = kept.translate(BRACES)
    return kept


def _allowed(text: str, at: int, ledger: Ledger) -> str:
    """Mend letter by letter until nothing is left that is forbidden."""
    text = re.sub("[\t\v\f]+", "　", text.replace("\r", "\n"))
    for letter in sorted(set(text) & ledger.lacking):
        ledger.add(
            LETTERS,
            at,
            letter * text.count(letter),
            UNKNOWN * text.count(letter),
            f"「{letter}」は書体にないので「{UNKNOWN}」にしました。",
        )
        text = text.replace(letter, UNKNOWN)
    lines = [_mended(line, at, ledger) for line in text.split("\n")]
    return "\n".join(lines)


def _mended(line: str, at: int, ledger: Ledger) -> str:
    while found := next(forbidden(line), None):
        place = found[0] - 1
        letter, before = line[place], line[place - 1 : place]
        start, new = place, _instead(letter)
        whole = voiced(before, letter) if before and letter in "\u3099\u309a゛゜" else None
        if whole:
            start, new = place - 1, whole
        ledger.add(
            LETTERS,
            at,
            line[start : place + 1],
            new,
            f"読めない字があったので「{UNKNOWN}」にしました。" if new == UNKNOWN else "",
        )
        line = line[:start] + new + line[place + 1 :]
    return line


def _instead(letter: str) -> str:
    if unicodedata.category(letter) == "Zs":
        return " "
    if meant := intended_kanji(letter):
        return meant[0]
    return UNKNOWN if unicodedata.category(letter) in LOST or letter in "\ufffc\ufffd" else ""


def paragraph(text: str, at: int, ledger: Ledger) -> str:
    """Write a cleaned text as it must stand in a chapter to be printed as it is; blanks at its ends are dropped."""
    text = _without_markup(text.strip(), at, ledger)
    start = START.match(text)
    escaped = SPECIAL.sub(r"\\\1", text)
    if start:
        end = start.end() if start[0].isdigit() else 0
        escaped = f"{escaped[:end]}\\{escaped[end:]}"
    return escaped


def inside(text: str, at: int, ledger: Ledger) -> str:
    """Write a cleaned text within a line, or in a cell."""
    return SPECIAL.sub(r"\\\1", _without_markup(text, at, ledger))


def data_words(text: str, at: int, ledger: Ledger) -> str:
    """Write a text as a value of a YAML file, on one line: mark-up of chapters means nothing there, but for notes and readings."""
    words = "　".join(clean(text, at, ledger).split("\n")).strip()
    return _without_markup(words.replace("[^", "［^"), at, ledger)


def _without_markup(text: str, at: int, ledger: Ledger) -> str:
    """Replace the brackets of what looks like HTML or ruby, which is refused even with a backslash."""
    for pattern in (HTML, RUBY):
        while found := pattern.search(text):
            new = found[0].translate(str.maketrans("<>&{}｛｝|｜", "＜＞＆〔〕〔〕／／"))
            ledger.add(SIGNS, at, found[0], new, f"「{found[0]}」を「{new}」にしました。")
            text = text[: found.start()] + new + text[found.end() :]
    return text


def title(text: str, at: int, ledger: Ledger) -> str:
    """Write a cleaned text as a title: signs that would be mark-up in it become wide."""
    text = "　".join(text.split()) if "　" in text or "\n" in text else " ".join(text.split())
    new = text.translate(TITLES)
    if new != text:
        old = "".join(letter for letter, other in zip(text, new, strict=True) if letter != other)
        ledger.add(SIGNS, at, old, old.translate(TITLES), f"題の中の「{old}」を「{old.translate(TITLES)}」にしました。")
    return new


def bare(words: str) -> str:
    """Return the words of a line that was written for a chapter, without its mark-up."""
    return re.sub(r"\\(.)", r"\1", re.sub(r"\[\^[^\]]*\]|[｛｜｝]|<br>", "", words))
