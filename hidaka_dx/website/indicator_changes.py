"""What differs between an indicator of two editions, from their facts: each value by itself, words marked."""

from collections.abc import Iterator, Mapping

from hidaka_dx.comparison.printed_change import one_side
from hidaka_dx.comparison.words import edits
from hidaka_dx.document import Changed, Inline, Text
from hidaka_dx.facts import IndicatorFacts
from hidaka_dx.japanese import amount, fiscal_year
from hidaka_dx.website.changes import ChangedPlace


def differences(old: IndicatorFacts, new: IndicatorFacts) -> Iterator[ChangedPlace]:
    """Yield what differs: its words, its base, then the target of each year."""
    befores, afters = _told(old), _told(new)
    for label in dict.fromkeys((*befores, *afters)):
        before, after = befores.get(label, ""), afters.get(label, "")
        if before != after:
            yield _differing(label, before, after)


def _told(facts: IndicatorFacts) -> Mapping[str, str]:
    """Return what an edition says of an indicator by labels, in the order in which it is read."""
    words = {
        "定義": facts.definition,
        "単位": facts.unit or "",
        "値の出どころ": facts.source or "",
        "向き": "" if facts.goal else facts.direction,
        "数え方": "" if facts.goal else facts.counting,
        "目標とする状態": facts.goal or "",
        "基準値": f"{amount(facts.base.value)}（{fiscal_year(facts.base.year)}）" if facts.base else "",
    }
    targets = {f"{fiscal_year(each.year)}の目標": amount(each.value) for each in facts.targets}
    return {**words, **targets}


def _differing(label: str, before: str, after: str) -> ChangedPlace:
    if not before:
        return ChangedPlace(label, "added", (), _marked(after))
    if not after:
        return ChangedPlace(label, "removed", _marked(before), ())
    spans = edits((Text(before),), (Text(after),))
    return ChangedPlace(label, "amended", one_side(spans, "removed"), one_side(spans, "added"))


def _marked(words: str) -> tuple[Inline, ...]:
    return (Changed((Text(words),), "marked"),)
