"""Forms to fill in, made from the schema of a data file: what may be written in a field, and what it is called."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, Final, Literal, TypeAlias

from hidaka_dx.content import ContentFile
from hidaka_dx.content.schemas import schemas
from hidaka_dx.source import Path
from hidaka_dx.source.steps import at_path

Node: TypeAlias = Mapping[str, Any]
Proposal: TypeAlias = tuple[str, str]
"""A value that a field may have, and what it stands for."""
HINT: Final = re.compile("[。（]")
"""Where a hint begins behind a name."""
Shape: TypeAlias = Literal["words", "line", "number", "choice", "list", "record", "pairs"]


@dataclass(frozen=True)
class FieldForm:
    """A field: prose, a line of a given form, a number, a choice, a list, a record of fields, or pairs of key and value."""

    shape: Shape
    label: str = ""
    """What it is called, and a hint."""
    required: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""
    """What a line must look like, as a regular expression."""
    least: float | None = None
    most: float | None = None
    fields: tuple[tuple[str, "FieldForm"], ...] = ()
    """Of a record, by their keys, in order."""
    items: "FieldForm | None" = None
    """What each item of a list, or each value of pairs, is."""
    proposed: tuple[Proposal, ...] = ()

    @property
    def name(self) -> str:
        """What it is called, without the hint."""
        return name_and_hint(self.label)[0]

    @property
    def hint(self) -> str:
        """What its label says beside the name."""
        return name_and_hint(self.label)[1]

    def record(self) -> dict[str, object]:
        """Return it as a JSON object, with its name and its hint."""
        own = {key: value for key, value in asdict(self).items() if key not in ("fields", "items")}
        fields = [[key, each.record()] for key, each in self.fields]
        items = self.items.record() if self.items else None
        return {**own, "name": self.name, "hint": self.hint, "fields": fields, "items": items}


def name_and_hint(label: str) -> tuple[str, str]:
    """Split a label: 「年度（西暦）」 is the name 年度 and the hint （西暦）."""
    name = HINT.split(label, maxsplit=1)[0]
    return name, label[len(name) :].removeprefix("。")


def form_of(kind: ContentFile, value: object, path: Path) -> FieldForm:
    """Return the form of what a path leads to in a file of some kind that holds a value; of unions, the member that fits it."""
    node = _schema(kind)
    root, required = node, True
    for step in path:
        node = _fitting(node, root, value)
        required = step in node.get("required", ())
        node = _inner(node, step)
        value = at_path(value, (step,))
    return _form(node, root, value, required=required)


@cache
def _schema(kind: ContentFile) -> Node:
    node: Node = json.loads(schemas()[f"{kind.name}.json"])
    return node


def _inner(node: Node, step: str | int) -> Node:
    if isinstance(step, int):
        items: Node = node.get("items", {})
        return items
    more = node.get("additionalProperties")
    found: Node = node.get("properties", {}).get(step, more if isinstance(more, dict) else {})
    return found


def _form(node: Node, root: Node, value: object, *, required: bool) -> FieldForm:
    """Make the form of a node."""
    fitting = _fitting(node, root, value)
    label = node.get("description") or fitting.get("description", "")
    told = FieldForm("words", label, required)
    choices = tuple(_choices(node, root))
    match "choice" if choices else fitting.get("type"):
        case "choice":
            return replace(told, shape="choice", choices=choices)
        case "array":
            items = _form(fitting.get("items", {}), root, at_path(value, (0,)), required=True)
            return replace(told, shape="list", items=items)
        case "object":
            return _of_keys(told, fitting, root, value)
        case "integer" | "number":
            return replace(told, shape="number", least=fitting.get("minimum"), most=fitting.get("maximum"))
        case _:
            return replace(told, shape="line" if "pattern" in fitting else "words", pattern=fitting.get("pattern", ""))


def _of_keys(told: FieldForm, node: Node, root: Node, value: object) -> FieldForm:
    """Make the form of a dictionary: a record where the keys are known, otherwise pairs."""
    if "properties" in node:
        return replace(told, shape="record", fields=tuple(_fields(node, root, value)))
    more = node.get("additionalProperties")
    return replace(told, shape="pairs", items=_form(more if isinstance(more, dict) else {}, root, None, required=True))


def _fields(node: Node, root: Node, value: object) -> Iterator[tuple[str, FieldForm]]:
    for name, each in node["properties"].items():
        yield name, _form(each, root, at_path(value, (name,)), required=name in node.get("required", ()))


def _choices(node: Node, root: Node) -> Iterator[str]:
    """Return what may be chosen, where nothing else may be written; yes and no are words, as authors write them."""
    for member in _members(node, root):
        if "const" in member or "enum" in member:
            yield from (each for each in member.get("enum", [member.get("const")]) if isinstance(each, str))
        elif member.get("type") != "null":
            return


def _fitting(node: Node, root: Node, value: object) -> Node:
    """Return the member of a union that a value belongs to; the first where there is none yet."""
    members = [each for each in _members(node, root) if each.get("type") != "null"]
    kind = value.get("kind") if isinstance(value, dict) else None
    for member in members:
        told = member.get("properties", {}).get("kind", {}).get("const")
        if told == kind if kind else _is_of(member, value):
            return member
    return members[0] if members else {}


def _is_of(member: Node, value: object) -> bool:
    types = {"array": list, "object": dict, "string": str}
    return isinstance(value, types.get(str(member.get("type")), ()))


def _members(node: Node, root: Node) -> Iterator[Node]:
    """Return the members of a union, or the node alone, without references."""
    if "$ref" in node:
        yield from _members(root["$defs"][node["$ref"].split("/")[-1]], root)
    elif "anyOf" in node or "oneOf" in node:
        for each in node.get("anyOf", node.get("oneOf", ())):
            yield from _members(each, root)
    else:
        yield node
