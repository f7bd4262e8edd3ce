"""The type of a ledger entry. It and the ledger import nothing of WeasyPrint, so they can be read beside any release."""

from typing import Final, Literal, NamedTuple, TypeAlias

KNOWN: Final = {"WeasyPrint": "70.0", "pydyf": "0.13.0"}
"""The releases to which the ledger was written."""

Use: TypeAlias = Literal["replaced", "subclassed", "imitated", "called", "read"]
"""How a part is used.

`replaced`: ours stands in its place while a document is set. `subclassed`: ours is a kind of it. `imitated`: ours stands
where WeasyPrint expects one of it. `called`: it is called though no manual names it. `read`: what it makes is read or
changed, so that what it does must stay.
"""


class Loan(NamedTuple):
    """A part of WeasyPrint or pydyf that is relied on beyond what their manuals promise."""

    part: str
    """Its dotted name: a function, a class, a method or a module."""
    use: Use
    assumption: str
    """What has to be so, in the words of someone who looks at the part's source with nothing else at hand."""
    by: tuple[str, ...]
    """Modules of `hidaka_dx/typeset` that rely on it."""
    names: str = ""
    """Names, with blanks between them, that its source has to mention: attributes and methods that are asked of it."""
