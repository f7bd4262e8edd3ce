"""What the archive and `editions.yaml` hold of a document's editions."""

from pathlib import Path
from typing import Final

from hidaka_dx.archive import DATA, SOURCE, Bag, EditionName, bags_of, judge_fixity
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, restored
from hidaka_dx.edition import Edition
from hidaka_dx.problem import RefusalError

ARCHIVE: Final = "archive"
"""Folder of a town in which published editions lie."""


def editions_of(manuscript: Manuscript, document: str) -> tuple[Edition, ...]:
    """Give all recorded editions of a document, oldest first."""
    return manuscript.action_editions if document == "action-plan" else manuscript.editions


def before_in(archive: Path, name: EditionName) -> EditionName | None:
    """Name the published edition that comes just before another one of the same document."""
    older = [each for each in bags_of(archive, name.document) if each.rank < name.rank]
    return older[-1] if older else None


def published_in(archive: Path, name: EditionName) -> Document:
    """Read a published edition; raises RefusalError where it is not as it was issued."""
    return restored(sound(archive, name).payload[DATA])


def source_in(archive: Path, name: EditionName) -> dict[str, bytes]:
    """Read what a published edition was made of, by path in a town's folder; raises RefusalError as above."""
    payload = sound(archive, name).payload
    return {path.removeprefix(SOURCE): payload[path] for path in payload if path.startswith(SOURCE)}


def sound(archive: Path, name: EditionName) -> Bag:
    """Read a published edition with all its files; raises RefusalError as above."""
    bag, findings = judge_fixity(archive, name)
    if findings:
        raise RefusalError(
            f"{name.spoken}が発行した時のままではありません。`hidaka-dx verify` で確かめてください：{findings[0]}"
        )
    return bag
