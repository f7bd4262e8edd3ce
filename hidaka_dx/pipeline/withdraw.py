"""`withdraw`: withdraws the newest published edition of a document; its bag stays, a withdrawal bag follows it."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hidaka_dx.archive import (
    AGENT,
    Archive,
    ChainLink,
    EditionName,
    Record,
    Withdrawal,
    bag_files,
    contents_of,
    info_of,
    is_fit,
    seal_of,
)
from hidaka_dx.catalogue.documents import ACTION, KINDS, PLAN
from hidaka_dx.japanese import seireki_date
from hidaka_dx.pipeline.ownership import require_known
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.pipeline.states import basis_of
from hidaka_dx.problem import RefusalError

LONG_AGO: Final = timedelta(days=366)
"""Maximum age of a withdrawal's day; beyond that it is reported as a typing error."""


@dataclass(frozen=True)
class WithdrawalAct:
    """By whom, when and why an edition is withdrawn."""

    day: date
    by: str
    reason: str


@dataclass(frozen=True)
class Withdrawn:
    """A withdrawal that has just been archived."""

    folder: Path
    withdrawal: Withdrawal
    seal: str
    """SHA-256 of the tag manifest, to be kept by others as evidence."""


def withdrawable(root: Path, name: EditionName, act: WithdrawalAct, today: date) -> Record:
    """Return the record of a published edition in the town's folder `root` if it may be withdrawn.

    Raises RefusalError where it does not exist, is not the newest of its document or already withdrawn, where a
    published action plan is based on it, where a bag of its chain is not as issued or the archive belongs to another
    town, and where the act's text or day cannot be recorded; OSError where a file cannot be read.
    """
    require_known(Archive(root, anew=True))
    _require_fit(act, today)
    return _record(Archive(root, anew=True), name)


def withdraw(root: Path, name: EditionName, act: WithdrawalAct, today: date) -> Withdrawn:
    """Record that a published edition is withdrawn; its own bag is not touched.

    Raises as `withdrawable` does, and OSError where the archive cannot be written; the archive is then as before.
    """
    withdrawable(root, name, act, today)
    archive = Archive(root, anew=True)
    with archive.reserved():
        record = _record(archive, name)
        before = ChainLink(name.folder, archive.bag(name).seal or "")
        withdrawal = Withdrawal(name, record.town, record.title, act.day, act.by, act.reason, AGENT, before)
        files = bag_files(contents_of(withdrawal), info_of(withdrawal))
        folder = archive.put(withdrawal.name, files)
    return Withdrawn(folder, withdrawal, seal_of(files))


def _require_fit(act: WithdrawalAct, today: date) -> None:
    """Reject texts that do not fit on one line, and a day that is invalid for a withdrawal made today."""
    for option, words in (("--by", act.by), ("--reason", act.reason)):
        if not is_fit(words):
            raise RefusalError(
                f"{option} の言葉を記録できません。目に見える文字で、一行で、500字までで書いてください。"
            )
    if not today - LONG_AGO <= act.day <= today:
        raise RefusalError(
            f"取り下げる日（{seireki_date(act.day)}）が、今日（{seireki_date(today)}）より後か、一年より前です。"
            "記録すると直せません。--day の年を確かめてください。"
        )


def _record(archive: Archive, name: EditionName) -> Record:
    """Return the record of an edition whose withdrawal the archive allows."""
    published = archive.of(name.document)
    if name not in published:
        raise RefusalError(f"{name.spoken}は保存されていません。`hidaka-dx editions` で一覧を見てください。")
    if withdrawal := archive.withdrawal(name):
        raise RefusalError(
            f"{name.spoken}は、すでに取り下げています（archive/{withdrawal.name.folder}）。{withdrawal.told}"
        )
    if name != published[-1]:
        raise RefusalError(
            f"取り下げられるのは、最後に保存した版（{published[-1].spoken}）だけです。"
            f"{name.spoken}を改めるには、新しい版を発行してください。"
        )
    if resting := next((each for each in archive.standing(ACTION) if _is_based_on(archive, each, name)), None):
        raise RefusalError(
            f"{name.spoken}には、保存した{resting.spoken}が基づいています。先に"
            f"`hidaka-dx withdraw {KINDS[resting.document].word} {resting.spoken.split()[-1]}` で、そちらを取り下げてください。"
        )
    return archive.record(name)


def _is_based_on(archive: Archive, action: EditionName, plan: EditionName) -> bool:
    """Tell whether a published action plan is based on that plan, or cannot be read to tell."""
    if plan.document != PLAN:
        return False
    if link := archive.record(action).rests_on:
        return link.folder == plan.folder
    source = reloaded(archive.source(action))[0]
    return source is None or basis_of(source) == plan
