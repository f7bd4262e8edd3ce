"""The words of a table's cell before layout: which there are, how wide they are, and where no line may begin."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.display import with_wide_signs
from hidaka_dx.japanese.ragged import Ragged, ragged
from hidaka_dx.theme import SMALLEST, ColumnKind
from hidaka_dx.typeset.allotting import PADDING, Words

BLOCKS: Final = frozenset(("p", "li", "br", "ul", "ol", "div"))
UNSEEN: Final = frozenset(("rt",))
NOTE: Final = "注1"
"""Stands for the mark of a note, whose words are at the foot of the page."""
PAGE: Final = "000"
"""Stands for a page number, which is known only after layout."""


def plain_words(cell: Element) -> str:
    """Return the words of a cell as they now are: without notes, and without what a redline strikes out."""
    return _now(cell).strip()


def _now(element: Element) -> str:
    if element.tag == "del" or element.get("class") in ("footnote", "note-call"):
        return ""
    return (element.text or "") + "".join(_now(child) + (child.tail or "") for child in element)


def measured_words(cell: Element, kind: ColumnKind = "text") -> Words:
    """Measure the words of a cell."""
    bold = cell.tag == "th"
    indent = SMALLEST if cell.find("ul") is not None or cell.find("ol") is not None else 0.0
    reader = _Reader()
    reader.read(cell)
    extra = _extra(cell)
    found: list[tuple[Ragged, float]] = []
    for text, glued in reader.paragraphs():
        said = (
            text.replace("1", "0") if kind == "number" or "numeric" in cell.get("class", "") else text
        )  # all digits of a column are equally wide
        found.append((ragged(said, SMALLEST, glued, bold=bold), indent + extra))
    return Words(tuple(found))


def _extra(cell: Element) -> float:
    """Return what a cell is set in further than others."""
    found = re.search(r"padding-right: ([0-9.]+)pt", cell.get("style", ""))
    return float(found[1]) - PADDING / 2 if found else 0.0


class _Reader:
    """Reads the paragraphs of a cell with the places where no line may begin."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self.glued: list[set[int]] = [set()]

    def paragraphs(self) -> Iterator[tuple[str, frozenset[int]]]:
        """Yield the paragraphs that have been read, as they are shown."""
        for text, glued in zip(self.texts, self.glued, strict=True):
            if text:
                yield with_wide_signs(text), frozenset(glued)

    def read(self, element: Element) -> None:
        """Read an element's words."""
        self._add(element.text, element.get("class", ""))
        for child in element:
            if child.tag in BLOCKS:
                self._end()
            if child.get("class") == "footnote":
                self._add(NOTE, "code")
            elif child.get("class") == "page":
                self._add(PAGE, "")
            elif child.tag not in UNSEEN:
                self.read(child)
            if child.tag in BLOCKS:
                self._end()
            self._add(child.tail, element.get("class", ""))

    def _end(self) -> None:
        if self.texts[-1]:
            self.texts.append("")
            self.glued.append(set())

    def _add(self, text: str | None, name: str) -> None:
        said = " ".join((text or "").split()) if text and not text.strip() else (text or "").replace("\n", "")
        if not said.strip() and not (said and self.texts[-1]):
            return
        start = len(self.texts[-1])
        self.texts[-1] += said
        if name == "code":
            self.glued[-1].update(range(start + 1, start + len(said) + 1))
        elif name == "phrase":
            self.glued[-1].update(range(start + 1, start + len(said)))
