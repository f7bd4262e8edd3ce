"""Words typed at the desk and not yet saved, kept beside the town: they outlive the browser, the server and the machine."""

import errno
import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeAlias

from hidaka_dx.files import amend, create
from hidaka_dx.files.questions import UnreadableFile
from hidaka_dx.files.reading import is_there, read_file
from hidaka_dx.pipeline.desk_history import FOLDER
from hidaka_dx.problem import RefusalError

FILE: Final = "drafts.json"
FORMAT: Final = 1
DAMAGED: Final = "drafts-{hash}.json"
"""Name under which a file of drafts is kept that cannot be read."""
TRIES: Final = 20
LONGEST: Final = 1_000_000
"""Letters of a draft."""
_WRITING: Final = Lock()
Draft: TypeAlias = Mapping[str, Any]
"""What the page needs to open it again: path, line, at, before, after."""
Drafts: TypeAlias = dict[str, Draft]


def draft_key(path: str, at: object, before: object, which: tuple[str, int]) -> str:
    """Return the key of a place's draft: of a value its path, of a passage its words, which outlive its line.

    `which` is the name of the addition, for something new, and how many passages before have the same words.
    """
    adds, twins = which
    told = json.dumps(
        [path, adds] if adds else [path, at, *([before, twins] if at is None else [])], ensure_ascii=False
    )
    return sha256(told.encode()).hexdigest()[:16]


def drafts(root: Path) -> Drafts:
    """Return all drafts, the oldest first."""
    with suppress(UnreadableFile, ValueError, KeyError, TypeError):
        return _drafts(read_file(root, f"{FOLDER}/{FILE}"))
    return {}


def keep_draft(root: Path, key: str, draft: Draft) -> None:
    """Keep a draft in place of an older one; raises RefusalError for one that is too long, OSError where it cannot be written."""
    if len(json.dumps(draft, ensure_ascii=False)) > LONGEST:
        raise RefusalError("長すぎて、書きかけを残せません。分けて書くか、保存してください。")
    _change(root, lambda known: {**known, key: {**draft, "when": int(time.time())}})


def drop_draft(root: Path, key: str) -> None:
    """Forget a draft."""
    if key in drafts(root):
        _change(root, lambda known: {name: each for name, each in known.items() if name != key})


def _change(root: Path, change: Callable[[Drafts], Drafts]) -> None:
    """Change the file of drafts, one window after the other; another program may write at the same moment."""
    path = f"{FOLDER}/{FILE}"
    with _WRITING:
        for _ in range(TRIES):
            if is_there(root, path):
                _keep_damaged(root)
                written = not amend(root, {path: partial(_changed, change)})
            else:
                written = create(root, path, _text(change({})))
            if written:
                return
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(root / path))


def _keep_damaged(root: Path) -> None:
    """Keep a file of drafts that cannot be read beside the new one."""
    raw = read_file(root, f"{FOLDER}/{FILE}")
    try:
        _drafts(raw)
    except (ValueError, KeyError, TypeError):
        create(root, f"{FOLDER}/{DAMAGED.format(hash=sha256(raw).hexdigest()[:8])}", raw)


def _changed(change: Callable[[Drafts], Drafts], raw: bytes) -> bytes:
    known: Drafts = {}
    with suppress(ValueError, KeyError, TypeError):
        known = _drafts(raw)
    return _text(change(known))


def _drafts(raw: bytes) -> Drafts:
    told = json.loads(raw)
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    return {str(key): each for key, each in told["drafts"].items() if isinstance(each, dict)}


def _text(known: Drafts) -> bytes:
    return f"{json.dumps({'format': FORMAT, 'drafts': known}, ensure_ascii=False, indent=1)}\n".encode()
