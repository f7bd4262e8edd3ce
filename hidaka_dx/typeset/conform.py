"""PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1): coordinates how a conforming file is written.

WeasyPrint lays the document out as usual; here it is written. The structure tree is built from the boxes before
painting (`structure`), marked content is sorted while painting (`marks`), and the rest is written in WeasyPrint's
finisher (`tags`, `embedding`, `metadata`, `labels`, `attachments`, `names`, `bookmarks`).
"""

import logging
from collections.abc import Iterator
from importlib.resources import files
from io import BytesIO
from typing import Any, Final

from hidaka_dx.isolation import give_back_memory
from hidaka_dx.typeset import attachments as embedded
from hidaka_dx.typeset import labels, metadata, names
from hidaka_dx.typeset.bookmarks import Bookmark, arranged
from hidaka_dx.typeset.borrowed import ColorProfile, require_known, weasyprint
from hidaka_dx.typeset.borrowed.patches import replaced
from hidaka_dx.typeset.drawn_words import asked_by
from hidaka_dx.typeset.embedding import own_fonts
from hidaka_dx.typeset.fetcher import BASE
from hidaka_dx.typeset.job import Attachment, PdfFacts
from hidaka_dx.typeset.marks import MarkedPage, is_usable_target
from hidaka_dx.typeset.node import Node
from hidaka_dx.typeset.settled import settled_numbers
from hidaka_dx.typeset.structure import Structure
from hidaka_dx.typeset.tags import Writer

_LOGGER: Final = logging.getLogger("weasyprint")


def write(
    document: weasyprint.Document, facts: PdfFacts, attachments: tuple[Attachment, ...] = (), zoom: float = 1.0
) -> bytes:
    """Write a document laid out by `weasyprint.HTML(…).render()`, without PDF options, as PDF/A-3a and PDF/UA-1.

    Its pages are enlarged or reduced by `zoom`.

    The document is consumed: each page is freed as soon as it is painted, and none is left afterwards. Content errors
    (an image without alt, a link to a local file) are logged to `weasyprint`, as WeasyPrint's own. The same document,
    facts and attachments give the same bytes in any process, time zone and folder. Raises UnfitError under other
    releases of WeasyPrint or pydyf, ValueError for labels that do not fit the pages.
    """
    require_known()
    structure = Structure(document.pages, facts.language)
    sheets = _sheets(document, structure)
    ours = own_fonts() | settled_numbers() | asked_by(document)
    document.pages.clear()

    def finish(_: Any, pdf: Any) -> None:
        give_back_memory()  # the shaped lines of all pages: a fifth of what is used
        Writer(pdf, sheets, structure.targets, zoom).write(structure.root)
        metadata.write(pdf, facts)
        labels.write(pdf, facts.labels, len(sheets))
        embedded.write(pdf, attachments, facts.created, facts.modified)
        names.write(pdf)
        pdf.catalog["PageMode"] = "/UseOutlines"

    # An empty output_intent keeps WeasyPrint from opening (and leaking) the profile file; _stand_in adds the profile.
    with replaced(ours):
        content = _stand_in(document, facts, sheets).write_pdf(
            zoom=zoom, pdf_variant="pdf/a-3a", output_intent="", finisher=finish
        )
    return bytes(content)


def _stand_in(document: weasyprint.Document, facts: PdfFacts, sheets: list[MarkedPage]) -> weasyprint.Document:
    """Return a document with the same fonts, our page objects and sRGB as its output intent (ISO 19005-3, 6.2.3)."""
    description = type(document.metadata)(title=facts.title, authors=[facts.author], lang=facts.language)
    srgb = BytesIO((files(weasyprint.pdf) / "sRGB2014.icc").read_bytes())
    profile = ColorProfile(srgb, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
    profiles = {**document.color_profiles, "srgb": profile}
    return _StandIn(sheets, description, document.url_fetcher, document.font_config, profiles, "srgb")


class _StandIn(weasyprint.Document):  # type: ignore[misc]
    """A document whose bookmarks are grouped for readers."""

    def make_bookmark_tree(self, *args: Any, **options: Any) -> list[Bookmark]:
        """Return WeasyPrint's bookmarks grouped, in branches of limited length."""
        return arranged(super().make_bookmark_tree(*args, **options))


def _sheets(document: weasyprint.Document, structure: Structure) -> list[MarkedPage]:
    """Wrap the pages as sheets, with one link annotation for each link of the structure tree."""
    links = [node for node in _walk(structure.root) if node.links]
    boxes = {leaf.box for node in links for leaf in node.links}
    _complain(document)
    sheets = [MarkedPage(page, number, structure, boxes) for number, page in enumerate(document.pages)]
    for node in links:
        for leaf in node.links:
            if leaf.box.footnote is not None:
                sheets[leaf.page].link(leaf.box, structure.anchor(leaf.box))
    return sheets


def _complain(document: weasyprint.Document) -> None:
    """Log links that do not work for readers: scripts, and local files, whose paths would leak folder names."""
    links = {link[:2] for page in document.pages for link in page.links if not is_usable_target(*link[:2])}
    for _, target in sorted(links):
        if target.startswith(("file:", BASE)):
            _LOGGER.error("リンク先「%s」は手元のファイルです。公開先のURLを書いてください", target.rpartition("/")[2])
        else:
            _LOGGER.error("リンク先「%.60s」は使えません。http、https、mailto、telのどれかで始めてください", target)


def _walk(node: Node) -> Iterator[Node]:
    """Yield the node and all its descendants, footnotes included."""
    yield node
    for kid in (*node.nodes(), *node.notes):
        yield from _walk(kid)
