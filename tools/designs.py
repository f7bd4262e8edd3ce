"""Add to hidaka_dx/pipeline/known_designs.txt what this program runs now, and what the editions in this repository were made of.

Before a release: `python tools/designs.py`. Nothing is ever taken out: a later program runs these designs of a bag unasked.
"""

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hidaka_dx.files.pictures import is_picture  # noqa: E402  found only now
from hidaka_dx.pipeline.designs import LIST, PLACES  # noqa: E402  as above

BAGS = ("archive", "examples/*/archive", "tests/fixtures/formats/*/archive")
FILE = ROOT / "hidaka_dx/pipeline" / LIST


def hashes() -> Iterator[str]:
    """Give the hash of every design, fonts left out: no bag holds them."""
    homes = (ROOT, *(source for bags in BAGS for source in ROOT.glob(f"{bags}/*/data/source")))
    for path in (path for home in homes for place in PLACES for path in (home / place).rglob("*")):
        if path.is_file() and not is_picture(path.name) and path.suffix != ".ttf":
            yield sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    known = set(FILE.read_text(encoding="ascii").split()) if FILE.exists() else set()
    FILE.write_text("".join(f"{each}\n" for each in sorted({*known, *hashes()})), encoding="ascii", newline="\n")
    print(FILE.relative_to(ROOT))
