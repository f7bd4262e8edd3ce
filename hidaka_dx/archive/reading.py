"""Reads a bag's folder in chunks, without holding it in memory as a whole.

Files are hashed as they stream by; a file that is requested later is read again and must have the same hash.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from hidaka_dx.archive import bag
from hidaka_dx.archive.bag import Digest
from hidaka_dx.archive.system_files import is_system_file
from hidaka_dx.problem import RefusalError

LARGEST: Final = 256 * 2**20
"""Maximum size of a bag in bytes; publishers reject larger ones."""
MOST: Final = 10_000
"""Maximum number of files in a bag."""
DEEPEST: Final = 12
"""Maximum depth of nested folders."""
_PIECE: Final = 2**20


class Files(Mapping[str, bytes]):
    """The hashed files of a bag, each read on demand.

    Raises RefusalError where a file has changed since, OSError where it cannot be read.
    """

    def __init__(self, folder: Path, digests: Mapping[str, Digest]) -> None:
        """Take the bag's folder, or one in it, and the hashes of its files."""
        self._folder = folder
        self.digests = digests
        """Size and hashes by path."""

    def __getitem__(self, path: str) -> bytes:
        """Read a file."""
        digest = self.digests[path]
        file = self._folder / path
        content = b"".join(_pieces(file, digest.size))
        if bag.sha256_of(content) != digest.sha256:
            raise RefusalError(f"{file} が、読んでいる間に変わりました。もう一度実行してください。")
        return content

    def __contains__(self, path: object) -> bool:
        """Tell whether a file exists, without reading it."""
        return path in self.digests

    def __iter__(self) -> Iterator[str]:
        """Give the paths."""
        return iter(self.digests)

    def __len__(self) -> int:
        """Count the files."""
        return len(self.digests)

    def below(self, inside: str) -> "Files":
        """Return the files in a subfolder of the bag, by their paths there."""
        return Files(
            self._folder / inside,
            {p[len(inside) :]: each for p, each in self.digests.items() if p.startswith(inside)},
        )


class Survey:
    """The directory listing of a bag, made before any file is read; links are not followed."""

    def __init__(self) -> None:
        """Start empty."""
        self.sizes: dict[str, int] = {}
        """Bytes of each plain file by its path."""
        self.stamps: list[tuple[str, int, int, int, int]] = []
        """File attributes that change when an entry is written: a bag with unchanged stamps need not be read again."""
        self.litter: list[str] = []
        """Paths of files created by the operating system."""
        self.empty: list[str] = []
        """Paths of empty folders."""
        self.odd: list[tuple[str, str]] = []
        """Objects that are neither regular files nor non-empty folders: path, and what is wrong."""

    @property
    def too_much(self) -> str:
        """Return the reason if the bag exceeds a limit and is not read at all; empty otherwise."""
        if len(self.sizes) > MOST or sum(self.sizes.values()) > LARGEST:
            return f"大きすぎるので、読みませんでした（{LARGEST >> 20} MiB、{MOST}ファイルまで）。発行したものではありません。"
        return ""

    def walk(self, folder: Path) -> None:
        """List all folders recursively, until a limit is exceeded."""
        waiting = [""]
        while waiting and not self.too_much:
            inside = waiting.pop()
            if inside.count("/") > DEEPEST:
                self._find(inside, "フォルダーの中のフォルダーが深すぎます。発行の時にはありませんでした。")
                continue
            entries = sorted(os.scandir(folder / inside), key=lambda each: each.name)
            waiting += [path for entry in entries if (path := self._enter(f"{inside}{entry.name}", entry))]
            if all(f"{inside}{entry.name}" in self.litter for entry in entries):
                self.empty.append(inside)
                self._find(inside, "空のフォルダーです。発行の時にはありませんでした。")

    def _enter(self, path: str, entry: "os.DirEntry[str]") -> str:
        """Record a directory entry; return its path if it is a folder to list."""
        facts = entry.stat(follow_symlinks=False)
        self.stamps.append((path, facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns))
        if stat.S_ISREG(facts.st_mode) and is_system_file(entry.name):
            self.litter.append(path)
        elif not bag.SAFE.fullmatch(path):
            self._find(path, "使わない名前です。発行の時にはありませんでした。")
        elif stat.S_ISDIR(facts.st_mode):
            return f"{path}/"
        elif stat.S_ISREG(facts.st_mode):
            self.sizes[path] = facts.st_size
        else:
            self._find(path, "ふつうのファイルではありません（リンクなど）。")
        return ""

    def _find(self, path: str, message: str) -> None:
        self.odd.append((path, message))


def _pieces(file: Path, size: int) -> Iterator[bytes]:
    """Yield chunks of a regular file up to the size at listing time; links that appeared since are not followed."""
    handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as opened:
        while size > 0 and (piece := opened.read(min(size, _PIECE))):
            size -= len(piece)
            yield piece


def digest(file: Path) -> Digest:
    """Hash a regular file; raises OSError where it cannot be read."""
    return bag.digest(_pieces(file, LARGEST))
