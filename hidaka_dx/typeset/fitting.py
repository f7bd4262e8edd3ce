"""Sheets of measures on pages, before layout: which share a page, and in what size.

A sheet is set in the size of the text; before it takes a second page, or keeps another sheet from its page, it is set
a little smaller (`BodySetting.sheet_sizes`), at last with rows and fields closer to each other. Where its page has room, they stand
farther apart. Two fields that may stand beside each other do so where that takes less paper, in a whole
document alike. Heights are estimated from the theme and the paddings of assets/css/sheet.css; tests compare them with printed pages.
Lengths are in points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.appearance import USUAL_SETTING, BodySetting
from hidaka_dx.japanese.ragged import whole
from hidaka_dx.theme import CARDS, HALF, LABEL, LINE, LINES, MEASURE, NOTE, SMALLEST, STRIP_STEP
from hidaka_dx.typeset.markup import add_class, classes
from hidaka_dx.typeset.sheet_air import ROOMY, SPARE, air, step_of, step_to_fill, tightness
from hidaka_dx.typeset.sheet_heights import (
    SheetText,
    figure_height,
    having,
    pieces_of_line,
    said_by,
    table_height,
    words_of,
)
from hidaka_dx.typeset.sheet_pages import MOST_EMPTY, shared_pages
from hidaka_dx.typeset.strips import GROWN, grow, steps_in, strips_of
from hidaka_dx.typeset.tables import PHRASES

WORDS: Final = MEASURE - LABEL
"""Width of the words beside their label."""
RAGGED: Final = {"lead": WORDS, "facts": MEASURE, "foot": MEASURE, "of-2": CARDS[2], "of-3": CARDS[3]}
"""Fields and cards whose lines end between phrases, with the width of their lines."""
CHAPTER: Final = 62.0
"""Height of a chapter's head with the space below it, and that above its first sheet."""
ON_SIDE: Final = 480.0
"""Height of the text on a page on its side (assets/css/page.css)."""
OVER_CHAPTER: Final = 29.25
"""Space above a chapter's head that does not begin a page."""
BETWEEN: Final = 19.5
"""Space between two sheets of a page."""
MARKS: Final = frozenset(("sheets", "begins", "first", "fit-1", "fit-2", "close", "roomy", "roomier", "roomiest"))
"""Classes by which the places and sizes of sheets are told to style sheets."""
SURE: Final = 3.0
"""What must be left free on a page, as heights are estimated."""
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


def fit_sheets(
    page: Element, setting: BodySetting = USUAL_SETTING, known: KnownFit | None = None, *, under: float = 0.0
) -> None:
    """Mark the sheets below `page` with their size, with the page they begin, and as set beside each other.

    `under` is how high the page is filled on which the first chapter of sheets may begin; 0 if that is not known.
    """
    fitting = Fitting(setting)
    grow([row for row in strips_of((page,)) if GROWN in row.attrib], 0)
    for name, room in RAGGED.items():
        for field in having(page, name):
            for element in (each for each in words_of(field).iter() if each.tag != "h3"):  # titles have phrases anyway
                element.set(PHRASES, f"{room:.2f}")
    carried, before = under, None
    for chapter in page.iter("section"):
        sheets = [each for each in chapter if "sheet" in classes(each)]
        if known and known.more and not sheets and chapter in page.findall(".//main/section")[-1:]:
            add_class(chapter, "sheets")
        if sheets:
            if known.beside if known else fitting.is_shorter_beside(sheets):
                set_beside(sheets)
            if before is not None and before is not _before(page, chapter):
                carried = 0.0
            carried = fitting.set_pages(chapter, sheets, more=bool(known and known.more), carried=carried)
            before = chapter


def refit_sheets(page: Element, setting: BodySetting, under: float) -> None:
    """Mark the sheets anew where the page on which the first chapter of sheets may begin is filled up to `under`."""
    for each in page.iter("section"):
        each.set("class", " ".join(name for name in classes(each) if name not in MARKS))
    fit_sheets(page, setting, under=under)


def _before(page: Element, chapter: Element) -> Element | None:
    """Return the part before a chapter."""
    parts = [*next((each for each in page.iter() if chapter in [*each]), page)]
    place = parts.index(chapter) if chapter in parts else 0
    return parts[place - 1] if place else None


