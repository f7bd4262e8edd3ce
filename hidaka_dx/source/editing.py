"""Changes values in the text of a YAML file; comments, order, line ends and all else stay as they were written.

Only the characters of the value that changes are touched. A key that is missing is written below those that come
before it in an order given by the caller, an item that is missing at the end of its list.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import yaml
from yaml.composer import Composer
from yaml.resolver import BaseResolver

from hidaka_dx.source.data import Path, parse_data
from hidaka_dx.source.events import quick_events

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""What can be written: text, lists, dictionaries."""

SAFE: Final = r"[A-Za-z0-9_]|(?![\u0080-\u00a0\u2028\u2029\ufeff\ufffe\uffff])[^\x00-\x7f]"
PLAIN: Final = re.compile(rf"(?:{SAFE})(?:(?:{SAFE}|[ ./()%+-])*(?:{SAFE}|[./()%+-]))?")
"""Text that needs no quotes, in brackets or outside."""
UNPRINTABLE: Final = re.compile(r"[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")
"""Characters that a YAML file holds as escapes only, beside those that JSON escapes."""
NO_TEXT: Final = frozenset(("null", "Null", "NULL", "yes", "no", "true", "false", "on", "off"))


class EditError(ValueError):
    """The file cannot be changed there: it has another form than the change supposes."""


@dataclass(frozen=True)
class Edit:
    """A value to be written, and where: keys and indexes from the top."""

    path: Path
    value: Value


def edited(text: str, changes: Sequence[Edit], order: Sequence[str] = ()) -> str:
    """Return the text of a YAML file with some values changed; `order` is that of keys in the innermost dictionaries.

    Raises EditError where a value cannot be written there, or has what no content may have: in Japanese, as the reader
    would report it.
    """
    before, known = parse_data(text, "")
    wanted, new = before.value if before else None, text
    for change in changes:
        new = _Editor(new, order).written(change)
        wanted = _with(wanted, change.path, change.value)
    after, problems = parse_data(new, "")
    if before is None or after is None or after.value != wanted:
        raise EditError("the values would not be read as they are meant")
    if faults := {each.message for each in problems} - {each.message for each in known}:
        raise EditError(min(faults))
    return new


