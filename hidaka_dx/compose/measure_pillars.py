"""Grouping of measure sheets in the bookmarks: under the pillar, or the group below it, of each measure."""

from collections.abc import Mapping

from hidaka_dx.document import Document


def measure_pillars(document: Document) -> Mapping[str, str]:
    """Return the name of the lowest group of each measure by number; empty for a document without facts of measures."""
    facts = document.facts
    names = {pillar.id: pillar.numbered for pillar in facts.pillars}
    return {measure.number: names[measure.pillar] for measure in facts.measures if measure.pillar in names}
