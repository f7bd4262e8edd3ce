"""Items of lists, found again by what they are when others have added, moved or taken out items meanwhile."""

import json
from collections.abc import Sequence
from typing import Final

from hidaka_dx.source import Path
from hidaka_dx.source.steps import MISSING, at_path

IDENTIFYING: Final = ("id", "number", "year", "from", "name", "mark", "rule")
"""Keys of which the first that a record has tells it from the others in its list."""


def identity(value: object) -> str:
    """Return what tells an item from the others in its list: a value of it, or the whole item."""
    if isinstance(value, dict):
        key = next((each for each in IDENTIFYING if each in value), None)
        value = [key, value[key]] if key else value
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def anchors(value: object, path: Path) -> tuple[str, ...]:
    """Return the identity of each item of a list that a path goes through."""
    items = (at_path(value, path[: place + 1]) for place, step in enumerate(path) if isinstance(step, int))
    return tuple(identity(None if each is MISSING else each) for each in items)


def located(value: object, path: Path, known: Sequence[str]) -> Path | None:
    """Return the path that leads to the items with known identities; none where one is gone, or there are two of it."""
    waiting, found = list(known), list[str | int]()
    for step in path:
        is_item = isinstance(step, int) and bool(waiting)
        place = _place(value, step, waiting.pop(0)) if is_item and isinstance(step, int) else step
        if place is None:
            return None
        found.append(place)
        value = at_path(value, (place,))
    return tuple(found)


def _place(value: object, expected: int, wanted: str) -> int | None:
    items = value if isinstance(value, list) else []
    places = [index for index, each in enumerate(items) if identity(each) == wanted]
    if expected in places:
        return expected
    return places[0] if len(places) == 1 else None
