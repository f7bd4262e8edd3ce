"""A paragraph as numbers: character widths, line breaks and justification (行の調整処理, JLREQ 3.8).

Independent of WeasyPrint. Lengths are in CSS px.
"""

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import inf
from operator import add
from typing import Final, NamedTuple

from hidaka_dx.japanese.kinsoku import FULL_OPENING, NOT_FIRST, NOT_LAST, breaks, unbreakable_places
from hidaka_dx.japanese.letters import SPACE, is_index, is_western
from hidaka_dx.japanese.ragged import CODE, LEAST_LAST, WORD, is_kept, words_in
from hidaka_dx.japanese.spacing import ENDING, FIRM, HALF, LOOSEST, MIXED, Gap, fill, joint

FULL_WIDTH: Final = 0.9
"""Minimum advance, as a share of an em, from which a bracket's glyph includes a blank half."""
EPSILON: Final = 1e-6
PARTING: Final = frozenset("/_-?&=#.@,:;")
"""Characters after which readers expect an address, a hash or a list without spaces to continue on the next line."""
_REACH: Final = 4
"""Maximum number of characters beyond the room that can fit by compressing and overhanging blanks."""


class End(NamedTuple):
    """The end of a line: where it breaks."""

    resume: int
    """The next line begins here."""
    fits: bool
    """Whether the line fits its room."""


class Tie(NamedTuple):
    """A code, such as the number of a measure, and the name that follows it: kept on one line where there is room."""

    code: int
    """First character of the code."""
    name: int
    """First character of the name, behind the blank."""
    whole: int
    """First character after which the name may break."""


