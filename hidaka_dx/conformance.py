"""Asks page-validation which rules of PDF/A-3a and PDF/UA-1 a PDF breaks.

It keeps threads, which a copy of this process (fork) loses: a copy of a process that has judged would wait for them for
ever. Such a copy asks a fresh program instead, which inherits its limits.
"""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Final

import page

PROFILES: Final = {"PDF/A-3a": page.ValidationProfile.PDF_A_3A, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}
"""Both standards that every document keeps, by their names."""
_LIMITS: Final = page.SafetyLimits(max_table_grid_rows=50_000)
"""How much the judge takes on; by itself it stops at tables of 1,024 rows, which a plan of many measures has."""
_FRESH: Final = "from hidaka_dx.conformance import answer_fresh; answer_fresh()"
_judged_in: Final = list[int]()
"""The process that judged first: only there are the threads."""


class PastLimitsError(Exception):
    """A PDF is more than the judge takes on."""


def broken_rules(pdf: bytes) -> tuple[str, ...]:
    """Return the rules that a PDF breaks, of both standards one after the other.

    Raises PastLimitsError where it is too large or deep, RuntimeError and others where it cannot be read.
    """
    if _judged_in and _judged_in[0] != os.getpid():
        return _asked_afresh(pdf)
    _judged_in[:] = [os.getpid()]
    try:
        return tuple(
            failure.rule_id
            for profile in PROFILES.values()
            for failure in page.validate_pdf_bytes(pdf, profile=profile, limits=_LIMITS).failures
        )
    except page.SafetyLimitError as error:
        raise PastLimitsError(str(error)) from error


def _asked_afresh(pdf: bytes) -> tuple[str, ...]:
    paths = os.pathsep.join((str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", _FRESH],
        input=pdf,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": paths.rstrip(os.pathsep)},
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))
    found: tuple[str, ...] | None = pickle.loads(done.stdout)  # noqa: S301  written by `answer_fresh`
    if found is None:
        raise PastLimitsError
    return found


def answer_fresh() -> None:
    """Judge what stands in the standard input, and write the rules, or None for too much, to the standard output."""
    found: tuple[str, ...] | None
    try:
        found = broken_rules(sys.stdin.buffer.read())
    except PastLimitsError:
        found = None
    sys.stdout.buffer.write(pickle.dumps(found))
