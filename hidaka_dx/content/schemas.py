"""JSON Schemas of the content files, for completion and hints in editors; generated from the models.

They describe what authors write, not the models' types: `yes` and `no` as in YAML 1.1, days as text.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

from hidaka_dx.catalogue import fields
from hidaka_dx.content.kinds import CONTENT_FILES, ContentFile
from hidaka_dx.source import parse_own

DRAFT: Final = "http://json-schema.org/draft-07/schema#"
ITSELF: Final = "."
UNTOLD: Final = frozenset({"title", "description", "default"})
BOUNDS: Final = {"ge": "minimum", "le": "maximum"}
"""pydantic does not translate bounds of values that it converts first."""
ANY_FIGURE: Final = "FigureOfAnyKind"


def schemas() -> dict[str, str]:
    """Give the text of each schema by its file name."""
    return {f"{kind.name}.json": _text(kind) for kind in CONTENT_FILES}


def _text(kind: ContentFile) -> str:
    told = {**_as_authored(kind, kind.schema), "$schema": DRAFT, "title": kind.title}
    order = ("$schema", "title", "description", *told)
    ordered = {key: told[key] for key in dict.fromkeys(order) if key in told}
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def _as_authored(kind: ContentFile, node: Any) -> Any:
    """Rewrite a node: Japanese descriptions, and values as authors write them."""
    if isinstance(node, list):
        return [_as_authored(kind, each) for each in node]
    if not isinstance(node, dict):
        return node
    model = str(node.get("title", "")) if "properties" in node else ""
    told = {BOUNDS.get(key, key): _as_authored(kind, value) for key, value in node.items() if key not in UNTOLD}
    if "properties" in node:
        # a property may itself be named title or description
        told["properties"] = {name: _property(kind, model, name, value) for name, value in node["properties"].items()}
        about = _described(kind, model, ITSELF)
        told |= {"description": about} if about else {}
    if told.get("type") == "boolean":
        told = {**{key: value for key, value in told.items() if key != "type"}, "enum": ["yes", "no", True, False]}
    return told


def _property(kind: ContentFile, model: str, name: str, node: Any) -> Any:
    told = _as_authored(kind, node)
    about = _described(kind, model, name)
    return {**told, "description": about} if about else told


def _described(kind: ContentFile, model: str, name: str) -> str | None:
    """Return the Japanese description of a model or field, if any."""
    known = descriptions()
    owners = (f"{kind.name}/{model}", model, *([ANY_FIGURE] if kind.name == "figure" else ()))
    return next((known[owner][name] for owner in owners if name in known.get(owner, {})), None)


def descriptions() -> Mapping[str, Mapping[str, str]]:
    """Return descriptions of models and fields: those of the catalogue, and all others."""
    known, hints = _written(), fields.hints()
    return {owner: {**known.get(owner, {}), **hints.get(owner, {})} for owner in (*known, *hints)}


@cache
def _written() -> Mapping[str, Mapping[str, str]]:
    """Read `descriptions.yaml`: model, field, words."""
    text = (files("hidaka_dx.content") / "descriptions.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, Mapping[str, str]]", parse_own(text))
