"""The schemas for editors follow the models, and fit every content file of this repository."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from hidaka_dx.content import CONTENT_FILES, kind_of
from hidaka_dx.content.schemas import ANY_FIGURE, descriptions, schemas

ROOT = Path(__file__).parents[2]
TOWNS = ("", "examples/mihon", "examples/specimen")
REMAKE = "schemas/ はモデルから作ります。python tools/generate.py を実行してください。"
FILES = [
    (town, path.relative_to(ROOT / town).as_posix())
    for town in TOWNS
    for path in sorted((ROOT / town / "content").rglob("*.yaml"))
    if kind_of(path.relative_to(ROOT / town).as_posix())
]


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2 as editors do: yes and no are words, days are text."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"int", "float", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Editor.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((ROOT / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
    return read


def test_the_schemas_are_those_of_the_models() -> None:
    assert {path.name for path in (ROOT / "schemas").iterdir()} == set(schemas()), REMAKE
    for name, text in schemas().items():
        assert (ROOT / "schemas" / name).read_text(encoding="utf-8") == text, f"{name}: {REMAKE}"


@pytest.mark.parametrize("kind", CONTENT_FILES, ids=lambda kind: kind.name)
def test_each_schema_is_one(kind: Any) -> None:
    Draft7Validator.check_schema(schema(kind.name))


@pytest.mark.parametrize(("town", "path"), FILES)
def test_every_content_file_fits_and_names_its_schema(town: str, path: str) -> None:
    file = ROOT / town / path
    text = file.read_text(encoding="utf-8")
    kind = kind_of(path)
    assert kind
    there = os.path.relpath(ROOT / "schemas" / f"{kind.name}.json", file.parent)
    assert text.startswith(f"# yaml-language-server: $schema={there}\n")
    data = yaml.load(text, Editor)
    assert [error.message for error in Draft7Validator(schema(kind.name)).iter_errors(data)] == []


def test_a_wrong_key_and_a_wrong_choice_are_told() -> None:
    found = Draft7Validator(schema("measure")).iter_errors({"nmae": "x", "kind": "新"})
    said = " ".join(error.message for error in found)
    assert "nmae" in said
    assert "新" in said


def test_hints_are_japanese() -> None:
    assert schema("measure")["properties"]["lead"]["description"] == "主管の課"
    assert schema("figure")["$defs"]["Cycle"]["properties"]["alt"]["description"].startswith("目で見られない人")


@pytest.mark.parametrize("name", [name.removesuffix(".json") for name in schemas()])
def test_every_field_has_words_for_those_who_fill_it_in(name: str) -> None:
    whole = schema(name)
    owners = {".": whole, **whole.get("$defs", {})}
    assert [
        (owner, field)
        for owner, node in owners.items()
        for field, told in node.get("properties", {}).items()
        if not told.get("description")
    ] == []


def test_no_description_is_of_something_that_is_gone() -> None:
    models: dict[str, set[str]] = {ANY_FIGURE: set()}
    for kind in CONTENT_FILES:
        for name, model in {str(kind.schema.get("title")): kind.schema, **kind.schema.get("$defs", {})}.items():
            models.setdefault(name, set()).update(model.get("properties", {}))
            if kind.name == "figure":
                models[ANY_FIGURE] |= set(model.get("properties", {}))
    for owner, fields in descriptions().items():
        assert set(fields) - {"."} <= models[owner.rpartition("/")[2]], owner
