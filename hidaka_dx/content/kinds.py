"""The YAML files of `content/` and the models behind them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from typing import Any, Final

from pydantic import VERSION, TypeAdapter

from hidaka_dx.catalogue import documents
from hidaka_dx.comment import COMMENTS
from hidaka_dx.edition import EDITIONS
from hidaka_dx.errata import ERRATA
from hidaka_dx.figure import FIGURE
from hidaka_dx.house_style import HOUSE_STYLE
from hidaka_dx.kept import digest, opened, program
from hidaka_dx.measure import ACTION_PLAN, MEASURE
from hidaka_dx.plan import COMPARISON, FOOTNOTES, GLOSSARY, PLAN, SOURCES
from hidaka_dx.progress import PROGRESS


@dataclass(frozen=True)
class ContentFile:
    """A kind of file."""

    name: str
    paths: str
    """Path patterns of files of this kind, relative to the town's folder; `*` stands for any name."""
    adapter: TypeAdapter[Any]
    title: str
    """What people call it."""

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The model as JSON Schema, by the names that authors write; it follows from the program, and is kept with it."""
        store, key = opened(), digest(b"schema", program().encode(), VERSION.encode(), self.name.encode())
        known = store.get(key)
        found: dict[str, Any] = json.loads(known) if known else self.adapter.json_schema()
        if not known:
            store.put(key, json.dumps(found).encode())
        return found


CONTENT_FILES: Final = (
    ContentFile("plan", "content/plan.yaml", PLAN, "計画の骨組み"),
    ContentFile("editions", "content/editions.yaml", EDITIONS, "版の一覧"),
    ContentFile("glossary", "content/glossary.yaml", GLOSSARY, "用語解説"),
    ContentFile("footnotes", "content/footnotes.yaml", FOOTNOTES, "脚注"),
    ContentFile("references", "content/references.yaml", SOURCES, "計画が名前を挙げる計画・法律"),
    ContentFile("figure", "content/figures/*.yaml", FIGURE, "図"),
    ContentFile("action-plan", "content/action-plan.yaml", ACTION_PLAN, "実行計画の骨組み"),
    ContentFile("measure", "content/measures/*.yaml", MEASURE, "取組"),
    ContentFile("progress", "content/progress/*.yaml", PROGRESS, "年度ごとの進捗"),
    ContentFile("errata", "content/errata.yaml", ERRATA, "正誤表"),
    ContentFile("comments", "content/comments.yaml", COMMENTS, "意見募集の結果"),
    ContentFile("comparison", "content/comparison.yaml", COMPARISON, "新旧対照表の組み方"),
    ContentFile("house-style", "content/house-style.yaml", HOUSE_STYLE, "町の書き方"),
)
CHAPTERS: Final = "content/chapters/*.md"
"""Prose, in Markdown."""
CSV_TABLES: Final = "content/tables/*.csv"
"""Tables that chapters and charts name. Besides the chapters the only files of `content/` that are not YAML."""
OF_OTHERS: Final = ("content/action-plan.yaml", "content/measures/", "content/progress/")
"""Path prefixes of files that 推進計画 does not use."""
LATER: Final = ("content/errata.yaml", "content/comments.yaml", "content/comparison.yaml")
"""Files about an edition or its comparison, which are not part of it."""


def kind_of(path: str) -> ContentFile | None:
    """Return the kind of file at a path."""
    return next((kind for kind in CONTENT_FILES if fnmatch(path, kind.paths)), None)


def takes_part(path: str, document: str) -> bool:
    """Tell whether a file is a source of a document, named by its key."""
    foreign = OF_OTHERS if document == documents.PLAN else ()
    return bool(kind_of(path) or fnmatch(path, CHAPTERS) or fnmatch(path, CSV_TABLES)) and not path.startswith(
        (*foreign, *LATER)
    )


def strings(schema: dict[str, Any], value: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Find prose in a file's data: text without a pattern or enumeration in its JSON Schema."""
    yield from _strings(schema, schema, value, ())


def _strings(
    node: dict[str, Any], root: dict[str, Any], value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if "$ref" in node:
        node = root["$defs"][node["$ref"].split("/")[-1]]
    members = _members(node, value)
    if members:
        for member in members:
            yield from _strings(member, root, value, path)
    elif isinstance(value, str):
        if node.get("type") == "string" and not {"pattern", "enum", "const", "format"} & node.keys():
            yield path, value
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _strings(node.get("items", {}), root, each, (*path, index))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(node.get("properties", {}).get(key, {}), root, each, (*path, key))


def _members(node: dict[str, Any], value: object) -> list[dict[str, Any]]:
    """Return the members of a union that accept a value; none where the node is no union."""
    mapping = node.get("discriminator", {}).get("mapping")
    if mapping and isinstance(value, dict):
        return [{"$ref": mapping[value["kind"]]}]
    return [*node.get("anyOf", ()), *node.get("oneOf", ())]
