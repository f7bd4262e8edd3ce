"""A paragraph as numbers: how wide, where to end each line, how to fill it (行の調整処理, JLREQ 3.8).

Knows nothing of WeasyPrint. Lengths are in CSS px.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, NamedTuple

from hidaka_dx.typeset.breaks import SPACE, breaks
from hidaka_dx.typeset.spacing import ENDING, FIRM, HALF, MIXED, OPENING, Joint, fill, joint

FULL_WIDTH: Final = 0.9
"""From this share of an em on, a bracket's glyph has a blank half."""
EPSILON: Final = 1e-6


class Letter(NamedTuple):
    """One character of a paragraph as its font has it."""

    char: str
    width: float
    """Its advance; 0 inside a cluster."""
    em: float
    """Size of its font."""
    raised: bool = False
    """Whether it stands off the baseline, as the mark of a note does."""


class End(NamedTuple):
    """Where a line ends."""

    index: int
    """The next line begins here."""
    fits: bool
    """Whether the line keeps within the room it has."""


@dataclass
class Paragraph:
    """All text of one block's lines, across its inline elements."""

    letters: Sequence[Letter]
    text: str = ""
    allowed: list[bool] = field(default_factory=list)
    """For each index, whether a line may begin there."""
    joints: list[Joint] = field(default_factory=list)
    """For each index, what is between that character and the one before it."""
    places: list[float] = field(default_factory=list)
    """For each index, the left edge of the character in one endless unadjusted line."""
    slack: list[float] = field(default_factory=list)
    """For each index, how much all joints up to there can shrink."""
    line_start: int = 0
    """First character of the line that is being set."""

    def __post_init__(self) -> None:
        """Work out joints, breaks and sums once."""
        self.text = "".join(letter.char for letter in self.letters)
        self.allowed = breaks(self.text)
        self.joints = [FIRM]
        for index in range(1, len(self.letters)):
            before, letter = self.letters[index - 1], self.letters[index]
            self.joints.append(self._joint(before, letter))
            if letter.raised and not before.raised:
                self.allowed[index] = False
        steps = [before.width + self.gap(index) for index, before in enumerate(self.letters[:-1], 1)]
        self.places = list(accumulate(steps, initial=0.0))
        self.slack = list(accumulate(self.joints[index].shrink * self.em(index) for index in range(len(self.letters))))

    @staticmethod
    def _joint(left: Letter, right: Letter) -> Joint:
        """Give the joint of two letters, as their glyphs allow it."""
        found = joint(left.char, right.char)
        if left.raised != right.raised or (found is MIXED and left.em != right.em):
            return FIRM
        if found.natural < 0:
            blank = left if left.char in ENDING else right
            return found if blank.width >= FULL_WIDTH * blank.em else FIRM
        return found

    def em(self, index: int) -> float:
        """Give the em that the joint before a character is measured in."""
        return self.letters[max(index - 1, 0)].em

    def gap(self, index: int) -> float:
        """Give the unadjusted space before a character that does not begin a line."""
        return self.joints[index].natural * self.em(index)

    def flush(self, index: int) -> float:
        """Give the blank that is cut off where a character begins a line (行頭の始め括弧, JLREQ 3.1.5: 天付き)."""
        letter = self.letters[index]
        blank = letter.char in OPENING and letter.width >= FULL_WIDTH * letter.em
        return HALF * letter.em if blank else 0.0

    def hang(self, end: int) -> float:
        """Give the blank half that a line ending before `end` may let stand out (行末の約物, JLREQ 3.1.9)."""
        letter = self.letters[end - 1]
        blank = letter.char in ENDING and letter.width >= FULL_WIDTH * letter.em
        return HALF * letter.em if blank else 0.0

    def trimmed(self, start: int, end: int) -> int:
        """Give the end of a line without the word spaces there."""
        while end > start and self.text[end - 1] == SPACE:
            end -= 1
        return end

    def width(self, start: int, end: int) -> float:
        """Give the unadjusted width of characters with the spaces between them."""
        if end <= start:
            return 0.0
        return self.places[end - 1] + self.letters[end - 1].width - self.places[start]

    def lead(self, start: int, *, at_line_start: bool) -> float:
        """Give the unadjusted space before a piece of a line; negative where a blank is cut off."""
        return -self.flush(start) if at_line_start else self.gap(start)

    def end_of_line(self, start: int, stop: int, room: float, *, shrink: bool) -> End:
        """Choose where the line ends that has `room` from `start` on; look no further than `stop`.

        Takes the last break that fits; if `shrink`, the one after it too where squeezing asks less than stretching.
        """
        fitting = first_wide = 0
        for index in self._ends(start, stop):
            end = self.trimmed(start, index)
            if self.width(start, end) - (self.hang(end) if end > start else 0.0) <= room + EPSILON:
                fitting = index
            else:
                first_wide = index
                break
        if fitting and first_wide and shrink and self._squeezes(start, fitting, first_wide, room):
            fitting = first_wide
        return End(fitting or first_wide, fits=bool(fitting))

    def last_fitting(self, start: int, stop: int, room: float) -> int:
        """Choose the end of a line inside a word that is too long for it; at least one character is taken."""
        fitting = start + 1
        while fitting < stop and (self.letters[fitting].width == 0 or self.width(start, fitting + 1) <= room + EPSILON):
            fitting += 1
        return fitting

    def _ends(self, start: int, stop: int) -> Iterator[int]:
        """Give all possible ends of a line, in order."""
        yield from (index for index in range(start + 1, stop) if self.allowed[index])
        yield stop

    def _squeezes(self, start: int, fitting: int, wider: int, room: float) -> bool:
        """Say whether squeezing in the text up to `wider` asks less than stretching the text up to `fitting`."""
        end, short_end = self.trimmed(start, wider), self.trimmed(start, fitting)
        excess = self.width(start, end) - self.hang(end) - room
        missing = room - self.width(start, short_end)
        able = self.slack[end - 1] - self.slack[self.line_start]
        return excess <= able + EPSILON and excess < missing

    def fill(self, start: int, end: int, room: float) -> list[float]:
        """Give the final spaces before the characters of `start` + 1 … `end` - 1 when `room` is to be used up."""
        joints = self.joints[start + 1 : end]
        ems = [self.em(index) for index in range(start + 1, end)]
        return [each.natural * em + more for each, em, more in zip(joints, ems, fill(joints, ems, room), strict=True)]
