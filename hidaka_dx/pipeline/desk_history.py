"""What was changed at the desk, step by step, beside the town: each step can be taken back.

A step holds the lines that were changed, as they were and as they became, with one line around them. It is written before
the file is: a step whose change never reached the file is told from the others by that.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from hidaka_dx.files import Output, amend, create, discard
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import entries, read_file
from hidaka_dx.pipeline.desk_files import bytes_of, is_editable
from hidaka_dx.problem import RefusalError
from hidaka_dx.source import read_text, rewritten
from hidaka_dx.source.passages import only_place

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
    before: str | None
    """None where there is no file yet."""
    after: str | None
    """None where the file is taken away."""


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


def write(root: Path, change: TextChange, raw: bytes | None, label: str, undoes: str = "") -> str | None:
    """Change a file that holds the bytes `raw`, none where it is to be made; return the name of the step that is kept of it.

    The step comes first, so that no change is without one. None where the file holds other bytes by now: nothing is
    changed or kept then. Raises OSError where something cannot be written.
    """
    step = record(root, change, label, undoes)
    if _is_written(root, change, raw):
        return step
    path = f"{FOLDER}/{STEPS}/{step}.json"
    discard(root, path, read_file(root, path))
    return None


def _is_written(root: Path, change: TextChange, raw: bytes | None) -> bool:
    if raw is None:
        return create(root, change.path, (change.after or "").encode())
    if change.after is None:
        return discard(root, change.path, raw)
    return not amend(root, {change.path: partial(_replaced, raw, change.after)})


def _replaced(before: bytes, text: str, raw: bytes) -> bytes | None:
    """Return what a file is to hold in place of the bytes that were read; none if it holds others now."""
    return rewritten(raw, text) if raw == before else None


def record(root: Path, change: TextChange, label: str, undoes: str = "") -> str:
    """Keep a step of a change, whoever writes it; return its name."""
    name = f"{time.time_ns():020d}-{os.getpid()}"
    step = _step(name, change, label, undoes)
    told = json.dumps({"format": FORMAT, **asdict(step)}, ensure_ascii=False, indent=1)
    Output(root / FOLDER).write([((STEPS, f"{name}.json"), f"{told}\n".encode())])
    return name


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
    raw = None if step.removes else bytes_of(root, step.path)
    change = TextChange(step.path, *(_made_again(step) if raw is None else _undone(step, raw)))
    made = write(root, change, raw, step.label, undoes=name)
    if made is None:
        raise RefusalError(f"{step.path}：{CHANGED}")
    return _read(root, made) or step


def text_before(root: Path, name: str) -> TextChange | None:
    """Return what a step has made of a file, as the file is now; none for one that has made or taken away its file, or is overtaken."""
    step = _read(root, name) if "/" not in name else None
    if step is None or step.creates or step.removes or not is_editable(step.path):
        return None
    text = read_text(bytes_of(root, step.path), step.path)[0] or ""
    before = _without(step, text)
    return None if before is None else TextChange(step.path, before, text)


def _made_again(step: DeskStep) -> tuple[None, str]:
    """Return no text, and that of a file that a step has taken away."""
    return None, "\n".join((*step.before, *step.below))


def _undone(step: DeskStep, raw: bytes) -> tuple[str, str | None]:
    """Return a file's text, and what it was without a step's change: none for a file that the step has made."""
    text = read_text(raw, step.path)[0] or ""
    if step.creates and _hash(text) == step.left:
        return text, None
    before = None if step.creates else _without(step, text)
    if before is None:
        is_there = (
            not step.creates and only_place(text.split("\n"), (*step.above, *step.before, *step.below)) is not None
        )
        raise RefusalError(f"{step.path}：{UNWRITTEN if is_there else CHANGED}")
    return text, before


def _without(step: DeskStep, text: str) -> str | None:
    """Return a text without a step's change; none where its lines are not there, or more than once."""
    lines, start = text.split("\n"), step.line - 1
    if _hash(text) != step.left:
        found = only_place(lines, (*step.above, *step.after, *step.below))
        if found is None:
            return None
        start = found + len(step.above)
    return "\n".join([*lines[:start], *step.before, *lines[start + len(step.after) :]])


def _step(name: str, change: TextChange, label: str, undoes: str) -> DeskStep:
    """Return what differs between the lines of two texts."""
    old, new = ((text or "").split("\n") for text in (change.before, change.after))
    most = min(len(old), len(new))
    same = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - same) if old[-1 - at] != new[-1 - at]), most - same)
    end = len(new) - tail
    return DeskStep(
        name,
        time.time_ns() // 10**9,
        label,
        change.path,
        same + 1,
        before=tuple(old[same : len(old) - tail]),
        after=tuple(new[same:end]),
        above=tuple(new[max(same - 1, 0) : same]),
        below=tuple(new[end : end + 1]),
        left=_hash(change.after or ""),
        undoes=undoes,
        creates=change.before is None,
        removes=change.after is None,
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
