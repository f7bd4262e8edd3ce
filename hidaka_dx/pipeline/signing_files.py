"""Files that the user names for signing and for its proof: keys, certificates, signed PDFs, lists that others keep."""

import re
from pathlib import Path
from typing import Final

from hidaka_dx.problem import RefusalError

LARGEST: Final = 2**20
"""Bytes that a key, a certificate or a list of revoked ones may take; that of a large authority takes half of it."""
LARGEST_PDF: Final = 256 * 2**20
LARGEST_WAITING: Final = 2**22
LARGEST_PICTURE: Final = 8 * 2**20
MOST: Final = 200
STAMP: Final = ".tsr"
"""How the name of a time stamp ends that lies beside a list, as `openssl ts` names it."""
COSIGNED: Final = ".p7s"
"""How that of a signature ends (RFC 8551)."""
NO_FILE: Final = "ファイルではありません。ファイルの名前を書いてください。"
TOO_LARGE: Final = "大きすぎます（{} MiBまで）。正しいファイルかを確かめてください。"
_NUMBER: Final = re.compile(r"\.(\d{1,6})$")


def read_named(path: Path, largest: int = LARGEST, no_file: str = NO_FILE, too_large: str = TOO_LARGE) -> bytes:
    """Read a file; raises RefusalError for what is none or is too large, in these words, OSError where it cannot be read."""
    if path.exists() and not path.is_file():
        raise RefusalError(f"{path}: {no_file}")
    with path.open("rb") as file:
        raw = file.read(largest + 1)
    if len(raw) > largest:
        raise RefusalError(f"{path}: {too_large.format(largest >> 20)}")
    return raw


def read_folder(path: Path) -> dict[str, bytes]:
    """Read the files of a folder by name, but hidden ones; raises as `read_named` does."""
    found = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    if len(found) > MOST:
        raise RefusalError(
            f"{path}: ファイルが多すぎます（{MOST}まで）。認証局の証明書だけを入れたフォルダーを指定してください。"
        )
    return {each.name: read_named(each) for each in found}


def signed_files(folder: Path) -> tuple[Path, ...]:
    """Return the PDFs in a town's folder of signed copies; none where there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(
        sorted(each for each in folder.iterdir() if each.suffix.lower() == ".pdf" and not each.name.startswith("."))
    )


def proof_files(path: Path) -> tuple[Path, ...]:
    """Return the time stamps and signatures beside a list, which are named after it.

    `list.json.tsr`, `list.tsr`, `list.json.2.tsr`: the time stamps first, each kind in the order of the numbers. Raises
    RefusalError where there are far too many.
    """
    if not path.parent.is_dir():
        return ()
    named = (
        each
        for each in path.parent.iterdir()
        if each.suffix.lower() in (STAMP, COSIGNED) and _NUMBER.sub("", each.stem) in (path.name, path.stem)
    )
    found = tuple(sorted(named, key=lambda each: (each.suffix.lower() == COSIGNED, number_of(each), each)))
    if len(found) > MOST:
        raise RefusalError(f"{path}: 照合表に添えたタイムスタンプと署名が多すぎます（{MOST}まで）。")
    return found


def number_of(path: Path) -> int:
    """Return the number in the name of a time stamp or signature; the first has none."""
    found = _NUMBER.search(path.stem)
    return int(found[1]) if found else 1
