"""Reads lists of editions (照合表) that others have kept; needs no typesetter."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import WitnessList, original_bytes, restored_list
from hidaka_dx.formats import FormatError, NewerError
from hidaka_dx.pipeline.signing_files import read_named
from hidaka_dx.problem import RefusalError

LARGEST: Final = 4 * 2**20
"""More than a list of ten thousand editions takes, in bytes."""
ADVICE: Final = "`hidaka-dx witness` で作ったデータ（.json）の、預けた時のままのものを指定してください。"
NO_FILE: Final = f"ファイルではありません。{ADVICE}"
TOO_LARGE: Final = f"照合表としては、大きすぎます。{ADVICE}"


@dataclass(frozen=True)
class KeptList:
    """A list that others have kept."""

    path: Path
    witness: WitnessList
    data: bytes
    """Its bytes as it was made; an editor may have changed blanks and line ends since."""


def read_witness_list(path: Path) -> KeptList:
    """Read a list; raises RefusalError where it is none or is damaged, OSError where it cannot be read."""
    raw = read_named(path, LARGEST, NO_FILE, TOO_LARGE)
    try:
        return KeptList(path, restored_list(raw), original_bytes(raw))
    except NewerError as error:
        raise RefusalError(f"{path}: {error}。") from None
    except FormatError as error:
        raise RefusalError(f"{path}: {error}。{ADVICE}") from None
