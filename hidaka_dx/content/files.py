"""The files of a town's folder: what may be read, and what the folder holds instead of what is asked for."""

import os
import stat
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Final

LARGEST: Final = 2_000_000
"""Bytes in a file; a plan of a hundred pages has a tenth of it."""


class Unread(Exception):
    """A file that cannot or must not be read; says why and what to do, after 「ファイル …」."""


def found_at(path: Path) -> os.stat_result | None:
    """Tell what is at a path, links followed; nothing where it is not there.

    Raises OSError where that cannot be seen: `Path.exists` and its like say no to that from Python 3.14 on.
    """
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def read_file(root: Path, path: str) -> bytes:
    """Give the content of a file; raises `Unread` for one that is no plain file inside the town's folder."""
    file = root / path
    try:
        _check(root, file)
        return file.read_bytes()
    except FileNotFoundError:
        raise Unread(f"がありません。置いてください。{_instead(file)}") from None
    except (OSError, RuntimeError, ValueError):
        raise Unread("が読めません。権限を確かめてください。") from None


def _check(root: Path, file: Path) -> None:
    found = file.stat()
    if not file.resolve().is_relative_to(root.resolve()):
        raise Unread("は町のフォルダーの外を指すリンクです。ファイルそのものを置いてください。")
    if stat.S_ISDIR(found.st_mode):
        raise Unread("は、ファイルではなくフォルダーです。フォルダーを除き、ファイルを置いてください。")
    if not stat.S_ISREG(found.st_mode):
        raise Unread("は、ふつうのファイルではありません。ふつうのファイルを置いてください。")
    if found.st_size > LARGEST:
        raise Unread(f"が大きすぎます。{LARGEST // 1_000_000}MBまでにしてください。")


def _instead(file: Path) -> str:
    """Suggest the file with a like name that lies where this one was looked for."""
    try:
        found = like(file.name, [entry.name for entry in file.parent.iterdir()])
    except OSError:
        return ""
    if not found:
        return ""
    renamed = found.casefold().startswith(f"{file.stem}.".casefold())
    return f"`{found}` の名前を `{file.name}` に直してください。" if renamed else f"`{found}` ではありませんか。"


def like(name: str, names: Sequence[str]) -> str | None:
    """Find the name that was most likely meant to be this one."""
    stem = name.rpartition(".")[0]
    same = [other for other in names if other.casefold().startswith(f"{stem}.".casefold())]
    return next(iter(same or get_close_matches(name, names, n=1, cutoff=0.75)), None)
