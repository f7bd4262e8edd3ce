"""Indicators through all editions: what each one says now and said before, and what was reached in which year.

An indicator is told by the number of its measure and by its name, as in facts, progress and open data: one that is renamed
is another one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from hidaka_dx.facts import IndicatorFacts, MeasureFacts, YearState, YearValue
from hidaka_dx.japanese import amount, fiscal_year
from hidaka_dx.website import addresses
from hidaka_dx.website.changes import ChangedPlace
from hidaka_dx.website.indicator_changes import differences
from hidaka_dx.website.linking import Register
from hidaka_dx.website.measure_pages import Named, weight
from hidaka_dx.website.view_models import ShownEdition, Today


class IndicatorKey(NamedTuple):
    """What tells an indicator from all others."""

    number: str
    """That of its measure."""
    name: str

    @property
    def page(self) -> Named:
        """Return its page."""
        return Named(addresses.indicator(*self), self.name)


class IndicatorYear(NamedTuple):
    """What was to be reached in a year, and what was."""

    year: int
    target: str
    """Empty where there is none; likewise the value."""
    value: str
    is_base: bool
    met: bool | None
    """None where target or value is missing."""
    sheet: str
    """Where the report tells of it; empty where no report is shown."""

    @property
    def named(self) -> str:
        """The fiscal year."""
        return fiscal_year(self.year)


@dataclass(frozen=True)
class IndicatorStood:
    """What an edition did with an indicator."""

    shown: ShownEdition
    way: Literal["added", "amended", "same", "gone"]
    target: str
    """Id of its measure's sheet in that edition; empty where it is gone."""
    found: tuple[ChangedPlace, ...] = ()


@dataclass(frozen=True)
class IndicatorPage:
    """All that is known of one indicator."""

    key: IndicatorKey
    measure: Named
    facts: IndicatorFacts
    """As it is now, with the values of all reported years."""
    shown: ShownEdition
    """The edition that says so."""
    target: str
    """Id of its measure's sheet there."""
    ended: bool
    """Whether the edition in force has it no more."""
    years: tuple[IndicatorYear, ...]
    history: tuple[IndicatorStood, ...]
    """Newest edition first."""
    others: tuple[Named, ...]
    """The other indicators of its measure."""

    @property
    def draft(self) -> bool:
        """Tell whether only a draft has it."""
        return self.shown.document.draft

    @property
    def last(self) -> IndicatorYear | None:
        """The newest year with a value of a report."""
        return next((each for each in reversed(self.years) if each.value and not each.is_base), None)

    @property
    def aim(self) -> IndicatorYear | None:
        """The last year with a target."""
        return next((each for each in reversed(self.years) if each.target), None)


class _InEdition(NamedTuple):
    facts: IndicatorFacts
    """Without values of reports."""
    measure: str
    """Name of its measure."""
    target: str


Found = Mapping[IndicatorKey, _InEdition]


