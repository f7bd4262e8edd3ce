"""Published editions with their facts, including editions issued before facts were stored."""

from dataclasses import replace

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.reloading import reloaded


def read_with_facts(archive: Archive, name: EditionName) -> Document:
    """Read a published edition; facts missing in it are derived from its frozen content.

    Raises RefusalError where it is not as it was issued.
    """
    document = archive.document(name)
    return document if document.facts else with_facts(document, reloaded(archive.source(name))[0])


def with_facts(document: Document, frozen: Manuscript | None) -> Document:
    """Add the facts of the frozen content to a published edition, if this program can still read that content."""
    if document.facts or frozen is None or not Conductor(frozen).has(document.kind):
        return document
    try:
        composed, _ = Conductor(frozen).compose(document.kind)
    except KeyError:  # a newer program names referenced parts differently
        return document
    return replace(document, facts=composed.facts)
