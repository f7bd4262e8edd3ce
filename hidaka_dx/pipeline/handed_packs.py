"""Council packs that officials have kept: the zips of `council` in the town's folder `council/`."""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from unicodedata import normalize

from hidaka_dx.bounds import ExceededError
from hidaka_dx.document import Document
from hidaka_dx.files import is_system_file
from hidaka_dx.inspection import UnreadableError, has_no_updates, stated_metadata
from hidaka_dx.pipeline.confined import confined_in_silence
from hidaka_dx.pipeline.council import LIST

UTF_8: Final = 0x800
"""Flag of a zip entry that marks its name as UTF-8."""
KEPT: Final = "council"
"""Folder of a town with the packs that were handed to a meeting."""
LARGEST: Final = 200_000_000
"""Maximum size of a file extracted from a zip, in bytes: ten times the papers of 300 measures."""
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, UnicodeError, UnreadableError),
    RuntimeError,  # encrypted, or an unsupported compression method
)
"""Exceptions raised for a zip that is invalid or damaged."""


@dataclass(frozen=True)
class Pack:
    """The bound papers of an edition, as they were handed in."""

    number: str
    """「資料1」."""
    meeting: str
    draft: bool
    """Whether the edition was a 案 at that time, as is usual."""
    pdf: bytes


def packs_of(document: Document, root: Path, issued: bytes | None, left_out: list[str]) -> tuple[Pack, ...]:
    """Return the archived packs of an edition or its draft, by the names of the zips; none where the town keeps none.

    `issued` is the edition's PDF as published; a pack of the edition itself must contain it byte for byte. A zip that
    is not a pack, or was modified, is skipped and reported to `left_out`. Raises OSError where one cannot be read.
    """
    found = []
    for path in _entries(root):
        named = _named(path, document) if path.suffix == ".zip" and _is_plain(path) else None
        try:
            found += [_apart(path, named, document, issued)] if named else []
        except _Foreign as error:
            left_out.append(f"{path} は載せていません。{error}")
    return tuple(found)


def unfitting(root: Path, editions: Iterable[str]) -> Iterator[Path]:
    """Return files in the packs' folder that do not belong to one of the `editions` (「第2版」) or their drafts by name."""
    name = re.compile(rf".+_({'|'.join(map(re.escape, editions))})(（案）)?\.zip")
    return (path for path in _entries(root) if not (name.fullmatch(normalize("NFC", path.name)) and _is_plain(path)))


def _is_plain(path: Path) -> bool:
    """Tell whether a pack is a regular file: a link could point anywhere."""
    return path.is_file() and not path.is_symlink()


def _entries(root: Path) -> list[Path]:
    """List the folder of the packs, except hidden files and those created by the operating system."""
    paths = (root / KEPT).glob("*")
    return sorted(path for path in paths if not (path.name.startswith(".") or is_system_file(path.name)))


class _Foreign(Exception):
    """A zip that is not shown; the message in Japanese says why, and what to do."""


def _named(path: Path, document: Document) -> tuple[str, str] | None:
    """Return the number of the papers and the mark of a draft, as a zip's name states them; none where it is of another edition."""
    edition = f"{document.title}_{document.edition}"
    stem = re.fullmatch(rf"(.+)_{re.escape(edition)}(（案）)?", normalize("NFC", path.stem))
    return (stem[1], stem[2] or "") if stem else None


def _apart(path: Path, named: tuple[str, str], document: Document, issued: bytes | None) -> Pack:
    """Read a zip in a child process, as anybody may have made it."""
    try:
        return confined_in_silence(lambda: _pack(path, *named, document, issued), path.stat().st_size)
    except ExceededError as error:
        raise _Foreign(f"読むと、{error}。途中でやめました。作ったzipを置いてください。") from None


def _pack(path: Path, number: str, draft: str, document: Document, issued: bytes | None) -> Pack:
    """Read a zip."""
    pdf = _bound(path, f"{number}.pdf", "" if draft else f" {document.name}.pdf", issued)
    said = stated_metadata(pdf)
    title = re.fullmatch(rf"{re.escape(f'{number} {document.title} {document.edition}{draft}')}（(.*)）", said.title)
    if title is None or said.author != document.town or not has_no_updates(pdf):
        raise _Foreign("綴じた資料の題名か作成者が、この版のものではありません。作ったzipを置いてください。")
    return Pack(number, title[1], bool(draft), pdf)


def _bound(path: Path, name: str, whole: str, issued: bytes | None) -> bytes:
    """Extract the bound volume from a zip and verify it against the zip's own hash list.

    The edition itself, whose name ends in `whole` if given, must be as it was `issued`.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = _members(packed)
            if any(each.file_size > LARGEST for each in members.values()):
                raise zipfile.BadZipFile
            pdf, listed = packed.read(members[name]), packed.read(members[LIST]).decode()
            own = [packed.read(each) for key, each in members.items() if whole and key.endswith(whole)]
            stated_metadata(pdf)
    except BROKEN:
        raise _Foreign(
            "`hidaka-dx council` で作ったzipではありません。作ったzipを、名前を変えずに置いてください。"
        ) from None
    if f"{sha256(pdf).hexdigest()}  {name}\n" not in listed:
        raise _Foreign(f"中の {name} が、作った時のままではありません。控えから置き直してください。")
    if whole and own != [issued]:
        raise _Foreign("中の版のPDFが、保存庫のものと違います。その版を発行した後に作り直したzipを置いてください。")
    return pdf


def _members(packed: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the files of a zip by name, ignoring folders; a zip with duplicate names is damaged.

    A zip repacked on a Japanese Windows has names in that system's encoding (CP932), and one from a Mac decomposed names (NFD);
    files created by the operating system are ignored.
    """
    members: dict[str, zipfile.ZipInfo] = {}
    for each in packed.infolist():
        name = _name(each)
        top, name = name.partition("/")[0], name.rpartition("/")[2]
        if each.is_dir() or top == "__MACOSX" or is_system_file(name):
            continue
        if name in members:
            raise zipfile.BadZipFile
        members[name] = each
    return members


def _name(member: zipfile.ZipInfo) -> str:
    """Decode a name: Python decodes names not flagged as UTF-8 as CP437."""
    name = member.filename
    if not member.flag_bits & UTF_8:
        raw = name.encode("cp437")
        for code in ("utf-8", "cp932"):
            try:
                name = raw.decode(code)
            except UnicodeDecodeError:
                continue
            break
    return normalize("NFC", name.replace("\\", "/"))
