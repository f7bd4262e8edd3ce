"""Published editions with what this program derives from their frozen content: facts, and the words of drawings.

Editions issued before facts were stored have none, and an older program told a drawing in other words than this one
does. Neither is a change that a town has made.
"""

from dataclasses import replace

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document, Figure
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.walk import blocks, changed_figures


def read_with_facts(archive: Archive, name: EditionName) -> Document:
    """Read a published edition, and derive what is said above from its frozen content.

    Raises RefusalError where it is not as it was issued.
    """
    return with_facts(archive.document(name), reloaded(archive.source(name))[0])


def with_facts(document: Document, frozen: Manuscript | None) -> Document:
    """Add the facts of the frozen content to a published edition, if this program can still read that content."""
    if frozen is None or not Conductor(frozen).has(document.kind):
        return document
    try:
        composed, _ = Conductor(frozen).compose(document.kind)
    except KeyError:  # a newer program names referenced parts differently
        return document
    return replace(told_as(document, composed), facts=document.facts or composed.facts)


def told_as(document: Document, other: Document) -> Document:
    """Return a document whose drawings are told as those of another are."""
    spoken = {figure.id: figure.spoken for figure in blocks(other) if isinstance(figure, Figure)}
    return changed_figures(document, lambda figure: replace(figure, spoken=spoken.get(figure.id, figure.spoken)))
