"""Grade counts: how many measures got which grade, by pillar and by year (X07)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hidaka_dx.compose.forms import plain
from hidaka_dx.compose.policy_tree import covered, tops
from hidaka_dx.document import Cell, Table
from hidaka_dx.facts import NamedFacts
from hidaka_dx.figures.shares import Share
from hidaka_dx.grade import Grade
from hidaka_dx.japanese import fiscal_year, percent
from hidaka_dx.progress import Assessed

EXEMPT: Final = "対象外"
LABEL: Final = 0.36
BROAD: Final = 0.18
"""Shares of the table's width for the names of its rows and for what was evaluated."""


@dataclass(frozen=True)
class Tally:
    """Counts of one set of measures; `exempt` ones are excluded from shares."""

    counts: Mapping[str, int]
    """Measures of each grade, by its mark, from the best to the worst."""
    late: int
    unreported: int
    exempt: int
    aimed: int
    """Number of graded measures with a numeric target for the year."""
    reached: int
    """Number of those that fully reached it."""

    @property
    def evaluated(self) -> int:
        """Number of measures that have a grade or should have one."""
        return sum(self.counts.values()) + self.unreported

    @property
    def total(self) -> int:
        """All measures."""
        return self.evaluated + self.exempt

    def percent(self, count: int) -> str:
        """Return a count as a share of the evaluated measures."""
        return percent(count, self.evaluated)

    @property
    def printed_total(self) -> str:
        """The sum of the printed shares; rounding may keep it from 100.0%."""
        counts = [*self.counts.values(), *([self.unreported] if self.unreported else [])]
        return f"{sum(Decimal(self.percent(count).rstrip('%')) for count in counts)}%"


def tally(measures: Iterable[Assessed], grades: Sequence[Grade]) -> Tally:
    """Count the grades of measures."""
    all_ = tuple(measures)
    marks = [each.grade.mark for each in all_ if each.grade]
    return Tally(
        counts={grade.mark: marks.count(grade.mark) for grade in grades},
        late=sum(each.grade is not None and each.grade.late for each in all_),
        unreported=sum(not each.exempt and each.result is None for each in all_),
        exempt=sum(bool(each.exempt) for each in all_),
        aimed=sum(each.achieved is not None for each in all_),
        reached=sum(each.reached for each in all_),
    )


def by_pillar(
    measures: Sequence[Assessed], groups: tuple[NamedFacts, ...], grades: Sequence[Grade]
) -> tuple[tuple[str, Tally], ...]:
    """Count by pillar, with all that stands below it, then in total."""
    owned = [(pillar.numbered, covered(pillar, groups)) for pillar in tops(groups)]
    rows = [(name, tally((m for m in measures if m.measure.pillar in ids), grades)) for name, ids in owned]
    return (*rows, ("計", tally(measures, grades)))


def by_year(years: Mapping[int, Sequence[Assessed]], grades: Sequence[Grade]) -> tuple[tuple[str, Tally], ...]:
    """Count by year."""
    return tuple((fiscal_year(year), tally(measures, grades)) for year, measures in years.items())


def shares_of(counts: Tally, grades: Sequence[Grade], unreported: str, exempt: str) -> tuple[Share, ...]:
    """Return the parts of the bar; unreported and exempt measures are a part only if there are any."""
    found = {grade.mark: counts.counts[grade.mark] for grade in grades}
    parts = [Share(g.mark, g.words, found[g.mark], counts.percent(found[g.mark]), late=g.late) for g in grades]
    if counts.unreported:
        parts.append(Share("", unreported, counts.unreported, counts.percent(counts.unreported), late=True))
    if counts.exempt:
        parts.append(Share("", exempt, counts.exempt, "", is_outside=True))
    return tuple(parts)


def share_table(
    name: str, title: str, called: tuple[str, str], rows: Sequence[tuple[str, Tally]], *, shares: bool = False
) -> Table:
    """Compose counts as a table: a row for each set, a column for each grade; `shares` of the last row below it.

    `called` are the words for what has a row, and for a measure.
    """
    what, measure = called
    marks = tuple(rows[0][1].counts)
    waiting = any(counts.unreported for _, counts in rows)
    head = (
        what,
        *marks,
        *(("未報告",) if waiting else ()),
        f"対象の{measure}" if waiting else f"評価した{measure}",
        EXEMPT,
    )
    lines = [_line(label, counts, waiting=waiting) for label, counts in rows]
    if shares:
        lines.append(_shares(rows[-1][1], waiting=waiting))
    narrow = (1 - LABEL - BROAD) / (len(head) - 2)
    widths = (LABEL, *(narrow for _ in head[2:-1]), BROAD, narrow)
    numeric = (False, *(True for _ in head[1:]))
    heads, sums = tuple(map(plain, head)), 2 if shares else 0
    return Table(name, None, title, heads, tuple(lines), widths, numeric, captioned=True, sums=sums)


def _line(label: str, counts: Tally, *, waiting: bool) -> tuple[Cell, ...]:
    numbers = (*counts.counts.values(), *((counts.unreported,) if waiting else ()), counts.evaluated, counts.exempt)
    return plain(label), *(plain(str(number)) for number in numbers)


def _shares(counts: Tally, *, waiting: bool) -> tuple[Cell, ...]:
    of = (*counts.counts.values(), *((counts.unreported,) if waiting else ()))
    return plain("割合"), *(plain(counts.percent(count)) for count in of), plain(counts.printed_total), plain("―")
