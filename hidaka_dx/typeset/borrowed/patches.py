"""The only module that replaces functions of WeasyPrint, and restores them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pkgutil import resolve_name
from typing import Any, Final

from hidaka_dx.typeset.borrowed.ledger import LEDGER

REPLACEABLE: Final = frozenset(loan.part for loan in LEDGER if loan.use == "replaced")
_ORIGINALS: Final[dict[str, Any]] = {}
"""WeasyPrint's originals of the parts that are currently replaced."""


def original(part: str) -> Any:
    """Return WeasyPrint's own object for a dotted name, even while it is replaced."""
    return _ORIGINALS[part] if part in _ORIGINALS else resolve_name(part)


@contextmanager
def replaced(ours: Mapping[str, Any]) -> Iterator[None]:
    """Replace parts of WeasyPrint that the ledger lists while the context lasts.

    May be nested: a part that is already replaced stays as it is. Not thread-safe. Raises ValueError for a part that
    the ledger does not list as replaced.
    """
    if unnamed := ours.keys() - REPLACEABLE:
        raise ValueError(f"not in the ledger: {', '.join(sorted(unnamed))}")
    fresh = [part for part in ours if part not in _ORIGINALS]
    _ORIGINALS.update({part: resolve_name(part) for part in fresh})
    try:
        for part in fresh:
            _put(part, ours[part])
        yield
    finally:
        for part in fresh:
            _put(part, _ORIGINALS.pop(part))


def _put(part: str, value: Any) -> None:
    owner, _, name = part.rpartition(".")
    setattr(resolve_name(owner), name, value)
