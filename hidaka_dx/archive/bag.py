"""The BagIt format (RFC 8493, BagIt 1.0): payload in `data/`, manifests with its hashes, and tag manifests.

Serialisation is canonical: manifests are sorted by path, each line ends with one line feed. So the same files give
the same bag, and a bag that is written otherwise has been modified.
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
"""Tag files covered by the tag manifests."""
SEAL: Final = "tagmanifest-sha256.txt"
"""The tag manifest whose hash is the seal of the whole bag."""
TAG_FILES: Final = (*LISTED, *(f"tag{name}" for name in MANIFESTS))
SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
"""Portable paths: RFC 8493, 5.2 and 6.1."""
_LINE: Final = re.compile(r"([0-9a-f]+)  (.+)")
_PAIR: Final = re.compile(r"([A-Za-z0-9-]+): (.+)")

Info = Sequence[tuple[str, str]]
"""Labels and values of `bag-info.txt`, in order."""


class Digest(NamedTuple):
    """Size and hashes of a file."""

    size: int
    sha256: str
    sha512: str

    def by(self, algorithm: str) -> str:
        """Return the hash computed by an algorithm."""
        return self.sha256 if algorithm == "sha256" else self.sha512


class MalformedError(ValueError):
    """A tag file with invalid syntax; the message names the line."""


class LaterError(MalformedError):
    """A bag in the format of a later program; the message says what to do."""


def bag_files(payload: Mapping[str, bytes], info: Info) -> dict[str, bytes]:
    """Return every file of a bag by its path, given the payload by its path inside `data/` and the bag-info entries.

    Raises ValueError for paths that are not plain ASCII and values that do not fit on a line.
    """
    if unsafe := [path for path in payload if not SAFE.fullmatch(path)]:
        raise ValueError(f"not a safe path: {unsafe[0]}")
    if broken := [label for label, value in info if not _PAIR.fullmatch(f"{label}: {value}")]:
        raise ValueError(f"not one line: {broken[0]}")
    files = {PAYLOAD + path: payload[path] for path in sorted(payload)}
    return {**files, **tag_files({path: digest((content,)) for path, content in files.items()}, info)}


def tag_files(payload: Mapping[str, Digest], info: Info) -> dict[str, bytes]:
    """Return the tag files of a bag by their paths, given its payload by the paths in the bag and the bag-info entries."""
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
    """Return the seal, a hash of a whole bag: the SHA-256 of its tag manifest."""
    return sha256_of(files[SEAL])


def oxum(contents: Iterable[Digest]) -> str:
    """Return the Payload-Oxum, octet and stream count: 「279164409.1198」 (RFC 8493, 2.2.2)."""
    sizes = [content.size for content in contents]
    return f"{sum(sizes)}.{len(sizes)}"


def manifest(files: Mapping[str, Digest], algorithm: str) -> bytes:
    """Return a manifest in the format of `sha256sum`."""
    lines = (f"{files[path].by(algorithm)}  {path}\n" for path in sorted(files))
    return "".join(lines).encode()


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(pieces: Iterable[bytes]) -> Digest:
    """Measure and hash a file read in chunks."""
    size, one, other = 0, hashlib.sha256(), hashlib.sha512()
    for piece in pieces:
        size += len(piece)
        one.update(piece)
        other.update(piece)
    return Digest(size, one.hexdigest(), other.hexdigest())


def read_manifest(raw: bytes) -> dict[str, str]:
    """Parse a manifest: hashes by path; raises MalformedError."""
    return _once([(path, digest) for digest, path in _pairs(raw, _LINE, "ハッシュ、空白二つ、パス")])


def read_info(raw: bytes) -> dict[str, str]:
    """Parse `bag-info.txt`, in which each label occurs once and on one line; raises MalformedError."""
    return _once(_pairs(raw, _PAIR, "項目: 値"))


def _pairs(raw: bytes, pattern: re.Pattern[str], form: str) -> list[tuple[str, str]]:
    """Parse lines of two fields."""
    pairs = []
    for number, line in enumerate(_lines(raw), 1):
        found = pattern.fullmatch(line)
        if found is None:
            raise MalformedError(f"{number}行目が「{form}」の形ではありません")
        pairs.append((found[1], found[2]))
    return pairs


def _once(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return values by key; raises MalformedError for duplicate keys."""
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
