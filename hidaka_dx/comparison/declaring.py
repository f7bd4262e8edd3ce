"""Is every change declared: 改訂履歴 says of an edition which sections, paragraphs and measures it revises (X13)."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from hidaka_dx.comparison.changes import Comparison, Entry
from hidaka_dx.comparison.naming import Place, places
from hidaka_dx.comparison.units import BLOCKS, unit_of
from hidaka_dx.document import Document

FOLLOWING: Final = re.compile(r"action\..*|plan\..*|revisions")
"""Ids of parts that change because others do: lists and tables of an action plan, what it quotes, 改訂履歴."""
MEASURE: Final = "measure."


def undeclared(comparison: Comparison, old: Document, new: Document, declared: Collection[str]) -> tuple[Entry, ...]:
    """Give the changes of sections that are declared neither themselves, nor in a part of them, nor in one around them."""
    olds, news = places(unit_of(old)), places(unit_of(new))
    return tuple(entry for entry in comparison.entries if not _is_declared(entry, olds, news, frozenset(declared)))


def _is_declared(entry: Entry, olds: dict[str, Place], news: dict[str, Place], declared: frozenset[str]) -> bool:
    path, tree = (entry.new, news) if entry.new is not None else (entry.old or "", olds)
    if not path:
        return True  # the cover: its edition and day are not declared, they are the record itself
    names = tuple(_names(path, tree))
    return bool(declared.intersection(names)) or bool(FOLLOWING.fullmatch(names[0]))


def _names(path: str, tree: dict[str, Place]) -> Iterator[str]:
    """Name a section, its blocks, and the sections around it, as `revised` may name them."""
    yield _id(tree[path])
    yield from (_id(Place(unit, "", "", "")) for unit in tree[path].unit.units if unit.kind in BLOCKS)
    while "." in path:
        path = path.rpartition(".")[0]
        yield _id(tree[path])


def _id(place: Place) -> str:
    """Give the id that an author wrote; of a measure's sheet its number."""
    return str(place.unit.fact("id")).removeprefix(MEASURE)
