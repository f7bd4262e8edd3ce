"""What the parts of WeasyPrint that are relied on look like, and what another release would have us look at again.

Knows the ledger and whatever release is installed; the rest of this project, which refuses other releases, is not needed.
"""

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from pkgutil import resolve_name
from textwrap import dedent
from typing import NamedTuple

from hidaka_dx.typeset.borrowed.ledger import LEDGER
from hidaka_dx.typeset.borrowed.loan import KNOWN, Loan

EXPECTED = Path(__file__).parents[1] / "expected/borrowed.txt"
HEAD = """\
# Each part of the ledger (hidaka_dx/typeset/borrowed) in {releases}: its name, how it is called, sha256 of its source.
# Rewritten by: python -m pytest tests/typeset/test_borrowed.py --snapshot-update
# Do so only when every assumption that the test names was looked at: docs/weasyprint.md
"""


class Look(NamedTuple):
    """How a part is called, a hash of its source, and the names in it; empty where there is no such part."""

    call: str = ""
    source: str = ""
    names: frozenset[str] = frozenset()


def look(part: str) -> Look:
    """Look at a part of whatever release is installed."""
    try:
        found = resolve_name(part)
    except (ImportError, AttributeError):
        return Look()
    try:
        source = inspect.getsource(found)
    except TypeError:  # a value has no source
        return Look(f" = {found!r}", "-")
    return Look(_call(found), sha256(source.encode()).hexdigest()[:16], _names(source))


def _names(source: str) -> frozenset[str]:
    """Give the names of variables, attributes, functions and arguments; words of strings and comments are none."""
    nodes = ast.walk(ast.parse(dedent(source)))
    found = (getattr(node, field, None) for node in nodes for field in ("id", "attr", "name", "arg"))
    return frozenset(name for name in found if isinstance(name, str))


def _call(found: object) -> str:
    """Say how a part is called; nothing of a module, and of a class that only Python's own code makes."""
    try:
        return str(inspect.signature(found)) if callable(found) else ""
    except ValueError:
        return ""


def recorded(looks: dict[str, Look]) -> str:
    """Write down what all parts look like."""
    releases = " and ".join(f"{name} {release}" for name, release in KNOWN.items())
    return HEAD.format(releases=releases) + "".join(
        f"{part}{call}  {source}\n" for part, (call, source, _) in looks.items()
    )


@cache
def parts() -> dict[str, Look]:
    """Look at every part of the ledger, in its order."""
    return {loan.part: look(loan.part) for loan in LEDGER}


def in_doubt(text: str, looks: dict[str, Look]) -> Iterator[str]:
    """Name each assumption that may not hold any more, since its part is another than was written down."""
    known = {line for line in text.splitlines() if not line.startswith("#")}
    for loan in LEDGER:
        now = looks[loan.part]
        if f"{loan.part}{now.call}  {now.source}" not in known or not now.names.issuperset(loan.names.split()):
            yield _doubt(loan, now, known)


def _doubt(loan: Loan, now: Look, known: set[str]) -> str:
    lost = [name for name in loan.names.split() if name not in now.names]
    if not any(line.startswith((f"{loan.part}(", f"{loan.part} ")) for line in known):
        what = "is not written down yet"
    elif not now.source:
        what = "is gone"
    elif lost:
        what = f"does not mention {', '.join(lost)}"
    elif any(line.startswith(f"{loan.part}{now.call}  ") for line in known):
        what = "has another source"
    else:
        what = f"is called otherwise: {now.call}"
    return f"{loan.part} ({loan.use} by {', '.join(loan.by)}) {what}.\n    Assumed: {loan.assumption}"
