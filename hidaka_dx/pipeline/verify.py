"""`verify`: checks that every published edition is as it was issued and the chain is intact.

`--rebuild` sets them again, `--against` compares them with a list that others have kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import (
    SOURCE,
    Archive,
    Audit,
    Bag,
    Collation,
    EditionName,
    Finding,
    WitnessList,
    collate,
)
from hidaka_dx.content import is_folder, load_identity
from hidaka_dx.pipeline.basis_consistency import judge_basis
from hidaka_dx.pipeline.ownership import require_own
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Progress

NOWHERE: Final = (
    "ここには保存庫（archive/）も原稿（content/）もありません。町のフォルダーか、archive/ の入っている控えのフォルダーで"
    "実行するか、-C フォルダー で指定してください。"
)


@dataclass(frozen=True)
class Verdict:
    """What was found of the published editions."""

    judged: tuple[EditionName, ...]
    findings: tuple[Finding, ...]
    """Everything that is not as it was issued."""
    notes: tuple[str, ...]
    """Other objects in the archive, withdrawals, and results of rebuilding, as sentences."""
    unasked: tuple[Finding, ...]
    """Editions that were not set again: nobody has asked by name that their templates be run."""
    seals: tuple[tuple[EditionName, str], ...]
    """The last bag of each document's chain and the SHA-256 of its tag manifest."""
    collation: Collation | None = None
    """What a list that others have kept says; none where there is no such list."""


def verify(
    root: Path,
    wanted: EditionName | None,
    progress: Progress,
    *,
    rebuild: bool = False,
    against: WitnessList | None = None,
) -> Verdict:
    """Verify all published editions of a town, or one edition and its chain; compare all `against` a list.

    Raises RefusalError where there is neither archive nor content, the requested one does not exist or the archive
    belongs to another town, OSError where the archive cannot be read.
    """
    archive = Archive(root, anew=True)
    if not (against or archive.is_there or is_folder(root / "content")):
        raise RefusalError(NOWHERE)
    if wanted and not archive.holds(wanted):
        raise RefusalError(
            f"{wanted.spoken}は保存されていません（archive/{wanted.folder} がありません）。`hidaka-dx editions` で一覧を見てください。"
        )
    audit = archive.audit(wanted)
    if not audit.findings:  # a forged label is a finding, not a sign of another town
        identity = load_identity(root)
        if identity:
            require_own(archive, identity)
    editions = [bag for bag in audit.sound if not bag.name.act]
    resting = {finding for bag in editions for finding in judge_basis(archive, bag)}
    strange = _strange(root, editions, wanted) if rebuild else {}
    again = _again(root, [bag for bag in editions if bag.name not in strange], progress) if rebuild else ()
    findings = {*audit.findings, *resting, *(finding for finding, _ in again if finding)}
    judged = tuple(bag.name for bag in audit.bags)
    notes = (*audit.notes, *_withdrawn(archive, editions), *(note for _, note in again if note))
    collation = _collation(archive, audit, against) if against else None
    return Verdict(judged, tuple(sorted(findings)), notes, tuple(strange.values()), audit.seals, collation)


def _strange(root: Path, editions: Sequence[Bag], wanted: EditionName | None) -> dict[EditionName, Finding]:
    """Find editions whose templates are not run: strange ones of a bag that was not asked for by its name."""
    from hidaka_dx.pipeline.designs import strange_designs  # noqa: PLC0415  only where it is set again

    found = ((bag, strange_designs(root, bag.source)) for bag in editions if bag.name != wanted)
    return {bag.name: bag.finding(f"data/{SOURCE}", _unasked(bag.name, paths)) for bag, paths in found if paths}


def _unasked(name: EditionName, paths: Sequence[str]) -> str:
    more = f"、ほか{len(paths) - 1}件" if paths[1:] else ""
    return (
        f"ひな型か書式（{paths[0]}{more}）が、この町のものとも、hidaka-dxのどの版のものとも違うので、組み直していません。"
        f"この町で発行した版なら、`hidaka-dx verify --rebuild {name.spoken}` と、名前を書いて実行してください。"
        "身に覚えがなければ、控えと比べてください。"
    )


def _collation(archive: Archive, audit: Audit, witness: WitnessList) -> Collation:
    identity = load_identity(archive.root)
    own = {(identity.town, title) for title in identity.titles.values()} if identity else set()
    return collate(witness, audit, filter(None, map(archive.label, archive.names)), own)


def _again(root: Path, editions: Sequence[Bag], progress: Progress) -> tuple[tuple[Finding | None, str | None], ...]:
    """Rebuild editions; return the differences and notes."""
    from hidaka_dx.pipeline.rebuilding import rebuild  # noqa: PLC0415  needs the typesetter; judging does not

    return tuple(rebuild(root, bag, progress) for bag in editions)


def _withdrawn(archive: Archive, editions: Sequence[Bag]) -> Iterator[str]:
    """Return for each valid withdrawal the edition, by whom, when and why it was withdrawn."""
    for bag in editions:
        try:
            withdrawal = archive.withdrawal(bag.name)
        except RefusalError:  # reported for the withdrawal itself
            continue
        if withdrawal:
            yield f"{bag.name.spoken}は、{withdrawal.told}"
