"""How high the words, tables and figures of a sheet are, estimated before layout. Lengths are in points."""

import re
from collections.abc import Iterator, Sequence
from math import ceil, fsum
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.display import with_wide_signs
from hidaka_dx.japanese.ragged import ragged, run_width, running, segments
from hidaka_dx.theme import LINE, MEASURE, NOTE, SMALLEST
from hidaka_dx.typeset.markup import classes, placed_cells, share
from hidaka_dx.typeset.strips import high
from hidaka_dx.typeset.tables import PHRASES

BLOCKS: Final = frozenset(("p", "li"))
BLANK: Final = " \u3000"
BLANKS: Final = re.compile("[ \\n\\t]+")
LONG_WORD: Final = re.compile("[!-~]{12,}")
LOSS: Final = 0.25
"""What a line leaves empty on average, in ems."""


class SheetText(NamedTuple):
    """How words are set."""

    size: float
    pitch: float
    room: float
    bold: bool = False
    phrases: bool = False
    """Whether its lines end between phrases."""

    def lines(self, words: str) -> int:
        """Return how many lines a paragraph takes."""
        if self.phrases:
            return ragged(words, self.size, bold=self.bold).set_in(self.room)[0]
        if LONG_WORD.search(words):
            return running(words, self.size, bold=self.bold).set_in(self.room)[0]
        loss = LOSS * self.size
        return max(1, ceil((run_width(words, self.size, bold=self.bold) - 2 * loss) / (self.room - loss)))

    def height(self, element: Element, indent: float = 0.0) -> float:
        """Return the height of an element's paragraphs and items."""
        inner = self._replace(room=self.room - indent)
        blocks = [
            each
            for each in element.iter()
            if each.tag in BLOCKS and not any(c.tag in BLOCKS for c in [*each.iter()][1:])
        ]
        listed = self._replace(room=self.room - self.size)
        held = {child for item in element.iter("li") for child in item.iter()}
        return (
            fsum((listed if each in held else inner).lines(said_by(each)) for each in blocks or [element]) * self.pitch
        )


def pieces_of_line(line: Element) -> tuple[str, ...]:
    """Return the pieces of a line of short fields that are not parted: a field, or a phrase of other words."""
    pieces: list[str] = []
    for unit, said in _pieces(line):
        if not said.strip(BLANK) and pieces:
            pieces[-1] += said.strip(" ")
        elif said.strip(BLANK):
            shown = with_wide_signs(said)
            pieces += [shown] if unit else segments(shown.strip(" "))
    return tuple(pieces)


def _pieces(line: Element) -> Iterator[tuple[bool, str]]:
    """Yield the texts of a line, each with whether it is a field that stays whole."""
    yield False, BLANKS.sub(" ", line.text or "")
    for child in line:
        yield bool({"run", "value", "label"} & set(classes(child))), BLANKS.sub(" ", "".join(child.itertext()))
        yield False, BLANKS.sub(" ", child.tail or "")


def table_height(table: Element) -> float:
    """Estimate the height of a table of a sheet."""
    widths = [share(col) * MEASURE for col in table.iter("col")]
    rows = list(table.iter("tr"))
    caption = NOTE if table.find("caption") is not None else 0.0
    beside = 1.5 if "drawn" in classes(table) else 3.75
    return fsum(_row(row, widths, beside) for row in rows) + caption + 5.0


def _row(row: Element, widths: Sequence[float], beside: float) -> float:
    """Estimate the height of a row; `beside` is what it takes beside its lines."""
    if "strip" in classes(row):
        return high(row)
    lines = 1
    for at, span, cell in placed_cells(row):
        room = fsum(widths[at : at + span]) - 6
        lines = max(
            lines,
            SheetText(SMALLEST, NOTE, max(room, SMALLEST), bold=cell.tag == "th", phrases=PHRASES in cell.attrib).lines(
                said_by(cell)
            ),
        )
    return lines * NOTE + beside


def figure_height(figure: Element) -> float:
    """Estimate the height of a figure with its words."""
    drawn = next((each.get("style", "") for each in figure.iter() if "height: " in each.get("style", "")), "")
    high = float(drawn.partition("height: ")[2].partition("pt")[0] or 0)
    return high + fsum(LINE for each in figure.iter("p") if said_by(each)) + LINE


def having(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a class."""
    return (each for each in element.iter() if name in classes(each))


def words_of(field: Element) -> Element:
    """Return the element that holds the words of a field."""
    return next(having(field, "words"), field)


def said_by(element: Element) -> str:
    """Return what an element says, its blanks as they are set and its signs as they are shown."""
    return with_wide_signs(BLANKS.sub(" ", "".join(element.itertext())).strip(" "))