class _Editor:
    def __init__(self, text: str, order: Sequence[str]) -> None:
        self.text = text
        self.order = order
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.root = _composed(text)

    def written(self, change: Edit) -> str:
        """Return the text with one value changed."""
        node, rest, value = self.root, list(change.path), change.value
        while rest and (inner := _inner(node, rest[0])):
            node = inner
            rest.pop(0)
        if not rest:
            return self.replaced(node, value, change.path)
        for step in reversed(rest[1:]):
            value = {step: value} if isinstance(step, str) else [value]
        return self.added(node, rest[0], value, change.path)

    def replaced(self, node: yaml.Node, value: Value, path: Path) -> str:
        """Replace a value; of a list only the items that differ."""
        if isinstance(node, yaml.SequenceNode) and not isinstance(value, str | Mapping) and not node.flow_style:
            return self.relisted(node, value, path)
        if isinstance(node, yaml.ScalarNode) and isinstance(value, str) and _end(node) > node.start_mark.index:
            return self.cut(node.start_mark.index, _end(node), _scalar(value))
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            return self.cut(node.start_mark.index, _end(node), _flow(value))
        return self.rewritten(node, value, path)

    def rewritten(self, node: yaml.Node, value: Value, path: Path) -> str:
        """Replace all that stands behind a key by a value of another form."""
        parent = self.root
        for step in path[:-1]:
            parent = _inner(parent, step) or parent
        if not isinstance(parent, yaml.MappingNode):
            raise EditError(f"{path}: an item of a list cannot change its form")
        key = next(key for key, each in parent.value if each is node)
        begin = self.text.index(":", key.end_mark.index) + 1
        words = f" {_flow(value)}" if parent.flow_style else self.block(value, key.start_mark.column)
        return self.cut(begin, max(_end(node), begin), words)

    def relisted(self, node: yaml.SequenceNode, value: Sequence[Value], path: Path) -> str:
        """Change the items of a list that differ, add those that are new at its end, and take out the rest."""
        items = node.value
        if not value:
            return self.rewritten(node, [], path)
        for index in range(len(items) - 1, len(value) - 1, -1):
            return _Editor(self.without(items[index]), self.order).replaced_at(path, value)
        for item, wanted in zip(items, value, strict=False):
            if _held(item) != _plain(wanted):
                changed = self.cut(item.start_mark.index, _end(item), _flow(wanted))
                return _Editor(changed, self.order).replaced_at(path, value)
        if len(value) > len(items):
            one_more = self.added(node, len(items), value[len(items)], path)
            return _Editor(one_more, self.order).replaced_at(path, value)
        return self.text

    def replaced_at(self, path: Path, value: Value) -> str:
        """Go on with a list one of whose items has been changed."""
        node = self.root
        for step in path:
            node = _inner(node, step) or node
        return self.replaced(node, value, path)

    def without(self, item: yaml.Node) -> str:
        """Take an item of a list out, with its line or lines."""
        begin = self.text.rindex("\n", 0, item.start_mark.index) + 1
        end = self.line_after(_end(item))
        return self.text[:begin] + self.text[end:].removeprefix(self.line_end)

    def added(self, node: yaml.Node, step: str | int, value: Value, path: Path) -> str:
        """Add a key or an item that is missing."""
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            return self.keyed(node, step, value)
        if isinstance(node, yaml.SequenceNode) and step == len(node.value):
            return self.appended(node, value, path)
        if isinstance(node, yaml.ScalarNode) and not node.value and not node.style:
            return self.rewritten(node, {step: value} if isinstance(step, str) else [value], path[: path.index(step)])
        raise EditError(f"{path}: there is nothing that could hold it")

    def keyed(self, node: yaml.MappingNode, key: str, value: Value) -> str:
        """Add a key below those that come before it."""
        after = self.before(node, key)
        if node.flow_style:
            where = _end(after) if after else node.start_mark.index + 1
            words = f"{_scalar(key)}: {_flow(value)}"
            return self.cut(where, where, f", {words}" if after else words + (", " if node.value else ""))
        if after is None:
            raise EditError(f"{key}: no key before it")
        column = node.start_mark.column
        where = self.line_after(_end(after))
        words = f"{_scalar(key)}:{self.block(value, column)}"
        return self.cut(where, where, f"{self.line_end}{' ' * column}{words}")

    def before(self, node: yaml.MappingNode, key: str) -> yaml.Node | None:
        """Return the value of the key that a new key follows: the last that comes before it, or simply the last."""
        rank = {name: place for place, name in enumerate(self.order)}
        own = rank.get(key, len(rank))
        earlier = [value for name, value in node.value if rank.get(name.value, -1) <= own]
        return earlier[-1] if earlier else None

    def appended(self, node: yaml.SequenceNode, value: Value, path: Path) -> str:
        """Add an item at the end of a list."""
        if node.flow_style and not node.value:
            return self.rewritten(node, [value], path[:-1])
        last = node.value[-1]
        if node.flow_style:
            return self.cut(_end(last), _end(last), f", {_flow(value)}")
        where, column = self.line_after(_end(last)), node.start_mark.column
        words = f"- {_flow(value)}" if getattr(last, "flow_style", False) else self.item(value, column)
        return self.cut(where, where, f"{self.line_end}{' ' * column}{words}")

    def item(self, value: Value, column: int) -> str:
        """Write an item of a list in a block."""
        if isinstance(value, Mapping) and value:
            inner = " " * (column + 2)
            lines = (f"{_scalar(key)}:{self.block(each, column + 2)}" for key, each in value.items())
            return "- " + f"{self.line_end}{inner}".join(lines)
        return f"- {_flow(value)}"

    def block(self, value: Value, column: int) -> str:
        """Write what stands behind a key at some column, and its colon."""
        if isinstance(value, str) or not value:
            return f" {_flow(value)}"
        inner = " " * (column + 2)
        if isinstance(value, Mapping):
            lines = [f"{_scalar(key)}:{self.block(each, column + 2)}" for key, each in value.items()]
        else:
            lines = [self.item(each, column + 2) for each in value]
        return "".join(f"{self.line_end}{inner}{line}" for line in lines)

    def cut(self, begin: int, end: int, words: str) -> str:
        """Replace part of the text."""
        return self.text[:begin] + words + self.text[end:]

    def line_after(self, index: int) -> int:
        """Return where the line ends that a place stands in; what is behind it on the line is a comment."""
        found = re.compile(r"\r?\n|\Z").search(self.text, index)
        return found.start() if found else len(self.text)


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


def _composed(text: str) -> yaml.Node:
    """Return the nodes of a file, each with its place in the text."""
    try:
        events = quick_events(text)
        root = _Composer(events).get_single_node() if events else yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise EditError(str(error)) from None
    if root is None:
        raise EditError("an empty file")
    return root


def _inner(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    """Return the node that one step leads to."""
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


def _held(node: yaml.Node) -> object:
    """Return what a node holds, as text, lists and dictionaries."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _held(value) for key, value in node.value}
    return list(map(_held, node.value)) if isinstance(node, yaml.SequenceNode) else node.value


def _end(node: yaml.Node) -> int:
    """Return where the letters of a value end; PyYAML says where the next token begins."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    end: int = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return len(node.end_mark.buffer[:end].rstrip()) if node.end_mark.buffer else end
    return end


def _scalar(value: str) -> str:
    """Write a text, in quotes where YAML or a reader would take it for something else."""
    if PLAIN.fullmatch(value) and value not in NO_TEXT:
        return value
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _flow(value: Value) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _with(value: object, path: Path, new: Value) -> object:
    """Return what a file holds, with one value changed."""
    if not path:
        return _plain(new)
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        held = value if isinstance(value, dict) else {}
        return {**held, step: _with(held.get(step), rest, new)}
    items = list(value) if isinstance(value, list) else []
    inner = _with(items[step] if step < len(items) else None, rest, new)
    return [*items[:step], inner, *items[step + 1 :]]


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value]
