"""The address of a town's preview, kept between runs for this user alone: tabs that are open find a new run again."""

import json
from pathlib import Path
from typing import Final, NamedTuple

from hidaka_dx.kept import digest, opened

FEWEST: Final = 24
"""Letters of a token; a shorter one is not ours."""


class KeptAddress(NamedTuple):
    """Port and token of the last run."""

    port: int
    token: str


def kept_address(root: Path) -> KeptAddress | None:
    """Return the address of the last run in a town's folder; none where nothing is kept."""
    found = opened().get(_key(root))
    try:
        told = json.loads(found) if found else {}
        address = KeptAddress(int(told["port"]), str(told["token"]))
    except (ValueError, KeyError, TypeError):
        return None
    return address if 0 < address.port < 2**16 and len(address.token) >= FEWEST else None


def keep_address(root: Path, address: KeptAddress) -> None:
    """Keep an address, where the user has a place for what is kept; its files are the user's alone."""
    opened().put(_key(root), json.dumps(address._asdict()).encode())


def _key(root: Path) -> str:
    return digest(b"preview", str(root.resolve()).encode("utf-8", "surrogateescape"))
