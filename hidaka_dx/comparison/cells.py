"""Text of a table row in 新旧対照表: its first cell, then the others with the heads of their columns."""

from collections.abc import Iterable, Iterator

from hidaka_dx.comparison.changes import Change
from hidaka_dx.comparison.printed_change import one_side, plain
from hidaka_dx.comparison.units import Unit
from hidaka_dx.document import Changed, Inline, Text
from hidaka_dx.document.grid import Size, columns, heads_above


def heads(table: Unit) -> tuple[str, ...]:
    """Return the heads of a table's columns."""
    rows = [row for row in table.units if row.kind in ("head", "row")]
    above = rows[: int(str(table.fact("more_heads"))) + 1]
    return heads_above([[(_size(cell), cell.text) for cell in row.units] for row in above])


def columns_of(table: Unit, index: int) -> tuple[int, ...]:
    """Return for each cell of a row, by its place in the table, the column in which it begins."""
    rows = {place: row for place, row in enumerate(table.units) if row.kind in ("head", "row")}
    found = columns([_size(cell) for cell in row.units] for row in rows.values())
    return dict(zip(rows, found, strict=True))[index]


def _size(cell: Unit) -> Size:
    return int(str(cell.fact("span"))), int(str(cell.fact("rows")))


def whole_row(row: Unit, names: tuple[str, ...], places: tuple[int, ...]) -> tuple[Inline, ...]:
    """Return the text of a row that exists in one edition only.

    `names` are the heads of its table's columns, `places` the columns in which its cells begin.
    """
    first, *others = row.units or (Unit("cell"),)
    pieces = [
        marked((Text(_head(names, column, cell)), *cell.words))
        for column, cell in zip(places[1:], others, strict=False)
        if cell.text
    ]
    return tuple(_listed(marked(first.words) if first.words else (), pieces))


def changed_cells(
    row: Change, unit: Unit, names: tuple[str, ...], places: tuple[int, ...], *, new: bool
) -> tuple[Inline, ...]:
    """Return one side of a changed row: its first cell, then each changed cell with the head of its column.

    `places` are the columns in which the cells of the row begin.

    In a numbered row the second cell, which names it, is included, too.
    """
    first: tuple[Inline, ...] = tuple(plain(unit.units[0].words)) if unit.units else ()
    pieces = _named(row, unit)
    for cell in row.changes:
        place = cell.new if new else cell.old
        index = int(place.rpartition(".")[2]) if place is not None else -1
        if index == 0 and cell.spans:
            first = _cell(cell, unit.units[0], new=new)
        elif index > 0 and _differs(cell) and (words := _cell(cell, unit.units[index], new=new)):
            head = Text(_head(names, places[index], unit.units[index]))
            pieces.append((Changed((head,), "marked") if head.text and cell.fact("span") else head, *words))
    return tuple(_listed(first, pieces))


def changed_columns(
    row: Change, unit: Unit, names: tuple[str, ...], places: tuple[int, ...], *, new: bool
) -> Iterator[str]:
    """Yield the heads of the columns of changed cells on one side of a row, other than its first.

    `places` are the columns in which the cells of the row begin.
    """
    for cell in row.changes:
        place = cell.new if new else cell.old
        index = int(place.rpartition(".")[2]) if place is not None else 0
        if index and _differs(cell):
            yield _span(names, places[index], unit.units[index])


def _named(row: Change, unit: Unit) -> list[tuple[Inline, ...]]:
    """Return the second cell of a numbered row, unless it has changed itself."""
    same = len(row.changes) > 1 and row.changes[1].fate == "same" and not row.changes[1].moved
    return [tuple(plain(unit.units[1].words))] if same and unit.units[0].counted and unit.units[1].text else []


def marked(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Underline words."""
    return (Changed(tuple(plain(inlines)), "marked"),)


def _differs(cell: Change) -> bool:
    """Tell whether a cell itself has changed, ignoring the footnotes that it calls."""
    return cell.moved or cell.fate not in ("same", "renumbered")


def _cell(cell: Change, unit: Unit, *, new: bool) -> tuple[Inline, ...]:
    """Return one side of a changed cell; none where both sides are empty."""
    if cell.fate == "amended" and cell.spans:
        return one_side(cell.spans, "added" if new else "removed") or marked((Text("―"),))
    return marked(unit.words) if unit.text else ()


def _head(names: tuple[str, ...], column: int, cell: Unit) -> str:
    """Introduce a cell by its columns: 「R8：」, 「R9〜R10：」."""
    span = _span(names, column, cell)
    return f"{span}：" if span else ""


def _span(names: tuple[str, ...], column: int, cell: Unit) -> str:
    """Name the columns that a cell spans: 「R8」, 「R9〜R10」; of two columns the second is omitted."""
    last = column + int(str(cell.fact("span"))) - 1
    if len(names) <= 2 or last >= len(names):
        return ""
    return names[column] if last == column else f"{names[column]}〜{names[last]}"


def _listed(first: tuple[Inline, ...], pieces: Iterable[tuple[Inline, ...]]) -> Iterator[Inline]:
    """Join the text of a row's cells."""
    yield from first
    for index, piece in enumerate(pieces):
        yield Text("、" if index else "　")
        yield from piece
