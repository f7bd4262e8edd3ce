"""What stands below the headings of an edition: its measure's page, the measures that carry it out, what has changed in it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hidaka_dx.catalogue.ids import compared
from hidaka_dx.document import Part
from hidaka_dx.facts import Facts
from hidaka_dx.walk import parts, within
from hidaka_dx.website import addresses
from hidaka_dx.website.changes import by_section
from hidaka_dx.website.measure_pages import Named
from hidaka_dx.website.view_models import ShownEdition, Today


@dataclass(frozen=True)
class Beside:
    """Links below a heading."""

    measure: Named | None
    """The page of the measure whose sheet it is."""
    carried: tuple[Named, ...]
    """The measures that carry the section out."""
    changed: str
    """Id on the page of changes of what differs from the edition before; empty where nothing does."""


def beside(shown: ShownEdition, today: Today) -> Iterator[tuple[str, Beside]]:
    """Yield the links below headings by the ids of the sections."""
    facts = shown.document.facts
    sheets = {each.target: _named(each.number, each.name) for each in facts.measures}
    wanted = not facts.measures and (shown.home or shown.document.draft)
    carried = _by_passage(today.facts) if wanted else {}
    changed = by_section(shown.changed) if shown.changed else {}
    for part in parts(shown.document):
        row = compared(part.id)
        found = Beside(sheets.get(part.id), _carried(part, carried), row if row in changed else "")
        if any((found.measure, found.carried, found.changed)):
            yield part.id, found


def _named(number: str, name: str) -> Named:
    return Named(addresses.measure(number), f"{number} {name}")


def _carried(part: Part, found: Mapping[str, tuple[Named, ...]]) -> tuple[Named, ...]:
    names = (part.id, *(block.id for block in within(part.blocks)))
    return tuple(dict.fromkeys(each for name in names for each in found.get(name, ())))


def _by_passage(facts: Facts) -> Mapping[str, tuple[Named, ...]]:
    found = defaultdict[str, tuple[Named, ...]](tuple)
    for each in facts.measures:
        for name in each.basis:
            found[name] += (_named(each.number, each.name),)
    return found
