"""Sheets of measures on pages, before layout: which share a page, and in what size.

A sheet is set in the size of the text; before it takes a second page, or keeps another sheet from its page, it is set
a little smaller (`BodySetting.sheet_sizes`), at last with rows and fields closer to each other. Where its page has room, they stand
farther apart. Two fields that may stand beside each other do so where that takes less paper, in a whole
document alike. Heights are estimated from the theme and the paddings of assets/css/sheet.css; tests compare them with printed pages.
Lengths are in points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, fsum
from typing import Final, NamedTuple
from xml.etree.ElementTree import Element

from hidaka_dx.appearance import USUAL_SETTING, BodySetting
from hidaka_dx.japanese.ragged import ragged, run_width, running, segments, whole
from hidaka_dx.theme import CARDS, HALF, LABEL, LINE, LINES, MEASURE, NOTE, SMALLEST, STRIP
from hidaka_dx.typeset.markup import add_class, classes, placed_cells, share
from hidaka_dx.typeset.sheet_pages import shared_pages
from hidaka_dx.typeset.tables import PHRASES

WORDS: Final = MEASURE - LABEL
"""Width of the words beside their label."""
RAGGED: Final = {"lead": WORDS, "facts": MEASURE, "foot": MEASURE, "of-2": CARDS[2], "of-3": CARDS[3]}
"""Fields and cards whose lines end between phrases, with the width of their lines."""
CHAPTER: Final = 62.0
"""Height of a chapter's head with the space below it, and that above its first sheet."""
BETWEEN: Final = 19.5
"""Space between two sheets of a page."""
BLANK: Final = " \u3000"
BLANKS: Final = re.compile("[ \\n\\t]+")
LONG_WORD: Final = re.compile("[!-~]{12,}")
LOSS: Final = 0.25
"""What a line leaves empty on average, in ems."""
SURE: Final = 3.0
"""What must be left free on a page, as heights are estimated."""
SPARE: Final = 2 * LINE
"""What stays free at least on a page of roomy sheets, as heights are estimated."""
ROW_AIR, FIELD_AIR = 3.25, 6.5
"""What a row of a table and a field of a roomy sheet take more."""
BLOCKS: Final = frozenset(("p", "li"))
CLOSER_ROW, CLOSER_FIELD, CLOSER_LEAD = 1.625, 3.25, 4.875
"""What a row of a table, a field and the first sentence of a close sheet take less."""
BETWEEN_CLOSE: Final = 9.75
"""Space between two close sheets of a page."""
FIELDS: Final = frozenset(("facts", "foot", "lead", "half", "whole"))


@dataclass(frozen=True)
class KnownFit:
    """What is known of the document that a page of HTML is a part of."""

    beside: bool
    """Whether fields stand beside each other."""
    more: bool
    """Whether more sheets of the same chapter follow."""


def fit_sheets(page: Element, setting: BodySetting = USUAL_SETTING, known: KnownFit | None = None) -> None:
    """Mark the sheets below `page` with their size, with the page they begin, and as set beside each other."""
    fitting = Fitting(setting)
    for name, room in RAGGED.items():
        for field in _having(page, name):
            for element in (each for each in _words(field).iter() if each.tag != "h3"):  # titles have phrases anyway
                element.set(PHRASES, f"{room:.2f}")
    for chapter in page.iter("section"):
        sheets = [each for each in chapter if "sheet" in classes(each)]
        if known and known.more and not sheets and chapter in page.findall(".//main/section")[-1:]:
            add_class(chapter, "sheets")
        if sheets:
            if known.beside if known else fitting.is_shorter_beside(sheets):
                set_beside(sheets)
            fitting.set_pages(chapter, sheets, more=bool(known and known.more))


def set_beside(sheets: Sequence[Element]) -> None:
    """Mark fields as standing beside each other."""
    for halves in (found for each in sheets for found in _having(each, "halves")):
        add_class(halves, "beside")


