"""Measures as a list has them, and the groups that its rows stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hidaka_dx.intake.workbook import SheetCell

LONGEST_GROUP: Final = 40
POLICY: Final = re.compile(r"施策|[0-9０-９]|[(（]")
"""How the name of a policy begins, not that of a pillar."""
GROUP: Final = re.compile("(?:基本)?(?:方針|目標|施策|柱|政策|分野)|[Ⅰ-Ⅻ]")
"""How the name of a group begins."""


@dataclass
class IndicatorEntry:
    """An indicator of a measure."""

    name: str
    definition: str = ""
    unit: str = ""
    goal: str = ""
    base: tuple[int, str] | None = None
    was: float | None = None
    """What it was, also where nobody knows in which year."""
    targets: dict[int, str] = field(default_factory=dict)


@dataclass
class MeasureEntry:
    """A measure, as a list has it."""

    at: int
    """Its row."""
    number: str
    name: str
    pillar: str = ""
    policy: str = ""
    kind: str = ""
    lead: str = ""
    related: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """Prose, by `TEXTS`."""
    indicators: list[IndicatorEntry] = field(default_factory=list)
    schedule: list[tuple[int, int, str, str]] = field(default_factory=list)
    """First and last year, stage, what is done."""
    costs: dict[int, int] = field(default_factory=dict)
    sources: dict[int, dict[str, int]] = field(default_factory=dict)
    focus: bool = False
    remarks: list[str] = field(default_factory=list)
    """What people said about it beside its cells, and what a person has to decide."""


@dataclass
class Groups:
    """Rows of one cell that name the pillar, and the policy, of the measures below them."""

    pillar: str = ""
    policy: str = ""
    unused: list[SheetCell] = field(default_factory=list)
    """Cells that no measure has stood below yet."""

    def add(self, cell: SheetCell) -> None:
        """Begin a group: that of a policy where the words say so, or where one of a pillar has just begun."""
        is_policy = bool(self.pillar) and bool(POLICY.match(cell.text) or self.unused)
        if is_policy:
            self.policy = cell.text
        else:
            self.pillar, self.policy = cell.text, ""
        self.unused.append(cell)

    def give(self, measure: MeasureEntry) -> None:
        """Tell a measure the group that it stands in, where its own row does not say so."""
        measure.pillar, measure.policy = measure.pillar or self.pillar, measure.policy or self.policy
        self.unused.clear()


def group_of(row: Sequence[SheetCell | None], named: SheetCell | None) -> SheetCell | None:
    """Return the cell of a row that names the group of the rows below; none where the row is no such one.

    It stands alone, and not in the column of names (`named`), unless it is joined across or its words say what it is.
    """
    own = [cell for cell in row if cell and not cell.joined]
    if len(own) != 1 or len(own[0].text) > LONGEST_GROUP:
        return None
    across = any(cell and cell.joined and cell.text == own[0].text for cell in row)
    return own[0] if across or named is None or GROUP.match(own[0].text) else None
