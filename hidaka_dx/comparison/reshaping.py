"""Tables and rows whose old and new form cannot be shown in one: other columns, or other cells over several of them."""

from hidaka_dx.comparison.changes import Change
from hidaka_dx.comparison.units import Unit, inside


def is_reshaped(change: Change) -> bool:
    """Tell whether the columns of a table, or the spans of a row, differ; mere additions can be shown in place."""
    if change.kind == "table":
        return any(is_reshaped(each) for each in change.changes if each.kind == "head") or (
            _widened(change) and any(each.fate == "removed" or is_reshaped(each) for each in change.changes)
        )
    # a row of one cell spans all columns, however many there are
    return change.kind in ("row", "head") and any(
        each.fate == "removed" or each.moved or (each.fact("span") and each.fate != "added" and len(change.changes) > 1)
        for each in change.changes
    )


def _widened(table: Change) -> bool:
    return any(cell.fate == "added" for row in table.changes if row.kind == "head" for cell in row.changes)


def is_remerged(table: Change, old: Unit, new: Unit) -> bool:
    """Tell whether rows of a table with cells over several rows have come or gone, so that these would not fit."""
    cells = [cell for unit in (old, new) for row in inside(unit, ("head", "row")) for cell in row.units]
    is_merged = bool(table.fact("more_heads")) or any(int(str(cell.fact("rows"))) > 1 for cell in cells)
    shaken = (row.moved or row.fate in ("added", "removed") or is_reshaped(row) for row in table.changes)
    sizes = (cell.fact("rows") or cell.fact("span") for row in table.changes for cell in row.changes)
    return is_merged and (any(shaken) or any(sizes))
