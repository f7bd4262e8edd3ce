"""Passages of prose that map each letter to its position in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Final, Literal, NamedTuple, TypeAlias

from hidaka_dx.house_style import Level
from hidaka_dx.japanese.numbers import FULL_WIDTH
from hidaka_dx.problem import Place

Kind: TypeAlias = Literal["heading", "contents", "paragraph", "item", "cell", "caption", "data"]
"""`contents` is a heading's wording on the contents page, `caption` the title of a table, `data` a value of a YAML file."""
GAP: Final = 200
"""Letters of mark-up that may stand between two letters of one text: a table's bars and blanks."""
OPEN: Final = "（「『(【〔“"
CLOSE: Final = "）」』)】〕”"
QUOTING: Final = "「『“"
"""Brackets around what is quoted or named."""
POINT: Final = re.compile("[0-9０-９]．[0-9０-９]")
"""A point in a number, which ends no sentence."""
FULL_POINT: Final = re.compile("(?<=[0-9])[，．](?=[0-9])")


class LetterRun(NamedTuple):
    """Letters that are contiguous in a file."""

    offset: int
    """Where the run begins in the passage."""
    position: int
    """Where it begins in the file, counted from 0."""


class SourceText:
    """A file's text, with conversion between places and offsets."""

    def __init__(self, path: str, text: str) -> None:
        """Index the lines once."""
        self.path = path
        self.text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def position(self, place: Place) -> int:
        """Convert a place to an offset."""
        return self._starts[place.line - 1] + place.column - 1

    def place(self, position: int) -> Place:
        """Convert an offset to line and column."""
        line = bisect_right(self._starts, position)
        return Place(self.path, line, position - self._starts[line - 1] + 1)


@dataclass(frozen=True)
class RuleFinding:
    """The result of a rule."""

    place: Place
    words: str
    """The words at fault, as they stand there."""
    names: tuple[str, ...]
    """Names by which the place may be called where the finding is accepted: path, ids of sections, terms, measures."""
    message: str
    """What is wrong and what to do."""
    fix: str | None = None
    """What may safely take the words' place."""
    level: Level | None = None
    """How heavy it is, where it is lighter than its rule."""
    decision: str | None = None
    """The question of style that the town has not yet answered, and of which this is one case: `voice`, `forms:子ども`."""
    is_settled: bool = False
    """The town has answered that question: each place is told by itself."""

    def at_most(self, level: Level) -> "RuleFinding":
        """Return the finding with a level not above the given one."""
        return replace(self, level=level)

    def as_case_of(self, question: str, *, settled: bool) -> "RuleFinding":
        """Mark the finding as a case of a question of style, which the town has answered, or not yet."""
        return replace(self, decision=None if settled else question, is_settled=settled)


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, cell or value, without mark-up."""

    text: str
    kind: Kind
    field: str
    """Where it stands: `chapter`, or kind of file and key, such as `glossary.text`."""
    names: tuple[str, ...]
    source: SourceText
    runs: tuple[LetterRun, ...]
    ruby: tuple[tuple[int, int], ...] = ()
    """Stretches whose reading stands above them."""
    group: str = ""
    """The same for all items of one list, empty elsewhere."""
    fixed: bool = False
    """Tells that its wording is not the town's to choose: articles of a rule that is quoted whole, lists of names."""
    spoken: bool = False
    """Tells that it has the words of others, whose spelling the town may choose, but not what they say and how."""

    @cached_property
    def narrow(self) -> str:
        """Return the text with all digits, thousands separators and points in half width; offsets do not change."""
        text = self.text.translate(FULL_WIDTH)
        return FULL_POINT.sub(lambda found: ",."[found[0] == "．"], text)

    @cached_property
    def _brackets(self) -> tuple[tuple[str, int, int], ...]:
        """Give each pair of brackets: its opening one, and where it begins and ends."""
        found, open_at = list[tuple[str, int, int]](), list[int]()
        for index, letter in enumerate(self.text):
            if letter in OPEN:
                open_at.append(index)
            elif letter in CLOSE and open_at:
                start = open_at.pop()
                found.append((self.text[start], start, index))
        return tuple(found)

    def is_within(self, offset: int, brackets: str = QUOTING) -> bool:
        """Tell whether a letter is inside brackets of some kinds; by default quotation marks."""
        if brackets not in self._depths:
            steps = [0] * (len(self.text) + 1)
            for kind, start, end in self._brackets:
                if kind in brackets:
                    steps[start + 1] += 1
                    steps[end] -= 1
            self._depths[brackets] = tuple(accumulate(steps))
        return self._depths[brackets][offset] > 0

    @cached_property
    def _depths(self) -> dict[str, tuple[int, ...]]:
        """Return the number of open brackets of these kinds around each letter; cached by kinds."""
        return {}

    def place(self, offset: int) -> Place:
        """Return a letter's place in the file."""
        index = bisect_right(self.runs, offset, key=lambda run: run.offset) - 1
        run = self.runs[max(index, 0)]
        return self.source.place(run.position + max(offset - run.offset, 0))

    def found(self, start: int, end: int, message: str, fix: str | None = None) -> RuleFinding:
        """Create a finding about the letters from `start` to `end`."""
        return RuleFinding(self.place(start), self.text[start:end], self.names, message, fix)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Find a pattern; one that is split by mark-up in the file still counts."""
        return pattern.finditer(self.text)

    def figures(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Find a pattern of figures, whatever their width."""
        return pattern.finditer(self.narrow)

    def sentences(self) -> Iterator[tuple[int, str]]:
        """Cut the text at each 。 or ． outside brackets: where a sentence begins, and its words with the stop."""
        start, depth = 0, 0
        for index, letter in enumerate(self.text):
            depth += (letter in OPEN) - (letter in CLOSE and depth > 0)
            if depth == 0 and (letter == "。" or (letter == "．" and not POINT.match(self.text, max(index - 1, 0)))):
                yield start, self.text[start : index + 1]
                start = index + 1
        if start < len(self.text):
            yield start, self.text[start:]


def aligned(text: str, source: SourceText, position: int, offset: int = 0) -> tuple[list[LetterRun], int]:
    """Find the letters of a text one after another in a file, from `position` on, skipping mark-up between them.

    Gives the runs, counted from `offset`, and the position after the last letter.
    """
    if source.text.startswith(text, position):
        return [LetterRun(offset, position)], position + len(text)
    runs: list[LetterRun] = []
    at = position
    for index, letter in enumerate(text):
        found = _next(letter, source.text, at)
        if found is None:
            continue
        if not runs or found != at:
            runs.append(LetterRun(offset + index, found))
        at = found + 1
    return runs or [LetterRun(offset, position)], at


def _next(letter: str, text: str, at: int) -> int | None:
    """Find a letter from a position on; none if the file has it as an escape sequence, or it comes from joining lines."""
    if letter.isspace():
        return at if text[at : at + 1].isspace() else None
    found = text.find(letter, at, at + GAP)
    return None if found < 0 else found
