"""How officials name a document and an edition, the same way in every command: 「推進計画 第1版」「実行計画 原稿」."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from hidaka_dx.catalogue.documents import BY_WORD, EDITED, KINDS
from hidaka_dx.japanese import WORKING, numbers

PLAN: Final = EDITED[0].word
KNOWN: Final = "か".join(BY_WORD)
"""The documents that have editions, in words."""
HOW: Final = f"「{PLAN} 第1版」「{EDITED[-1].word} {WORKING}」のように打ってください。"
HOW_ISSUED: Final = (
    f"{KNOWN}の、保存した版の名前を、「{PLAN} 第1版」のように打ってください。`hidaka-dx editions` で一覧を見られます。"
)
"""The same where only issued editions will do."""
UNISSUED: Final = "「{0}」は、保存した版の名前ではありません。{1}"
EDITION: Final = re.compile(r"第[1-9][0-9]*(\.[0-9]+)?版")
NUMBER: Final = re.compile(r"(?:第|v|ver\.?|版)?\s*([0-9]+(?:\.[0-9]+)?)\s*(?:版|号)?", re.IGNORECASE)
KANJI: Final = re.compile(f"第?([{numbers.KANJI}])版?")
PARTS: Final = re.compile(rf"({'|'.join(BY_WORD)})\s*(?=\S)")
"""A document at the beginning of a word, with the edition written on."""
FILE: Final = re.compile(r".+\.(pdf|json)", re.IGNORECASE)


def parse_editions(words: Sequence[str], root: Path, document: str = PLAN, how: str = HOW) -> tuple[str, ...]:
    """Read what was typed as editions, each given as 「推進計画 第1版」 or 「推進計画 原稿」; names of files stay.

    A document holds for the editions behind it, until another is named; `document` for those before any. A document
    alone stands for itself, and may be called by the names that the town at `root` has for it: 「総合計画」. Raises
    UsageError for what names nothing, with what may have been meant or `how` to type it.
    """
    found: list[str] = []
    alone = ""
    for word in _in_usual_words(_split(words), root):
        if word in BY_WORD:
            found += [alone] if alone else []
            document = alone = word
        elif word == WORKING or EDITION.fullmatch(word):
            found.append(f"{document} {word}")
            alone = ""
        elif FILE.fullmatch(word) or Path(word).exists():
            found.append(word)
            alone = ""
        else:
            raise click.UsageError(f"「{word}」は、版の名前ではありません。{_meant(word, document, how)}")
    return tuple([*found, alone] if alone else found)


def parse_one(words: Sequence[str], root: Path, document: str = PLAN, how: str = HOW) -> str:
    """Read what was typed as exactly one edition or document; raises UsageError otherwise."""
    found = parse_editions(words, root, document, how)
    if len(found) != 1:
        raise click.UsageError(f"「{' '.join(words)}」は、一つの版の名前ではありません。{how}")
    return found[0]


def _split(words: Sequence[str]) -> Iterator[str]:
    """Give the words one by one, in half-width figures, a document apart from the edition that is written on."""
    for word in words:
        if Path(word).exists() or FILE.fullmatch(word):
            yield word
            continue
        plain = unicodedata.normalize("NFKC", word).strip().strip("「」")
        parts = PARTS.match(plain)
        if parts and parts[1] == plain[: parts.end()].strip() and parts.end() < len(plain):
            yield parts[1]
            plain = plain[parts.end() :]
        yield from plain.split()


def _in_usual_words(words: Iterator[str], root: Path) -> Iterator[str]:
    """Put the usual word for a document in place of the town's own name for it, also where the edition is written on."""
    for word in words:
        if (
            word in BY_WORD
            or word == WORKING
            or EDITION.fullmatch(word)
            or FILE.fullmatch(word)
            or Path(word).is_file()
        ):
            yield word
            continue
        names = _town_names(root)
        name = next((each for each in sorted(names, key=len, reverse=True) if word.startswith(each)), "")
        yield from filter(None, (KINDS[names[name]].word, word[len(name) :]) if name else (word,))


def _town_names(root: Path) -> Mapping[str, str]:
    """Read how the town calls its documents; only names that the usual ones do not explain ask for it."""
    from hidaka_dx.content import document_names  # noqa: PLC0415  most words need no files

    return {unicodedata.normalize("NFKC", name): key for name, key in document_names(root).items()}


def _meant(word: str, document: str, how: str) -> str:
    word = "第1版" if word == "初版" else word.removesuffix("(案)").removesuffix("（案）")
    number, kanji = NUMBER.fullmatch(word), KANJI.fullmatch(word)
    if number or kanji:
        edition = number[1] if number else str(numbers.number_of_kanji(kanji[1])) if kanji else ""
        return f"「{document} 第{edition}版」ではありませんか。"
    if other := next((each.word for each in KINDS.values() if not each.has_editions and each.word in word), ""):
        return f"{other}は、版として保存するものではありません。{how}"
    near = get_close_matches(word, BY_WORD if how == HOW_ISSUED else (*BY_WORD, WORKING), n=1, cutoff=0.5)
    return f"「{near[0]}」ではありませんか。" if near else how
