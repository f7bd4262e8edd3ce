"""The bench: every phrase of a document is found, copied and read in its order by every reader on this machine.

Readers that order lines by where they stand put those of cells side by side between each other: `tools/readers.py`
shows them, nothing is asked of them here.
"""

from pathlib import Path
from typing import Final

from hidaka_dx.readers import READERS as OWN
from hidaka_dx.readers import Hearing, Reader, ReadersReport, examined
from measure import readers

TAGS: Final = OWN[2]


def report(path: Path) -> ReadersReport:
    """Let every reader on this machine that follows the order of the text read a PDF of ours."""
    asked = [_reader(each, path) for each in readers.there() if not each.by_place and each.name not in TAGS.name]
    return examined(path.read_bytes(), [TAGS, *asked])


def _reader(each: readers.Reader, path: Path) -> Reader:
    return Reader(each.name, lambda _: each.texts([path])[0], lambda: "?")


def faults(found: ReadersReport, *, strict: bool = True) -> list[str]:
    """Give what readers lack or have more of, in words; blanks more or less only if `strict`."""
    unread = [f"not printed: {words}" for words in found.unread]
    parted = [f"parted by blanks: {words}" for words in found.parted] if strict else []
    return [*unread, *parted, *(fault for each in found.hearings for fault in _faults(found, each, strict=strict))]


def _faults(found: ReadersReport, each: Hearing, *, strict: bool) -> list[str]:
    counts = {
        "phrases not found": found.phrases - each.found,
        "phrases out of order": each.disordered,
        "changes without a sign": found.changes - each.signed,
        "words in a strange voice": len(each.strange),
        "phrases with a blank more or less": (each.found - each.copied) * strict,
    }
    return [f"{each.reader}: {count} {what}" for what, count in counts.items() if count]


def blanks(found: ReadersReport) -> dict[str, int]:
    """Count for each reader the phrases that it copies with a blank more or less."""
    return {each.reader: each.found - each.copied for each in found.hearings}
