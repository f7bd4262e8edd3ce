"""Passages of a chapter's text: the lines that an author edits together, found again when the file has changed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

HEADING: Final = re.compile(r" {0,3}#{1,6}(?:[ 　]|$)")
FENCE: Final = re.compile(r"[ 　]*:{3,}")
SIMILAR: Final = 0.6
"""Share of letters that a passage keeps when it is changed."""
LINE_END: Final = re.compile(r"\r\n?")


@dataclass(frozen=True)
class TextPassage:
    """Lines that belong together: a heading, a paragraph, a list, a table, a line that opens or closes a fenced part."""

    first: int
    """Its first line, counted from 1."""
    words: str
    """Its lines, joined by LF."""


def passage_at(text: str, line: int) -> TextPassage | None:
    """Return the passage that a line, counted from 1, belongs to; of a blank line the next one, or the last of the text."""
    found = None
    for found in passages(text):
        if line < found.first + found.words.count("\n") + 1:
            return found
    return found


def with_passage(text: str, line: int, before: str, after: str) -> str | None:
    """Return a text in which the passage that stood at a line has other words; without words it is taken out.

    The passage is found where it was, or else where its words stand alone in the text; none if it is not found, or is
    found more than once. All other lines stay.
    """
    if before == after:
        return text
    lines, old = text.split("\n"), before.split("\n")
    start = line - 1 if lines[line - 1 : line - 1 + len(old)] == old else only_place(lines, old)
    if start is None:
        return None
    new, end = _typed(after, old), start + len(old)
    if not new:
        while end < len(lines) - 1 and not lines[end].strip():
            end += 1
    return "\n".join([*lines[:start], *new, *lines[end:]])


def neighbours(text: str, line: int) -> tuple[str, str]:
    """Return the words of the passages before and behind the one that begins at a line; empty where there is none."""
    around = [TextPassage(0, ""), *passages(text), TextPassage(0, "")]
    place = next((index for index, each in enumerate(around) if each.first == line), 0)
    return (around[place - 1].words, around[place + 1].words) if place else ("", "")


def successor_of(text: str, words: str, around: tuple[str, ...]) -> TextPassage | None:
    """Return the passage that some words have become: the one between the same neighbours, or else a similar one.

    None where there is no such: they were taken out.
    """
    found = [TextPassage(0, ""), *passages(text), TextPassage(0, "")]
    for before, each, behind in zip(found, found[1:], found[2:], strict=False):
        if (before.words, behind.words) == around:
            return each
    if any((one.words, other.words) == around for one, other in pairwise(found)):
        return None
    ratio, passage = max(((_likeness(words, each.words), each) for each in found), key=lambda each: each[0])
    return passage if ratio >= SIMILAR else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _typed(words: str, old: Sequence[str]) -> list[str]:
    """Return what somebody typed as lines, without blank ones before and after, nor blanks at the ends of new ones."""
    typed = LINE_END.sub("\n", words).strip("\n")
    return [line if line in old else line.rstrip(" 　") for line in typed.split("\n")] if typed.strip() else []


def only_place(lines: Sequence[str], wanted: Sequence[str]) -> int | None:
    """Return the index at which some lines stand one after the other; none where they do nowhere, or more than once."""
    size = len(wanted)
    found = [index for index in range(len(lines) - size + 1) if [*lines[index : index + size]] == [*wanted]]
    return found[0] if len(found) == 1 else None


def passages(text: str) -> Iterator[TextPassage]:
    """Return all passages of a text, in order."""
    lines = text.split("\n")
    begin = None
    for index, line in enumerate([*lines, ""]):
        is_alone = bool(HEADING.match(line) or FENCE.match(line))
        if begin is not None and (is_alone or not line.strip()):
            yield TextPassage(begin + 1, "\n".join(lines[begin:index]))
            begin = None
        if is_alone:
            yield TextPassage(index + 1, line)
        elif line.strip() and begin is None:
            begin = index
