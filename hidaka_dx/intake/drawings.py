"""What is drawn in a Word file: pictures, text boxes, charts; in the new form (DrawingML) and in the old one (VML)."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.intake.names import name, number
from hidaka_dx.office_files import OfficePackage, PackageLink

EMU: Final = 12_700
"""Units of DrawingML in a point."""
DRAWN: Final = ("chart", "chartEx", "diagramData")
"""Kinds of parts whose words Word draws."""
WORDS: Final = (name("a:t"), name("c:v"))
SPOKEN: Final = (name("w:t"), name("w:delText"), name("m:t"))


def chosen(parent: Element) -> Iterator[Element]:
    """Return the children of an element; of alternatives (mc:AlternateContent), those of the first only."""
    for child in parent:
        if child.tag == name("mc:AlternateContent"):
            for branch in list(child)[:1]:
                yield from chosen(branch)
        else:
            yield child


def descendants(parent: Element) -> Iterator[Element]:
    """Return all elements below one, in order, without second alternatives; what is in a text box stays in it."""
    for child in chosen(parent):
        yield child
        if child.tag != name("w:txbxContent"):
            yield from descendants(child)


def all_words(parent: Element) -> Iterator[str]:
    """Return all words below an element in their order: typed, deleted, in equations, in lettering that is drawn, in text boxes."""
    for child in chosen(parent):
        if child.tag in SPOKEN:
            yield child.text or ""
        elif child.tag.endswith("}textpath"):
            yield child.get("string", "")
        yield from all_words(child)


def description(drawing: Element) -> str:
    """Return what the author wrote about a picture, for those who do not see it."""
    for each in drawing.iter(name("wp:docPr")):
        return " ".join((each.get("descr") or each.get("title") or "").split())
    for each in drawing.iter(name("v:shape")):
        return " ".join(each.get("alt", "").split())
    return ""


def height(drawing: Element) -> float:
    """Return the height of a drawing, in points; nought where it is not given."""
    for each in drawing.iter(name("wp:extent")):
        return number(each.get("cy", "0")) / EMU
    return 0.0


def picture_links(drawing: Element) -> Iterator[str]:
    """Return the ids of the pictures in a drawing."""
    for each in descendants(drawing):
        if each.tag == name("a:blip"):
            yield each.get(name("r:embed")) or each.get(name("r:link")) or ""
        elif each.tag == name("v:imagedata"):
            yield each.get(name("r:id")) or each.get(name("r:pict")) or ""


def drawn_links(drawing: Element) -> Iterator[str]:
    """Return the ids of charts and diagrams in a drawing."""
    for each in descendants(drawing):
        if each.tag.endswith("}chart") and each.get(name("r:id")):
            yield each.get(name("r:id"), "")
        elif each.tag == name("dgm:relIds"):
            yield each.get(name("r:dm"), "")


def art_words(drawing: Element) -> str:
    """Return the words of lettering that is drawn (WordArt)."""
    texts = (each.get("string", "") for each in descendants(drawing) if each.tag.endswith("}textpath"))
    return " ".join(filter(None, texts))


def drawn_words(package: OfficePackage, link: PackageLink | None) -> str:
    """Return the words of a chart or diagram, in the order of the file."""
    if link is None or link.target not in package.parts:
        return ""
    found = (each.text or "" for each in package.xml(link.target).iter() if each.tag in WORDS)
    return "　".join(text.strip() for text in found if text.strip())
