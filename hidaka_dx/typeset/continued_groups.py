"""Groups of rows that go on on the next page: their head is printed again below the table's, with 「（続き）」.

WeasyPrint repeats the head of a table on each page, not the row that names a group of rows. So a table that resumes
within a group is laid out with that row as the last of its head; being part of the head, it is read aloud once.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

from hidaka_dx.typeset.borrowed import boxes
from hidaka_dx.typeset.borrowed.patches import original, replaced
from hidaka_dx.typeset.markup import classes

CONTINUED: Final = "（続き）"
GROUP: Final = "continued"
"""Class of a row that names the rows behind it; templates that are frozen in archives do not give it."""
OUTER: Final = "over"
"""Class of one that names groups of groups."""
TABLE_LAYOUT: Final = "weasyprint.layout.block.table_layout"
_TABLE_LAYOUT: Final = original(TABLE_LAYOUT)


def continued_groups() -> AbstractContextManager[None]:
    """Repeat the heads of groups while the context lasts; may be nested."""
    return replaced({TABLE_LAYOUT: _table_layout})


def _table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *args: Any, **options: Any) -> Any:
    """Lay out a table from where it resumes."""
    resumed = _resumed(table, skip_stack) if skip_stack else table
    return _TABLE_LAYOUT(context, resumed, bottom_space, skip_stack, *args, **options)


def _resumed(table: Any, skip_stack: Any) -> Any:
    """Return the table with the rows that name the groups in which it resumes in its head, if there are any."""
    (place, below), *_ = skip_stack.items()
    head, body = table.children[0], table.children[place]
    row = next(iter(below)) if below else 0
    groups = tuple(_groups(body.children, row)) if head.is_header else ()
    known = vars(table).setdefault("continued", {})
    if not groups:
        return table
    if (place, groups) not in known:
        found = table
        for group in groups:
            found = _with_head(found, place, group)
        known[place, groups] = found
    return known[place, groups]


def _groups(rows: Sequence[Any], at: int) -> Iterator[int]:
    """Yield the rows that name the groups of a row, the outer one first; not the row itself, should it name one."""
    names = [place for place in range(at + 1) if GROUP in classes(rows[place].element)]
    outer = [place for place in names if OUTER in classes(rows[place].element)][-1:]
    yield from (place for place in dict.fromkeys((*outer, *names[-1:])) if place != at)


def _with_head(table: Any, place: int, group: int) -> Any:
    """Return a copy of a table that has a row of its body as the last row of its head, too."""
    head = table.children[0]
    named = table.children[place].children[group].deepcopy()
    last = next((box for box in reversed(list(named.descendants())) if isinstance(box, boxes.TextBox)), None)
    if last is None:
        return table
    last.text += CONTINUED
    for box in named.descendants():
        _forget(box)
    found = table.copy_with_children([head.copy_with_children([*head.children, named]), *table.children[1:]])
    before = sum(len(each.children) for each in table.children[:place])
    found.collapsed_border_grid = _with_row(table.collapsed_border_grid, len(head.children), before + group)
    return found


def _forget(box: Any) -> None:
    """Take off a copied box what belongs to the first one alone: its place in the outline, links, the composed line."""
    box.style = box.style.copy()
    box.style["anchor"] = box.bookmark_label = box.link = None
    for known in ("composed", "place"):  # read from the words without the addition (typeset/lines.py)
        vars(box).pop(known, None)


def _with_row(grid: Any, at: int, group: int) -> Any:
    """Return a grid of borders with those of a row once more, as row `at`; the rule above it is the head's own."""
    upright, level = grid
    return [*upright[:at], upright[group], *upright[at:]], [*level[: at + 1], level[group + 1], *level[at + 1 :]]
