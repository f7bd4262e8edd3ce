"""What differs between a Word file as it was sent and as it came back: what is recorded, and what was changed unrecorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

from hidaka_dx.wordfile.passages import ReturnedPassage, RevisedWords

ALIKE: Final = 0.4
"""How much two paragraphs have in common that are one, written over."""


class SentPassage(NamedTuple):
    """A paragraph as it was sent."""

    ids: tuple[str, ...]
    text: str
    note: bool = False


@dataclass(frozen=True)
class WordChange:
    """A place that differs from what was sent."""

    at: int
    """The paragraph of what was sent in which it begins; -1 before all."""
    start: int
    end: int
    """Where it stands in that paragraph; one more than its length where the paragraph's end belongs to it."""
    before: str
    after: str
    """Words; the end of a paragraph is a line feed."""
    authors: tuple[str, ...]
    day: str
    recorded: bool
    """Whether all of it is recorded as a revision."""


@dataclass
class _Region:
    """A run of letters that differs: where in the text without revisions, and what people made of it."""

    begin: int
    end: int
    after: list[str] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    """Who, and on which day."""
    recorded: bool = True


def changes(sent: Sequence[SentPassage], returned: Sequence[ReturnedPassage]) -> tuple[WordChange, ...]:
    """Return all places that differ, in the order of the text."""
    lines = _lines(returned)
    pairs = paired(sent, lines)
    found, known, last = list[WordChange](), set[int](), -1
    for unit in _units(returned):
        mine = [at for line in unit.lines if (at := pairs.get(line)) is not None]
        if mine:
            first, end = min(mine), max(mine) + 1
            found += _gone(sent, last + 1, first)
            known.update(range(first, end))
            found += _changed(sent, first, end, unit.pieces)
            last = max(last, end - 1)
        elif any(each.text.strip() for each in unit.pieces if each.state != "removed"):
            found.append(_new(sent, last, unit.pieces))
    found += _gone(sent, last + 1, len(sent))
    return tuple(found)


class _Unit(NamedTuple):
    """Paragraphs between two ends that nobody has added or removed."""

    lines: tuple[int, ...]
    """Their places among the lines without revisions."""
    pieces: tuple[RevisedWords, ...]


def _lines(returned: Sequence[ReturnedPassage]) -> list[SentPassage]:
    found, ids, text = list[SentPassage](), tuple[str, ...](), ""
    for each in returned:
        ids, text = (*ids, *each.ids), text + each.before
        if each.end.state != "added":
            found.append(SentPassage(ids, text))
            ids, text = (), ""
    return found


def _units(returned: Sequence[ReturnedPassage]) -> Iterator[_Unit]:
    lines, pieces, count = list[int](), list[RevisedWords](), 0
    for each in returned:
        pieces += each.pieces
        if each.end.state != "added":
            lines.append(count)
            count += 1
        if each.end.state == "same":
            yield _Unit(tuple(lines), tuple(pieces))
            lines, pieces = [], []
        else:
            pieces.append(each.end)
    if lines or pieces:
        yield _Unit(tuple(lines), tuple(pieces))


def paired(sent: Sequence[SentPassage], lines: Sequence[SentPassage]) -> dict[int, int]:
    """Pair paragraphs with those that were sent: by their ids, by their words, and by their place."""
    places = {name: place for place, each in enumerate(sent) for name in each.ids}
    found, last = dict[int, int](), -1
    for line, each in enumerate(lines):
        place = next((places[name] for name in each.ids if name in places), None)
        if place is not None and place > last:
            found[line], last = place, place
    ends = [(-1, -1), *found.items(), (len(lines), len(sent))]
    for (line, place), (next_line, next_place) in pairwise(ends):
        mine, theirs = range(line + 1, next_line), range(place + 1, next_place)
        found |= _between([(at, lines[at].text) for at in mine], [(at, sent[at].text) for at in theirs])
    return found


def paired_by_words(sent: Sequence[SentPassage], lines: Sequence[SentPassage]) -> dict[int, int]:
    """Pair paragraphs whose ids may have gone over to others: by their words first, then as `paired` does."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [each.text for each in lines], [each.text for each in sent], autojunk=False)
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag == "equal":
            found |= zip(range(first, last), range(begin, end), strict=True)
        else:
            inner = paired(sent[begin:end], lines[first:last])
            found |= {first + line: begin + place for line, place in inner.items()}
    return found


def _between(lines: Sequence[tuple[int, str]], sent: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Pair paragraphs without ids."""
    matcher = SequenceMatcher(None, [text for _, text in lines], [text for _, text in sent], autojunk=False)
    found: dict[int, int] = {}
    for tag, first, last, begin, end in matcher.get_opcodes():
        mine, theirs = lines[first:last], sent[begin:end]
        if tag == "equal" or len(mine) == len(theirs):
            found |= {line: place for (line, _), (place, _) in zip(mine, theirs, strict=True)}
        else:
            found |= _alike(mine, theirs)
    return found


def _alike(lines: Sequence[tuple[int, str]], sent: Sequence[tuple[int, str]]) -> dict[int, int]:
    """Pair paragraphs that have much in common, in their order."""
    found, left = dict[int, int](), list(sent)
    for line, text in lines:
        for index, (place, words) in enumerate(left):
            if SequenceMatcher(None, words, text, autojunk=False).ratio() >= ALIKE:
                found[line] = place
                del left[: index + 1]
                break
    return found


