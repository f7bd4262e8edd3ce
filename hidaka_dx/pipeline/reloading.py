"""The content of issued editions, read again as it was frozen."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Final, TypeAlias

from hidaka_dx.content import Manuscript, load
from hidaka_dx.files import desk
from hidaka_dx.kept import digest
from hidaka_dx.problem import Problem

Reloaded: TypeAlias = tuple[Manuscript | None, tuple[Problem, ...]]
_MOST: Final = 8
"""Snapshots whose manuscripts are kept at a time: a command asks for those of the same few editions again and again."""
_known: Final[OrderedDict[str, Reloaded]] = OrderedDict()


def reloaded(files: Mapping[str, bytes]) -> Reloaded:
    """Read the content of a snapshot of an issued edition, as `load` reads that of a folder; once for the same bytes."""
    snapshot = dict(files)
    key = digest(*(part for path in sorted(snapshot) for part in (path.encode(), snapshot[path])))
    if key not in _known:
        with desk(snapshot) as copy:
            _known[key] = load(copy, issued=True)
        if len(_known) > _MOST:
            _known.popitem(last=False)
    _known.move_to_end(key)
    return _known[key]
