"""Published editions with what this program derives from their frozen content: facts, drawings and their words.

Editions issued before facts were stored have none, and an older program drew and told a drawing otherwise than this
one does. Neither is a change that a town has made.
"""

from collections.abc import Mapping
from dataclasses import replace

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, Figure, Part
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.walk import blocks, changed_figures, changed_parts, figures, parts


def read_with_facts(archive: Archive, name: EditionName) -> Document:
    """Read a published edition, and derive what is said above from its frozen content.

    Raises RefusalError where it is not as it was issued.
    """
    return with_facts(archive.document(name), reloaded(archive.source(name))[0])


def read_for_facts(archive: Archive, name: EditionName) -> Document:
    """Read a published edition for its facts; only where it has none they are derived from its frozen content.

    Raises RefusalError where it is not as it was issued.
    """
    document = archive.document(name)
    return document if document.facts else with_facts(document, reloaded(archive.source(name))[0])


def read_to_compare(archive: Archive, name: EditionName) -> Document:
    """Read a published edition for a comparison, as `to_compare`.

    Raises RefusalError where it is not as it was issued.
    """
    return to_compare(archive.document(name), reloaded(archive.source(name))[0])


def with_facts(document: Document, frozen: Manuscript | None) -> Document:
    """Add the facts of the frozen content to a published edition, if this program can still read that content."""
    composed = _composed(document, frozen)
    return _with_facts(document, composed) if composed else document


def to_compare(document: Document, frozen: Manuscript | None) -> Document:
    """Return a published edition with facts, and with its drawings divided into figures and drawn as this program does it."""
    composed = _composed(document, frozen)
    return _with_facts(_drawn_as(_divided_as(document, composed), composed), composed) if composed else document


def _composed(document: Document, frozen: Manuscript | None) -> Document | None:
    """Compose the frozen content again; none where this program cannot."""
    if frozen is None or not Conductor(frozen).has(document.kind):
        return None
    try:
        return Conductor(frozen).compose(document.kind)[0]
    except KeyError:  # a newer program names referenced parts differently
        return None


def _with_facts(document: Document, composed: Document) -> Document:
    return replace(told_as(document, composed), facts=document.facts or composed.facts)


def _divided_as(document: Document, composed: Document) -> Document:
    """Return a document with the figures of another where a section of both has figures, but not as many."""
    theirs = {part.id: figures(part) for part in parts(composed)}
    return changed_parts(document, lambda part: _with_figures(part, theirs))


def _with_figures(part: Part, theirs: Mapping[str, tuple[Figure, ...]]) -> Part:
    here, there = figures(part), theirs.get(part.id, ())
    if not here or not there or len(here) == len(there):
        return part
    first = part.blocks.index(here[0])
    others = tuple(block for block in part.blocks[first:] if block not in here)
    return replace(part, blocks=(*part.blocks[:first], *there, *others))


def _drawn_as(document: Document, composed: Document) -> Document:
    """Return a document with the drawings of another, composed from the same content, in figures that both have."""
    theirs = {figure.id: figure for figure in blocks(composed) if isinstance(figure, Figure)}

    def drawn(figure: Figure) -> Figure:
        other = theirs.get(figure.id, figure)
        return replace(figure, drawing=other.drawing, strips=other.strips, height=other.height)

    return changed_figures(document, drawn)


def told_as(document: Document, other: Document) -> Document:
    """Return a document whose drawings are told as those of another are."""
    spoken = {figure.id: figure.spoken for figure in blocks(other) if isinstance(figure, Figure)}
    return changed_figures(document, lambda figure: replace(figure, spoken=spoken.get(figure.id, figure.spoken)))
