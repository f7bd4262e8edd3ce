"""What differs between two editions, read as text: the list of changes first, then each place before and after."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from hidaka_dx.catalogue.ids import compared
from hidaka_dx.comparison.printed_change import LEFT_OUT
from hidaka_dx.comparison.rows import GONE, NEW
from hidaka_dx.document import Cell, Document, Heading, Inline, PageOf, Part, Table

Way: TypeAlias = Literal["added", "removed", "amended"]


@dataclass(frozen=True)
class ChangedPlace:
    """A paragraph, a row of a table or a field that differs."""

    place: str
    """「第2段落」; empty for what continues the place before it."""
    way: Way
    old: tuple[Inline, ...]
    new: tuple[Inline, ...]
    kind: Literal["place"] = "place"
    """Beside the kinds of blocks, for templates."""


@dataclass(frozen=True)
class ChangedSection:
    """A section with what differs in it."""

    target: str
    """Its id on the page."""
    there: str
    """Its id in the edition itself; empty where that has it no more."""
    heading: Heading
    found: tuple[ChangedPlace | Table, ...]
    """In order; a table stands for itself where one edition only has it."""


@dataclass(frozen=True)
class ListedChange:
    """A line of the list of changes."""

    classes: str
    """「新設」「移動・改正」."""
    mark: str
    title: str
    words: str
    target: str
    """Id of the section where it is shown; empty where none shows it."""


def sections(changed: Document, ids: Iterable[str]) -> tuple[ChangedSection, ...]:
    """Return the changed sections of a comparison; `ids` are those of the sections of the edition that it leads to."""
    there = {compared(each): each for each in ids}
    *_, rows = changed.parts
    return tuple(
        ChangedSection(each.id, there.get(each.id, ""), each.heading, tuple(_found(each))) for each in rows.parts
    )


def by_section(changed: Document) -> dict[str, Part]:
    """Return the sections of a comparison by their ids: `row.` and the id in the edition."""
    *_, rows = changed.parts
    return {each.id: each for each in rows.parts}


def places(section: Part) -> tuple[ChangedPlace | Table, ...]:
    """Return what differs in a section of a comparison."""
    return tuple(_found(section))


def listed(changed: Document) -> tuple[ListedChange, ...]:
    """Return the list of changes; empty where nothing has changed."""
    first, *others = changed.parts
    tables = (block for block in first.blocks if isinstance(block, Table)) if others else ()
    return tuple(_listed(*row) for table in tables for row in table.rows)


def _listed(classes: Cell, mark: Cell, title: Cell, words: Cell, page: Cell) -> ListedChange:
    target = next((each.target for each in page.inlines if isinstance(each, PageOf)), "")
    return ListedChange(classes.text, mark.text, title.text, words.text, target)


def _found(section: Part) -> Iterator[ChangedPlace | Table]:
    for block in section.blocks:
        if isinstance(block, Table) and block.captioned:
            yield block
        elif isinstance(block, Table):
            yield from (found for place, new, old, *_ in block.rows if (found := _place(place, new, old)))


def _place(place: Cell, new: Cell, old: Cell) -> ChangedPlace | None:
    """Return a row of a comparison; none where it only says that something is left out."""
    if new.text == old.text == LEFT_OUT:
        return None
    if old.text in (NEW, ""):
        return ChangedPlace(place.text, "added", (), new.inlines)
    if new.text in (GONE, ""):
        return ChangedPlace(place.text, "removed", old.inlines, ())
    return ChangedPlace(place.text, "amended", old.inlines, new.inlines)
