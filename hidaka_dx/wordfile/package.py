"""A Word file (.docx): its parts, put into a zip whose bytes depend on nothing but its content and a day."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import fromstring

from hidaka_dx import walk
from hidaka_dx.comparison import Comparison
from hidaka_dx.comparison.units import unit_of
from hidaka_dx.document import Document, Figure
from hidaka_dx.wordfile import styles
from hidaka_dx.wordfile.body import BodyWriter
from hidaka_dx.wordfile.bookmarks import Bookmarks
from hidaka_dx.wordfile.elements import DECLARATION, characters, element, valued
from hidaka_dx.wordfile.line_pieces import line_pieces, whole_pieces
from hidaka_dx.wordfile.lines import LineWriter
from hidaka_dx.wordfile.paired_units import UnitPair, staying
from hidaka_dx.wordfile.paragraphs import ParagraphWriter, Setting
from hidaka_dx.wordfile.pictures import FigurePicture
from hidaka_dx.wordfile.sent import CONTENT_TYPE, RELATION, passages_of, sent_parts

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every part, the earliest that a zip knows."""
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
MIME: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS: Final = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "fontTable": "fontTable",
    "settings": "settings",
    "footnotes": "footnotes",
    "header": "header",
    "footer": "footer",
}
"""The parts below `word/`, and what each is called in its type."""
NAMESPACES: Final = {
    "xmlns:w": styles.NAMESPACE,
    "xmlns:r": OFFICE,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
LINES: Final = {-1: "separator", 0: "continuationSeparator"}
"""Word's own footnotes: the lines between text and notes."""


def author_of(town: str) -> str:
    """Return who signs the revisions that go out: a name that no person has, so that what people write is told from them."""
    return f"{town}（改正の内容）"


@dataclass(frozen=True)
class ComparedEdition:
    """The edition before, and what has changed since."""

    document: Document
    comparison: Comparison


def word_file(
    new: Document, pictures: Mapping[Figure, FigurePicture], day: date, compared: ComparedEdition | None = None
) -> bytes:
    """Write a document as a Word file; with `compared` what has changed since stands in it as Word's own revisions.

    `pictures` are those of all figures of both editions, by what is drawn of each (`pictures.drawn`); a figure without one
    is told in words. `day` is that of the file and of every revision, their author is no person (`author_of`).
    """
    old, unit = compared.document if compared else None, unit_of(new)
    root = UnitPair(unit_of(old), unit, compared.comparison.root) if old and compared else UnitPair(unit, unit)
    olds, news = (_ids(each) if each else [] for each in (old, new))
    lines = LineWriter(author_of(new.town), day, Bookmarks(olds, news, frozenset(staying(root))))
    writer = ParagraphWriter(lines)
    writing = BodyWriter(old, new, writer, pictures)
    body = writing.body(root)
    parts = {
        "document": element("w:document", NAMESPACES, body),
        "styles": styles.styles(new.appearance.main),
        "numbering": styles.numbering(writing.lists),
        "fontTable": styles.fonts(),
        "settings": _settings(),
        "header": element("w:hdr", NAMESPACES, _header(old or new, new, writer)),
        "footer": element("w:ftr", NAMESPACES, _footer(writer)),
        "footnotes": element("w:footnotes", NAMESPACES, *_lines_of_notes(), *lines.notes),
    }
    text, notes = (fromstring(parts[name]) for name in ("document", "footnotes"))  # noqa: S314  written above
    sent = passages_of(text, notes, author_of(new.town))
    return _packed({**_about(new, day), **_xml(parts), **_related(parts, writing.used), **sent_parts(new, sent)})


def _ids(document: Document) -> list[str]:
    """Return the ids of all sections and blocks, in order."""
    return [each.id for each in (*walk.parts(document), *walk.blocks(document))]


def _header(old: Document, new: Document, writer: ParagraphWriter) -> str:
    """Write what stands above each page: 【案】 for a draft, and the edition's name."""
    marks = ("【案】" if each.draft else None for each in (old, new))
    running = line_pieces(*(f"{each.short_title}　{each.edition_name}" for each in (old, new)))
    left = writer.lines.runs(whole_pieces(*marks)) + element("w:r", {}, element("w:tab"))
    return writer.paragraph(running, "same", Setting("Header"), runs=left)


def _footer(writer: ParagraphWriter) -> str:
    """Write what stands below each page: its number."""
    number = element("w:fldSimple", {"w:instr": " PAGE "}, element("w:r", {}, element("w:t", {}, "1")))
    return writer.framed(number, "same", Setting("Footer"))


def _lines_of_notes() -> Iterator[str]:
    for number, kind in LINES.items():
        inner = element("w:p", {}, element("w:r", {}, element(f"w:{kind}")))
        yield element("w:footnote", {"w:type": kind, "w:id": number}, inner)


def _settings() -> str:
    """Write `settings.xml`: what is written into the file from now on is recorded as a revision."""
    notes = (element("w:footnote", {"w:id": number}) for number in LINES)
    compatible = element(
        "w:compatSetting",
        {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15},
    )
    return element(
        "w:settings",
        {"xmlns:w": styles.NAMESPACE},
        element("w:trackRevisions"),
        valued("w:characterSpacingControl", "compressPunctuation"),
        element("w:footnotePr", {}, *notes),
        element("w:compat", {}, compatible),
        element("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "ja-JP"}),
    )


def _xml(parts: Mapping[str, str]) -> dict[str, bytes]:
    return {f"word/{name}.xml": (DECLARATION + inner).encode() for name, inner in parts.items()}


def _related(parts: Mapping[str, str], pictures: Mapping[FigurePicture, int]) -> dict[str, bytes]:
    """Return the pictures, and the list of what the document is made of."""
    found = [
        element("Relationship", {"Id": name, "Type": f"{OFFICE}/{name}", "Target": f"{name}.xml"})
        for name in parts
        if name != "document"
    ]
    for number in pictures.values():
        target = {"Id": f"picture{number}", "Type": f"{OFFICE}/image", "Target": f"media/picture{number}.png"}
        found.append(element("Relationship", target))
    related = element("Relationships", {"xmlns": f"{PACKAGE}/relationships"}, *found, RELATION)
    files = {f"word/media/picture{number}.png": picture.png for picture, number in pictures.items()}
    return {"word/_rels/document.xml.rels": (DECLARATION + related).encode(), **files}


def _about(document: Document, day: date) -> dict[str, bytes]:
    """Return the parts that say what the file is."""
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    kinds = [
        *(
            element("Default", {"Extension": end, "ContentType": mime})
            for end, mime in {**defaults, "png": "image/png"}.items()
        ),
        *(
            element("Override", {"PartName": f"/word/{name}.xml", "ContentType": f"{MIME}{kind}+xml"})
            for name, kind in PARTS.items()
        ),
        element(
            "Override",
            {
                "PartName": "/docProps/core.xml",
                "ContentType": "application/vnd.openxmlformats-package.core-properties+xml",
            },
        ),
        CONTENT_TYPE,
    ]
    targets = {
        "document": (f"{OFFICE}/officeDocument", "word/document.xml"),
        "core": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    }
    related = (
        element("Relationship", {"Id": name, "Type": kind, "Target": target})
        for name, (kind, target) in targets.items()
    )
    files = {
        "[Content_Types].xml": element("Types", {"xmlns": f"{PACKAGE}/content-types"}, *kinds),
        "_rels/.rels": element("Relationships", {"xmlns": f"{PACKAGE}/relationships"}, *related),
        "docProps/core.xml": _core(document, day),
    }
    return {name: (DECLARATION + inner).encode() for name, inner in files.items()}


def _core(document: Document, day: date) -> str:
    spaces = {
        "xmlns:cp": f"{PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    moment = f"{day.isoformat()}T00:00:00Z"
    return element(
        "cp:coreProperties",
        spaces,
        element("dc:title", {}, characters(document.name)),
        element("dc:creator", {}, characters(document.town)),
        *(element(f"dcterms:{name}", {"xsi:type": "dcterms:W3CDTF"}, moment) for name in ("created", "modified")),
        element("dc:language", {}, characters(document.language)),
    )


def _packed(files: Mapping[str, bytes]) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as container:
        for name, content in files.items():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            container.writestr(part, content)
    return written.getvalue()
