"""Reads lists of editions (照合表) that others have kept; needs no typesetter."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import WitnessList, original_bytes, restored_list
from hidaka_dx.formats import FormatError, NewerError
from hidaka_dx.problem import RefusalError

LARGEST: Final = 4 * 2**20
"""More than a list of ten thousand editions takes, in bytes."""
ADVICE: Final = "`hidaka-dx witness` で作ったデータ（.json）の、預けた時のままのものを指定してください。"


@dataclass(frozen=True)
class KeptList:
    """A list that others have kept."""

    path: Path
    witness: WitnessList
    data: bytes
    """Its bytes as it was made; an editor may have changed blanks and line ends since."""


def read_witness_list(path: Path) -> KeptList:
    """Read a list; raises RefusalError where it is none or is damaged, OSError where it cannot be read."""
    if path.exists() and not path.is_file():
        raise RefusalError(f"{path}: ファイルではありません。{ADVICE}")
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise RefusalError(f"{path}: 照合表としては、大きすぎます。{ADVICE}")
    try:
        return KeptList(path, restored_list(raw), original_bytes(raw))
    except NewerError as error:
        raise RefusalError(f"{path}: {error}。") from None
    except FormatError as error:
        raise RefusalError(f"{path}: {error}。{ADVICE}") from None