@dataclass(frozen=True)
class Fitting:
    """Sets sheets on pages; heights are estimated for one setting of body text."""

    setting: BodySetting

    @property
    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Size and line pitch of the words of a sheet, in the order in which they are tried."""
        return self.setting.sheet_sizes

    @property
    def close(self) -> int:
        """The last way to be tried: the smallest size, and all closer."""
        return len(self.sizes)

    def is_shorter_beside(self, sheets: Sequence[Element]) -> bool:
        """Tell whether all sheets together are shorter with fields beside each other."""
        return fsum(self.height(each, beside=True) for each in sheets) < fsum(map(self.height, sheets))

    def set_pages(self, chapter: Element, sheets: Sequence[Element], *, more: bool = False) -> None:
        """Mark the sheets of a chapter that begin a page, their size, and those whose page has room; `more` may follow."""
        used = self._used(chapter)
        add_class(chapter, "sheets begins" if used else "sheets")
        for place, (group, size) in enumerate(self._pages(sheets, used)):
            if place or not used:
                add_class(group[0], "first")
            least = self.close if "turned" in classes(group[0]) else size  # a page on its side holds fewer lines
            for each in group if least else ():
                add_class(each, f"fit-{self.close - 1} close" if least == self.close else f"fit-{least}")
            free = LINES * LINE - SURE - self._used_by(group) - (0.0 if place else used)
            if (more or group[-1] is not sheets[-1]) and not least and _air(group) + SPARE <= free:
                for each in group:
                    add_class(each, "roomy")

    def _used_by(self, group: Sequence[Element]) -> float:
        """Estimate the height of the sheets of a page in the size of the text."""
        return fsum(map(self.height, group)) + BETWEEN * (len(group) - 1)

    def _used(self, chapter: Element) -> float:
        """Return the height of what stands above a chapter's first sheet; 0 where that leaves too little room for it."""
        above = 0.0
        for each in chapter:
            if "sheet" in classes(each):
                fits = above + self.height(each, self.close) <= LINES * LINE - SURE
                return above if fits else 0.0
            above += self._above(each)
        return 0.0

    def _above(self, element: Element) -> float:
        """Estimate the height of a chapter's head, or of a block below it."""
        if element.tag == "h2":
            return CHAPTER
        if element.tag == "table":
            return _table(element) + LINE / 2
        return _Text(*self.sizes[0], MEASURE).lines(_said(element)) * self.setting.line

    def _pages(self, sheets: Sequence[Element], used: float) -> Iterator[tuple[Sequence[Element], int]]:
        """Yield the sheets of each page with their size; of the first page `used` is taken."""
        heights = [tuple(self.height(each, size) for size in range(self.close + 1)) for each in sheets]
        between = (*[BETWEEN] * self.close, BETWEEN_CLOSE)
        for first, end, size in shared_pages(heights, between, LINES * LINE - SURE, used):
            yield sheets[first:end], size

    def height(self, sheet: Element, size: int = 0, *, beside: bool | None = None) -> float:
        """Estimate the height of a sheet in one of the sizes; one on its side has its page to itself."""
        if "turned" in classes(sheet):
            return LINES * LINE - SURE
        names = classes(sheet)
        is_close = size == self.close or "close" in names
        air = _air([sheet]) if "roomy" in names else -_tightness(sheet) if is_close else 0.0
        return fsum(self._part(each, min(size, self.close - 1), beside=beside) for each in sheet) + air

    def _part(self, element: Element, size: int, *, beside: bool | None) -> float:
        names = frozenset(classes(element))
        if element.tag == "h3":
            return _Text(16, 22.5, MEASURE - 40, bold=True).lines(_said(element)) * 22.5 + 6.0
        if element.tag in ("table", "figure"):
            return _table(element) if element.tag == "table" else _figure(element)
        if "halves" in names:
            return self._halves(element, size, beside="beside" in names if beside is None else beside)
        if names & FIELDS:
            return self._field(element, size)
        return fsum(self._part(each, size, beside=beside) for each in element)

    def _field(self, element: Element, size: int) -> float:
        """Estimate the height of a field, or of a line of fields."""
        names = classes(element)
        if "facts" in names or "foot" in names:
            padding = 6.5 if "facts" in names else 3.25
            return whole(_run(element), SMALLEST).set_in(MEASURE)[0] * NOTE + padding
        if "lead" in names:
            return (
                _Text(self.setting.section, self.setting.line, WORDS, bold=True, phrases=True).height(_words(element))
                + 9.75
            )
        return max(_Text(*self.sizes[size], WORDS).height(_words(element)), self.sizes[size][1]) + 7

    def _halves(self, element: Element, size: int, *, beside: bool) -> float:
        if not beside:
            return fsum(self._part(each, size, beside=beside) for each in element)
        room = HALF if len(element) > 1 else MEASURE
        return max((_Text(*self.sizes[size], room).height(_words(each)) for each in element), default=0.0) + NOTE + 7


