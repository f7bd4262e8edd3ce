"""Values of a file that two people have changed at once, merged field by field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from hidaka_dx.desk.anchors import identity
from hidaka_dx.source import Path
from hidaka_dx.source.editing import EditError, Value
from hidaka_dx.source.steps import MISSING, at_path

Found: TypeAlias = object
"""What a file holds: text, lists, dictionaries with text as keys, None for a key without a value; or MISSING."""


SIDES: Final = 3
"""What is merged: the value before, and two changes of it."""


@dataclass(frozen=True)
class Clash:
    """A field that both have changed, each to another value."""

    path: Path
    mine: Found
    theirs: Found


def merged(base: Found, mine: Found, theirs: Found, path: Path = ()) -> tuple[Found, tuple[Clash, ...]]:
    """Merge two changes of the value `base`; return the merged value, and the fields that were changed in two ways.

    Dictionaries are merged key by key, lists item by item as long as neither has items added, moved or taken out. What
    is changed in two ways stays `theirs`.
    """
    if mine in (base, theirs):
        return theirs, ()
    if theirs == base:
        return mine, ()
    if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _merged_keys(base, mine, theirs, path)
    sides = [each for each in (base, mine, theirs) if isinstance(each, list)]
    if len(sides) == SIDES and len({tuple(_order(each)) for each in sides}) == 1:
        return _merged_items(*sides, path=path)
    return theirs, (Clash(path, mine, theirs),)


def changed_paths(before: Found, after: Found, path: Path = ()) -> tuple[Path, ...]:
    """Return the paths of the innermost values in which two values differ; of lists of another length the list's own."""
    if before == after:
        return ()
    if isinstance(before, dict) and isinstance(after, dict):
        steps: Iterable[str | int] = dict.fromkeys((*before, *after))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        steps = range(len(before))
    else:
        return (path,)
    pairs = ((step, at_path(before, (step,)), at_path(after, (step,))) for step in steps)
    return tuple(found for step, one, other in pairs for found in changed_paths(one, other, (*path, step)))


def with_mine(value: Found, clashes: Iterable[Clash], at: Path) -> Found:
    """Return a merged value that stands at a path, in which fields changed in two ways are `mine`."""
    for clash in clashes:
        value = with_found(value, clash.path[len(at) :], clash.mine)
    return value


def _order(items: list[Found]) -> Iterable[str]:
    """Return what tells whether two lists have the same items in the same order: text may be another in each of them."""
    return (identity(each) if isinstance(each, dict) else "" for each in items)


def _merged_keys(
    base: dict[str, Found], mine: dict[str, Found], theirs: dict[str, Found], path: Path
) -> tuple[Found, tuple[Clash, ...]]:
    clashes: list[Clash] = []
    found: dict[str, Found] = {}
    for key in dict.fromkeys((*theirs, *mine)):
        was, own, there = (each.get(key, MISSING) for each in (base, mine, theirs))
        value, more = merged(was, own, there, (*path, key))
        clashes += more
        if value is not MISSING:
            found[key] = value
    return found, tuple(clashes)


def _merged_items(*sides: list[Found], path: Path) -> tuple[Found, tuple[Clash, ...]]:
    triples = zip(*sides, strict=True)
    items = [merged(base, mine, theirs, (*path, index)) for index, (base, mine, theirs) in enumerate(triples)]
    return [value for value, _ in items], tuple(_all(clashes for _, clashes in items))


def _all(groups: Iterable[tuple[Clash, ...]]) -> Iterable[Clash]:
    return (clash for group in groups for clash in group)


def with_found(value: Found, path: Path, new: Found) -> Found:
    """Return a value in which a path leads to another one; MISSING takes the key or the item out."""
    if not path:
        return new
    step, inner = path[0], with_found(at_path(value, path[:1]), path[1:], new)
    if isinstance(step, str):
        held = cast("dict[str, Found]", value if isinstance(value, dict) else {})
        kept = {key: each for key, each in held.items() if key != step or inner is not MISSING}
        return kept if inner is MISSING else {**kept, step: inner}
    items = value if isinstance(value, list) else []
    return [*items[:step], *([] if inner is MISSING else [inner]), *items[step + 1 :]]


def as_value(found: Found) -> Value:
    """Return what a file is to hold as the editor of files takes it; raises EditError for what no file can hold."""
    if isinstance(found, dict):
        return {str(key): as_value(each) for key, each in found.items()}
    if isinstance(found, list):
        return [as_value(each) for each in found]
    if found is None or isinstance(found, str):
        return found
    raise EditError("値がありません。書いてください。")