@dataclass
class ParagraphText:
    """The text of one block's lines, across its inline elements; every sequence has one entry per character.

    Arrays take a quarter of the memory of lists.
    """

    text: str
    widths: Sequence[float]
    """Advance of each character; 0 inside a cluster."""
    ems: list[float]
    """Size of each character's font."""
    raised: list[bool]
    """Whether the character is off the baseline, as a note mark is."""
    ties: Sequence[Tie] = ()
    """Codes followed by their names."""
    overhangs: Mapping[int, float] = field(default_factory=dict)
    """By how many ems of the one before a character is set closer to it, as readings reach over kana."""
    allowed: list[bool] = field(init=False)
    """Whether a line may begin at the character."""
    joints: list[Gap] = field(init=False)
    """The space between the character and the one before it."""
    places: "array[float]" = field(init=False)
    """Left edge of the character if the whole paragraph were one unadjusted line."""
    slack: "array[float]" = field(init=False)
    """Total compressibility of all joints up to the character."""
    line_start: int = 0
    """First character of the current line."""
    line_room: float = inf
    """Width available in the current line."""
    spent: float = 0.0
    """Compression that the earlier segments of the current line already need."""
    relief: int = 0
    """Emergency break of the current line inside a word that is wider than the room; 0 if there is none."""

    def __post_init__(self) -> None:
        """Work out joints, breaks and sums once."""
        self.widths = array("d", self.widths)
        self.allowed = breaks(self.text)
        self.joints = [FIRM, *(joint(left, right) for left, right in pairwise(self.text))]
        if any(self.raised) or len(set(self.ems)) > 1:
            self._respect_sizes()
        for index, each in enumerate(self.joints):
            if each.natural < 0 and not self._is_full(index - (self.text[index - 1] in ENDING)):
                self.joints[index] = FIRM
        for index, reach in self.overhangs.items():
            self.joints[index] = Gap(-reach)
        natural = [each.natural * em for each, em in zip(self.joints[1:], self.ems, strict=False)]
        steps = map(add, self.widths, natural)
        self.places = array("d", accumulate(steps, initial=0.0))
        shrink = [each.shrink * em for each, em in zip(self.joints[1:], self.ems, strict=False)]
        self.slack = array("d", accumulate(shrink, initial=0.0))
        self._tie(inf)

    def keep(self, pieces: Sequence[str], room: float) -> None:
        """Let lines end between `pieces` only, which together are the text; one too wide for lines of `room` may part."""
        start, codes = 0, {tie.name: tie.code for tie in self.ties}
        for piece in pieces:
            end = start + len(piece)
            wide = self.width(codes.get(start, start), self.trimmed(start, end)) - self.hang(end)
            if is_kept(wide, room + EPSILON, self.ems[start]):
                self.allowed[start + 1 : end] = [False] * (end - start - 1)
            else:
                self._part(start, words_in(piece), room)
            if code := CODE.match(piece):
                name = start + len(code[0])
                self.allowed[name : name + 1] = [self._needs_a_line(start, name, end, room)]
            start = end
        for start, end in (found.span() for found in WORD.finditer(self.text)):
            if self.width(start, end) <= room + EPSILON:
                self.allowed[start + 1 : end] = [False] * (end - start - 1)

    def _part(self, start: int, words: Sequence[str], room: float) -> None:
        """Let lines end between words, if each fits a line; else wherever they may, but not before a short end."""
        edges = [start, *accumulate(map(len, words), initial=start)][1:]
        end = edges[-1]
        if all(self._fits(*each, room) for each in pairwise(edges)):
            closed = [index for index in range(start + 1, end) if index not in edges]
        else:
            closed = list(range(max(start, end - LEAST_LAST) + 1, end))
        for index in closed:
            self.allowed[index] = False

    def _needs_a_line(self, code: int, name: int, end: int, room: float) -> bool:
        """Tell whether a code stands on a line of its own, as its name would be broken beside it, but not below it."""
        whole = len(words_in(self.text[code:end])[0]) + code
        if name >= whole or self._fits(code, whole, room) or not self._fits(name, whole, room):
            return False
        self.allowed[name + 1 : whole] = [False] * (whole - name - 1)
        return True

    def _fits(self, start: int, end: int, room: float) -> bool:
        end = self.trimmed(start, end)
        return self.width(start, end) - self.hang(end) <= room + EPSILON

    def keep_end(self) -> None:
        """Let the last line be no shorter than a few characters."""
        self.allowed[1 - LEAST_LAST :] = [False] * min(LEAST_LAST - 1, len(self.allowed))

    def _respect_sizes(self) -> None:
        """Keep superscripts with the word they belong to, and add no 和欧間 between different font sizes."""
        for index in range(1, len(self.text)):
            up, after_up = self.raised[index], self.raised[index - 1]
            if up:
                self.allowed[index] = False
            if up != after_up or (self.joints[index] is MIXED and self.ems[index] != self.ems[index - 1]):
                self.joints[index] = FIRM

    def _is_full(self, index: int) -> bool:
        """Tell whether a character is full width (one em), so that punctuation includes half an em of blank."""
        return self.widths[index] >= FULL_WIDTH * self.ems[index]

    def gap(self, index: int) -> float:
        """Return the natural space before a character that does not begin a line."""
        return self.joints[index].natural * self.ems[index - 1]

    def flush(self, index: int) -> float:
        """Return the blank to remove where a character begins a line (行頭の始め括弧, JLREQ 3.1.5: 天付き)."""
        blank = self.text[index] in FULL_OPENING and self._is_full(index)
        return HALF * self.ems[index] if blank else 0.0

    def hang(self, end: int) -> float:
        """Return the blank half that may overhang if a line ends before `end` (行末の約物, JLREQ 3.1.9)."""
        blank = self.text[end - 1] in ENDING and self._is_full(end - 1)
        return HALF * self.ems[end - 1] if blank else 0.0

    def trimmed(self, start: int, end: int) -> int:
        """Return the end of a line without trailing word spaces."""
        while end > start and self.text[end - 1] == SPACE:
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Return the natural width of a range of characters, including the spaces between them."""
        return self.places[end - 1] + self.widths[end - 1] - self.places[start] if end > start else 0.0

    def lead(self, start: int, *, at_line_start: bool) -> float:
        """Return the natural space before a segment of a line; negative where leading blank is removed."""
        return -self.flush(start) if at_line_start else self.gap(start)

    def begin(self, index: int, room: float) -> None:
        """Start a line of width `room` at a character."""
        self.line_start, self.line_room, self.spent = index, room, 0.0
        self._tie(room)

    def _tie(self, room: float) -> None:
        """Keep codes with their names, unless a code and the first segment of its name are together wider than a line."""
        for tie in self.ties:
            end = self._next(tie.whole, len(self.text))
            self.allowed[tie.name] = self.width(tie.code, self.trimmed(tie.code, end)) > room + EPSILON

    def resume(self, start: int, room: float) -> None:
        """Continue the line with another inline box, for which `room` is left; earlier ones may have to be compressed."""
        before = self.places[start] - self.places[self.line_start] - self.flush(self.line_start)
        if start > self.line_start:
            self.spent = max(0.0, before - self.gap(start) - (self.line_room - room))

    def end_of_line(self, start: int, stop: int, room: float, *, shrink: bool) -> End:
        """Choose the break of a line that has `room` from `start` on, looking no further than `stop`.

        Takes the last break that fits; if `shrink`, also considers the next one, where compressing costs less than
        stretching.
        """
        near = bisect_right(self.places, self.places[start] + room + EPSILON, start + 1, stop)
        wider = 0
        for index in range(min(near + _REACH, stop), start, -1):
            if index < stop and not self.allowed[index]:
                continue
            end = self.trimmed(start, index)
            if end <= start or self.width(start, end) - self.hang(end) <= room + EPSILON:
                squeezes = wider and shrink and self._squeezes(start, index, wider, room)
                return End(wider if squeezes else index, fits=True)
            wider = index
        return End(
            wider or self._next(near, stop), fits=bool(wider) and shrink and self._excess(start, wider, room) <= 0
        )

    def _next(self, index: int, stop: int) -> int:
        """Return the next break opportunity of a line."""
        while index < stop and not self.allowed[index]:
            index += 1
        return index

    def allow_break_inside_word(self, room: float, *, shrink: bool) -> None:
        """Allow a break inside the first word of the line at `line_start` if that word alone is wider than `room`.

        The number of elements (links, notes, words of another language) that the word spans does not matter.
        """
        if self.relief:
            self.allowed[self.relief] = False
        start, self.relief = self.line_start, 0
        stop = self._next(start + 1, len(self.text))
        room -= self.lead(start, at_line_start=True)
        end = self.trimmed(start, stop)
        fits = end <= start + 1 or self.width(start, end) - self.hang(end) <= room + EPSILON
        if not fits and not (shrink and self._excess(start, stop, room) <= 0):
            self.relief = self.last_fitting(start, end, room) % end
            self.allowed[self.relief] = self.relief > 0

    def last_fitting(self, start: int, stop: int, room: float) -> int:
        """Choose a break inside a word that is too long for its line; takes at least one character."""
        fitting = start + 1
        while fitting < stop and (self.widths[fitting] == 0 or self.width(start, fitting + 1) <= room + EPSILON):
            fitting += 1
        able = [index for index in range(fitting, start, -1) if self._may_cut(index)]
        whole = unbreakable_places(self.text[start:stop])
        able = [index for index in able if index - start not in whole] or able
        half = start + (fitting - start) // 2
        return next((index for index in able if index > half and self._parts(index)), able[0] if able else fitting)

    def _parts(self, index: int) -> bool:
        """Tell whether the character before `index` is a separator in an address or the like."""
        left, right = self.text[index - 1], self.text[index : index + 1]
        return left in PARTING and is_western(right) and right.isalnum()

    def _may_cut(self, index: int) -> bool:
        """Tell whether an emergency break before `index` respects 禁則 and does not split a number."""
        left, right = self.text[index - 1], self.text[index : index + 1]
        held = right in NOT_FIRST or left in NOT_LAST or is_index(right)
        return not held and not (left.isdigit() and right.isdigit())

    def _squeezes(self, start: int, fitting: int, wider: int, room: float) -> bool:
        """Tell whether compressing the text up to `wider` costs less than stretching the text up to `fitting`."""
        end = self.trimmed(start, wider)
        excess = self.width(start, end) - self.hang(end) - room
        missing = room - self.width(start, self.trimmed(start, fitting))
        return self._excess(start, wider, room) <= 0 and excess < missing

    def _excess(self, start: int, index: int, room: float) -> float:
        """Return by how much the text up to `index` overflows even when fully compressed; 0 or less if it fits."""
        end = self.trimmed(start, index)
        able = self.slack[end - 1] - self.slack[self.line_start] - self.spent
        return self.width(start, end) - self.hang(end) - room - able - EPSILON

    def fill(self, start: int, end: int, room: float, *, loosest: float = LOOSEST) -> list[float]:
        """Return the final spaces before the characters of `start` + 1 … `end` - 1 after distributing `room`."""
        return fill(self.joints[start + 1 : end], self.ems[start : end - 1], room, loosest)
