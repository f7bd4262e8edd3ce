"""How much air is between the rows and fields of sheets: more where their page has room, less where it lacks some.

Lengths are in points, as in assets/css/sheet.css.
"""

from collections.abc import Collection, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.theme import LINE
from hidaka_dx.typeset.markup import classes
from hidaka_dx.typeset.sheet_pages import MOST_EMPTY

SPARE: Final = 2 * LINE
"""What stays free at least on a page of roomy sheets, as heights are estimated."""
ROW_AIR, FIELD_AIR = 3.25, 6.5
"""What a row of a table and a field of a roomy sheet take more, and in each step beyond it."""
ROOMY: Final = ("roomy", "roomy roomier", "roomy roomiest")
"""Steps in which sheets stand apart; the second and third only where their page would stay too empty otherwise."""
CLOSER_ROW, CLOSER_FIELD, CLOSER_LEAD = 1.625, 3.25, 4.875
"""What a row of a table, a field and the first sentence of a close sheet take less."""


def step_to_fill(more: float, taken: float, whole: float) -> int:
    """Return how far apart the rows and fields of a page's sheets stand: 0 where it has no room, more than 1 to fill it.

    Takes what one step adds, what the page holds, and its height.
    """
    free = whole - taken
    steps = [step for step in range(1, len(ROOMY) + 1) if step * more + SPARE <= free]
    return next((step for step in steps if free - step * more <= MOST_EMPTY * whole), steps[-1] if steps else 0)


def step_of(names: Collection[str]) -> int:
    """Return the step in which a roomy sheet is marked to stand."""
    return 3 if "roomiest" in names else 2 if "roomier" in names else 1


def air(group: Sequence[Element]) -> float:
    """Return what sheets take more where their rows and fields stand apart."""
    names = [frozenset(classes(each)) for sheet in group for each in sheet.iter()]
    rows = [row for sheet in group for row in sheet.iter("tr") if "strip" not in classes(row)]
    return ROW_AIR * len(rows) + FIELD_AIR * len([each for each in names if each & {"lead", "half", "whole"}])


def tightness(sheet: Element) -> float:
    """Return what a sheet takes less where all is closer."""
    rows = [row for table in sheet.iter("table") if "drawn" not in classes(table) for row in table.iter("tr")]
    fields = [frozenset(classes(each)) for each in sheet.iter()]
    return (
        CLOSER_ROW * len(rows)
        + CLOSER_FIELD * len([each for each in fields if each & {"facts", "half", "whole"}])
        + CLOSER_LEAD * len([each for each in fields if "lead" in each])
    )
