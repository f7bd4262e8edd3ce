"""The website's folder, and what a run tells of it: quickly imported, for the run that finds nothing changed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.files import RenewedFolder

SITE: Final = "site"
"""Folder below the output folder that holds the website and nothing else."""


@dataclass(frozen=True)
class WrittenSite:
    """A website that has been written."""

    first: Path
    """Its first page."""
    editions: int
    files: RenewedFolder
    left_out: tuple[str, ...]
    """Sentences on what is not shown, and why."""
