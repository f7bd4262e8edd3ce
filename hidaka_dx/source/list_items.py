"""Items of a list in the text of a YAML file, moved and taken out with the comments that belong to them.

A comment belongs to the item that it stands directly above, behind on a line of it, or below and deeper than its dash. One that
stands apart, with a blank line below it, stays where it is; so do comments at the head of a file.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

import yaml

from hidaka_dx.source.yaml_nodes import Value, end_of, held, key_of, plain

NAMING: Final = ("id", "number", "name", "term", "title", "year", "from")
"""Keys of which the first that a record has tells it from others when the rest of it is changed."""
SIMILAR: Final = 0.5
"""Share of letters that an item keeps when it is changed while others are added or taken out."""


ItemChange: TypeAlias = tuple[Literal["change", "remove", "add"], int, int]
"""What becomes of an item: its place in the old list (of a new one, before which it comes), and in the new one."""


@dataclass(frozen=True)
class ItemLines:
    """The lines of an item and of its comments, counted from 0."""

    first: int
    end: int
    """Behind the last."""


def item_lines(text: str, node: yaml.SequenceNode) -> tuple[ItemLines, ...] | None:
    """Return the lines of each item of a list in a block; none where one shares its line with something else."""
    lines, found, floor = text.split("\n"), list[ItemLines](), 0
    for item in node.value:
        start = item.start_mark.index
        begin = text.rfind("\n", 0, start) + 1
        if text[begin:start].strip() != "-":
            return None
        dash, end = text.count("\n", 0, start), text.count("\n", 0, max(end_of(item), start)) + 1
        while end < len(lines) and _is_comment(lines[end]) and lines[end].index("#") > lines[dash].index("-"):
            end += 1
        found.append(ItemLines(_above(lines, dash, floor), end))
        floor = end
    return tuple(found)


def rearranged(text: str, node: yaml.SequenceNode, value: Sequence[Value]) -> str | None:
    """Return a text in which the items of a list that stay stand in the order of a new value, and no others.

    None where they do so already, where none stays, or where they cannot be told from the lines around them.
    """
    spans = item_lines(text, node)
    order = _order([held(item) for item in node.value], [plain(item) for item in value])
    lines = text.split("\n")
    if not spans or not order or order == list(range(len(spans))) or (spans[-1].end == len(lines) and "\r" in text):
        return None
    taken, made, at = dict(zip(sorted(order), order, strict=True)), list[str](), 0
    for place, span in enumerate(spans):
        made += lines[at : span.first]
        if place in taken:
            made += lines[spans[taken[place]].first : spans[taken[place]].end]
        at = span.end
    return "\n".join([*made, *lines[at:]])


def front_of(text: str, node: yaml.SequenceNode) -> int:
    """Return where the first item of a list begins, or the first comment that belongs to it, behind the blanks of its line."""
    spans = item_lines(text, node)
    start: int = node.start_mark.index
    if not spans:
        return start
    lines = text.split("\n")
    line = lines[spans[0].first]
    return sum(len(each) + 1 for each in lines[: spans[0].first]) + len(line) - len(line.lstrip(" "))


def last_of(text: str, node: yaml.SequenceNode, place: int) -> int:
    """Return a position in the last line of an item: that of its last letter, or in the last comment that belongs to it."""
    end = end_of(node.value[place])
    spans = item_lines(text, node)
    if spans is None or spans[place].end == text.count("\n", 0, end) + 1:
        return end
    return sum(len(line) + 1 for line in text.split("\n")[: spans[place].end - 1])


def list_changes(old: Sequence[object], new: Sequence[object]) -> list[ItemChange]:
    """Return what makes a list another one, in its order: made from the last to the first, each finds its place.

    A record that keeps its name is changed, whatever else is new in it and beside it.
    """
    found: list[ItemChange] = []
    names, wanted = ([_name(each) or key_of(each) for each in side] for side in (old, new))
    for _, first, last, begin, end in SequenceMatcher(None, names, wanted, autojunk=False).get_opcodes():
        both = min(last - first, end - begin)
        pairs = ((first + step, begin + step) for step in range(both))
        found += [("change", was, now) for was, now in pairs if key_of(old[was]) != key_of(new[now])]
        found += [("remove", place, -1) for place in range(first + both, last)]
        found += [("add", last, place) for place in range(begin + both, end)]
    return found


def _above(lines: Sequence[str], dash: int, floor: int) -> int:
    """Return the first of the comments directly above an item; those that begin a file are its own."""
    first = dash
    while first > floor and _is_comment(lines[first - 1]):
        first -= 1
    return first or dash


def _is_comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")


def _order(old: Sequence[object], new: Sequence[object]) -> list[int]:
    """Return which of the old items each new one was, as far as it was one: the same, of the same name, or the same in another form."""
    found: dict[int, int] = {}
    for called in (key_of, _name):
        _pair(old, new, found, called)
    taken = set(found.values())
    free = [place for place in range(len(old)) if place not in taken]
    changed = [place for place in range(len(new)) if place not in found]
    if len(free) == len(changed):
        found.update(zip(changed, free, strict=True))
        return [found[place] for place in sorted(found)]
    for place in changed:
        ratio, was = max(((_likeness(old[each], new[place]), -each) for each in free), default=(0.0, 0))
        if ratio >= SIMILAR:
            found[place] = -was
            free.remove(-was)
    return [found[place] for place in sorted(found)]


def _pair(old: Sequence[object], new: Sequence[object], found: dict[int, int], called: Callable[[object], str]) -> None:
    """Find the items that are called the same, the first ones first; those without a name are left."""
    taken, free = set(found.values()), dict[str, deque[int]]()
    for was, each in enumerate(old):
        if was not in taken and (name := called(each)):
            free.setdefault(name, deque()).append(was)
    for place, each in enumerate(new):
        if place not in found and (waiting := free.get(called(each))):
            found[place] = waiting.popleft()


def _name(item: object) -> str:
    held_ = item if isinstance(item, dict) else {}
    return next((f"{key} {held_[key]}" for key in NAMING if isinstance(held_.get(key), str)), "")


def _likeness(one: object, other: object) -> float:
    return SequenceMatcher(None, key_of(one), key_of(other), autojunk=False).ratio()
