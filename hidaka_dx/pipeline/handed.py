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

from hidaka_dx.document import Document
from hidaka_dx.files import is_litter
from hidaka_dx.inspection import UnreadableError, stated, written_once
from hidaka_dx.pipeline.council import LIST

UTF_8: Final = 0x800
"""Bit of a file in a zip that says that its name is UTF-8."""
KEPT: Final = "council"
"""Folder of a town in which the packs lie that were handed to a meeting."""
LARGEST: Final = 200_000_000
"""Bytes of the largest file that is taken out of a zip: ten times as much as the papers of 300 measures."""
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, UnicodeError, UnreadableError),
    RuntimeError,  # encrypted, or compressed in a way that Python does not know
)
"""What reading a zip may end in that is none, or damaged."""


@dataclass(frozen=True)
class Pack:
    """The bound papers of an edition, as they were handed in."""

    number: str
    """「資料1」."""
    meeting: str
    draft: bool
    """Was the edition a 案 then, as it mostly is?"""
    pdf: bytes


def packs_of(document: Document, root: Path, issued: bytes | None, left_out: list[str]) -> tuple[Pack, ...]:
    """Give the kept packs of an edition or of its draft, by the names of the zips; none where the town keeps none.

    `issued` is the edition's PDF as published, which a pack of the edition itself must hold to the byte. A zip that is
    no pack, or not as it was made, is left out, and `left_out` is told so. Raises OSError where one cannot be read.
    """
    found = []
    for path in _kept(root):
        try:
            pack = _pack(path, document, issued) if path.suffix == ".zip" and _is_plain(path) else None
        except _Foreign as error:
            left_out.append(f"{path} は載せていません。{error}")
            pack = None
        found += [pack] if pack else []
    return tuple(found)


def unfitting(root: Path, editions: Iterable[str]) -> Iterator[Path]:
    """Give what lies among the packs without being named as one of the `editions`, 「第2版」, or of a draft of theirs."""
    name = re.compile(rf".+_({'|'.join(map(re.escape, editions))})(（案）)?\.zip")
    return (path for path in _kept(root) if not (name.fullmatch(normalize("NFC", path.name)) and _is_plain(path)))


def _is_plain(path: Path) -> bool:
    """Tell whether a pack lies here itself: what a link points at may lie anywhere."""
    return path.is_file() and not path.is_symlink()


def _kept(root: Path) -> list[Path]:
    """List the folder of the packs, but for what is hidden in it, and what a system has left."""
    paths = (root / KEPT).glob("*")
    return sorted(path for path in paths if not (path.name.startswith(".") or is_litter(path.name)))


class _Foreign(Exception):
    """A zip that is not shown; says in Japanese why, and what to do."""


def _pack(path: Path, document: Document, issued: bytes | None) -> Pack | None:
    """Read a zip; none where it is of another edition."""
    edition = f"{document.title}_{document.edition}"
    stem = re.fullmatch(rf"(?P<number>.+)_{re.escape(edition)}(?P<draft>（案）)?", normalize("NFC", path.stem))
    if stem is None:
        return None
    draft, number = stem["draft"] or "", stem["number"]
    pdf = _bound(path, f"{number}.pdf", "" if draft else f" {document.name}.pdf", issued)
    said = stated(pdf)
    title = re.fullmatch(rf"{re.escape(f'{number} {document.title} {document.edition}{draft}')}（(.*)）", said.title)
    if title is None or said.author != document.town or not written_once(pdf):
        raise _Foreign("綴じた資料の題名か作成者が、この版のものではありません。作ったzipを置いてください。")
    return Pack(number, title[1], bool(draft), pdf)


def _bound(path: Path, name: str, whole: str, issued: bytes | None) -> bytes:
    """Take the bound volume out of a zip, where it is the one that the zip's own list names.

    The edition itself, whose name ends in `whole` where that says anything, must be as it was `issued`.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            members = _members(packed)
            if any(each.file_size > LARGEST for each in members.values()):
                raise zipfile.BadZipFile
            pdf, listed = packed.read(members[name]), packed.read(members[LIST]).decode()
            own = [packed.read(each) for key, each in members.items() if whole and key.endswith(whole)]
            stated(pdf)
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
    """Give the files of a zip by their names, whatever folder they are in; a zip that names one twice is damaged.

    A zip that was packed anew on a Japanese Windows says names in its own code, one from a Mac in pieces; what a system
    has left in the folders counts for nothing.
    """
    members: dict[str, zipfile.ZipInfo] = {}
    for each in packed.infolist():
        name = _name(each)
        top, name = name.partition("/")[0], name.rpartition("/")[2]
        if each.is_dir() or top == "__MACOSX" or is_litter(name):
            continue
        if name in members:
            raise zipfile.BadZipFile
        members[name] = each
    return members


def _name(member: zipfile.ZipInfo) -> str:
    """Read a name: Python takes what is not said to be UTF-8 for the code of the first PCs."""
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
