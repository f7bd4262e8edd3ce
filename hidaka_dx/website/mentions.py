"""What stands below the headings of an edition: the page of its measure, the measures that a section is carried out by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hidaka_dx.facts import Facts
from hidaka_dx.walk import parts, within
from hidaka_dx.website import addresses
from hidaka_dx.website.measure_pages import Named
from hidaka_dx.website.view_models import ShownEdition, Today


@dataclass(frozen=True)
class Beside:
    """Links below a heading."""

    measure: bool
    """Whether they lead from a sheet to its measure; else from a section to the measures that carry it out."""
    links: tuple[Named, ...]


def beside(shown: ShownEdition, today: Today) -> Iterator[tuple[str, Beside]]:
    """Yield the links below headings by the ids of the sections."""
    facts = shown.document.facts
    for measure in facts.measures:
        if measure.target:
            name = Named(addresses.measure(measure.number), f"{measure.number} {measure.name}")
            yield measure.target, Beside(measure=True, links=(name,))
    if not facts.measures and (shown.home or shown.document.draft):
        yield from _carried(shown, _by_passage(today.facts))


def _carried(shown: ShownEdition, found: Mapping[str, tuple[Named, ...]]) -> Iterator[tuple[str, Beside]]:
    for part in parts(shown.document):
        names = (part.id, *(block.id for block in within(part.blocks)))
        links = tuple(dict.fromkeys(each for name in names for each in found.get(name, ())))
        if links:
            yield part.id, Beside(measure=False, links=links)


def _by_passage(facts: Facts) -> Mapping[str, tuple[Named, ...]]:
    found = defaultdict[str, tuple[Named, ...]](tuple)
    for each in facts.measures:
        for name in each.basis:
            found[name] += (Named(addresses.measure(each.number), f"{each.number} {each.name}"),)
    return found
