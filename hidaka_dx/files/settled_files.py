"""Large files that nobody has touched for a while, read and hashed once by a process: fonts, which are 15 MB for each document.

A file is the same as long as device, inode, size and both of its times are; whoever writes to it cannot but change the
time of its last change, whatever is done to the other one.
"""

import os
from hashlib import sha256
from time import time_ns
from typing import BinaryIO, Final, NamedTuple

LARGE: Final = 2**20
"""Bytes from which on a file is remembered."""
MOST: Final = 48 * 2**20
"""Bytes that are remembered together; those that came first go first."""
SETTLED: Final = 5_000_000_000
"""Nanoseconds for which a file must have been as it is: a clock has a grain, and a second change within it shows no other time."""


class _Identity(NamedTuple):
    device: int
    inode: int
    size: int
    modified: int
    changed: int


class _Content:
    """What a file holds, and its hash once somebody has asked for it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.hash: str | None = None


_KNOWN: Final[dict[_Identity, _Content]] = {}


def content_of(file: BinaryIO, most: int) -> bytes:
    """Return what an open regular file holds, `most` bytes of it, without reading it where it is known."""
    found = os.fstat(file.fileno())
    identity = _Identity(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    if not LARGE <= found.st_size < most or time_ns() - max(found.st_ctime_ns, found.st_mtime_ns) < SETTLED:
        return file.read(most)
    known = _KNOWN.get(identity)
    if known is None:
        known = _Content(file.read(most))
        _remember(identity, known)
    return known.content


def sha256_of(content: bytes) -> str:
    """Return the hash of a content, which is known where `content_of` has returned it before."""
    for known in tuple(_KNOWN.values()):
        if known.content is content:
            known.hash = known.hash or sha256(content).hexdigest()
            return known.hash
    return sha256(content).hexdigest()


def _remember(identity: _Identity, known: _Content) -> None:
    if len(known.content) != identity.size:  # it was written to while it was read
        return
    _KNOWN[identity] = known
    while sum(len(each.content) for each in tuple(_KNOWN.values())) > MOST:
        _KNOWN.pop(next(iter(_KNOWN), identity), None)
