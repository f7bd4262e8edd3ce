"""Nodes of a YAML file with their places in its text, and values as YAML writes them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import yaml
from yaml.composer import Composer
from yaml.resolver import BaseResolver

from hidaka_dx.source.data import Path
from hidaka_dx.source.events import quick_events
from hidaka_dx.source.scalars import needs_quotes

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | None"
"""What can be written: text, lists, dictionaries; None for a key that stays without a value."""

SAFE: Final = r"[A-Za-z0-9_]|(?![\u0080-\u00a0\u2028\u2029\ufeff\ufffe\uffff])[^\x00-\x7f]"
PLAIN: Final = re.compile(rf"(?:{SAFE})(?:(?:{SAFE}|[ ./()%+-])*(?:{SAFE}|[./()%+-]))?")
"""Text that needs no quotes, in brackets or outside."""
UNPRINTABLE: Final = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that a YAML file holds as escapes only, beside those that JSON escapes."""
NO_TEXT: Final = frozenset(("null", "Null", "NULL", "yes", "no", "true", "false", "on", "off"))


class EditError(ValueError):
    """The file cannot be changed there: it has another form than the change supposes."""


class _Composer(Composer, BaseResolver):
    """Composes nodes from events that were read before."""

    def __init__(self, events: Sequence[yaml.Event]) -> None:
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self.events = list(reversed(events))

    def peek_event(self) -> yaml.Event | None:
        return self.events[-1] if self.events else None

    def get_event(self) -> yaml.Event:
        return self.events.pop()

    def check_event(self, *kinds: type[yaml.Event]) -> bool:
        return bool(self.events) and (not kinds or isinstance(self.events[-1], kinds))


def composed(text: str) -> yaml.Node:
    """Return the nodes of a file, each with its place in the text."""
    try:
        events = quick_events(text)
        root = _Composer(events).get_single_node() if events else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise EditError(str(error)) from None
    if root is None:
        raise EditError("an empty file")
    return root


def inner(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """Return the node that one step leads to."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def can_be_remapped(node: yaml.MappingNode, value: Mapping[str, Value]) -> bool:
    """Tell whether a dictionary in a block becomes another key by key: they have one in common."""
    return not node.flow_style and not {key.value for key, _ in node.value}.isdisjoint(value)


def key_of(value: object) -> str:
    """Return what two equal values have in common, and no others."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def held(node: yaml.Node) -> object:
    """Return what a node holds, as text, lists and dictionaries."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: held(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return list(map(held, node.value))
    return node.value or ("" if getattr(node, "style", None) else None)


def end_of(node: yaml.Node) -> int:
    """Return where the letters of a value end; PyYAML says where the next token begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(node.end_mark.buffer[:end].rstrip()) if node.end_mark.buffer else end
    return end


def scalar(value: str) -> str:
    """Write a text, in quotes where YAML or a reader would take it for something else."""
    is_plain = PLAIN.fullmatch(value) and value not in NO_TEXT and not needs_quotes(value)
    return value if is_plain else quoted(value)


def quoted(value: str) -> str:
    """Write a text in quotes, on one line, so that YAML and every reader take it as it is."""
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def flow(value: Value) -> str:
    """Write a value on one line."""
    if value is None:
        return ""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def with_value(value: object, path: Path, new: Value) -> object:
    """Return what a file holds, with one value changed."""
    if not path:
        return plain(new)
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        held = value if isinstance(value, dict) else {}
        return {**held, step: with_value(held.get(step), rest, new)}
    items = list(value) if isinstance(value, list) else []
    inner = with_value(items[step] if step < len(items) else None, rest, new)
    return [*items[:step], inner, *items[step + 1 :]]


def plain(value: Value) -> object:
    """Return a value that is to be written as it will be read."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value]


def steps_of(node: yaml.CollectionNode) -> Iterator[tuple[str | int, yaml.Node]]:
    """Return the values of a collection with the steps that lead to them."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, each) for key, each in node.value)
    else:
        yield from enumerate(node.value)


def inside_of(value: Value) -> Iterator[tuple[str | int, Value]]:
    """Return the same of a value that is to be written."""
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from enumerate(value)
