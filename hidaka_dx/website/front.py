"""What the first page answers: what the plan is for, whether it is on time, what is late, what it costs, what it brings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Final

from hidaka_dx.compose import passages
from hidaka_dx.document import Block, Document, Figure, Panel, Paragraph
from hidaka_dx.facts import Facts, MeasureFacts
from hidaka_dx.japanese import fiscal_year
from hidaka_dx.walk import blocks, parts
from hidaka_dx.website import addresses
from hidaka_dx.website.linking import NOWHERE, Linker, Register, elsewhere, newest_year
from hidaka_dx.website.measure_pages import Named
from hidaka_dx.website.view_models import ShownEdition, Today

MOST: Final = 6
"""How many sentences tell what changes for residents; the others stand on the pages of their measures."""
RESIDENTS: Final = "effects.residents"


@dataclass(frozen=True)
class GradeGroup:
    """The measures that got one grade in the newest year."""

    words: str
    """「B 目標どおり」."""
    late: bool
    measures: tuple[Named, ...]


@dataclass(frozen=True)
class YearCosts:
    """What all measures of a year cost, in thousands of yen."""

    year: str
    planned: int
    funds: tuple[int, ...]
    """By source, in the order of `Money.sources`."""
    spent: int | None
    """What was spent in fact, of the measures that were reported; none where nothing was."""


@dataclass(frozen=True)
class Money:
    """What the plan costs by year and source."""

    sources: tuple[str, ...]
    years: tuple[YearCosts, ...]
    total: YearCosts
    open: int
    """How many measures have no costs yet, although it is not decided that there are none."""


@dataclass(frozen=True)
class Aim:
    """What the plan is for, in its own words."""

    blocks: tuple[Block, ...]
    target: str
    """Where the plan says so."""


@dataclass(frozen=True)
class FirstPage:
    """The answers of the first page; what is not there yet is empty."""

    aim: Aim | None
    measures: int
    year: str
    """「令和9年度」; empty as long as nothing is reported."""
    result: tuple[Block, ...]
    late: tuple[Block, ...]
    grades: tuple[GradeGroup, ...]
    money: Money | None
    life: tuple[tuple[str, Named], ...]
    """What changes for residents, each with its measure."""


def aim_of(shown: ShownEdition, name: str) -> Aim | None:
    """Return what a plan says of its aim: in the passage of that id, else in the panel of its aim; none if in neither."""
    document = shown.document
    panel = next((each for each in blocks(document) if isinstance(each, Panel) and each.role == "aim"), None)
    passage = passages(document, NOWHERE).get(name)
    found = passage.blocks[:1] if passage else (panel,) if panel else ()
    said = tuple(each for each in found if isinstance(each, Paragraph | Panel))
    part = next((each for each in parts(document) if said and said[0] in each.blocks), None)
    if part is None:
        return None
    moved = elsewhere(part, shown.page, document.facts, "")
    return Aim((moved.blocks[part.blocks.index(said[0])],), f"{shown.page}#{said[0].id}")


def answers(aim: Aim | None, today: Today, register: Register) -> FirstPage:
    """Answer from what is decided."""
    facts = Facts() if today.draft else today.facts
    year = newest_year(facts) if today.report else None
    return FirstPage(
        aim=aim,
        measures=len(facts.measures),
        year=fiscal_year(year) if year else "",
        result=tuple(_told(today.report, "results", register)) if today.report and year else (),
        late=tuple(_told(today.report, "late", register, tables=True)) if today.report and year else (),
        grades=tuple(_grades(facts, year)) if year else (),
        money=_money([each for each in facts.measures if not each.repeats]),
        life=tuple(_life(facts)),
    )


def _told(report: Document, what: str, register: Register, *, tables: bool = False) -> Iterator[Block]:
    """Yield what the report says in one of its parts."""
    linker, target = Linker(report, register, ""), report.facts.where(what)
    for part in parts(report):
        if part.id == target:
            yield from (each for each in linker.part(part).blocks if tables or isinstance(each, Paragraph | Figure))


def _grades(facts: Facts, year: int) -> Iterator[GradeGroup]:
    for grade in facts.grades:
        found = tuple(
            _named(measure)
            for measure in facts.measures
            if any(each.year == year and each.mark == grade.mark for each in measure.results)
        )
        yield GradeGroup(f"{grade.mark} {grade.words}", grade.late, found)


def _named(measure: MeasureFacts) -> Named:
    return Named(addresses.measure(measure.number), f"{measure.number} {measure.name}")


def _money(measures: list[MeasureFacts]) -> Money | None:
    costs = [(each.year, each) for measure in measures for each in measure.costs]
    if not costs:
        return None
    sources = tuple(dict.fromkeys(fund.source for _, cost in sorted(costs, key=_first) for fund in cost.funds))
    spent = defaultdict[int, list[int]](list)
    for measure in measures:
        for result in measure.results:
            spent[result.year] += [result.spent] if result.spent is not None else []
    by_year = {year: [cost for each, cost in costs if each == year] for year in sorted({year for year, _ in costs})}

    def told(label: str, found: Iterable[int]) -> YearCosts:
        years = tuple(found)
        planned = [cost for year in years for cost in by_year[year]]
        funds = [fund for cost in planned for fund in cost.funds]
        amounts = tuple(sum(fund.amount for fund in funds if fund.source == source) for source in sources)
        known = [amount for year in years for amount in spent[year]]
        return YearCosts(label, sum(cost.amount for cost in planned), amounts, sum(known) if known else None)

    open_ = sum(not each.costs and "costs" not in each.none for each in measures)
    return Money(sources, tuple(told(fiscal_year(year), (year,)) for year in by_year), told("計", by_year), open_)


def _first(pair: tuple[int, object]) -> int:
    return pair[0]


def _life(facts: Facts) -> Iterator[tuple[str, Named]]:
    """Yield what changes for residents: of the main measures first, of one pillar after the other."""
    said = [
        (measure, str(words))
        for measure in facts.measures
        if not measure.repeats
        for words in measure.other_values(RESIDENTS)
    ]
    said.sort(key=lambda each: not each[0].focus)
    shelves = [[each for each in said if each[0].pillar == pillar.id] for pillar in facts.pillars]
    turns = (each for each in chain(*zip_longest(*shelves)) if each)
    yield from ((words, _named(measure)) for (measure, words), _ in zip(turns, range(MOST), strict=False))
