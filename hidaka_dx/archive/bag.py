"""The form of a bag (RFC 8493, BagIt 1.0): files in `data/`, lists of their hashes beside it, lists of those lists.

A bag is written in one way only: lists sorted by path, one line feed at the end of each line. So the same files give
the same bag, and a bag that is written otherwise has been touched.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

PAYLOAD: Final = "data/"
DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS: Final = ("sha256", "sha512")
MANIFESTS: Final = tuple(f"manifest-{algorithm}.txt" for algorithm in ALGORITHMS)
DECLARED: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
LISTED: Final = (DECLARED, INFO, *MANIFESTS)
"""Tag files that the tag manifests list."""
SEAL: Final = "tagmanifest-sha256.txt"
"""The list of lists whose hash stands for the whole bag."""
TAG_FILES: Final = (*LISTED, *(f"tag{name}" for name in MANIFESTS))
SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
"""Paths that mean the same on every system: RFC 8493, 5.2 and 6.1."""
_LINE: Final = re.compile(r"([0-9a-f]+)  (.+)")
_PAIR: Final = re.compile(r"([A-Za-z0-9-]+): (.+)")

Info = Sequence[tuple[str, str]]
"""Labels and values of `bag-info.txt`, in order."""


class Digest(NamedTuple):
    """A file, but for its content."""

    size: int
    sha256: str
    sha512: str

    def by(self, algorithm: str) -> str:
        """Give the hash that an algorithm makes."""
        return self.sha256 if algorithm == "sha256" else self.sha512


class MalformedError(ValueError):
    """A tag file that is not written as it must be; says which line."""


class LaterError(MalformedError):
    """A bag in a format of a later program; says so, and what to do."""


def packed(payload: Mapping[str, bytes], info: Info) -> dict[str, bytes]:
    """Give every file of a bag by its path, from the payload by its path inside `data/` and what is said of it.

    Raises ValueError for paths that are not plain ASCII and values that do not fit on a line.
    """
    if unsafe := [path for path in payload if not SAFE.fullmatch(path)]:
        raise ValueError(f"not a safe path: {unsafe[0]}")
    if broken := [label for label, value in info if not _PAIR.fullmatch(f"{label}: {value}")]:
        raise ValueError(f"not one line: {broken[0]}")
    files = {PAYLOAD + path: payload[path] for path in sorted(payload)}
    return {**files, **tagged({path: digest((content,)) for path, content in files.items()}, info)}


def tagged(payload: Mapping[str, Digest], info: Info) -> dict[str, bytes]:
    """Give the tag files of a bag by their paths, from its payload by the paths in the bag and what is said of it."""
    lines = (*info, ("Payload-Oxum", oxum(payload.values())))
    tags = {
        DECLARED: DECLARATION,
        INFO: "".join(f"{label}: {value}\n" for label, value in lines).encode(),
        **_manifests(payload, ""),
    }
    return {**tags, **_manifests({path: digest((content,)) for path, content in tags.items()}, "tag")}


def _manifests(files: Mapping[str, Digest], prefix: str) -> dict[str, bytes]:
    return {prefix + name: manifest(files, each) for name, each in zip(MANIFESTS, ALGORITHMS, strict=True)}


def seal_of(files: Mapping[str, bytes]) -> str:
    """Give the hash that stands for a whole bag: that of the list of its lists."""
    return hashed(files[SEAL])


def oxum(contents: Iterable[Digest]) -> str:
    """Count octets and streams: 「279164409.1198」 (RFC 8493, 2.2.2)."""
    sizes = [content.size for content in contents]
    return f"{sum(sizes)}.{len(sizes)}"


def manifest(files: Mapping[str, Digest], algorithm: str) -> bytes:
    """List files with their hashes as `sha256sum` does."""
    lines = (f"{files[path].by(algorithm)}  {path}\n" for path in sorted(files))
    return "".join(lines).encode()


def hashed(content: bytes) -> str:
    """Give the SHA-256 of a file in hexadecimal figures."""
    return hashlib.sha256(content).hexdigest()


def digest(pieces: Iterable[bytes]) -> Digest:
    """Measure and hash a file that comes in pieces."""
    size, one, other = 0, hashlib.sha256(), hashlib.sha512()
    for piece in pieces:
        size += len(piece)
        one.update(piece)
        other.update(piece)
    return Digest(size, one.hexdigest(), other.hexdigest())


def read_manifest(raw: bytes) -> dict[str, str]:
    """Read a list of hashes by path; raises MalformedError."""
    return _once([(path, digest) for digest, path in _pairs(raw, _LINE, "ハッシュ、空白二つ、パス")])


def read_info(raw: bytes) -> dict[str, str]:
    """Read `bag-info.txt`, in which each label stands once and on one line; raises MalformedError."""
    return _once(_pairs(raw, _PAIR, "項目: 値"))


def _pairs(raw: bytes, pattern: re.Pattern[str], form: str) -> list[tuple[str, str]]:
    """Read lines of two parts."""
    pairs = []
    for number, line in enumerate(_lines(raw), 1):
        found = pattern.fullmatch(line)
        if found is None:
            raise MalformedError(f"{number}行目が「{form}」の形ではありません")
        pairs.append((found[1], found[2]))
    return pairs


def _once(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Give values by their keys, none of which may come twice."""
    values: dict[str, str] = {}
    for number, (key, value) in enumerate(pairs, 1):
        if key in values:
            raise MalformedError(f"{number}行目の {key} が二度目です")
        values[key] = value
    return values


def _lines(raw: bytes) -> list[str]:
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise MalformedError("文字コードがUTF-8ではありません") from None
    if "\r" in text:
        raise MalformedError("改行がWindowsの形に変わっています")
    return text.removesuffix("\n").split("\n") if text else []
