"""The definition of a measure field: a row of the catalogue.

Labels and guides hold the town's own words as blanks, which `wording` fills: `{measure}`, `{pillar}`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from hidaka_dx.catalogue.tables import Column, LongTable, Value, plain_number
from hidaka_dx.facts import Facts, MeasureFacts
from hidaka_dx.japanese import amount
from hidaka_dx.theme import ColumnKind, Place

Reader: TypeAlias = Callable[[MeasureFacts, Facts], tuple[str, ...]]
"""Returns the values of a field as text."""


class SheetPosition(NamedTuple):
    """A position on the sheet of a measure."""

    row: int
    half: Literal["whole", "left", "right"] = "whole"
    place: Place = "whole"


@dataclass(frozen=True)
class Filter:
    """A filter of the website's list of measures, by the values of one or several fields."""

    key: str
    """Its name in addresses; ASCII."""
    label: str
    rank: int
    """Its place among the filters."""
    head: str = ""
    """Head of its column in the list; empty where the list has none."""
    newest: bool = False
    """Whether only the last value counts."""
    otherwise: str = ""
    """Label for selecting measures without a value; empty where that is not possible."""


@dataclass(frozen=True)
class MeasureField:
    """A field."""

    key: str
    """Its name in `measure.Measure` and `facts.MeasureFacts`; with a point inside another: 「effects.staff」."""
    label: str
    """Its printed label."""
    hint: str = ""
    """Hint in editors; empty for fields that are not in a measure's file."""
    read: Reader | None = None
    """None where the value itself is printed."""
    spot: SheetPosition | None = None
    """None where it is not part of the form."""
    shape: Literal["words", "list", "references", "quotes", "table"] = "words"
    """Its form on the sheet; for a `table` without rows the form states why."""
    absent: Literal["open", "dash", "left out"] = "open"
    """Shown on the sheet when empty: who decides, or that there is none; a dash; or no field at all."""
    name: str = ""
    """Suffix of the ids of its place on the sheet, if not the key; ASCII."""
    guide: str = ""
    """Its explanation before the sheets."""
    guide_to_focus: str = ""
    """What is added to it where the plan has years of main effort."""
    listed: str = ""
    """Head of its column in the list of measures; empty where the list has none."""
    holds: ColumnKind = "text"
    """What that column holds."""
    column: Column | None = None
    """Its column in `measures.csv`, if single-valued."""
    table: LongTable | None = None
    """Its own table of open data, if multi-valued."""
    filter: Filter | None = None
    prose: Literal["", "polite", "items"] = ""
    """Whether it is full sentences in です・ます, or a list of items with uniform endings."""
    needs: Callable[[Facts], bool] | None = None
    """Whether an action plan has it at all; none for what every one has."""
    seldom: bool = False
    """Whether open data and filters name it only where an action plan has it; others they always name."""
    derived: bool = False
    """Whether it is derived from the plan or from results, so that changes need no declaration."""

    def applies(self, facts: Facts) -> bool:
        """Tell whether an action plan with these facts has this field."""
        return self.needs is None or self.needs(facts)

    def is_told(self, facts: Facts) -> bool:
        """Tell whether open data and filters name it."""
        return not self.seldom or self.applies(facts)

    @property
    def ending(self) -> str:
        """Suffix of the id of its place on the sheet."""
        return self.name or self.key.rpartition(".")[2]

    def places(self, measure: MeasureFacts) -> frozenset[str]:
        """Return the ids of the blocks that show it on the measure's sheet, where one does."""
        at = f"{measure.target}.{self.ending}"
        if self.shape == "references":
            return frozenset(f"{at}.{each}" for each in _printed(self.raw(measure)))
        return frozenset((at,))

    def quoted(self, measure: MeasureFacts) -> frozenset[str]:
        """Return the ids of the plan's paragraphs that its sheet quotes for a value of its own."""
        at = f"{measure.target}.{self.ending}"
        return frozenset(f"{at}.{each}" for each in measure.basis if self.shape == "quotes")

    def values(self, measure: MeasureFacts, facts: Facts) -> tuple[str, ...]:
        """Return its values as text; none if there are none."""
        return self.read(measure, facts) if self.read else tuple(_printed(self.raw(measure)))

    def raw(self, measure: MeasureFacts) -> object:
        """Return its raw value."""
        return getattr(measure, self.key) if hasattr(measure, self.key) else measure.other_values(self.key)

    def cell(self, measure: MeasureFacts, facts: Facts) -> Value:
        """Return its open data value: numbers as such, 1 and 0 for yes and no, empty if undecided."""
        raw = self.raw(measure)
        one = raw[0] if isinstance(raw, tuple) and raw else raw
        if isinstance(one, int | float):
            return int(one) if isinstance(one, bool) else plain_number(float(one))
        return next(iter(self.values(measure, facts)), None)


def _printed(value: object) -> Iterator[str]:
    match value:
        case tuple():
            for each in value:
                yield from _printed(each)
        case bool():
            yield from ("○",) if value else ()
        case int() | float():
            yield amount(value)
        case str():
            yield value
