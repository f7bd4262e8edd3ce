"""Names of the rows of a table: by their group and first cell, and the second where several begin alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hidaka_dx.comparison.units import Unit
from hidaka_dx.japanese.letters import is_japanese


class RowName(NamedTuple):
    """What a row is called."""

    group: str
    """The row that names its group; empty where there is none, or no need to say it."""
    row: str
    """Empty where its first cell is."""


def row_names(table: Unit) -> Mapping[int, RowName]:
    """Name the rows of a table's unit, by their places in it.

    Groups are left out where rows of several groups never begin alike, as where each begins with its number.
    """
    groups = groups_of(table.units)
    firsts = {place: _first(row) for place, row in enumerate(table.units) if row.kind == "row"}
    rows = [place for place in firsts if not names_group(table.units[place])]
    is_plain = len({groups[place] for place in rows}) > 1 and len({firsts[place] for place in rows}) == len(rows)
    alike = Counter((groups[place], firsts[place]) for place in rows)
    names: dict[int, RowName] = {}
    for place, first in firsts.items():
        group = groups[place]
        second = _second(table.units[place]) if alike[group, first] > 1 else ""
        said = "" if group is None or is_plain else firsts[group]
        names[place] = RowName(said, f"{first} {second}".strip())
    return names


def groups_of(rows: Sequence[Unit]) -> list[int | None]:
    """Return for each row the place of the row that names its group; none for such a row itself, or without groups."""
    found: list[int | None] = []
    group = None
    for place, row in enumerate(rows):
        group = place if names_group(row) else group
        found.append(None if group == place else group)
    return found


def names_group(row: Unit) -> bool:
    """Tell whether a row is a single cell over several columns."""
    return row.kind == "row" and len(row.units) == 1 and int(str(row.units[0].fact("span"))) > 1


def _first(row: Unit) -> str:
    return (row.key or (row.units[0].text if row.units else "")).strip()


def _second(row: Unit) -> str:
    """Return the second cell of a row where it has words: a figure names nothing."""
    text = row.units[1].text.strip() if len(row.units) > 1 else ""
    return text if any(map(is_japanese, text)) else ""
