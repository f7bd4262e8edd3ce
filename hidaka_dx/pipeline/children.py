"""Child processes that begin at once with all that is loaded, and end with the process that has begun them.

They are forked. What this process has done before must have begun no threads that the child needs: threads are not
copied. Pango begins one where it loads fonts (`typeset/loaded_fonts.py` knows); the validation of PDFs begins some, too,
and asks a fresh program in a child (`conformance.py`).
"""

import os
import warnings
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hidaka_dx.files.staging import keep_temporary_files_in
from hidaka_dx.isolation import die_with, fall_silent


def _read_only(found: Mapping[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(found)


ForkingPickler.register(MappingProxyType, lambda found: (_read_only, (dict(found),)))


def begun(work: Callable[[Connection], None], place: Path) -> tuple[ForkProcess, Connection]:
    """Begin a child, whose temporary files lie in the folder `place`; return it and what connects it with this process.

    The child says nothing on the terminal. It exits without the handlers that it has inherited.
    """
    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(work, there, here, os.getpid(), place), daemon=True)
    with warnings.catch_warnings():
        # Fork is safe here: threads of the parent (such as the progress display) hold no lock that the child acquires.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        process.start()
    there.close()
    return process, here


def _run(work: Callable[[Connection], None], pipe: Connection, other: Connection, parent: int, place: Path) -> None:
    die_with(parent)
    other.close()  # so that the end of the parent, or of its interest, is an end for the child
    fall_silent()
    keep_temporary_files_in(place)
    work(pipe)
    os._exit(0)


def sendable(error: Exception) -> Exception:
    """Return an error as another process can receive it."""
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # noqa: BLE001  whatever an error does where it is taken apart
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
