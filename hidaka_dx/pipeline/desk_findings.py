"""What the checker says of a place that is open at the desk, before it is saved, and of other places because of it.

The whole town is read as if the place were saved: what a rule says of a word depends on the words elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

from hidaka_dx.archive import Archive
from hidaka_dx.content import kind_of, load
from hidaka_dx.desk import MISSING, at_path, changed_paths, located, path_at
from hidaka_dx.files.questions import supposing
from hidaka_dx.lint import Remark, check
from hidaka_dx.lint.passage import SourceText
from hidaka_dx.pipeline.desk import with_change
from hidaka_dx.pipeline.desk_files import data_of, new_faults, text_of
from hidaka_dx.pipeline.desk_history import text_before
from hidaka_dx.pipeline.desk_values import WantedChange
from hidaka_dx.pipeline.examining import as_remarks, findings_despite_faults, ranks_in
from hidaka_dx.source import Data
from hidaka_dx.source import Path as At

FIGURES: Final = re.compile(r"\d+")
"""Numbers of lines, and sums, within a message: with another one it tells of the same fault."""
Known: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True)
class PlaceFinding:
    """A finding within the place that is open."""

    remark: Remark
    at: At | None
    """Path of the value that it is in; none in a passage."""
    start: int | None
    """Where its words begin in that value or passage, in UTF-16 units; none where they are not written there as such."""


@dataclass(frozen=True)
class Consequence:
    """A fault elsewhere, of which there would be none without the change."""

    remark: Remark
    at: At | None = None
    """Path of the changed value that makes it, where that can be told."""


@dataclass(frozen=True)
class DeskFindings:
    """What is found in an open place, and what it makes wrong elsewhere."""

    here: tuple[PlaceFinding, ...] = ()
    elsewhere: tuple[Consequence, ...] = ()


@dataclass
class PlaceChecker:
    """Checks what is typed, one place after the other."""

    root: Path
    _archive: Archive = field(init=False)
    _checking: Lock = field(default_factory=Lock)
    _known: tuple[Mapping[str, str], tuple[Remark, ...]] = ({}, ())
    """The texts that were checked last as they lie on the disk, and what was found."""

    def __post_init__(self) -> None:
        """Open the archive once: the names of its editions are known to rules."""
        self._archive = Archive(self.root)

    def findings(self, change: WantedChange) -> DeskFindings:
        """Return what would be found if a change were saved; nothing where it cannot be saved as it is.

        Raises RefusalError where the file cannot be edited here.
        """
        text, kind = text_of(self.root, change.path), kind_of(change.path)
        new, saved = with_change(text, kind, change)
        if not saved.is_written or tuple(new_faults(change.path, kind, text, new)):
            return DeskFindings()
        with self._checking:
            before = self._found()
            with supposing(self.root, {change.path: new.encode()}):
                after = self._found()
        place = _Place(change, text, new)
        here = {each: place.finding(each) for each in after}
        rest = [each for each, found in here.items() if found is None]
        own = sorted((each for each in here.values() if each), key=lambda each: each.remark.problem.place)
        return DeskFindings(tuple(own), tuple(_caused(_new(before, rest), change)))

    def consequences(self, step: str) -> tuple[Consequence, ...]:
        """Return the faults in other places than its lines that a step of the history has made; none if it is overtaken."""
        change = text_before(self.root, step)
        if change is None or change.before is None:
            return ()
        with self._checking:
            after = self._found()
            with supposing(self.root, {change.path: change.before.encode()}):
                before = self._found()
        own = _changed_lines(change.before, change.after or "")
        return tuple(Consequence(each) for each in _new(before, after) if not _is_in(each, change.path, own))

    def _found(self) -> tuple[Remark, ...]:
        """Return what is found in the content, each place by itself, without what the town accepts."""
        manuscript, problems = load(self.root)
        if manuscript and manuscript.texts == self._known[0]:
            return self._known[1]
        editions = ranks_in(self._archive)
        told = check(manuscript, editions) if manuscript else findings_despite_faults(self.root, editions)
        found = tuple(each for one in (*as_remarks(problems), *told) for each in one.each if each.accepted is None)
        if manuscript:
            self._known = manuscript.texts, found
        return found


class _Place:
    """The place that a change is about, in the text that it makes."""

    def __init__(self, change: WantedChange, before: str, text: str) -> None:
        self.source = SourceText(change.path, text)
        self.words = str(change.after)
        self.data: Data | None = None
        self.at: At = ()
        if change.at is None:
            begin = sum(len(line) + 1 for line in text.split("\n")[: change.line - 1])
            if not text.startswith(self.words, begin):
                begin = max(text.find(self.words), 0)
            self.span = range(begin, begin + len(self.words) + 1)
        else:
            self.data = data_of(text, change.path)
            self.at = located(data_of(before, change.path).value, change.at, change.anchors) or change.at

    def finding(self, remark: Remark) -> PlaceFinding | None:
        """Return a finding as one within the place; none where it is elsewhere."""
        place = remark.problem.place
        if place.path != self.source.path:
            return None
        position = self.source.position(place)
        if self.data is None:
            inside = position - self.span.start
            return (
                PlaceFinding(remark, None, _units(self.words, inside, remark.words)) if position in self.span else None
            )
        at = path_at(self.data, place)
        is_inside = at[: len(self.at)] == self.at
        return PlaceFinding(remark, at, self._in_value(at, position, remark.words)) if is_inside else None

    def _in_value(self, at: At, position: int, words: str) -> int | None:
        """Return where words stand in a value: as many of the same before them as in its source."""
        value = at_path(self.data.value, at) if self.data else None
        if self.data is None or not isinstance(value, str) or not words:
            return None
        before = self.source.text[self.source.position(self.data.place(at)) : position].count(words)
        start = -1
        for _ in range(before + 1):
            start = value.find(words, start + 1)
            if start < 0:
                return None
        return _units(value, start, words)


def _units(text: str, start: int, words: str) -> int | None:
    """Return a position in UTF-16 units; none where the words do not stand there."""
    return len(text[:start].encode("utf-16-le")) // 2 if words and text[start : start + len(words)] == words else None


def _changed_lines(before: str, after: str) -> range:
    """Return the lines of a text, counted from 1, between the first and the last that another text has not."""
    old, new = before.split("\n"), after.split("\n")
    most = min(len(old), len(new))
    same = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - same) if old[-1 - at] != new[-1 - at]), most - same)
    return range(same + 1, len(new) - tail + 1)


def _is_in(remark: Remark, path: str, lines: range) -> bool:
    place = remark.problem.place
    return place.path == path and place.line in lines


def _new(before: Sequence[Remark], after: Sequence[Remark]) -> Iterator[Remark]:
    """Return the faults that were not there before; notes are left out."""
    known = Counter(map(_key, before))
    for each in after:
        known[_key(each)] -= 1
        if known[_key(each)] < 0 and each.level != "参考":
            yield each


def _key(remark: Remark) -> Known:
    problem = remark.problem
    return problem.place.path, problem.rule, remark.words, FIGURES.sub("#", problem.message)


def _caused(remarks: Iterator[Remark], change: WantedChange) -> Iterator[Consequence]:
    """Say which changed value makes each fault: the only one that was changed, or the only one that the message names."""
    begin = change.at or ()
    paths = () if change.at is None else changed_paths(change.before, change.after)
    for remark in remarks:
        named = [path for path in paths if _names(remark.problem.message, change, path)]
        sole = paths if len(paths) == 1 else named if len(named) == 1 else ()
        yield Consequence(remark, next(((*begin, *path) for path in sole), None))


def _names(message: str, change: WantedChange, path: At) -> bool:
    values = (at_path(side, path) for side in (change.before, change.after) if side is not MISSING)
    return any(isinstance(value, str) and value and value in message for value in values)
