"""Published editions with their facts, also those that were issued before documents kept any."""

from dataclasses import replace

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.reloading import reloaded


def recalled(archive: Archive, name: EditionName) -> Document:
    """Read a published edition; facts that it has none of are taken from the content that it was made of.

    Raises RefusalError where it is not as it was issued.
    """
    document = archive.document(name)
    return document if document.facts else with_facts(document, reloaded(archive.source(name))[0])


def with_facts(document: Document, frozen: Manuscript | None) -> Document:
    """Give a published edition the facts that its content states, where this program can still read that."""
    if document.facts or frozen is None or not Conductor(frozen).has(document.kind):
        return document
    try:
        composed, _ = Conductor(frozen).compose(document.kind)
    except KeyError:  # it quotes what this program calls otherwise
        return document
    return replace(document, facts=composed.facts)
