"""The result of a build; usable without importing what builds."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from hidaka_dx.problem import Problem
from hidaka_dx.typeset.job import EmptyPage

REPLACED: Final = "同じ名前の前のPDF"
"""Beginning of a note that only the build that replaced a PDF gives (`replacing`)."""


@dataclass(frozen=True)
class Built:
    """A finished document on disk."""

    path: Path
    pages: int
    notes: tuple[str, ...] = ()
    """Notes for the official, as sentences."""
    empty: tuple[EmptyPage, ...] = ()
    """Pages that are emptier than they should be, where that can still be mended."""


class Outcome(NamedTuple):
    """The result of a build: what was made, and what could not be."""

    built: tuple[Built, ...]
    problems: tuple[Problem, ...]
    """All problems that prevent a document, sorted by place."""
    unmade: tuple[str, ...] = ()
    """Descriptions of the documents that could not be made."""
    stale: tuple[str, ...] = ()
    """Files in the output folder with names of earlier editions or drafts, which are out of date."""
    files: Mapping[str, str] = MappingProxyType({})
    """The SHA-256 of every file that was written, by its path below the output folder."""
