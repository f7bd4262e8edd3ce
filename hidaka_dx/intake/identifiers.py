"""Ids for what people named in Japanese: the same file always gets the same ones."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from hidaka_dx.content.checks import RESERVED

KNOWN: Final = (
    (re.compile("はじめに|まえがき"), "preface"),
    (re.compile("あいさつ|挨拶|皆様へ|皆さまへ|皆さんへ|みなさまへ|みなさんへ"), "greeting"),
    (re.compile("おわりに|あとがき"), "afterword"),
    (re.compile("資料編?|付録|巻末資料"), "appendix"),
    (re.compile("策定に(?:あ|当)たって|策定の趣旨|計画の概要|総論|序論|^序$"), "introduction"),
    (re.compile("現状"), "situation"),
    (re.compile("理念|将来像|目指す姿|めざす姿|ビジョン"), "vision"),
    (re.compile("推進体制|計画の推進|進行管理|進捗管理"), "promotion"),
)
"""Names of chapters that every engineer would give."""
LATIN: Final = re.compile("[a-z][a-z0-9]*")


class Identifiers:
    """Gives every id once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        """Begin; `taken` are ids that others have."""
        self._taken = set(taken)

    def take(self, wanted: str) -> str:
        """Return an id like the one that is wanted."""
        start = re.sub("-+", "-", re.sub("[^a-z0-9-]", "-", wanted.lower())).strip("-")
        start = start if LATIN.match(start) else f"part-{start}".strip("-")
        name, count = start, 1
        while name in self._taken or RESERVED.fullmatch(name):
            count += 1
            name = f"{start}-{count}"
        self._taken.add(name)
        return name

    def chapter(self, words: str, number: int | None) -> str:
        """Name a chapter: by its number, one without a number by what it usually holds."""
        if number is not None:
            return self.take(f"chapter{number}")
        known = next((name for pattern, name in KNOWN if pattern.search(words)), "part")
        return self.take(known)

    def term(self, words: str) -> str:
        """Name a term by its Latin letters, if it has such."""
        latin = "-".join(LATIN.findall(unicodedata.normalize("NFKC", words).lower()))
        return self.take(latin or "term")
