"""Findings of the checker that a button mends, where their words still stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hidaka_dx.files import amend
from hidaka_dx.pipeline.desk_files import bytes_of, decoded, replaced
from hidaka_dx.pipeline.desk_history import TextChange, forget, record
from hidaka_dx.problem import Place


@dataclass(frozen=True)
class WantedFix:
    """Words at a place, and what is to take their place."""

    place: Place
    words: str
    fix: str


def mend(root: Path, fixes: Sequence[WantedFix]) -> tuple[str, ...]:
    """Apply safe fixes, file by file; return the names of the steps. What is no longer there is left alone.

    Raises as `save` does.
    """
    made = []
    for path in dict.fromkeys(each.place.path for each in fixes):
        raw = bytes_of(root, path)
        text = new = decoded(raw, path)
        for each in sorted(fixes, key=lambda each: each.place, reverse=True):  # places before a fix stay where they are
            new = _fixed(new, each) if each.place.path == path else new
        if new != text:
            made.append(record(root, TextChange(path, text, new), f"{path} 指摘を直した"))
            if amend(root, {path: partial(replaced, raw, new)}):
                forget(root, made.pop())
    return tuple(made)


def _fixed(text: str, fix: WantedFix) -> str:
    """Return a text with one fix, if its words stand there."""
    lines = text.split("\n")
    if not 0 < fix.place.line <= len(lines):
        return text
    start = sum(len(line) + 1 for line in lines[: fix.place.line - 1]) + fix.place.column - 1
    end = start + len(fix.words)
    return f"{text[:start]}{fix.fix}{text[end:]}" if text[start:end] == fix.words else text
