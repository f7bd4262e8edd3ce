"""The content of issued editions, read again as it was frozen."""

from collections.abc import Mapping

from hidaka_dx.content import Manuscript, load
from hidaka_dx.files import desk
from hidaka_dx.problem import Problem


def reloaded(files: Mapping[str, bytes]) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Read the content of a snapshot of an issued edition, as `load` reads that of a folder."""
    with desk(files) as copy:
        return load(copy, issued=True)
