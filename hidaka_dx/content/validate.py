"""Model validation: every pydantic error becomes a Japanese message at its place in the file."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from hidaka_dx.content.manuscript import Located
from hidaka_dx.content.misread import misread
from hidaka_dx.problem import Place, Problem
from hidaka_dx.source import Data, Path

Value = TypeVar("Value")
Schema = Mapping[str, Any]

MESSAGES: Final = {
    "string_type": "文字で書きます（今は値がないか、一覧やキーの集まりです）。書き直してください。",
    "string_too_short": "空です。値を書いてください。",
    "int_parsing": "0以上の整数ではありません。「,」や単位を付けずに、半角の数字で書いてください。",
    "int_parsing_size": "大きすぎます。直してください。",
    "int_type": "半角の数字で書きます（今は値がないか、一覧やキーの集まりです）。書き直してください。",
    "float_parsing": "数ではありません。「,」や単位を付けずに、半角の数字で書いてください。",
    "float_type": "半角の数字で書きます（今は値がないか、一覧やキーの集まりです）。書き直してください。",
    "bool_parsing": "yes か no で書きます。直してください。",
    "bool_type": "yes か no で書きます（今は値がないか、一覧やキーの集まりです）。書き直してください。",
    "date_from_datetime_parsing": "暦にない日付です。2023-07-01 のように、暦にある日を書いてください。",
    "date_parsing": "日付ではありません。2023-07-01 の形で、暦にある日を書いてください。",
    "date_type": "2023-07-01 の形で書きます（今は値がないか、一覧やキーの集まりです）。書き直してください。",
    "tuple_type": "一覧で書きます。直してください（各行を「- 」で始めます）。",
    "dict_type": "「キー: 値」の集まりで書きます。直してください。",
    "model_type": "「キー: 値」の集まりで書きます。直してください。",
    "model_attributes_type": "「キー: 値」の集まりで書きます。直してください。",
    "too_short": "{there}。少なくとも{min_length}つ要ります。書き加えてください。",
    "too_long": "多すぎます（今は{count}つ）。{max_length}つまでにしてください。",
    "string_too_long": "長すぎます（今は{count:,}字）。{max_length:,}字までにしてください。",
    "greater_than_equal": "小さすぎます。{ge}以上にしてください。",
    "greater_than": "小さすぎます。{gt}より大きくしてください。",
    "less_than_equal": "大きすぎます。{le}以下にしてください。",
}
OTHERWISE: Final = "この値では使えません。手引きの例にならって直してください。"
SUGGESTED: Final = re.compile(r"(?<=`)[^`]+(?=` ではありませんか)|(?<=「)[^「」:]+(?=: 値」)")
"""Keys that a message says were meant."""
PATTERNS: Final = {
    r"^[a-z][a-z0-9-]*$": "半角英小文字で始め、英小文字・数字・- だけで書いてください。",
    r"^[0-9A-Z]+(-[0-9]+)*$": "「1-2」のように、半角の数字と「-」で書いてください。",
    r"^[1-9][0-9]*(\.[0-9]+)?$": '"1" や "2.1" のような半角数字です。直してください。',
    r"^[a-z0-9][a-z0-9.-]*$": "節・段落のidか取組番号を、半角英小文字・数字・. と - だけで書いてください。",
    r"^[0-9]{4}(-[0-9]{2}){0,2}$": "2020、2020-12、2020-12-25 のどれかの形で書いてください。",
    r"^[a-z0-9-]+\.(png|jpg|jpeg)$": "半角英小文字・数字・- の名前に .png か .jpg を付けてください。",
}


def validated(adapter: TypeAdapter[Value], data: Data) -> tuple[Located[Value] | None, tuple[Problem, ...]]:
    """Validate data as the adapter's type; return the value, or no value and at least one problem."""
    try:
        return Located(adapter.validate_python(data.value), data), ()
    except ValidationError as error:
        told = _problems_of_all(error.errors(), data, _schema(adapter))
        problems = tuple(_without_repetition(told)) or tuple(problem for _, problem in told)
        return None, problems or (Problem(data.place(()), f"値は{OTHERWISE}", "value"),)


@cache
def _schema(adapter: TypeAdapter[Any]) -> Schema:
    return adapter.json_schema()


def _problems_of_all(faults: list[ErrorDetails], data: Data, schema: Schema) -> list[tuple[ErrorDetails, Problem]]:
    return [(fault, problem) for fault in faults for problem in _problems_of(fault, data, schema)]


def _without_repetition(told: list[tuple[ErrorDetails, Problem]]) -> Iterator[Problem]:
    """Remove redundant faults: a misspelt key also counts as missing, faulty items also as a wrong list length."""
    unknown = (problem.message for _, problem in told if problem.rule == "key-unknown")
    suggested = {name for message in unknown for name in SUGGESTED.findall(message)}
    for fault, problem in told:
        lost = str(fault["loc"][-1]) if fault["type"] == "missing" else ""
        long_enough = fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]
        if lost not in suggested and not long_enough:
            yield problem


def _problems_of(fault: ErrorDetails, data: Data, schema: Schema) -> Iterator[Problem]:
    if fault["type"] != "faults":
        yield _problem(fault, data, schema)
        return
    for at, message in fault["ctx"]["faults"]:
        path, _ = _path((*fault["loc"], *at), data.value)
        yield Problem(data.place(path), message if at else _name(path) + message, "value")


