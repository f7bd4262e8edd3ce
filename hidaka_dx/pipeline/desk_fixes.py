"""Findings of the checker that a button mends, where their words still stand."""

from collections.abc import Sequence
from pathlib import Path

from hidaka_dx.lint import WantedFix, with_fixes
from hidaka_dx.pipeline.desk_files import bytes_of, decoded
from hidaka_dx.pipeline.desk_history import TextChange, write


def mend(root: Path, fixes: Sequence[WantedFix]) -> tuple[str, ...]:
    """Apply safe fixes, file by file; return the names of the steps. What is no longer there is left alone.

    Raises as `save` does.
    """
    made = []
    for path in dict.fromkeys(each.place.path for each in fixes):
        raw = bytes_of(root, path)
        text = decoded(raw, path)
        new = with_fixes(path, text, fixes)
        if new != text:
            made.append(write(root, TextChange(path, text, new), raw, f"{path} 指摘を直した"))
    return tuple(each for each in made if each)
