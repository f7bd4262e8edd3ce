"""What identifies this very program: a result that another one has made is not its own."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_ENDINGS: Final = ("*.py", "*.xml")


@lru_cache(maxsize=1)
def program() -> str:
    """Return a hash of the source of this program, 64 hexadecimal digits; read once a process."""
    found = sha256()
    for path in sorted(path for ending in _ENDINGS for path in _PACKAGE.rglob(ending)):
        content = path.read_bytes()
        found.update(f"{path.relative_to(_PACKAGE)} {len(content)}\n".encode() + content)
    return found.hexdigest()
