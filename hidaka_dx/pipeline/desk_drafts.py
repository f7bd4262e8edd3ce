"""Words typed at the desk and not yet saved, kept beside the town: they outlive the browser, the server and the machine."""

import json
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

from hidaka_dx.files import Output, amend
from hidaka_dx.files.reading import UnreadableFile, read_file
from hidaka_dx.pipeline.desk_history import FOLDER

FILE: Final = "drafts.json"
FORMAT: Final = 1
TRIES: Final = 5
Draft: TypeAlias = Mapping[str, Any]
"""What the page needs to open it again: path, line, at, before, after."""
Drafts: TypeAlias = dict[str, Draft]


def draft_key(path: str, at: object, before: object) -> str:
    """Return the key of a place's draft: of a value its path, of a passage its words, which outlive its line."""
    told = json.dumps([path, at, before if at is None else None], ensure_ascii=False)
    return sha256(told.encode()).hexdigest()[:16]


def drafts(root: Path) -> Drafts:
    """Return all drafts, the oldest first."""
    with suppress(UnreadableFile, ValueError, KeyError, TypeError):
        return _drafts(read_file(root, f"{FOLDER}/{FILE}"))
    return {}


def keep_draft(root: Path, key: str, draft: Draft) -> None:
    """Keep a draft in place of an older one; raises OSError where it cannot be written."""
    _change(root, lambda known: {**known, key: {**draft, "when": int(time.time())}})


def drop_draft(root: Path, key: str) -> None:
    """Forget a draft."""
    if key in drafts(root):
        _change(root, lambda known: {name: each for name, each in known.items() if name != key})


def _change(root: Path, change: Callable[[Drafts], Drafts]) -> None:
    for _ in range(TRIES):  # another window may write at the same time
        try:
            read_file(root, f"{FOLDER}/{FILE}")
        except UnreadableFile:
            Output(root / FOLDER).write([((FILE,), _text(change({})))])
            return
        if not amend(root, {f"{FOLDER}/{FILE}": partial(_changed, change)}):
            return
    raise OSError(0, "busy", str(root / FOLDER / FILE))


def _changed(change: Callable[[Drafts], Drafts], raw: bytes) -> bytes:
    known: Drafts = {}
    with suppress(ValueError, KeyError, TypeError):
        known = _drafts(raw)
    return _text(change(known))


def _drafts(raw: bytes) -> Drafts:
    told = json.loads(raw)
    if told["format"] != FORMAT:
        return {}
    return {str(key): each for key, each in told["drafts"].items() if isinstance(each, dict)}


def _text(known: Drafts) -> bytes:
    return f"{json.dumps({'format': FORMAT, 'drafts': known}, ensure_ascii=False, indent=1)}\n".encode()