def set_beside(sheets: Sequence[Element]) -> None:
    """Mark fields as standing beside each other."""
    for halves in (found for each in sheets for found in having(each, "halves")):
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

    def set_pages(
        self, chapter: Element, sheets: Sequence[Element], *, more: bool = False, carried: float = 0.0
    ) -> float:
        """Mark the sheets of a chapter that begin a page, their size, and those whose page has room; `more` may follow.

        `carried` is how high the page before is filled, if the chapter may begin there. Return that of its last page.
        """
        used, below = self._used(chapter), self._below(chapter, sheets, carried)
        if below is not None:
            used = below
        add_class(chapter, "sheets begins" if used and below is None else "sheets")
        filled = 0.0
        for place, (group, size) in enumerate(self._pages(sheets, used)):
            if place or not used:
                add_class(group[0], "first")
            is_turned = "turned" in classes(group[0])
            least = self._size_on_side(group[0]) if is_turned else size
            for each in group if least else ():
                add_class(each, f"fit-{self.close - 1} close" if least == self.close else f"fit-{least}")
            above = 0.0 if place else used
            filled = above + self._used_by(group, least)
            if not least and (more or is_turned or group[-1] is not sheets[-1]):
                self._set_apart(group, above)
        return filled

    def _set_apart(self, group: Sequence[Element], above: float) -> None:
        """Let the drawings of the sheets of a page grow, then rows and fields stand apart, as far as it has room below `above`."""
        is_turned, rows = "turned" in classes(group[0]), strips_of(group)
        whole = ON_SIDE if is_turned else LINES * LINE
        taken = self._set_upright(group[0], 0) if is_turned else self._used_by(group) + above
        grown = steps_in(whole - taken - SURE - SPARE - air(group), rows)
        grow(rows, grown)
        taken += grown * STRIP_STEP * len(rows)
        if step := step_to_fill(air(group), taken + SURE, whole):
            for each in group:
                add_class(each, ROOMY[step - 1])

    def _size_on_side(self, sheet: Element) -> int:
        """Return the largest size in which a sheet finds room on a page on its side, whose lines are longer than estimated."""
        sizes = range(self.close + 1)
        return next((size for size in sizes if self._set_upright(sheet, size) <= ON_SIDE - SURE), self.close)

    def _below(self, chapter: Element, sheets: Sequence[Element], carried: float) -> float | None:
        """Return how high a chapter's first page is filled above its sheets if it begins on the page before; None if it does not.

        Its head and table stand there, on 0 with all sheets behind, where that takes no more pages and leaves fewer empty.
        """
        above = fsum(self._above(each) for each in chapter if "sheet" not in classes(each))
        under = carried + OVER_CHAPTER + above
        room = LINES * LINE - SURE
        if not carried or "turned" in classes(sheets[0]) or under + LINE > room:
            return None
        ways = {None: self._used(chapter), 0.0: 0.0, under: under}
        if under + self.height(sheets[0], self.close) > room:
            del ways[under]
        costs = {}
        for way, used in ways.items():
            pages = [*self._pages(sheets, used)]
            shared = way is not None and way > 0
            empty = [1 - (carried if way is None else under) / room > MOST_EMPTY] if not shared else []
            costs[way] = (len(pages) - shared, empty.count(True) + self._empty(pages, used))
        return min(costs, key=lambda way: (costs[way], way is None))

    def _empty(self, pages: Sequence[tuple[Sequence[Element], int]], used: float) -> int:
        """Count the pages of sheets, without the last, that stay too empty."""
        filled = [used if not place else 0.0 for place in range(len(pages))]
        for place, (group, size) in enumerate(pages):
            filled[place] += fsum(self.height(each, size) for each in group)
        return len([each for each in filled[:-1] if 1 - each / (LINES * LINE) > MOST_EMPTY])

    def _used_by(self, group: Sequence[Element], size: int = 0) -> float:
        """Estimate the height of the sheets of a page in one of the sizes."""
        return fsum(self.height(each, size) for each in group) + self._between[size] * (len(group) - 1)

    @property
    def _between(self) -> tuple[float, ...]:
        """The space between two sheets of a page, in each of the sizes."""
        return (*[BETWEEN] * self.close, BETWEEN_CLOSE)

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
            return table_height(element) + LINE / 2
        return SheetText(*self.sizes[0], MEASURE).lines(said_by(element)) * self.setting.line

    def _pages(self, sheets: Sequence[Element], used: float) -> Iterator[tuple[Sequence[Element], int]]:
        """Yield the sheets of each page with their size; of the first page `used` is taken."""
        heights = [tuple(self.height(each, size) for size in range(self.close + 1)) for each in sheets]
        for first, end, size in shared_pages(heights, self._between, LINES * LINE - SURE, used):
            yield sheets[first:end], size

    def height(self, sheet: Element, size: int = 0, *, beside: bool | None = None) -> float:
        """Estimate the height of a sheet in one of the sizes; one on its side has its page to itself."""
        if "turned" in classes(sheet):
            return LINES * LINE - SURE
        return self._set_upright(sheet, size, beside=beside)

    def _set_upright(self, sheet: Element, size: int, *, beside: bool | None = None) -> float:
        """Estimate the height of a sheet on an upright page."""
        names = classes(sheet)
        is_close = size == self.close or "close" in names
        more = air([sheet]) * step_of(names) if "roomy" in names else -tightness(sheet) if is_close else 0.0
        return fsum(self._part(each, min(size, self.close - 1), beside=beside) for each in sheet) + more

    def _part(self, element: Element, size: int, *, beside: bool | None) -> float:
        names = frozenset(classes(element))
        if element.tag == "h3":
            return SheetText(16, 22.5, MEASURE - 40, bold=True).lines(said_by(element)) * 22.5 + 6.0
        if element.tag in ("table", "figure"):
            return table_height(element) if element.tag == "table" else figure_height(element)
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
            return whole(pieces_of_line(element), SMALLEST).set_in(MEASURE)[0] * NOTE + padding
        if "lead" in names:
            return (
                SheetText(self.setting.section, self.setting.line, WORDS, bold=True, phrases=True).height(
                    words_of(element)
                )
                + 9.75
            )
        return max(SheetText(*self.sizes[size], WORDS).height(words_of(element)), self.sizes[size][1]) + 7

    def _halves(self, element: Element, size: int, *, beside: bool) -> float:
        if not beside:
            return fsum(self._part(each, size, beside=beside) for each in element)
        room = HALF if len(element) > 1 else MEASURE
        return (
            max((SheetText(*self.sizes[size], room).height(words_of(each)) for each in element), default=0.0) + NOTE + 7
        )
