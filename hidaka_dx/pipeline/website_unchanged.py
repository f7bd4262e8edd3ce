"""`website` where nothing has changed since the last one: it is told so at once, without composing anything.

As `unchanged` does for `build`: a record says what the last run read, on what program, libraries and archive it ran, and
what lies in the website's folder; it counts only if all of that is the same by hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from hidaka_dx.files import RenewedFolder
from hidaka_dx.kept.runs import OF_ANOTHER_FORMAT, is_as_read, recorded, watched
from hidaka_dx.kept.store import digest
from hidaka_dx.kept.surroundings import tree
from hidaka_dx.pipeline.written_site import SITE, WrittenSite
from hidaka_dx.problem import Problem
from hidaka_dx.typeset.job import Progress

_FORMAT: Final = b"website 1"


@dataclass(frozen=True)
class SiteOrder:
    """What was asked for."""

    root: Path
    """The town's folder."""
    output: Path
    address: str
    drafts: bool

    @property
    def key(self) -> str:
        """The key of its record."""
        folders = (str(each.absolute()).encode("utf-8", "surrogateescape") for each in (self.root, self.output))
        return digest(_FORMAT, *folders, self.address.encode(), str(self.drafts).encode())


def last(order: SiteOrder) -> WrittenSite | None:
    """Return what the last run told if nothing has changed since; none where a run is needed."""
    record = recorded(order.key)
    try:
        same = record and is_as_read(record, order.root, order.output) and _laid(order.output) == record["laid"]
        return _told(order, record) if record and same else None
    except OF_ANOTHER_FORMAT:
        return None


def write_and_keep(order: SiteOrder, progress: Progress) -> tuple[WrittenSite | None, tuple[Problem, ...]]:
    """Write the website, and keep a record of it. Raises as `website` does."""
    from hidaka_dx.pipeline.website import website  # noqa: PLC0415  `last` need not wait for it

    run = watched(order.root, order.output)
    with run.witness.listening():
        written, problems = website(order.root, order.output, progress, order.address, drafts=order.drafts)
    if written:
        more = {
            "laid": _laid(order.output),
            "editions": written.editions,
            "files": written.files.written + written.files.kept,
            "left_out": written.left_out,
        }
        run.keep(order.key, more)
    return written, problems


def _laid(output: Path) -> str:
    """Return a hash of all that lies in the website's folder."""
    found = sha256()
    for line in tree(output / SITE):
        found.update(line)
    return found.hexdigest()


def _told(order: SiteOrder, record: Mapping[str, Any]) -> WrittenSite:
    files = RenewedFolder(written=0, removed=0, kept=record["files"])
    return WrittenSite(order.output / SITE / "index.html", record["editions"], files, tuple(record["left_out"]))
