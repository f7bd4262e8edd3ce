"""The conductor: the only room that knows the order of the walk, one module for each thing an official asks for.

Each is imported when it is asked for: what only reads needs no typesetter.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hidaka_dx.pipeline.building import Outcome, build
    from hidaka_dx.pipeline.checking import Checked, mend
    from hidaka_dx.pipeline.comparing import Asked, compare
    from hidaka_dx.pipeline.council import Handed, Handing, council, meeting
    from hidaka_dx.pipeline.foreseeing import check
    from hidaka_dx.pipeline.listing import Listed, editions
    from hidaka_dx.pipeline.output import Built, placed
    from hidaka_dx.pipeline.publishing import Published, publish
    from hidaka_dx.pipeline.verifying import Verdict, verify
    from hidaka_dx.pipeline.website import Opened, website
    from hidaka_dx.pipeline.withdrawing import Act, Withdrawn, withdraw, withdrawable

__all__ = [
    "Act",
    "Asked",
    "Built",
    "Checked",
    "Handed",
    "Handing",
    "Listed",
    "Opened",
    "Outcome",
    "Published",
    "Verdict",
    "Withdrawn",
    "build",
    "check",
    "compare",
    "council",
    "editions",
    "meeting",
    "mend",
    "placed",
    "publish",
    "verify",
    "website",
    "withdraw",
    "withdrawable",
]

_HOMES: Final = {
    "building": ("Outcome", "build"),
    "checking": ("Checked", "mend"),
    "comparing": ("Asked", "compare"),
    "council": ("Handed", "Handing", "council", "meeting"),
    "foreseeing": ("check",),
    "listing": ("Listed", "editions"),
    "output": ("Built", "placed"),
    "publishing": ("Published", "publish"),
    "verifying": ("Verdict", "verify"),
    "website": ("Opened", "website"),
    "withdrawing": ("Act", "Withdrawn", "withdraw", "withdrawable"),
}
"""The module of each name."""


def __getattr__(name: str) -> Any:
    """Import what is asked for from its module (PEP 562)."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
