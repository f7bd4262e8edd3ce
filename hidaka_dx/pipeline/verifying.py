"""`verify`: is every published edition as it was issued, and do they hang together; `--rebuild` sets them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hidaka_dx.archive import (
    Bag,
    EditionName,
    Finding,
    bags_of,
    bags_on,
    judge_chain,
    judge_contents,
    judge_fixity,
    strays_on,
)
from hidaka_dx.content import load_identity
from hidaka_dx.pipeline.rebuilding import rebuild as set_from_source
from hidaka_dx.pipeline.recording import require_own
from hidaka_dx.pipeline.resting import judge_basis
from hidaka_dx.pipeline.shelved import ARCHIVE
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.listener import Progress


@dataclass(frozen=True)
class Verdict:
    """What was found of the published editions."""

    judged: tuple[EditionName, ...]
    findings: tuple[Finding, ...]
    """Everything that is not as it was issued."""
    notes: tuple[str, ...]
    """What setting them again has shown, as sentences."""
    seals: tuple[tuple[EditionName, str], ...]
    """The newest edition of each document and the SHA-256 of its tag manifest."""


def verify(root: Path, wanted: EditionName | None, progress: Progress, *, rebuild: bool = False) -> Verdict:
    """Judge all published editions of a town, or one and the chain it hangs in.

    Raises RefusalError where the wanted one is not there, OSError where the archive cannot be read.
    """
    archive = root / ARCHIVE
    require_own(root, load_identity(root))
    names = bags_on(archive)
    if wanted and wanted not in names:
        raise RefusalError(
            f"{wanted.spoken}は保存されていません（archive/{wanted.folder} がありません）。`hidaka-dx editions` で一覧を見てください。"
        )
    chosen = [name for name in names if wanted is None or name.document == wanted.document]
    judged = tuple(name for name in chosen if wanted in (None, name))
    read = {name: judge_fixity(archive, name) for name in chosen}
    bags = [bag for bag, _ in read.values()]
    findings = {Finding(name, "余分なものです。版ではありません。") for name in strays_on(archive) if wanted is None}
    findings |= {finding for name in judged for finding in (*read[name][1], *judge_contents(read[name][0]))}
    findings |= set(judge_chain(bags))
    sound = [bag for bag in bags if bag.name in judged and not any(each.concerns(bag) for each in findings)]
    findings |= {each for bag in sound for each in judge_basis(_plans(archive, read), bag)}
    again = [set_from_source(root, bag, progress) for bag in sound if rebuild]
    findings |= {finding for finding, _ in again if finding}
    seals = {bag.name.document: (bag.name, bag.seal or "") for bag in bags}
    return Verdict(judged, tuple(sorted(findings)), tuple(note for _, note in again if note), tuple(seals.values()))


def _plans(archive: Path, read: Mapping[EditionName, tuple[Bag, tuple[Finding, ...]]]) -> dict[EditionName, Bag]:
    """Give every published plan, those that were not asked for, too."""
    names = bags_of(archive, "promotion-plan")
    return {name: read[name][0] if name in read else judge_fixity(archive, name)[0] for name in names}
