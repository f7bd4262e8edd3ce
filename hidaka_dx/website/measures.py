"""The measures of an action plan as a list that readers can filter."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hidaka_dx.catalogue.field import Filter, MeasureField
from hidaka_dx.catalogue.fields import filters
from hidaka_dx.document import Document
from hidaka_dx.facts import Facts, MeasureFacts
from hidaka_dx.website import addresses
from hidaka_dx.wording import PENDING, USUAL, Wording


class ColumnWords(NamedTuple):
    """A column's value for a measure."""

    head: str
    words: str
    more: tuple[str, ...]
    """Values of other fields in the same column: the participating offices."""
    several: bool
    """Whether there are such fields."""


@dataclass(frozen=True)
class ListedMeasure:
    """A measure in the list."""

    target: str | None
    """Id of its sheet."""
    number: str
    name: str
    page: str
    """The address of its page."""
    chosen: Mapping[str, tuple[str, ...]]
    """The values it is filtered by, by the key of the filter."""
    columns: tuple[ColumnWords, ...]


class Choice(NamedTuple):
    """A filter: a list from which readers choose one value."""

    key: str
    label: str
    values: tuple[str, ...]


def measures(document: Document, wording: Wording = USUAL) -> tuple[ListedMeasure, ...]:
    """List the measures of a document with measure sheets; none for other documents."""
    facts = document.facts
    return tuple(_listed(each, facts, wording) for each in facts.measures) if facts.where("measures") else ()


def choices(facts: Facts, wording: Wording = USUAL) -> Iterator[Choice]:
    """Return the filters: only for values that differ, in the list's order, years descending."""
    newest_first = sorted(facts.measures, key=lambda each: _age(each, facts))
    for each, fields in filters(facts).items():
        order = newest_first if each.newest else facts.measures
        values = tuple(dict.fromkeys(value for measure in order for value in _chosen(each, fields, measure, facts)))
        if len(values) > 1:
            yield Choice(each.key, wording.said(each.label), values)


def _listed(measure: MeasureFacts, facts: Facts, wording: Wording) -> ListedMeasure:
    known = filters(facts).items()
    return ListedMeasure(
        target=measure.target,
        number=measure.number,
        name=measure.name,
        page=addresses.measure(measure.number),
        chosen={each.key: _chosen(each, fields, measure, facts) for each, fields in known},
        columns=tuple(
            _column(each, fields, measure, facts)._replace(head=wording.said(each.head))
            for each, fields in known
            if each.head
        ),
    )


def _chosen(choice: Filter, fields: Sequence[MeasureField], measure: MeasureFacts, facts: Facts) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for field in fields for value in field.values(measure, facts)))
    otherwise = (choice.otherwise,) if choice.otherwise else ()
    return (values[-1:] if choice.newest else values) or otherwise


def _column(choice: Filter, fields: Sequence[MeasureField], measure: MeasureFacts, facts: Facts) -> ColumnWords:
    first, *others = fields
    words = _chosen(choice, (first,), measure, facts) or (f"{PENDING}（{facts.decides}）",)
    more = tuple(value for field in others for value in field.values(measure, facts))
    return ColumnWords(choice.head, "、".join(words), more, bool(others))


def _age(measure: MeasureFacts, facts: Facts) -> tuple[int, int]:
    """Sort key by last grade: newest year first, then best grade; measures without a grade come last."""
    marks = [each.mark for each in facts.grades]
    graded = [(-each.year, marks.index(each.mark)) for each in measure.results if each.mark in marks]
    return min(graded, default=(0, 0))
