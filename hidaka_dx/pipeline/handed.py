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

from hidaka_dx.document import Document
from hidaka_dx.inspection import UnreadableError, stated
from hidaka_dx.pipeline.council import LIST
from hidaka_dx.problem import RefusalError

KEPT: Final = "council"
"""Folder of a town in which the packs lie that were handed to a meeting."""
LARGEST: Final = 200_000_000
"""Bytes of the largest file that is taken out of a zip: ten times as much as the papers of 300 measures."""
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, KeyError, UnicodeDecodeError, UnreadableError),
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


def packs_of(document: Document, root: Path) -> tuple[Pack, ...]:
    """Give the kept packs of an edition or of its draft, by the names of the zips; none where the town keeps none.

    Raises RefusalError where a zip is no pack or not as it was made, OSError where it cannot be read.
    """
    found = (_pack(path, document) for path in _kept(root) if path.suffix == ".zip" and path.is_file())
    return tuple(pack for pack in found if pack)


def unfitting(root: Path, editions: Iterable[str]) -> Iterator[Path]:
    """Give what lies among the packs without being named as one of the `editions`, 「第2版」, or of a draft of theirs."""
    name = re.compile(rf".+_({'|'.join(map(re.escape, editions))})(（案）)?\.zip")
    return (path for path in _kept(root) if not (name.fullmatch(path.name) and path.is_file()))


def _kept(root: Path) -> list[Path]:
    """List the folder of the packs, but for what is hidden in it."""
    return sorted(path for path in (root / KEPT).glob("*") if not path.name.startswith("."))


def _pack(path: Path, document: Document) -> Pack | None:
    """Read a zip; none where it is of another edition."""
    edition = f"{document.title}_{document.edition}"
    stem = re.fullmatch(rf"(?P<number>.+)_{re.escape(edition)}(?P<draft>（案）)?", path.stem)
    if stem is None:
        return None
    pdf = _bound(path, f"{path.stem}/", f"{stem['number']}.pdf")
    meeting = stated(pdf).title.partition(f"{document.edition}{stem['draft'] or ''}（")[2].removesuffix("）")
    return Pack(stem["number"], meeting, bool(stem["draft"]), pdf)


def _bound(path: Path, folder: str, name: str) -> bytes:
    """Take the bound volume out of a zip, where it is the one that the zip's own list names."""
    try:
        with zipfile.ZipFile(path) as packed:
            if any(packed.getinfo(folder + each).file_size > LARGEST for each in (name, LIST)):
                raise zipfile.BadZipFile
            pdf, listed = packed.read(folder + name), packed.read(folder + LIST).decode()
            stated(pdf)
    except BROKEN:
        raise RefusalError(
            f"{path} は、`hidaka-dx council` で作ったままのzipではありません。作ったzipを、名前を変えずに置いてください。"
        ) from None
    if f"{sha256(pdf).hexdigest()}  {name}\n" not in listed:
        raise RefusalError(f"{path} の {name} が、作った時のままではありません。控えから置き直してください。")
    return pdf