def _problem(fault: ErrorDetails, data: Data, schema: Schema) -> Problem:
    path, rest = _path(fault["loc"], data.value)
    match fault["type"]:
        case "missing" if not rest:  # the key is present, without a value
            return Problem(data.keys.get(path, data.place(path)), f"{_name(path)}空です。値を書いてください。", "value")
        case "missing":
            message = f"キー `{rest[-1]}` がありません。書き加えてください。"
            return Problem(_owner(path, data), message, "key-missing")
        case "extra_forbidden":
            return Problem(data.keys.get(path, data.place(path)), _unknown(path, schema, data), "key-unknown")
        case "union_tag_invalid" | "union_tag_not_found":
            return _tag_problem(fault, path, data)
        case _:
            return Problem(data.place(path), _value(fault, path), "value")


def _value(fault: ErrorDetails, path: Path) -> str:
    """Say what is wrong with a value."""
    match fault["type"]:
        case kind if hint := misread(kind, fault["input"], path):
            return _name(path) + hint
        case "literal_error" | "enum":
            return _choice(fault)
        case "value_error":
            return str(fault["ctx"]["error"])
        case "string_pattern_mismatch":
            return _name(path) + PATTERNS.get(fault["ctx"]["pattern"], OTHERWISE)
        case "too_long" if isinstance(fault["input"], str):
            return _name(path) + MESSAGES["string_too_long"].format(**_counted(fault), **fault["ctx"])
        case kind:
            return _name(path) + MESSAGES.get(kind, OTHERWISE).format(**_counted(fault), **fault.get("ctx", {}))


def _counted(fault: ErrorDetails) -> dict[str, object]:
    """Count the list items that were written, including the faulty ones."""
    count = len(fault["input"]) if isinstance(fault["input"], str | list | dict) else 0
    return {"count": count, "there": f"{count}つしかありません" if count else "一つもありません"}


def _path(location: tuple[int | str, ...], value: object) -> tuple[Path, tuple[int | str, ...]]:
    """Split a location into the steps that exist in the data and those that do not (union members, missing keys)."""
    path: Path = ()
    missed: tuple[int | str, ...] = ()
    for step in location:
        inside = step in value if isinstance(value, dict) else isinstance(value, list) and isinstance(step, int)
        if inside:
            path, value = (*path, step), value[step]  # type: ignore[index]
        else:
            missed = (*missed, step)
    return path, missed


def _owner(path: Path, data: Data) -> Place:
    return data.keys.get(path, data.place(path))


def _name(path: Path) -> str:
    named = [step for step in path if isinstance(step, str)]
    return f"`{named[-1]}` は" if named else "値は"


def _choice(fault: ErrorDetails) -> str:
    allowed = fault["ctx"]["expected"].replace(" or ", ", ").replace("'", "`")
    only = "," not in allowed
    return f"`{fault['input']}` は使えません。{allowed} {'だけが使えます。直すか、消して' if only else 'のどれかを書いて'}ください。"


def _tag_problem(fault: ErrorDetails, path: Path, data: Data) -> Problem:
    if fault["type"] == "union_tag_not_found":
        return Problem(_owner(path, data), "キー `kind` がありません。図の種類を書いてください。", "key-missing")
    tags = fault["ctx"]["expected_tags"].replace("'", "`")
    message = f"図の種類 `{fault['ctx']['tag']}` はありません。{tags} のどれかを書いてください。"
    return Problem(data.place((*path, "kind")), message, "value")


def _unknown(path: Path, schema: Schema, data: Data) -> str:
    name, colon, _ = str(path[-1]).replace("：", ":").partition(":")
    if colon:
        return f"キー `{path[-1]}` は使えません。「:」は半角で書き、後に空白を一つ置いて「{name}: 値」としてください。"
    known = sorted(_keys(schema, schema, path[:-1], data.value))
    near = get_close_matches(unicodedata.normalize("NFKC", str(path[-1])), known, n=1, cutoff=0.6)
    outer = len(path) > 1 and str(path[-1]) in set(_keys(schema, schema, path[:-2], data.value))
    advice = (
        f"`{near[0]}` ではありませんか。"
        if near
        else f"`{path[-2]}` の中でなく、その外の欄です。字下げを直してください。"
        if outer
        else f"使えるキーは {'、'.join(known)} です。"
        if known
        else "取り除いてください。"
    )
    return f"キー `{path[-1]}` は使えません。{advice}"


def _keys(node: Schema, root: Schema, path: Path, value: object) -> Iterator[str]:
    """Return the keys that a JSON Schema allows for the mapping at `path`."""
    if "$ref" in node:
        yield from _keys(root["$defs"][node["$ref"].split("/")[-1]], root, path, value)
    for member in _members(node, value):
        yield from _keys(member, root, path, value)
    if not path:
        yield from node.get("properties", {})
    elif isinstance(value, list) and isinstance(path[0], int):
        yield from _keys(node.get("items", {}), root, path[1:], value[path[0]])
    elif isinstance(value, dict) and path[0] in node.get("properties", {}):
        yield from _keys(node["properties"][path[0]], root, path[1:], value[path[0]])


def _members(node: Schema, value: object) -> list[Schema]:
    mapping = node.get("discriminator", {}).get("mapping")
    if mapping and isinstance(value, dict):
        chosen = mapping.get(value.get("kind"))
        return [{"$ref": chosen}] if chosen else []
    return [*node.get("anyOf", ()), *node.get("oneOf", ())]
