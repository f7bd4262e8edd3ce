"""What differs between editions, for the website; kept between runs, since issued editions do not change."""

from collections.abc import Iterator
from typing import Final

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.comparison import compare, compose_comparison_table
from hidaka_dx.document import Document, dumped, restored
from hidaka_dx.japanese import edition_name
from hidaka_dx.kept import digest, opened
from hidaka_dx.kept.surroundings import releases
from hidaka_dx.pipeline.published_facts import read_to_compare
from hidaka_dx.plan import ComparisonWording
from hidaka_dx.website import ComparableEditions, EditionPair, StandingEdition, comparable

_FORMAT: Final = b"changes on the web 1"
WORDING: Final = ComparisonWording()
"""Before and after stand one below the other: the town's columns do not matter here."""


def changes_of(archive: Archive, name: EditionName) -> tuple[str, Document | None]:
    """Return which edition comes before an issued one, and what differs; none of a first edition.

    Raises RefusalError where an edition is not as it was issued.
    """
    before = archive.before(name)
    return (edition_name(before.number), _between(archive, before, name)) if before else ("", None)


def comparable_editions(archive: Archive, document: str) -> ComparableEditions:
    """Return which editions of a document can be compared."""
    standing, every = archive.standing(document), archive.of(document)
    return comparable(
        [StandingEdition(each.folder, edition_name(each.number)) for each in standing],
        withdrawn=len(standing) < len(every),
    )


def compared_editions(archive: Archive, document: str) -> Iterator[tuple[EditionPair, Document]]:
    """Yield what differs between editions that are no neighbours, one pair after the other.

    Raises RefusalError where an edition is not as it was issued.
    """
    names = {each.folder: each for each in archive.standing(document)}
    for pair in comparable_editions(archive, document).far:
        yield pair, _between(archive, names[pair.old.folder], names[pair.new.folder])


def _between(archive: Archive, before: EditionName, name: EditionName) -> Document:
    seals = (archive.bag(each).seal or "" for each in (before, name))
    key = digest(_FORMAT, releases(), *(seal.encode() for seal in seals))
    kept = opened().get(key)
    if kept is None:
        kept = dumped(_compared(read_to_compare(archive, before), read_to_compare(archive, name)))
        opened().put(key, kept)
    return restored(kept)


def changes_of_draft(archive: Archive, draft: Document) -> tuple[str, Document | None]:
    """Return the same for a draft, against the newest issued edition."""
    before = archive.newest(draft.kind)
    if before is None:
        return "", None
    old = read_to_compare(archive, before)
    return old.edition, _compared(old, draft)


def _compared(old: Document, new: Document) -> Document:
    return compose_comparison_table(compare(old, new), old, new, WORDING, {})
