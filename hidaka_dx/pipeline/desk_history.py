"""What was changed at the desk, step by step, beside the town: each step can be taken back.

A step holds the lines that were changed, as they were and as they became, with one line around them. It is written before
the file is: a step whose change never reached the file is told from the others by that.
"""

import json
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from hidaka_dx.files import Output, amend, create, discard
from hidaka_dx.files.reading import UnreadableFile, entries, read_file
from hidaka_dx.pipeline.desk_files import bytes_of, is_editable, replaced
from hidaka_dx.problem import RefusalError
from hidaka_dx.source import read_text

FOLDER: Final = ".desk"
"""Folder of the town that holds what the desk keeps; it may be deleted at any time."""
STEPS: Final = "history"
FORMAT: Final = 1
CHANGED: Final = "その後、同じ所が書き換えられているので、戻せません。今の所を開いて、直してください。"
UNWRITTEN: Final = "この変更は、もう戻っているか、書かれる前に止まっています。"


@dataclass(frozen=True)
class TextChange:
    """A text of the content before and after a change."""

    path: str
    before: str
    after: str


@dataclass(frozen=True)
class DeskStep:
    """One change of one file."""

    name: str
    when: int
    """Seconds since 1970."""
    label: str
    path: str
    line: int
    """The first changed line, counted from 1."""
    before: tuple[str, ...]
    after: tuple[str, ...]
    above: tuple[str, ...]
    """The line above the change; empty at the beginning of the file."""
    below: tuple[str, ...]
    left: str
    """Hash of the text that it made."""
    undoes: str = ""
    """Name of the step that it takes back."""
    creates: bool = False
    """Whether it made the file."""
    removes: bool = False
    """Whether it took the file away."""


def record(root: Path, change: TextChange, label: str, undoes: str = "") -> str:
    """Keep a change that is about to be written; return its name. A text that is empty stands for no file."""
    name = f"{time.time_ns():020d}-{os.getpid()}"
    step = _step(name, change.path, change.before.split("\n"), change.after.split("\n"))
    step = replace(
        step, label=label, undoes=undoes, creates=not change.before, removes=not change.after, left=_hash(change.after)
    )
    told = json.dumps({"format": FORMAT, **asdict(step)}, ensure_ascii=False, indent=1)
    Output(root / FOLDER).write([((STEPS, f"{name}.json"), f"{told}\n".encode())])
    return name


def forget(root: Path, name: str) -> None:
    """Take a step out whose change was not written after all."""
    path = f"{FOLDER}/{STEPS}/{name}.json"
    discard(root, path, read_file(root, path))


def steps(root: Path, most: int) -> tuple[DeskStep, ...]:
    """Return the last steps, the newest first; what cannot be read is left out."""
    try:
        names = sorted((entry.name for entry in entries(root, f"{FOLDER}/{STEPS}") if not entry.folder), reverse=True)
    except UnreadableFile:
        return ()
    found = (_read(root, name.removesuffix(".json")) for name in names[:most])
    return tuple(step for step in found if step)


def take_back(root: Path, name: str) -> DeskStep:
    """Put back what a step has changed, and nothing else; the step that does so is returned.

    Raises RefusalError where that is not possible, OSError where the file cannot be written.
    """
    step = _read(root, name) if "/" not in name else None
    if step is None or not is_editable(step.path):
        raise RefusalError("その変更の記録がありません。")
    if step.removes:
        return _made_again(root, step)
    raw = bytes_of(root, step.path)
    text = read_text(raw, step.path)[0] or ""
    if step.creates:
        return _taken_away(root, step, text, raw)
    before = _without(step, text)
    if before is None:
        is_there = _only(text.split("\n"), (*step.above, *step.before, *step.below)) is not None
        raise RefusalError(f"{step.path}：{UNWRITTEN if is_there else CHANGED}")
    made = record(root, TextChange(step.path, text, before), step.label, undoes=name)
    return _put(root, step, made, left=bool(amend(root, {step.path: partial(replaced, raw, before)})))


def _taken_away(root: Path, step: DeskStep, text: str, raw: bytes) -> DeskStep:
    """Take a file away that a step has made, as long as it holds what it held then."""
    if _hash(text) != step.left:
        raise RefusalError(f"{step.path}：{CHANGED}")
    made = record(root, TextChange(step.path, text, ""), step.label, undoes=step.name)
    return _put(root, step, made, left=not discard(root, step.path, raw))


def _made_again(root: Path, step: DeskStep) -> DeskStep:
    """Make a file again that a step has taken away."""
    text = "\n".join((*step.before, *step.below))
    made = record(root, TextChange(step.path, "", text), step.label, undoes=step.name)
    return _put(root, step, made, left=not create(root, step.path, text.encode()))


def _put(root: Path, step: DeskStep, made: str, *, left: bool) -> DeskStep:
    """Return the step that takes another one back; it is forgotten where its change could not be written."""
    if left:
        forget(root, made)
        raise RefusalError(f"{step.path}：{CHANGED}")
    return _read(root, made) or step


def _without(step: DeskStep, text: str) -> str | None:
    """Return a text without a step's change; none where its lines are not there, or more than once."""
    lines = text.split("\n")
    start = step.line - 1 if _hash(text) == step.left else _only(lines, (*step.above, *step.after, *step.below))
    if start is None:
        return None
    start += 0 if _hash(text) == step.left else len(step.above)
    return "\n".join([*lines[:start], *step.before, *lines[start + len(step.after) :]])


def _only(lines: Sequence[str], wanted: Sequence[str]) -> int | None:
    found = [at for at in range(len(lines) - len(wanted) + 1) if tuple(lines[at : at + len(wanted)]) == tuple(wanted)]
    return found[0] if len(found) == 1 else None


def _step(name: str, path: str, old: Sequence[str], new: Sequence[str]) -> DeskStep:
    """Return what differs between the lines of two texts."""
    most = min(len(old), len(new))
    same = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - same) if old[-1 - at] != new[-1 - at]), most - same)
    ends = len(old) - tail, len(new) - tail
    changed = tuple(old[same : ends[0]]), tuple(new[same : ends[1]])
    return DeskStep(
        name,
        time.time_ns() // 10**9,
        "",
        path,
        same + 1,
        *changed,
        above=tuple(new[max(same - 1, 0) : same]),
        below=tuple(new[ends[1] : ends[1] + 1]),
        left="",
    )


def _read(root: Path, name: str) -> DeskStep | None:
    try:
        told = json.loads(read_file(root, f"{FOLDER}/{STEPS}/{name}.json"))
        if told.pop("format") != FORMAT:
            return None
        lists = {key: tuple(told[key]) for key in ("before", "after", "above", "below")}
        return DeskStep(**{**told, **lists})
    except (UnreadableFile, ValueError, KeyError, TypeError):
        return None


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
