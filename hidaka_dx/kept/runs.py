"""A record of what a run has read, and on what it ran: by it the next run may find that nothing has changed.

It counts only if every question that the run asked of the town's folder has the same answer, and program, libraries and
archive are the same by hash. What the run wrote and told is the caller's to add and to judge.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hidaka_dx.files.questions import Question
from hidaka_dx.kept.store import Store, opened
from hidaka_dx.kept.surroundings import are_as_loaded, loaded, program_at
from hidaka_dx.kept.witness import Witness, holds, is_passing

_BAGS: Final = "archive"
"""`archive.ARCHIVE`, which takes long to import; only hashed here."""
_STARTED: Final = time.time()
OF_ANOTHER_FORMAT: Final = (KeyError, TypeError, ValueError, AttributeError)
"""What is raised where a record of another format, or a damaged one, is read."""


@dataclass(frozen=True)
class KeptRun:
    """A run that is being watched."""

    store: Store
    program: str
    witness: Witness

    def keep(self, key: str, more: Mapping[str, object]) -> None:
        """Keep a record of the run with what the caller adds, unless it cannot be sure of all that it has read."""
        libraries = loaded(_STARTED)
        if self.store.files and self.witness.is_sure and libraries:
            record = {
                "read": [[[*question], said] for question, said in self.witness.testimony()],
                "libraries": libraries,
                "program": self.program,
                **more,
            }
            self.store.put(key, json.dumps(record).encode("utf-8", "surrogateescape"))


def watched(root: Path, output: Path) -> KeptRun:
    """Return a run of a town that is about to begin; what it reads is heard while its witness listens."""
    store = Store(None) if is_passing(root.absolute()) else opened()
    return KeptRun(store, program_at(root / _BAGS) if store.files else "", Witness(root, output))


def recorded(key: str) -> dict[str, Any] | None:
    """Return the record of the last run; none where there is none that can be read."""
    try:
        record = json.loads(opened().get(key) or b"")
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def is_as_read(record: Mapping[str, Any], root: Path, output: Path) -> bool:
    """Tell whether a run would read the same on the same program; raises one of `OF_ANOTHER_FORMAT`."""
    asked = ((Question(*question), said) for question, said in record["read"])
    return (
        are_as_loaded(record["libraries"])
        and program_at(root / _BAGS) == record["program"]
        and holds(asked, root, output)
    )
