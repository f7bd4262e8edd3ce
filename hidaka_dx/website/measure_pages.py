"""A page for each measure, pillar and office: what it is, what became of it, and where it stood in which edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from hidaka_dx.catalogue.ids import compared
from hidaka_dx.document import Part, Table
from hidaka_dx.facts import MeasureFacts, NamedFacts, ResultFacts, lineage
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.walk import parts
from hidaka_dx.website import addresses
from hidaka_dx.website.changes import ChangedPlace, by_section, places
from hidaka_dx.website.linking import Linker, Register, elsewhere, newest_year
from hidaka_dx.website.view_models import ShownEdition, Today

UP = "../../"
"""The way from such a page to the website's folder."""


class Named(NamedTuple):
    """A link to a page."""

    path: str
    words: str


@dataclass(frozen=True)
class Stood:
    """What an edition did with a measure."""

    shown: ShownEdition
    way: Literal["added", "amended", "same", "gone"]
    name: str
    target: str
    """Id of its sheet in that edition."""
    found: tuple[ChangedPlace | Table, ...] = ()
    """What differs from the edition before."""


@dataclass(frozen=True)
class Graded:
    """The result of a year."""

    result: ResultFacts
    words: str
    planned: int | None
    """Planned costs of the year, in thousands of yen."""
    sheet: str
    """Where the report tells of it; empty where no report is shown."""

    @property
    def year(self) -> str:
        """The fiscal year."""
        return fiscal_year(self.result.year)


@dataclass(frozen=True)
class MeasurePage:
    """All that is known of one measure."""

    facts: MeasureFacts
    shown: ShownEdition
    """The edition whose text the page shows."""
    ended: bool
    """Whether the edition in force has it no more."""
    sheet: Part
    reported: Part | None
    """What the report of the newest year says of it."""
    year: int | None
    groups: tuple[Named, ...]
    """Its pillar, then the groups between the pillar and it."""
    lead: Named | None
    related: tuple[Named, ...]
    successor: Named | None
    repeats: Named | None
    basis: tuple[Named, ...]
    graded: tuple[Graded, ...]
    history: tuple[Stood, ...]
    """Newest edition first."""

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.facts.number} {self.facts.name}"

    @property
    def path(self) -> str:
        """The address of the page."""
        return addresses.measure(self.facts.number)

    @property
    def draft(self) -> bool:
        """Tell whether only a draft has it."""
        return self.shown.document.draft

    @property
    def last(self) -> Graded | None:
        """The newest result with a grade."""
        return next((each for each in reversed(self.graded) if each.result.mark), None)


@dataclass(frozen=True)
class _Sheet:
    """The newest text about a measure."""

    shown: ShownEdition
    facts: MeasureFacts
    part: Part


@dataclass(frozen=True)
class _InEdition:
    name: str
    target: str
    found: tuple[ChangedPlace | Table, ...]
    """What differs from the edition before."""


