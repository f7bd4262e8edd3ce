"""What a Word file said when it was sent, kept inside of it: programs carry such a part along untouched.

With it one sees later what people have changed, recorded or not, and whether the content has changed since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.document import Document
from hidaka_dx.wordfile.elements import DECLARATION, characters, element
from hidaka_dx.wordfile.passages import PassageReader
from hidaka_dx.wordfile.returned_changes import SentPassage

SPACE: Final = "urn:hidaka-dx:sent"
PART: Final = "customXml/item1.xml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
NUMBER: Final = "{7C1B6F0E-3A52-4E0B-9D0B-6D1E53A8C0F1}"
"""By which Word tells such parts apart."""
PROPERTIES: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
RELATION: Final = element(
    "Relationship", {"Id": "sent", "Type": f"{OFFICE}/relationships/customXml", "Target": f"../{PART}"}
)
"""How the document refers to it."""
CONTENT_TYPE: Final = element("Override", {"PartName": "/customXml/itemProps1.xml", "ContentType": PROPERTIES})


@dataclass(frozen=True)
class SentFile:
    """What was sent."""

    town: str
    kind: str
    """Key of the document."""
    edition: str
    passages: tuple[SentPassage, ...]


def passages_of(body: Element, notes: Element | None, own: str) -> tuple[SentPassage, ...]:
    """Return the paragraphs of a file as they are without what people have written; empty ones without ids are left out."""
    found = [*PassageReader(own).read(body)]
    found += [] if notes is None else PassageReader(own).read(notes, note=True)
    every = (SentPassage(each.ids, each.before, each.note) for each in found)
    return tuple(each for each in every if each.text or each.ids)


def sent_parts(document: Document, passages: Iterable[SentPassage]) -> dict[str, bytes]:
    """Return the parts that keep what is sent."""
    about = {"xmlns": SPACE, "town": document.town, "kind": document.kind, "edition": document.edition}
    inner = (_paragraph(each) for each in passages)
    props = element(
        "ds:datastoreItem",
        {"ds:itemID": NUMBER, "xmlns:ds": f"{OFFICE}/customXml"},
        element("ds:schemaRefs", {}, element("ds:schemaRef", {"ds:uri": SPACE})),
    )
    link = {"Id": "props", "Type": f"{OFFICE}/relationships/customXmlProps", "Target": "itemProps1.xml"}
    related = element("Relationships", {"xmlns": RELATIONS}, element("Relationship", link))
    files = {
        PART: element("sent", about, *inner),
        "customXml/itemProps1.xml": props,
        "customXml/_rels/item1.xml.rels": related,
    }
    return {path: (DECLARATION + content).encode() for path, content in files.items()}


def _paragraph(passage: SentPassage) -> str:
    known = {"ids": " ".join(passage.ids)} if passage.ids else {}
    return element("note" if passage.note else "p", known, characters(passage.text))


def sent_in(parts: Mapping[str, Element]) -> SentFile | None:
    """Return what a file said when it was sent; none where no part says so. `parts` are those below `customXml/`."""
    for root in parts.values():
        if root.tag == f"{{{SPACE}}}sent":
            passages = (
                SentPassage(tuple(each.get("ids", "").split()), each.text or "", each.tag.endswith("}note"))
                for each in root
            )
            return SentFile(root.get("town", ""), root.get("kind", ""), root.get("edition", ""), tuple(passages))
    return None
