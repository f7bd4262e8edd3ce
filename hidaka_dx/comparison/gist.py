"""What a changed section now says, in a line or two: old → new for numbers and short words, else the new words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from hidaka_dx.comparison.changes import Comparison
from hidaka_dx.comparison.naming import names
from hidaka_dx.comparison.rows import GONE, NEW, ROOM, Row, Rows, shortened
from hidaka_dx.comparison.units import unit_of
from hidaka_dx.document import Changed, Document, Inline

MOST: Final = 1
"""Maximum number of rows of a section that are told; figures before words."""
SHORT: Final = 16
"""Maximum length of words that are shown as old → new."""
FIGURES: Final = re.compile("[0-9]→[0-9]")


def gists(comparison: Comparison, old: Document, new: Document) -> Mapping[str, str]:
    """Return for each amended section, by its path in the new edition, what has changed in it."""
    rows = Rows(names(unit_of(old), unit_of(new)))
    amended = (each for each in comparison.root.walk() if each.kind == "part" and each.old is not None)
    found = {each.new: _told(rows.of(each)) for each in amended if each.new is not None}
    return {place: told for place, told in found.items() if told}


def _told(rows: Iterable[Row]) -> str:
    """Tell the first changes of a section, those shown as old → new before others."""
    there = [row for row in rows if row.place and row.old and row.new]
    joined = {index: text for index, row in enumerate(there) if (text := _joined(row))}
    shown = sorted(joined.values(), key=lambda text: not FIGURES.search(text))
    told = [*shown, *(_said(row) for index, row in enumerate(there) if index not in joined)]
    return "。".join(told[:MOST]) + ("。ほか" if len(told) > MOST else "。") if told else ""


def _said(row: Row) -> str:
    """Tell what a row adds, removes or amends."""
    if row.table:
        return f"{row.place}を{'加える' if NEW in (inline.text for inline in row.old) else '削る'}"
    before, after = (_bare("".join(inline.text for inline in side)) for side in (row.old, row.new))
    if before == NEW:
        return f"{row.place}「{shortened(after)}」を加える"
    if after == GONE:
        return f"{row.place}「{shortened(before)}」を削る"
    return f"{row.place}を「{shortened(after)}」に改める"


def _joined(row: Row) -> str:
    """Return the new words with the old ones before each that differs; empty where they are too many or too long."""
    before, after = list(_marked(row.old)), list(_marked(row.new))
    if len(before) != len(after) or not after or max(map(len, (*before, *after))) > SHORT:
        return ""
    olds = iter(before)
    said = _bare("".join(f"{next(olds)}→{each.text}" if _is_marked(each) else each.text for each in row.new))
    named = said if "　" in said else f"{row.place}：{said}"  # the row of a table begins with its name
    return named.replace("　", " ") if len(named) <= ROOM else ""


def _marked(side: Sequence[Inline]) -> Iterator[str]:
    return (each.text for each in side if _is_marked(each))


def _is_marked(inline: Inline) -> bool:
    return isinstance(inline, Changed) and inline.change == "marked"


def _bare(text: str) -> str:
    """Return words without the signs of what is left out, of a list and of a sentence's end."""
    return text.removeprefix("（略）").removesuffix("（略）").removeprefix("・").strip("。")
