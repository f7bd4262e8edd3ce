"""Steps into what a data file holds: keys of dictionaries and places in lists."""

from typing import Final

from hidaka_dx.source.data import Path


class _Missing:
    """The value of a key that is not there."""


MISSING: Final = _Missing()


def at_path(value: object, path: Path) -> object:
    """Return what a path leads to; MISSING where it leads to nothing."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(step, int) and isinstance(value, list) and 0 <= step < len(value):
            value = value[step]
        else:
            return MISSING
    return value
