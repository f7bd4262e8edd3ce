"""The index of search over all documents: read by `search.js` in pieces, as scripts, since pages may lie in a folder.

Each letter and each pair of letters leads to the places that hold it; what is longer is looked for in their words. The
first search reads the list of pages and a piece of the index for each first letter, never all.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from hidaka_dx.lint import spellings
from hidaka_dx.website.folding import SearchFolding, grams
from hidaka_dx.website.search_places import SearchPlace

PAGE: Final = "search.html"
SCRIPT: Final = "search.js"
SHELVES: Final = 64
"""Number of pieces of the index; a letter is in the one of its code, modulo this."""
CHUNK: Final = 10_000
"""Characters of the places that are read at once."""
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
_HALF: Final = 32


@dataclass
class SearchIndex:
    """Collects the places of all documents."""

    found: list[SearchPlace] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)
    """What each page is called."""

    def add(self, places: Iterable[SearchPlace], label: str) -> None:
        """Add the places of a document."""
        for place in places:
            self.found.append(place)
            self.labels.setdefault(place.page, label)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the scripts of the index by path."""
        ordered = sorted(self.found, key=lambda place: place.rank)
        pages = {path: place for place, path in enumerate(self.labels)}
        chunks = list(_chunks(ordered))
        starts = [chunk[0] for chunk in chunks]
        listed = [[path, label] for path, label in self.labels.items()]
        yield "search/pages.js", _script("pages", [listed, starts, len(ordered)])
        for number, (start, end) in enumerate(chunks):
            told = [[pages[each.page], each.anchor, each.section, each.text] for each in ordered[start:end]]
            yield f"search/words-{number}.js", _script("words", number, told)
        for shelf, index in enumerate(_index(ordered)):
            yield f"search/letters-{shelf}.js", _script("letters", shelf, index)


def spelled() -> str:
    """Return the spellings of the same words for the scripts."""
    return " ".join("=".join(forms) for forms in spellings())


def _chunks(places: Sequence[SearchPlace]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end of what is read at once."""
    start, size = 0, 0
    for number, place in enumerate(places):
        if size and size + len(place.text) > CHUNK:
            yield start, number
            start, size = number, 0
        size += len(place.text)
    if places:
        yield start, len(places)


def _index(places: Sequence[SearchPlace]) -> list[dict[str, str]]:
    folder, found = SearchFolding(spellings()), defaultdict[str, list[int]](list)
    for number, place in enumerate(places):
        for gram in grams(folder.ways(place.text)):
            found[gram].append(number)
    shelves: list[dict[str, str]] = [{} for _ in range(SHELVES)]
    for gram in sorted(found):
        shelves[ord(gram[0]) % SHELVES][gram] = packed(found[gram])
    return shelves


def packed(numbers: Iterable[int]) -> str:
    """Write rising numbers as the steps between them, five bits a character, the last character of a step below 32."""
    written, last = [], -1
    for number in numbers:
        step, last = number - last - 1, number
        while step >= _HALF:
            written.append(_DIGITS[_HALF + step % _HALF])
            step //= _HALF
        written.append(_DIGITS[step])
    return "".join(written)


def _script(name: str, *values: object) -> bytes:
    """Write a call that hands values to `search.js`."""
    told = ",".join(json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in values)
    return f'"use strict";searched.{name}({told});\n'.encode()
