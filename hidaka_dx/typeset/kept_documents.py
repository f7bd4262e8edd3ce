"""Documents that were set before: taken from the store where everything they were made from is as it was.

A document is made from its job, from the files below `assets/` that it uses, and from the releases of this program and
of its libraries. Which files it uses is known only afterwards: the names stand in the entry, and the files are read
again when it is taken.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple
from functools import lru_cache
from pathlib import Path
from typing import Any

from hidaka_dx.kept import digest, opened, program
from hidaka_dx.typeset.assets import Assets, RefusedAsset
from hidaka_dx.typeset.environment import environment
from hidaka_dx.typeset.job import Asset, Beginnings, EmptyPage, Job, Move, Pressed, Progress, Result, SetOtherwise
from hidaka_dx.typeset.press import press


def press_or_take(job: Job, assets: Sequence[Path], progress: Progress) -> Result:
    """Return what `press` returns, taken from the store where it was set before: the same bytes, pages and places.

    Only documents without faults are kept.
    """
    kept = taken(job, assets)
    return (kept, ()) if kept else press_and_keep(job, assets, progress)


def press_and_keep(job: Job, assets: Sequence[Path], progress: Progress) -> Result:
    """Return what `press` returns, and keep it if it is without faults."""
    pressed, faults = press(job, assets, progress)
    if pressed:
        opened().put(key_of(job), _entry(pressed))
    return pressed, faults


def key_of(job: Job) -> str:
    """Return the key of a job's document, from all but the files below `assets/`."""
    return digest(*_parts(job))


def _parts(job: Job) -> Iterator[bytes]:
    yield _releases()
    yield job.html.encode()
    yield json.dumps([*job.styles]).encode()
    for name in sorted(job.files):
        yield name.encode()
        yield job.files[name]
    yield json.dumps(asdict(job.facts), default=str, sort_keys=True).encode()
    yield json.dumps(astuple(job.appearance)).encode()
    for each in job.attachments:
        yield json.dumps([each.name, each.description, each.mime]).encode()
        yield each.content


@lru_cache(maxsize=1)
def _releases() -> bytes:
    return json.dumps([program(), environment()], sort_keys=True).encode()


def taken(job: Job, assets: Sequence[Path]) -> Pressed | None:
    """Return a document that was set before; none where there is none, or one of its files has changed."""
    entry = opened().get(key_of(job))
    if entry is None:
        return None
    head, _, pdf = entry.partition(b"\n")
    facts = json.loads(head)
    known = {name: Asset(*each) for name, each in facts["assets"].items()}
    if not _are_as_they_were(known, Assets(assets, job.files)):
        return None
    empty, begun = tuple(EmptyPage(*each) for each in facts["empty"]), _beginnings(*facts["beginnings"])
    return Pressed(pdf, facts["pages"], facts["places"], known, empty, begun)


def _beginnings(
    ids: list[str],
    beside: bool,  # noqa: FBT001  as stored
    moves: list[tuple[str, str, bool]],
    marks: list[tuple[str, str]],
) -> Beginnings:
    return Beginnings(
        tuple(ids), beside, tuple(Move(*each) for each in moves), tuple(SetOtherwise(*each) for each in marks)
    )


def _are_as_they_were(known: dict[str, Asset], assets: Assets) -> bool:
    try:
        for name in known:
            assets.read(name)
    except RefusedAsset:
        return False
    return assets.found() == known


def _entry(pressed: Pressed) -> bytes:
    facts: dict[str, Any] = {
        "pages": pressed.pages,
        "places": {**pressed.places},
        "assets": {name: astuple(each) for name, each in pressed.assets.items()},
        "empty": [astuple(each) for each in pressed.empty],
        "beginnings": astuple(pressed.beginnings),
    }
    return json.dumps(facts, ensure_ascii=False).encode() + b"\n" + pressed.pdf