def _air(group: Sequence[Element]) -> float:
    """Return what sheets take more where their rows and fields stand apart."""
    names = [frozenset(classes(each)) for sheet in group for each in sheet.iter()]
    rows = [row for sheet in group for row in sheet.iter("tr") if "strip" not in classes(row)]
    return ROW_AIR * len(rows) + FIELD_AIR * len([each for each in names if each & {"lead", "half", "whole"}])


def _tightness(sheet: Element) -> float:
    """Return what a sheet takes less where all is closer."""
    rows = [row for table in sheet.iter("table") if "drawn" not in classes(table) for row in table.iter("tr")]
    fields = [frozenset(classes(each)) for each in sheet.iter()]
    return (
        CLOSER_ROW * len(rows)
        + CLOSER_FIELD * len([each for each in fields if each & {"facts", "half", "whole"}])
        + CLOSER_LEAD * len([each for each in fields if "lead" in each])
    )


class _Text(NamedTuple):
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
        return fsum((listed if each in held else inner).lines(_said(each)) for each in blocks or [element]) * self.pitch


def _run(line: Element) -> tuple[str, ...]:
    """Return the pieces of a line of short fields that are not parted: a field, or a phrase of other words."""
    pieces: list[str] = []
    for unit, said in _pieces(line):
        if not said.strip(BLANK) and pieces:
            pieces[-1] += said.strip(" ")
        elif said.strip(BLANK):
            pieces += [said] if unit else segments(said.strip(" "))
    return tuple(pieces)


def _pieces(line: Element) -> Iterator[tuple[bool, str]]:
    """Yield the texts of a line, each with whether it is a field that stays whole."""
    yield False, BLANKS.sub(" ", line.text or "")
    for child in line:
        yield bool({"run", "value", "label"} & set(classes(child))), BLANKS.sub(" ", "".join(child.itertext()))
        yield False, BLANKS.sub(" ", child.tail or "")


def _table(table: Element) -> float:
    widths = [share(col) * MEASURE for col in table.iter("col")]
    rows = list(table.iter("tr"))
    caption = NOTE if table.find("caption") is not None else 0.0
    beside = 1.5 if "drawn" in classes(table) else 3.75
    return fsum(_row(row, widths, beside) for row in rows) + caption + 5.0


def _row(row: Element, widths: Sequence[float], beside: float) -> float:
    """Estimate the height of a row; `beside` is what it takes beside its lines."""
    if "strip" in classes(row):
        return STRIP
    lines = 1
    for at, span, cell in placed_cells(row):
        room = fsum(widths[at : at + span]) - 6
        lines = max(
            lines,
            _Text(SMALLEST, NOTE, max(room, SMALLEST), bold=cell.tag == "th", phrases=PHRASES in cell.attrib).lines(
                _said(cell)
            ),
        )
    return lines * NOTE + beside


def _figure(figure: Element) -> float:
    drawn = next((each.get("style", "") for each in figure.iter() if "height: " in each.get("style", "")), "")
    high = float(drawn.partition("height: ")[2].partition("pt")[0] or 0)
    return high + fsum(LINE for each in figure.iter("p") if _said(each)) + LINE


def _having(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if name in classes(each))


def _words(field: Element) -> Element:
    return next(_having(field, "words"), field)


def _said(element: Element) -> str:
    return BLANKS.sub(" ", "".join(element.itertext())).strip(" ")
