"""Comparison of facts: numbers are compared as numbers, each value addressed by a path (JSON Pointer, RFC 6901).

「/measures/1-1/costs/2027/amount」 is the cost of a measure in a year: list elements are addressed by their first
value.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin, get_type_hints

from hidaka_dx.comparison.changes import Difference
from hidaka_dx.comparison.units import Value
from hidaka_dx.facts import Facts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

NUMBER: Final = re.compile(r"(-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)(（[^（）]*）)?")
"""A number with or without commas, and a following text in brackets: 「1,200（R5）」."""


def differences(old: Facts, new: Facts) -> tuple[Difference, ...]:
    """Return each changed value; a value on one side only is none on the other."""
    before, after = dict(_flat(old, "")), dict(_flat(new, ""))
    ways = dict.fromkeys((*before, *after))
    pairs = ((way, before.get(way), after.get(way)) for way in ways)
    return tuple(Difference(*each) for each in pairs if each[1] != each[2])


def changed(old: Facts, differences_: tuple[Difference, ...]) -> Facts:
    """Apply differences to facts; raises ValueError where they are not the facts that were compared."""
    values = dict(_flat(old, ""))
    for each in differences_:
        if values.get(each.name) != each.old:
            raise ValueError(f"the old edition has another value at {each.name}")
        values[each.name] = each.new
    return _built(Facts, "", values) if differences_ else old


def same_number(old: str, new: str) -> bool:
    """Tell whether two cells contain the same number, however it is written: 「1,200」「1200」."""
    before, after = map(_number, (old, new))
    return before is not None and before == after


def _number(text: str) -> tuple[Decimal, str] | None:
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）"))
    return (Decimal(found[1].replace(",", "")), found[2] or "") if found else None


def _flat(value: "DataclassInstance", at: str) -> Iterator[tuple[str, Value]]:
    """Yield every value by its path; for lists of facts, the names of all elements."""
    for each in fields(value):
        found, way = getattr(value, each.name), f"{at}/{each.name}"
        if is_dataclass(found) and not isinstance(found, type):
            yield way, True
            yield from _flat(found, way)
        elif isinstance(found, tuple) and found and is_dataclass(found[0]):
            yield way, tuple(map(_name, found))
            for one in found:
                yield from _flat(one, _below(way, _name(one)))
        else:
            yield way, found


def _name(value: "DataclassInstance") -> Any:
    """Return the value that identifies a fact in its list."""
    return getattr(value, fields(value)[0].name)


def _below(way: str, name: object) -> str:
    return f"{way}/{str(name).replace('~', '~0').replace('/', '~1')}"


def _built(kind: "type[Any]", at: str, values: Mapping[str, Value]) -> Any:
    """Rebuild facts from the values by path."""
    return kind(**{name: _value(hint, f"{at}/{name}", values) for name, hint in get_type_hints(kind).items()})


def _value(hint: Any, way: str, values: Mapping[str, Value]) -> Any:
    found = values.get(way)
    inner: Any = next((each for each in get_args(hint) if is_dataclass(each)), None)
    if inner is None or found is None:
        return found
    if get_origin(hint) is tuple and isinstance(found, tuple):
        return tuple(_built(inner, _below(way, name), values) for name in found)
    return _built(inner, way, values)