@dataclass
class Shelf:
    """Collects the measures of all editions of the action plan, the newest first, then makes their pages."""

    today: Today
    register: Register
    editions: list[tuple[ShownEdition, Mapping[str, _InEdition]]] = field(default_factory=list)
    sheets: dict[str, _Sheet] = field(default_factory=dict)
    groups: dict[str, NamedFacts] = field(default_factory=dict)
    """By ids: those of the newest edition that has them."""

    def add(self, shown: ShownEdition) -> None:
        """Take the measures of an edition."""
        facts = shown.document.facts
        known = {each.target: each for each in facts.measures if each.target}
        if not known:
            return
        brief, linker = shown.brief(), Linker(shown.document, self.register, UP)
        rows = by_section(shown.changed) if shown.changed else {}
        found: dict[str, _InEdition] = {}
        for part in parts(shown.document):
            if measure := known.get(part.id):
                row = rows.get(compared(part.id))
                found[measure.number] = _InEdition(measure.name, part.id, places(row) if row else ())
                if self._wants(measure.number, shown):
                    text = elsewhere(linker.part(part), shown.page, facts, UP)
                    self.sheets[measure.number] = _Sheet(brief, measure, text)
        for group in facts.pillars:
            self.groups.setdefault(group.id, group)
        self.editions.append((brief, found))

    def _wants(self, number: str, shown: ShownEdition) -> bool:
        """Tell whether this edition's text is to be shown: of the newest that stands, else of a draft, else of a withdrawn one."""
        there = self.sheets.get(number)
        return there is None or weight(shown) > weight(there.shown)

    def pages(self) -> Iterator[MeasurePage]:
        """Make the page of each measure, in the order of the editions."""
        now = {each.number: each for each in self.today.facts.measures}
        reported = self._reported()
        order = {each.number: place for place, each in enumerate(self.today.facts.measures)}
        for number in sorted(self.sheets, key=lambda each: order.get(each, len(order))):
            sheet = self.sheets[number]
            yield self._page(number, sheet, now.get(number, sheet.facts), reported.get(number))

    def _reported(self) -> dict[str, Part]:
        """Return the sections of the newest report, by the numbers of their measures."""
        report = self.today.report
        if report is None:
            return {}
        known = {each.target: each.number for each in report.facts.measures if each.target}
        linker = Linker(report, self.register, UP)
        return {known[part.id]: linker.part(part) for part in parts(report) if part.id in known}

    def _page(self, number: str, sheet: _Sheet, measure: MeasureFacts, reported: Part | None) -> MeasurePage:
        draft = sheet.shown.document.draft
        passages = (self.register.passage(each, draft=draft) for each in measure.basis)
        return MeasurePage(
            facts=measure,
            shown=sheet.shown,
            ended=self._ended(number, sheet),
            sheet=sheet.part,
            reported=reported,
            year=newest_year(self.today.facts) if reported else None,
            groups=tuple(self._groups(measure.pillar)),
            lead=Named(addresses.office(measure.lead), measure.lead) if measure.lead else None,
            related=tuple(Named(addresses.office(each), each) for each in measure.related),
            successor=self._other(measure.successor),
            repeats=self._other(measure.repeats),
            basis=tuple(dict.fromkeys(Named(each.path, each.words) for each in passages if each)),
            graded=tuple(self._graded(measure)),
            history=tuple(self._history(number)),
        )

    def _ended(self, number: str, sheet: _Sheet) -> bool:
        decided = next((found for each, found in self.editions if each.home), None)
        return decided is not None and number not in decided and not sheet.shown.document.draft

    def _groups(self, key: str) -> Iterator[Named]:
        found = lineage(tuple(self.groups.values()), key)
        return (Named(addresses.pillar(each.id), each.numbered) for each in found)

    def _other(self, number: str | None) -> Named | None:
        sheet = self.sheets.get(number or "")
        return Named(addresses.measure(sheet.facts.number), f"{number} {sheet.facts.name}") if sheet else None

    def _graded(self, measure: MeasureFacts) -> Iterator[Graded]:
        planned = {each.year: each.amount for each in measure.costs}
        for each in measure.results:
            sheet = self.register.sheets.get((each.year, measure.number), "")
            words = f"{each.mark} {each.words}" if each.mark else "評価なし"
            yield Graded(each, words, planned.get(each.year), sheet)

    def _history(self, number: str) -> Iterator[Stood]:
        """Tell what each edition did with a measure, the newest first; editions from before it was are left out."""
        standing: Mapping[str, _InEdition] = {}
        told: list[Stood] = []
        for shown, found in reversed(self.editions):
            told += _stood(shown, number, standing, found)
            standing = standing if shown.withdrawal else found
        return reversed(told)


def weight(shown: ShownEdition) -> int:
    """Rank whose word counts: an edition that stands before a draft before one that is withdrawn."""
    return 0 if shown.withdrawal else 1 if shown.document.draft else 2


def _stood(
    shown: ShownEdition, number: str, before: Mapping[str, _InEdition], found: Mapping[str, _InEdition]
) -> Iterator[Stood]:
    now, then = found.get(number), before.get(number)
    if now is None:
        if then:
            yield Stood(shown, "gone", then.name, "")
    elif then is None:
        yield Stood(shown, "added", now.name, now.target)
    else:
        yield Stood(shown, "amended" if now.found else "same", now.name, now.target, now.found)