def _gone(sent: Sequence[SentPassage], first: int, end: int) -> Iterator[WordChange]:
    """Tell paragraphs that are in the file no more, and that nobody has recorded as removed."""
    for at in range(first, end):
        if text := sent[at].text:
            yield WordChange(at, 0, len(text) + 1, f"{text}\n", "", (), "", recorded=False)


def _new(sent: Sequence[SentPassage], at: int, pieces: Sequence[RevisedWords]) -> WordChange:
    """Tell a paragraph that was not sent."""
    text = "".join(each.text for each in pieces if each.state != "removed").strip("\n")
    place = len(sent[at].text) if at >= 0 else 0
    return WordChange(at, place, place, "", f"\n{text}", *_signed(pieces), recorded=False)


def _signed(pieces: Sequence[RevisedWords]) -> tuple[tuple[str, ...], str]:
    authors = {each.author: each.day for each in pieces if each.state != "same"}
    return tuple(authors), next(iter(authors.values()), "")


def _changed(sent: Sequence[SentPassage], first: int, end: int, pieces: Sequence[RevisedWords]) -> Iterator[WordChange]:
    """Tell what differs in paragraphs that were sent."""
    old = "\n".join(each.text for each in sent[first:end])
    base = "".join(each.text for each in pieces if each.state != "added")
    if old == base and all(each.state == "same" for each in pieces):
        return
    shifts = _opcodes(old, base)
    for region in _regions(pieces, [(begin, stop) for tag, _, _, begin, stop in shifts if tag != "equal"], base):
        start, stop = _origin(region.begin, shifts, last=False), _origin(region.end, shifts, last=True)
        if old[start:stop] != (after := "".join(region.after)):
            signed = tuple(region.authors), next(iter(region.authors.values()), "")
            yield from _placed(sent, first, (start, stop, after), signed, recorded=region.recorded)


def _opcodes(old: str, new: str) -> list[tuple[str, int, int, int, int]]:
    """Return what is equal and what differs, without equal parts of a single letter between two differences."""
    if old == new:
        return [("equal", 0, len(old), 0, len(new))]
    found: list[tuple[str, int, int, int, int]] = []
    for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_small = each[0] == "equal" and each[2] - each[1] == 1 and found and each[2] < len(old)
        tag = "replace" if is_small else each[0]
        if found and tag != "equal" and found[-1][0] != "equal":
            found[-1] = ("replace", found[-1][1], each[2], found[-1][3], each[4])
        else:
            found.append((tag, *each[1:]))
    return found


def _origin(place: int, shifts: Sequence[tuple[str, int, int, int, int]], *, last: bool) -> int:
    """Return where a place of the text without revisions was when it was sent."""
    ways = reversed(shifts) if last else shifts
    for tag, start, stop, begin, end in ways:
        if begin <= place <= end:
            if tag == "equal":
                return start + place - begin
            return stop if last else start
    return 0


def _regions(pieces: Sequence[RevisedWords], unrecorded: Sequence[tuple[int, int]], base: str) -> list[_Region]:
    """Join what overlaps: revisions of one person that touch, and what was changed unrecorded around them."""
    found: list[_Region] = []
    at = 0
    for each in pieces:
        length = 0 if each.state == "added" else len(each.text)
        if each.state != "same":
            after = each.text if each.state == "added" else ""
            last = found[-1] if found and found[-1].end == at and set(found[-1].authors) == {each.author} else None
            if last is None:
                last = _Region(at, at)
                found.append(last)
            last.end = at + length
            last.after.append(after)
            last.authors[each.author] = each.day
        at += length
    for begin, end in unrecorded:
        found = _with_unrecorded(found, begin, end, base)
    return found


def _with_unrecorded(regions: Sequence[_Region], begin: int, end: int, base: str) -> list[_Region]:
    """Put a change that nobody recorded among the others; those that touch it become one with it."""
    touched = [each for each in regions if each.begin <= end and each.end >= begin]
    before = [each for each in regions if each.end < begin]
    behind = [each for each in regions if each.begin > end]
    first, last = (min([begin, *(each.begin for each in touched)]), max([end, *(each.end for each in touched)]))
    after, at = list[str](), first
    for each in touched:
        after += [base[at : each.begin], *each.after]
        at = each.end
    authors = {name: day for each in touched for name, day in each.authors.items()}
    return [*before, _Region(first, last, [*after, base[at:last]], authors, recorded=False), *behind]


def _placed(
    sent: Sequence[SentPassage],
    first: int,
    change: tuple[int, int, str],
    signed: tuple[tuple[str, ...], str],
    *,
    recorded: bool,
) -> Iterator[WordChange]:
    """Find the paragraphs that a change stands in; one that reaches over ends becomes one for each paragraph."""
    start, stop, after = change
    at, begin = first, 0
    while start > begin + len(sent[at].text):
        begin += len(sent[at].text) + 1
        at += 1
    ends = {begin + len("\n".join(each.text for each in sent[at : last + 1])) for last in range(at + 1, len(sent))}
    if start == begin + len(sent[at].text) and stop in ends and not after:  # paragraphs and the end before them
        begin, at, start, stop = begin + len(sent[at].text) + 1, at + 1, start + 1, stop + 1
    while True:
        length = len(sent[at].text)
        end = min(stop - begin, length + 1)
        before = f"{sent[at].text}\n"[start - begin : end]
        yield WordChange(at, start - begin, end, before, after, *signed, recorded=recorded)
        begin += length + 1
        at += 1
        if begin >= stop:
            return
        start, after = begin, ""
