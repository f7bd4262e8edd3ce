"""Glyph coverage: finds characters missing from the fonts before layout starts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final
from unicodedata import normalize

from fontTools.ttLib import TTFont, TTLibError

from hidaka_dx.typeset.assets import Assets, RefusedAsset

FONT: Final = re.compile(r"url\(\s*[\"']?\.\./(fonts/[^\"')]+)")
IGNORABLE: Final = re.compile(
    r"[\s\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that are invisible if the font has no glyph for them (Default_Ignorable_Code_Point)."""
_VARIANTS: Final = 14
"""The format of a font's table of kanji with variation selectors (OpenType, cmap)."""


def missing(letters: Iterable[str], assets: Sequence[Path], styles: Sequence[str]) -> tuple[str, ...]:
    """Return the characters, sorted, that no font of the style sheets has; `assets` as for `press.press`.

    Unreadable style sheets or fonts are not reported here: the press reports them.
    """
    wanted = {letter: normalize("NFD", letter) for letter in letters if not IGNORABLE.match(letter)}
    try:
        for has in _fonts(Assets(assets, {}), styles):
            # HarfBuzz decomposes a character where a font has only its components.
            wanted = {letter: parts for letter, parts in wanted.items() if not (has >= {letter} or has >= {*parts})}
            if not wanted:
                break
    except RefusedAsset:
        return ()
    return tuple(sorted(wanted))


def plain_variants(variants: Iterable[str], assets: Sequence[Path], styles: Sequence[str]) -> tuple[str, ...]:
    """Return the kanji with a variation selector, sorted, that no font has in that form: they are printed as without it.

    `assets` and unreadable files as for `missing`.
    """
    wanted = frozenset(variants)
    try:
        for content in _files(Assets(assets, {}), styles) if wanted else ():
            wanted -= _variants(content)
    except RefusedAsset:
        return ()
    return tuple(sorted(wanted))


def _fonts(assets: Assets, styles: Sequence[str]) -> Iterator[frozenset[str]]:
    """Yield the character set of each font in turn."""
    return map(_letters, _files(assets, styles))


def _files(assets: Assets, styles: Sequence[str]) -> Iterator[bytes]:
    for style in styles:
        for name in FONT.findall(assets.read(f"css/{style}").decode("utf-8", "replace")):
            yield assets.read(name)


@lru_cache(maxsize=16)
def _variants(font: bytes) -> frozenset[str]:
    try:
        with TTFont(BytesIO(font), lazy=True) as opened:
            opened.setGlyphOrder([f"g{number}" for number in range(opened["maxp"].numGlyphs)])  # as below
            tables = [table.uvsDict for table in opened["cmap"].tables if table.format == _VARIANTS]
    except (TTLibError, ValueError, KeyError):
        return frozenset()
    return frozenset(
        chr(kanji) + chr(selector) for table in tables for selector, has in table.items() for kanji, _ in has
    )


@lru_cache(maxsize=16)
def _letters(font: bytes) -> frozenset[str]:
    try:
        with TTFont(BytesIO(font), lazy=True) as opened:
            opened.setGlyphOrder([f"g{number}" for number in range(opened["maxp"].numGlyphs)])  # real names are slow
            return frozenset(map(chr, opened.getBestCmap() or ()))
    except (TTLibError, ValueError, KeyError):
        return frozenset()
