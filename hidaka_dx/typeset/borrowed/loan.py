"""The type of a ledger entry. It and the ledger import nothing of WeasyPrint, so they can be read beside any release."""

from typing import Final, Literal, NamedTuple, TypeAlias

KNOWN: Final = {"WeasyPrint": "70.0", "pydyf": "0.13.0"}
"""The releases against which the ledger was written."""

Use: TypeAlias = Literal["replaced", "subclassed", "imitated", "called", "read"]
"""How a part is used.

`replaced`: our function takes its place while a document is laid out. `subclassed`: our class inherits from it.
`imitated`: our object is used where WeasyPrint expects one of it. `called`: it is called although undocumented.
`read`: its results are read or changed, so its behaviour must not change.
"""


class Loan(NamedTuple):
    """A part of WeasyPrint or pydyf that is relied on beyond what their manuals promise."""

    part: str
    """Its dotted name: a function, a class, a method or a module."""
    use: Use
    assumption: str
    """What must hold, written so that it can be checked with only the part's source at hand."""
    by: tuple[str, ...]
    """Modules of `hidaka_dx/typeset` that rely on it."""
    names: str = ""
    """Names, separated by spaces, that its source must mention: attributes and methods that are accessed."""