@dataclass
class IndicatorShelf:
    """Collects the indicators of all editions of the action plan, the newest first, then makes their pages."""

    today: Today
    register: Register
    editions: list[tuple[ShownEdition, Found]] = field(default_factory=list)
    newest: dict[IndicatorKey, tuple[ShownEdition, _InEdition]] = field(default_factory=dict)
    """In the edition whose word counts, as for measures."""
    reached: dict[IndicatorKey, dict[int, YearValue]] = field(default_factory=dict)
    """What editions that stand tell of each year; the newest one counts."""
    states: dict[IndicatorKey, dict[int, YearState]] = field(default_factory=dict)
    by_measure: dict[str, dict[str, IndicatorKey]] = field(default_factory=dict)
    """The indicators that a measure ever had, by its number and their names."""

    def add(self, shown: ShownEdition) -> None:
        """Take the indicators of an edition."""
        brief, found = shown.brief(), dict[IndicatorKey, _InEdition]()
        before = self.editions[-1][1] if self.editions else {}
        for measure in shown.document.facts.measures:
            for each in () if measure.repeats else measure.indicators:
                key = IndicatorKey(measure.number, each.name)
                self.by_measure.setdefault(key.number, {})[key.name] = key
                new = _InEdition(replace(each, reached=(), states=()), measure.name, measure.target or "")
                found[key] = before[key] if before.get(key) == new else new  # told once, however many editions say it
                if key not in self.newest or weight(shown) > weight(self.newest[key][0]):
                    self.newest[key] = (brief, found[key])
                if not (shown.document.draft or shown.withdrawal):
                    self._note(key, each)
        if shown.document.facts.measures:
            self.editions.append((brief, found))

    def _note(self, key: IndicatorKey, facts: IndicatorFacts) -> None:
        for value in facts.reached:
            self.reached.setdefault(key, {}).setdefault(value.year, value)
        for state in facts.states:
            self.states.setdefault(key, {}).setdefault(state.year, state)

    def pages(self) -> Iterator[IndicatorPage]:
        """Make the page of each indicator: in the order of the measures, then those that ended."""
        now = {
            IndicatorKey(m.number, each.name): (m, each)
            for m in self.today.facts.measures
            for each in m.indicators
            if not m.repeats
        }
        ordered = (*(key for key in now if key in self.newest), *(key for key in self.newest if key not in now))
        for key in ordered:
            shown, stood = self.newest[key]
            facts = now[key][1] if key in now else self._ended(key, stood.facts)
            yield self._page(key, shown, stood, facts)

    def of(self, measure: MeasureFacts) -> tuple[Named, ...]:
        """Return the pages of a measure's indicators, those of old editions last."""
        every = self.by_measure.get(measure.told_by, {})
        now = (each.name for each in measure.indicators if each.name in every)
        return tuple(every[name].page for name in dict.fromkeys((*now, *every)))

    def _ended(self, key: IndicatorKey, facts: IndicatorFacts) -> IndicatorFacts:
        """Return an indicator that is no more, with all that was ever reported of it."""
        reached, states = self.reached.get(key, {}), self.states.get(key, {})
        return replace(
            facts,
            reached=tuple(reached[year] for year in sorted(reached)),
            states=tuple(states[year] for year in sorted(states)),
        )

    def _page(self, key: IndicatorKey, shown: ShownEdition, stood: _InEdition, facts: IndicatorFacts) -> IndicatorPage:
        in_force = next((found for each, found in self.editions if each.home), None)
        return IndicatorPage(
            key=key,
            measure=Named(addresses.measure(key.number), f"{key.number} {stood.measure}"),
            facts=facts,
            shown=shown,
            target=stood.target,
            ended=in_force is not None and key not in in_force and not shown.document.draft,
            years=tuple(self._years(key.number, facts)),
            history=tuple(self._history(key)),
            others=tuple(each.page for each in self.by_measure[key.number].values() if each != key),
        )

    def _years(self, number: str, facts: IndicatorFacts) -> Iterator[IndicatorYear]:
        targets = {each.year: each.value for each in facts.targets}
        values = {each.year: each.value for each in facts.reached}
        states = {each.year: each.state for each in facts.states}
        base = {facts.base.year: facts.base.value} if facts.base else {}
        for year in sorted({*base, *targets, *values, *states}):
            target, value = targets.get(year), values.get(year, base.get(year))
            yield IndicatorYear(
                year,
                amount(target) if target is not None else "",
                states.get(year) or (amount(value) if value is not None else ""),
                year in base and year not in values,
                _met(facts, target, values.get(year)),
                self.register.sheets.get((year, number), ""),
            )

    def _history(self, key: IndicatorKey) -> Iterator[IndicatorStood]:
        """Tell what each edition did with an indicator, the newest first; editions from before it was are left out."""
        before: _InEdition | None = None
        told: list[IndicatorStood] = []
        for shown, found in reversed(self.editions):
            now = found.get(key)
            told += _stood(shown, before, now)
            before = before if shown.withdrawal else now
        return reversed(told)


def _met(facts: IndicatorFacts, target: float | None, value: float | None) -> bool | None:
    """Tell whether a target was met: exactly where the achievement is 1 or more (`progress.achievement`)."""
    if target is None or value is None:
        return None
    return value >= target if facts.direction == "増" else value <= target


def _stood(shown: ShownEdition, before: _InEdition | None, now: _InEdition | None) -> Iterator[IndicatorStood]:
    if now is None:
        if before:
            yield IndicatorStood(shown, "gone", "")
    elif before is None:
        yield IndicatorStood(shown, "added", now.target)
    else:
        found = tuple(differences(before.facts, now.facts))
        yield IndicatorStood(shown, "amended" if found else "same", now.target, found)
