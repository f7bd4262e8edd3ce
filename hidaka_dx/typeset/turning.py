"""Tables that are too wide for a page in portrait turn, with what belongs to them."""

from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.typeset.markup import HEADINGS, add_class, classes

NOTE: Final = "below"
"""Class of a paragraph that is the note of the table above it."""


def turn(parent: Element, table: Element, sheet: Element | None) -> None:
    """Give a table that is too wide for a page in portrait a page on its side, with its heading and notes; a sheet turns whole."""
    if sheet is not None:
        add_class(sheet, "turned")
        return
    turned = Element("div", {"class": "turned"})
    place = list(parent).index(table)
    while place and parent[place - 1].tag in HEADINGS:
        place -= 1
        turned.insert(0, parent[place])
        parent.remove(parent[place])
    turned.append(table)
    parent.remove(table)
    parent.insert(place, turned)
    turned.tail, table.tail = table.tail, None
    while place + 1 < len(parent) and NOTE in classes(parent[place + 1]):
        turned.append(parent[place + 1])
        parent.remove(parent[place + 1])
