"""Files of the content that answers and opinions change: as they were read, and as they are to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hidaka_dx.files import Output, amend
from hidaka_dx.problem import RefusalError
from hidaka_dx.source import read_text, rewritten


@dataclass(frozen=True)
class ChangedFile:
    """A file of the content, before and after the answers."""

    path: str
    before: str
    """Empty for a file that is not there yet."""
    after: str


def write_changes(root: Path, changes: Sequence[ChangedFile]) -> None:
    """Write changed files of the content; raises RefusalError where one is not as it was read."""
    left = amend(root, {each.path: partial(_rewritten, each) for each in changes if each.before})
    for each in changes:
        if not each.before and (root / each.path).exists():
            left += (each.path,)
        elif not each.before:
            Output(root).write([(tuple(each.path.split("/")), each.after.encode())])
    if left:
        raise RefusalError(
            f"{'、'.join(left)} は、読んだ後で書き換えられたので、取り込んでいません。もう一度実行してください。"
        )


def _rewritten(change: ChangedFile, raw: bytes) -> bytes | None:
    return rewritten(raw, change.after) if read_text(raw, change.path)[0] == change.before else None
