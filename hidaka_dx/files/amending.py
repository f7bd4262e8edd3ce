"""Single files of a town: changed in place, made, taken away, each in one step and only if it is as it was read."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from hidaka_dx.files.output import clear, named
from hidaka_dx.files.staging import locked, move, staging_folder
from hidaka_dx.files.writing import FILE, Names, open_below, open_folder, status, store
from hidaka_dx.problem import RefusalError


def amend(root: Path, remedies: Mapping[str, Callable[[bytes], bytes | None]]) -> tuple[str, ...]:
    """Change files of a town in place, by path; return those skipped because they were changed concurrently.

    A remedy maps the file's content to the new content; none if it is not the content read before. Mode and, where
    possible, owner stay; where a path leads through a link inside the town, its target is changed. Raises
    RefusalError for a link that leads out, OSError for a file that cannot be written; no file has changed then.
    """
    left = []
    if not remedies:
        clear(root)
        return ()
    with named(root), open_folder(root) as handle, staging_folder(handle) as at:
        staged = []
        for number, (path, remedy) in enumerate(remedies.items()):
            with named(root / path):
                names = _target(root, path)
                before = _content(root, names)
                after = None if before is None else remedy(before)
                if after is None:
                    left.append(path)
                else:
                    store(at.handle, str(number), after, status(handle, names) or FILE)
                    staged.append((str(number), names, before, path))
        with locked(handle, root):
            for number_, names, before, path in staged:
                if _content(root, names) != before:
                    left.append(path)
                else:
                    with named(root / path), open_below(handle, names[:-1]) as folder:
                        move(at, number_, folder, names[-1])
    return tuple(left)


def create(root: Path, path: str, content: bytes) -> bool:
    """Make a new file of a town; return whether that was possible: false where something has that name already.

    Raises OSError for a file that cannot be written; nothing is left of it then.
    """
    names = tuple(path.split("/"))
    with named(root / path), open_folder(root) as handle, staging_folder(handle) as at:
        store(at.handle, "0", content)
        with locked(handle, root), open_below(handle, names[:-1], make=True) as folder:
            if status(folder, names[-1:]) is not None:
                return False
            move(at, "0", folder, names[-1])
    return True


def discard(root: Path, path: str, content: bytes) -> bool:
    """Take a file of a town away, if it holds nothing but `content`; return whether it was.

    Raises RefusalError for a link that leads out, OSError for a file that cannot be removed.
    """
    with named(root / path), open_folder(root) as handle, locked(handle, root):
        names = _target(root, path)
        if _content(root, names) != content:
            return False
        with open_below(handle, names[:-1]) as folder:
            os.unlink(names[-1], dir_fd=folder)
            os.fsync(folder)
    return True


def _target(root: Path, path: str) -> Names:
    """Return the real path of a file below a town's folder, with all links resolved."""
    found, town = (root / path).resolve(), root.resolve()
    if not found.is_relative_to(town):
        raise RefusalError(f"{path} は町のフォルダーの外を指すリンクです。ファイルそのものを置いてください。")
    return found.relative_to(town).parts


def _content(root: Path, names: Names) -> bytes | None:
    try:
        return root.resolve().joinpath(*names).read_bytes()
    except FileNotFoundError:
        return None
