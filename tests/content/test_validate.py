"""No value is dropped in silence: whatever is wrong with any field of any model is a problem that says so."""

import copy
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from towns import ACTION, FIRST, tiny

from hidaka_dx.content import CONTENT_FILES, ContentFile, load
from hidaka_dx.content.validate import validated
from hidaka_dx.source import Data

SAMPLES = {
    r"^[a-z][a-z0-9-]*$": "a",
    r"^[0-9A-Z]+(-[0-9]+)*$": "1-1",
    r"^[1-9][0-9]*(\.[0-9]+)?$": "1",
    r"^[a-z0-9][a-z0-9.-]*$": "a",
    r"^[0-9]{4}(-[0-9]{2}){0,2}$": "2026-04",
    r"^[a-z0-9-]+\.(png|jpg|jpeg)$": "a.png",
    r"^[a-z0-9][a-z0-9_-]*\.csv$": "a.csv",
    "^#?[0-9A-Fa-f]{6}$": "#1F4E79",
}
WRONG: tuple[Any, ...] = (None, "", " ", "x", "-1", "1e9", [], ["x"], [None], [[]], {}, {"x": "x"}, {"": None})
Path_ = tuple[str | int, ...]
KINDS = pytest.mark.parametrize("kind", CONTENT_FILES, ids=lambda kind: kind.name)


def sample(node: dict[str, Any], root: dict[str, Any]) -> Any:
    """Make data of a schema in which every field that may be there is there."""
    node = first(node, root)
    if "const" in node or "enum" in node:
        return node.get("const", node.get("enum", [None])[0])
    match node.get("type"):
        case "object":
            named = node.get("properties") or {"a": [*node.get("patternProperties", {}).values(), {}][0]}
            return {name: sample(value, root) for name, value in named.items()}
        case "array":
            return [sample(node["items"], root) for _ in range(max(node.get("minItems", 0), 1))]
        case "boolean":
            return "yes"
        case "integer" | "number":
            return str(node.get("ge", 1))
    return SAMPLES[node["pattern"]] if "pattern" in node else "2026-04-01"


def first(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Follow references and take the first of several alternatives."""
    while "$ref" in node or "anyOf" in node:
        node = root["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node["anyOf"][0]
    return node


def roots(kind: ContentFile) -> list[dict[str, Any]]:
    """Give the schema's alternatives: a figure's file is of one of several kinds."""
    return list(kind.schema.get("oneOf", [kind.schema]))


def nodes(
    node: dict[str, Any], root: dict[str, Any], value: Any, at: Path_ = ()
) -> Iterator[tuple[Path_, dict[str, Any]]]:
    """Give each place of a sample with its schema."""
    node = first(node, root)
    yield at, node
    if isinstance(value, dict):
        for name, each in value.items():
            if name in node.get("properties", {}):
                yield from nodes(node["properties"][name], root, each, (*at, name))
    elif isinstance(value, list) and value:
        yield from nodes(node["items"], root, value[0], (*at, 0))


def changed(value: Any, at: Path_, new: Any) -> Any:
    """Copy data with another value at a place; Ellipsis takes it away."""
    if not at:
        return new
    value = copy.deepcopy(value)
    inner = value
    for step in at[:-1]:
        inner = inner[step]
    if new is ...:
        del inner[at[-1]]
    else:
        inner[at[-1]] = new
    return value


def messages(kind: ContentFile, value: Any) -> list[str]:
    """Validate data; a value comes without problems, no value never does."""
    data = Data(value, kind.paths, MappingProxyType({}), MappingProxyType({}))
    read, problems = validated(kind.adapter, data)
    assert (read is None) == bool(problems), value
    return [problem.message for problem in problems]


def places(kind: ContentFile) -> Iterator[tuple[Any, Path_, dict[str, Any]]]:
    for root in roots(kind):
        value = sample(root, kind.schema)
        yield from ((value, at, node) for at, node in nodes(root, kind.schema, value))


@KINDS
def test_a_list_with_too_few_or_too_many_says_how_many_there_are(kind: ContentFile) -> None:
    for value, at, node in places(kind):
        items = sample(node, kind.schema) if node.get("type") == "array" else []
        least, most = node.get("minItems", 0), node.get("maxItems")
        for count in range(least):
            said = " ".join(messages(kind, changed(value, at, items[:count])))
            assert (
                f"{f'{count}つしかありません' if count else '一つもありません'}。少なくとも{least}つ要ります" in said
            ), at
        if most:
            said = " ".join(messages(kind, changed(value, at, items[:1] * (most + 1))))
            assert f"多すぎます（今は{most + 1}つ）。{most}つまで" in said, at


@KINDS
def test_a_list_that_is_too_short_only_for_its_faulty_items_is_not_called_short(kind: ContentFile) -> None:
    for value, at, node in places(kind):
        least = node.get("minItems", 0)
        if least:
            said = messages(kind, changed(value, at, [[]] * least))
            assert said
            assert not any("要ります。書き加えて" in each and "つしか" in each for each in said), at


@KINDS
def test_no_value_comes_without_a_problem(kind: ContentFile) -> None:
    for value, at, _ in places(kind):
        for wrong in WRONG:
            messages(kind, changed(value, at, wrong))
        if at and isinstance(at[-1], str):
            messages(kind, changed(value, at, ...))


@KINDS
def test_a_text_without_end_says_how_long_it_is(kind: ContentFile) -> None:
    for value, at, node in places(kind):
        longest = node.get("maxLength") if "pattern" not in node else None
        if longest:
            said = " ".join(messages(kind, changed(value, at, "字" * (longest + 1))))
            assert "字までに" in said, at


def test_one_grade_is_told_and_the_action_plan_does_not_vanish(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    one = ACTION["content/action-plan.yaml"] + "grades: [{mark: A, words: 全て}]\n"
    (town / "content/action-plan.yaml").write_text(one, encoding="utf-8")
    manuscript, problems = load(town)
    assert manuscript is None
    assert [problem.message for problem in problems] == [
        "`grades` は1つしかありません。少なくとも2つ要ります。書き加えてください。"
    ]


def test_a_comma_inside_a_number_is_named(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    with (town / "content/measures/1-1.yaml").open("a", encoding="utf-8") as file:
        file.write("costs: [{year: 2026, total: 1,200}]\n")
    (problem,) = load(town)[1]
    assert "{ } の中の「,」は区切りです。数は「,」を付けずに 1200 のように書いてください。" in problem.message


EMPTY = {
    "content/plan.yaml": ("chapters: [vision]", "chapters:\n  - \n  - vision"),
    "content/glossary.yaml": ("- {id", "- \n- {id"),
    "content/editions.yaml": ("  - number", "  - \n  - number"),
    "content/action-plan.yaml": (
        "pillars: [{id: services, name: 窓口}]",
        "pillars:\n  - \n  - {id: services, name: 窓口}",
    ),
}


@pytest.mark.parametrize("path", EMPTY)
def test_an_empty_item_of_any_list_is_said_to_be_empty(path: str, tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    text = (town / path).read_text(encoding="utf-8")
    assert EMPTY[path][0] in text
    (town / path).write_text(text.replace(*EMPTY[path], 1), encoding="utf-8")
    _, (first, *_) = load(town)
    assert first.place.path == path
    assert "空の項目を持てません。書くか、「-」だけの行を取り除いて" in first.message
