"""Hidden bookmarks that carry the ids of sections, paragraphs, tables and figures through Word and back.

Word hides bookmarks whose names begin with `_`. A name has letters, figures and `_` only, at most 40 of them, and Word does
not tell capitals from small letters; so an id is spelled with Japanese letters for what a name may not hold. A longer id
is cut into several bookmarks of the same paragraph.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

from hidaka_dx.comparison.words import State

LONGEST: Final = 40
"""Characters of a bookmark's name that Word keeps."""
_POINT, _OTHER, _PIECE = "の", "字", "続"
_PLAIN: Final = re.compile(r"[a-z0-9]")
_ROOM: Final = 26
"""Characters of an id in one of several bookmarks."""
_SPELLED: Final = re.compile(rf"{_OTHER}([0-9a-f]+){_OTHER}|{_POINT}|_")
_LONG: Final = re.compile(rf"_{_PIECE}([0-9]+){_PIECE}([0-9]+){_PIECE}(.+)")
_SIGNS: Final = {"_": "-", _POINT: "."}
OLD: Final = "old."
"""Prefix of the ids of what is deleted, so that what was moved has a name at either place."""


class Bookmarks:
    """The bookmarks of a file that shows two editions."""

    def __init__(self, olds: Iterable[str], news: Iterable[str], stay: Collection[str]) -> None:
        """Name the ids of both editions, given in order; `stay` are those that stand in the same place of both."""
        gone = [f"{OLD}{name}" for name in dict.fromkeys(olds) if name not in stay]
        self._serials = {name: place for place, name in enumerate(dict.fromkeys([*news, *gone]))}
        self._given: set[str] = set()

    def known(self, name: str, state: State) -> str:
        """Return the id that carries a name for words of some state; empty where nothing has that name."""
        ways = [name, f"{OLD}{name}"]
        return next((each for each in (ways[::-1] if state == "removed" else ways) if each in self._serials), "")

    def anchor(self, name: str, state: State) -> str:
        """Return the bookmark to which words of some state refer; empty where there is none."""
        found = self.known(name, state)
        return bookmarks_of(found, self._serials[found])[0] if found else ""

    def give(self, name: str, state: State) -> tuple[str, ...]:
        """Return the bookmarks for what stands in one place; none where they have been given before."""
        name = f"{OLD}{name}" if state == "removed" else name
        if name in self._given or name not in self._serials:
            return ()
        self._given.add(name)
        return bookmarks_of(name, self._serials[name])


def bookmarks_of(name: str, serial: int) -> tuple[str, ...]:
    """Spell an id as names of bookmarks; `serial` tells long ids of a document apart."""
    spelled = "".join(map(_letter, name))
    if len(spelled) < LONGEST:
        return (f"_{spelled}",)
    pieces = (spelled[start : start + _ROOM] for start in range(0, len(spelled), _ROOM))
    return tuple(f"_{_PIECE}{serial}{_PIECE}{place}{_PIECE}{piece}" for place, piece in enumerate(pieces))


def ids_in(names: Iterable[str]) -> tuple[str, ...]:
    """Read the ids back from the bookmarks of a paragraph, in their order; names that Word or a person made are left out."""
    found: dict[str, dict[int, str]] = {}
    for name in names:
        if piece := _LONG.fullmatch(name):
            found.setdefault(f"{_PIECE}{piece[1]}", {})[int(piece[2])] = piece[3]
        elif name.startswith("_") and not name.startswith(("_Toc", "_Ref", "_Hlk", "_GoBack")):
            found[name] = {0: name[1:]}
    return tuple(_read("".join(pieces[place] for place in sorted(pieces))) for pieces in found.values())


def _letter(letter: str) -> str:
    if _PLAIN.fullmatch(letter):
        return letter
    return {"-": "_", ".": _POINT}.get(letter, f"{_OTHER}{ord(letter):x}{_OTHER}")


def _read(spelled: str) -> str:
    return _SPELLED.sub(lambda sign: chr(int(sign[1], 16)) if sign[1] else _SIGNS[sign[0]], spelled)
