"""Files for signing that the user names: keys, certificates, signed PDFs."""

from pathlib import Path
from typing import Final

from hidaka_dx.problem import RefusalError

LARGEST: Final = 2**20
"""Bytes that a key, a certificate or a list of revoked ones may take; that of a large authority takes half of it."""
LARGEST_PDF: Final = 256 * 2**20
LARGEST_WAITING: Final = 2**22
LARGEST_PICTURE: Final = 8 * 2**20
MOST: Final = 200


def read_named(path: Path, largest: int = LARGEST) -> bytes:
    """Read a file; raises RefusalError for what is none or is too large, OSError where it cannot be read."""
    if path.exists() and not path.is_file():
        raise RefusalError(f"{path}: ファイルではありません。ファイルの名前を書いてください。")
    with path.open("rb") as file:
        raw = file.read(largest + 1)
    if len(raw) > largest:
        raise RefusalError(f"{path}: 大きすぎます（{largest >> 20} MiBまで）。正しいファイルかを確かめてください。")
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
