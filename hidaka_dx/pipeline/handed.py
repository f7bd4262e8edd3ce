"""Council packs that officials have kept: the zips of `council` in the town's folder `council/`."""

import re
import zipfile
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


@dataclass(frozen=True)
class Pack:
    """The bound papers of an edition, as they were handed in."""

    number: str
    """「資料1」."""
    meeting: str
    draft: bool
    """Was the edition a 案 then, as it mostly is?"""
    pdf: bytes
    pages: int


def packs_of(document: Document, root: Path) -> tuple[Pack, ...]:
    """Give the kept packs of an edition or of its draft, by the names of the zips; none where the town keeps none.

    Raises RefusalError where a zip is no pack or not as it was made, OSError where it cannot be read.
    """
    found = (_pack(path, document) for path in sorted((root / KEPT).glob("*.zip")))
    return tuple(pack for pack in found if pack)


def _pack(path: Path, document: Document) -> Pack | None:
    """Read a zip; none where it is of another edition."""
    edition = f"{document.title}_{document.edition}"
    stem = re.fullmatch(rf"(?P<number>.+)_{re.escape(edition)}(?P<draft>（案）)?", path.stem)
    if stem is None:
        return None
    pdf = _bound(path, f"{path.stem}/", f"{stem['number']}.pdf")
    said = stated(pdf)
    meeting = said.title.partition(f"{document.edition}{stem['draft'] or ''}（")[2].removesuffix("）")
    return Pack(stem["number"], meeting, bool(stem["draft"]), pdf, said.pages)


def _bound(path: Path, folder: str, name: str) -> bytes:
    """Take the bound volume out of a zip, where it is the one that the zip's own list names."""
    try:
        with zipfile.ZipFile(path) as packed:
            pdf, listed = packed.read(folder + name), packed.read(folder + LIST).decode()
            stated(pdf)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, UnreadableError):
        raise RefusalError(
            f"{path} は、`hidaka-dx council` で作ったままのzipではありません。作ったzipを、名前を変えずに置いてください。"
        ) from None
    if f"{sha256(pdf).hexdigest()}  {name}\n" not in listed:
        raise RefusalError(f"{path} の {name} が、作った時のままではありません。控えから置き直してください。")
    return pdf
