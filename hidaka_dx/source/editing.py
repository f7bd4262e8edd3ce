"""Changes values in the text of a YAML file; comments, order, line ends and all else stay as they were written.

Only the characters of the value that changes are touched. A key that is missing is written below those that come
before it in an order given by the caller, an item that is missing at the end of its list; a key that is not in the new
dictionary is taken out with its lines.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from hidaka_dx.source.data import Path, parse_data
from hidaka_dx.source.list_items import ItemChange, front_of, last_of, list_changes, rearranged
from hidaka_dx.source.yaml_nodes import (
    EditError,
    Value,
    can_be_remapped,
    composed,
    end_of,
    flow,
    held,
    inner,
    inside_of,
    plain,
    scalar,
    steps_of,
    with_value,
)

__all__ = ["Edit", "EditError", "Value", "edited"]


OTHERWISE: Final = "the values would not be read as they are meant"


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
        wanted = with_value(wanted, change.path, change.value)
    if before is None:
        raise EditError(OTHERWISE)
    return _checked(new, wanted, frozenset(each.message for each in known))


def fresh(value: Value) -> str:
    """Return the text of a new YAML file that holds a value; raises EditError as `edited` does."""
    return _checked(_Editor("a: b\n", ()).block(value, -2).removeprefix("\n") + "\n", plain(value))


def _checked(text: str, wanted: object, known: frozenset[str] = frozenset()) -> str:
    """Return a text that is read as it is meant, without other faults than those known; raises EditError otherwise."""
    read, problems = parse_data(text, "")
    if read is None or read.value != wanted:
        raise EditError(OTHERWISE)
    if faults := {each.message for each in problems} - known:
        raise EditError(min(faults))
    return text


class _Editor:
    def __init__(self, text: str, order: Sequence[str], arranged: Path | None = None) -> None:
        self.text, self.order, self.arranged = text, order, arranged
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        self.root = composed(text)

    def written(self, change: Edit) -> str:
        """Return the text with one value changed."""
        node, rest, value = self.root, list(change.path), change.value
        while rest and (below := inner(node, rest[0])):
            node = below
            rest.pop(0)
        if not rest:
            return self.replaced(node, value, change.path)
        for step in reversed(rest[1:]):
            value = {step: value} if isinstance(step, str) else [value]
        return self.added(node, rest[0], value, change.path)

    def replaced(self, node: yaml.Node, value: Value, path: Path) -> str:
        """Replace a value; of a list only the items that differ."""
        if (
            isinstance(node, yaml.SequenceNode)
            and isinstance(value, Sequence)
            and not isinstance(value, str)
            and not node.flow_style
        ):
            return self.relisted(node, value, path)
        if isinstance(node, yaml.MappingNode) and isinstance(value, Mapping) and can_be_remapped(node, value):
            return self.remapped(node, value, path)
        if isinstance(node, yaml.ScalarNode) and isinstance(value, str) and end_of(node) > node.start_mark.index:
            return self.cut(node.start_mark.index, end_of(node), scalar(value))
        if isinstance(node, yaml.CollectionNode) and node.flow_style:
            if inner := self.changed_inside(node, value, path):
                return inner
            return self.cut(node.start_mark.index, end_of(node), flow(value))
        return self.rewritten(node, value, path)

    def changed_inside(self, node: yaml.CollectionNode, value: Value, path: Path) -> str | None:
        """Change what differs between brackets, where the items or keys are the same; none where they are not."""
        there = dict(steps_of(node))
        wanted: dict[str | int, Value] = dict(inside_of(value))
        if list(there) != list(wanted):
            return None
        for step, each in there.items():
            if held(each) != plain(wanted[step]):
                changed = self.replaced(each, wanted[step], (*path, step))
                return _Editor(changed, self.order).replaced_at(path, value)
        return self.text

    def rewritten(self, node: yaml.Node, value: Value, path: Path) -> str:
        """Replace all that stands behind a key by a value of another form."""
        parent, key, begin = self.holder(node, path)
        words = f" {flow(value)}" if parent.flow_style else self.block(value, key.start_mark.column)
        return self.cut(begin, max(end_of(node), begin), words)

    def holder(self, node: yaml.Node, path: Path) -> tuple[yaml.MappingNode, yaml.Node, int]:
        """Return the dictionary that holds a value, its key, and where the text behind the colon begins."""
        parent = self.at(path[:-1])
        if not isinstance(parent, yaml.MappingNode):
            raise EditError(f"{path}: an item of a list cannot change its form")
        key = next(key for key, each in parent.value if each is node)
        return parent, key, self.text.index(":", key.end_mark.index) + 1

    def relisted(self, node: yaml.SequenceNode, value: Sequence[Value], path: Path) -> str:
        """Change the items of a list that differ, add those that are new, and take out the rest; others stay as they are."""
        if not value:
            return self.emptied(node, path)
        if self.arranged != path and (moved := rearranged(self.text, node, value)):
            return _Editor(moved, self.order, path).replaced_at(path, value)
        text = self.text
        for change in reversed(list_changes([held(item) for item in node.value], [plain(item) for item in value])):
            changed = _Editor(text, self.order).with_item(path, change, value)
            if changed == text:
                raise EditError(f"{path}: the list cannot be written")
            text = changed
        return text

    def with_item(self, path: Path, change: ItemChange, value: Sequence[Value]) -> str:
        """Change, take out or add one item; those before it stay where they are."""
        node, (what, place, new) = self.at(path), change
        if not isinstance(node, yaml.SequenceNode):
            raise EditError(f"{path}: no list")
        if what == "add":
            return self.inserted(node, place, value[new])
        item = node.value[place]
        return self.amended(item, value[new], (*path, place)) if what == "change" else self.without(item)

    def amended(self, item: yaml.Node, value: Value, path: Path) -> str:
        """Change an item of a list."""
        if isinstance(item, yaml.MappingNode) and isinstance(value, Mapping) and can_be_remapped(item, value):
            return self.remapped(item, value, path)
        return self.cut(item.start_mark.index, end_of(item), flow(value))

    def remapped(self, node: yaml.MappingNode, value: Mapping[str, Value], path: Path) -> str:
        """Take out the keys of a dictionary that are gone, change the values that differ, and add those that are new."""
        there = {key.value: each for key, each in node.value}
        for name in there:
            if name not in value:
                return _Editor(self.unkeyed(node, name), self.order).replaced_at(path, value)
        for name, wanted in value.items():
            if name not in there:
                return _Editor(self.keyed(node, name, wanted), self.order).replaced_at(path, value)
            if held(there[name]) != plain(wanted):
                changed = self.replaced(there[name], wanted, (*path, name))
                return _Editor(changed, self.order).replaced_at(path, value)
        return self.text

    def unkeyed(self, node: yaml.MappingNode, name: str) -> str:
        """Take a key out, with its line or lines; behind the dash of an item the next key takes its place."""
        keys = [key for key, _ in node.value]
        place = next(index for index, key in enumerate(keys) if key.value == name)
        begin, end = (
            keys[place].start_mark.index,
            self.line_after(max(end_of(node.value[place][1]), keys[place].end_mark.index)),
        )
        line = self.text.rfind("\n", 0, begin) + 1
        if self.text[line:begin].strip():
            return self.cut(begin, keys[place + 1].start_mark.index, "")
        return self.text[:line] + self.text[end:].removeprefix(self.line_end)

    def inserted(self, node: yaml.SequenceNode, place: int, value: Value) -> str:
        """Add an item to a list, behind the one before its place and the comment on that line."""
        before = node.value[place - 1] if place else None
        like = before or node.value[0]
        column = node.start_mark.column
        words = f"- {flow(value)}" if getattr(like, "flow_style", False) else self.item(value, column)
        if before is None:
            begin = front_of(self.text, node)
            return self.cut(begin, begin, f"{words}{self.line_end}{' ' * column}")
        where = self.line_after(last_of(self.text, node, place - 1))
        return self.cut(where, where, f"{self.line_end}{' ' * column}{words}")

    def emptied(self, node: yaml.SequenceNode, path: Path) -> str:
        """Write an empty list in a list's place; a comment on the line of its key stays."""
        _, _, begin = self.holder(node, path)
        rest = self.text[begin : self.line_after(begin)]
        return self.cut(begin, self.line_after(end_of(node)), f" []{rest}")

    def replaced_at(self, path: Path, value: Value) -> str:
        """Go on with a list one of whose items has been changed."""
        return self.replaced(self.at(path), value, path)

    def at(self, path: Path) -> yaml.Node:
        """Return the node that a path leads to, or as far as it leads."""
        node = self.root
        for step in path:
            node = inner(node, step) or node
        return node

    def without(self, item: yaml.Node) -> str:
        """Take an item of a list out, with its line or lines."""
        begin = self.text.rfind("\n", 0, item.start_mark.index) + 1
        end = self.line_after(end_of(item))
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
            where = end_of(after) if after else node.start_mark.index + 1
            words = f"{scalar(key)}: {flow(value)}"
            return self.cut(where, where, f", {words}" if after else words + (", " if node.value else ""))
        column = node.start_mark.column
        if after is None:
            words = f"{scalar(key)}:{self.block(value, column)}{self.line_end}{' ' * column}"
            return self.cut(node.start_mark.index, node.start_mark.index, words)
        where = self.line_after(end_of(after))
        words = f"{scalar(key)}:{self.block(value, column)}"
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
            return self.cut(end_of(last), end_of(last), f", {flow(value)}")
        return self.inserted(node, len(node.value), value)

    def item(self, value: Value, column: int) -> str:
        """Write an item of a list in a block."""
        if isinstance(value, Mapping) and value:
            indent = " " * (column + 2)
            lines = (f"{scalar(key)}:{self.block(each, column + 2)}" for key, each in value.items())
            return "- " + f"{self.line_end}{indent}".join(lines)
        return f"- {flow(value)}"

    def block(self, value: Value, column: int) -> str:
        """Write what stands behind a key at some column, and its colon."""
        if isinstance(value, str) or not value:
            return f" {flow(value)}"
        indent = " " * (column + 2)
        if isinstance(value, Mapping):
            lines = [f"{scalar(key)}:{self.block(each, column + 2)}" for key, each in value.items()]
        else:
            lines = [self.item(each, column + 2) for each in value]
        return "".join(f"{self.line_end}{indent}{line}" for line in lines)

    def cut(self, begin: int, end: int, words: str) -> str:
        """Replace part of the text."""
        return self.text[:begin] + words + self.text[end:]

    def line_after(self, index: int) -> int:
        """Return where the line ends that a place stands in; what is behind it on the line is a comment."""
        found = re.compile(r"\r?\n|\Z").search(self.text, index)
        return found.start() if found else len(self.text)
