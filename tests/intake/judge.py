"""A judge of what was brought in: it reads the Word file and the composed plan on its own, with none of the importer's code."""

import re
import xml.etree.ElementTree as Xml
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from io import BytesIO

from hidaka_dx.document import Document, Heading
from hidaka_dx.intake import Discrepancy

SPOKEN = {"t", "delText"}


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def words_of_file(content: bytes) -> Iterator[str]:
    """Give every text of the parts that hold words; of alternatives the first only."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        for name in sorted(file.namelist()):
            if re.fullmatch(r"word/(document\d*|footnotes|endnotes|comments|header\d*|footer\d*)\.xml", name):
                yield from _texts(Xml.fromstring(file.read(name)), SPOKEN)
            elif re.fullmatch(r"word/(charts/chart|diagrams/data)\d*\.xml", name):
                yield from _texts(Xml.fromstring(file.read(name)), {"t", "v"})


def _texts(element: Xml.Element, spoken: set[str]) -> Iterator[str]:
    if _local(element.tag) == "AlternateContent":
        element = element[0]
    if _local(element.tag) in spoken:
        yield element.text or ""
    for child in element:
        yield from _texts(child, spoken)


def words_of_plan(document: Document) -> Iterator[str]:
    """Give the words of the cover, chapters and terms of a composed plan, by going through all its values."""
    yield from (document.title, document.subtitle, document.office)
    for part in document.parts:
        if part.id == "glossary":
            rows = [row for block in part.blocks for row in getattr(block, "rows", ())]
            yield from ([part.heading.title] if rows else [])
            yield from _said(rows)
        elif part.id != "revisions":
            yield from _said(part)


def _said(value: object) -> Iterator[str]:
    kind = getattr(value, "kind", "")
    match kind:
        case "text" | "foreign" | "link":
            yield value.text  # type: ignore[attr-defined]
        case "ruby":
            yield from (value.text, value.reading)  # type: ignore[attr-defined]
        case "note":
            yield from _said(value.content)  # type: ignore[attr-defined]
        case "figure" | "table":
            number = value.number  # type: ignore[attr-defined]
            sign = {"figure": "図", "table": "表"}[kind]
            yield number if isinstance(number, str) else f"{sign}{number}" if number else ""
            yield value.title  # type: ignore[attr-defined]
            table = value.table if kind == "figure" else None  # type: ignore[attr-defined]
            if table and value.values != "none":  # type: ignore[attr-defined]
                yield from _said((table.head, table.rows))
            if kind == "table":
                yield from _said((value.head, value.rows))  # type: ignore[attr-defined]
        case _ if is_dataclass(value):
            if isinstance(value, Heading):
                yield from (value.mark, value.title)
            else:
                yield getattr(value, "title", "")  # of what is set apart
                yield from (said for each in fields(value) for said in _said(getattr(value, each.name)))
        case _ if isinstance(value, tuple | list):
            yield from (said for each in value for said in _said(each))


def letters(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter for text in texts for letter in text if not letter.isspace())


def real_losses(content: bytes, document: Document) -> tuple[Counter[str], Counter[str]]:
    """Give the letters that the file has and the plan lacks, and those that the plan has and the file lacks."""
    before, after = letters(words_of_file(content)), letters(words_of_plan(document))
    return before - after, after - before


def listed_losses(found: Iterable[Discrepancy]) -> tuple[Counter[str], Counter[str]]:
    """Give the letters that the report says went, and those it says came, what came back taken off."""
    found = tuple(found)
    before, after = letters(each.before for each in found), letters(each.after for each in found)
    return before - after, after - before
