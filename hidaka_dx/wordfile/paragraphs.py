"""Paragraphs: style, place in a list, bookmarks, and whether the whole paragraph is inserted or deleted."""

from collections.abc import Iterable
from dataclasses import dataclass

from hidaka_dx.comparison.words import State
from hidaka_dx.wordfile.elements import element, valued
from hidaka_dx.wordfile.lines import LineWriter
from hidaka_dx.wordfile.paired_units import MarkedWords
from hidaka_dx.wordfile.styles import HANGING, UPRIGHT


@dataclass(frozen=True)
class Setting:
    """How the paragraphs of a block stand."""

    style: str = "BodyText"
    level: int = -1
    """Depth of the list they stand in, 0 for the outermost; -1 outside of lists."""
    numbering: int = 0
    """The list whose mark the paragraph bears; 0 without a mark."""
    at_the_right: bool = False


BODY = Setting()


class ParagraphWriter:
    """Writes paragraphs, each id as bookmarks of the first paragraph that can bear it."""

    def __init__(self, lines: LineWriter) -> None:
        """Write words with `lines`, which knows the bookmarks."""
        self.lines = lines
        self.waiting: list[str] = []
        """Bookmarks of what begins with the next paragraph."""
        self.placed = 0
        """How many bookmarks are written."""
        self.width = UPRIGHT.measure
        """Width of the text block, in twentieths of a point."""

    def begin(self, name: str, state: State) -> None:
        """Tell the id of what begins with the next paragraph."""
        self.waiting += self.lines.bookmarks.give(name, state)

    def paragraph(
        self, pieces: Iterable[MarkedWords], state: State, setting: Setting = BODY, *, more: str = "", runs: str = ""
    ) -> str:
        """Write a paragraph of a line of words; `more` are properties of the paragraph, `runs` XML before the words."""
        content = runs + self.lines.runs(pieces, whole=state != "same")
        return self.framed(content, state, setting, more)

    def framed(self, content: str, state: State, setting: Setting = BODY, more: str = "") -> str:
        """Write a paragraph of finished runs."""
        for name in self.waiting:  # around the words: one between two words goes with the deletion of either
            content = self._bookmarked(name, content)
        self.waiting.clear()
        right = valued("w:jc", "right") if setting.at_the_right else ""
        properties = valued("w:pStyle", setting.style) + self._place(setting) + more + right
        properties += element("w:rPr", {}, self.lines.revision(state)) if state != "same" else ""
        return element("w:p", {}, element("w:pPr", {}, properties), content)

    def _bookmarked(self, name: str, content: str) -> str:
        self.placed += 1
        start = element("w:bookmarkStart", {"w:id": self.placed, "w:name": name})
        return start + content + element("w:bookmarkEnd", {"w:id": self.placed})

    @staticmethod
    def _place(setting: Setting) -> str:
        """Write the mark and the indent of a paragraph in a list."""
        if setting.level < 0:
            return ""
        if setting.numbering:
            return element("w:numPr", {}, valued("w:ilvl", setting.level), valued("w:numId", setting.numbering))
        return element("w:ind", {"w:left": HANGING * (setting.level + 1), "w:firstLine": 0})
