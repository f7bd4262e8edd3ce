"""Objects of a PDF as they are written: read at a revision, looked into, compared; references are objects of their own."""

from typing import Any

from hidaka_dx.signatures.borrowed import generic


def same(one: Any, other: Any) -> bool:
    """Tell whether two objects of a PDF are written alike; what they refer to is not looked at."""
    if isinstance(one, generic.IndirectObject) or isinstance(other, generic.IndirectObject):
        return type(one) is type(other) and (one.idnum, one.generation) == (other.idnum, other.generation)
    if isinstance(one, generic.DictionaryObject):
        if type(one) is not type(other) or set(one) != set(other):
            return False
        if isinstance(one, generic.StreamObject) and one.encoded_data != other.encoded_data:
            return False
        return all(same(one.raw_get(key), other.raw_get(key)) for key in one)
    if isinstance(one, generic.ArrayObject):
        return (
            isinstance(other, generic.ArrayObject)
            and len(one) == len(other)
            and begins(_raw_items(one), _raw_items(other))
        )
    return type(one) is type(other) and bool(one == other)


def same_but(one: Any, other: Any, keys: set[str]) -> bool:
    """Tell whether two dictionaries are written alike in all but some keys."""
    if not (isinstance(one, generic.DictionaryObject) and type(one) is type(other)):
        return False
    rest = (set(one) | set(other)) - keys
    return all(key in one and key in other and same(one.raw_get(key), other.raw_get(key)) for key in rest)


def begins(old: list[Any], new: list[Any]) -> bool:
    """Tell whether a list begins with another one."""
    return len(old) <= len(new) and all(same(*pair) for pair in zip(old, new, strict=False))


def grown(old: list[Any], new: list[Any], by: list[Any]) -> bool:
    """Tell whether a list has grown at its end, by some of these references and nothing else."""
    allowed = set(map(number_of, by))
    rest = new[len(old) :]
    return begins(old, new) and all(
        isinstance(each, generic.IndirectObject) and number_of(each) in allowed for each in rest
    )


def read_object(resolver: Any, reference: Any) -> Any:
    """Return an object as a revision has it; none if it has none."""
    place = generic.Reference(reference.idnum, reference.generation, resolver)
    try:
        found = resolver.get_object(place)
    except Exception:  # noqa: BLE001  the library raises more than it documents
        return None
    return None if isinstance(found, generic.NullObject) else found


def value_at(value: Any, key: str, default: Any = None) -> Any:
    """Return what is under a key, found where it is referred to."""
    return value[key] if key in value else default  # noqa: SIM401  `get` would give the reference


def raw_at(value: Any, key: str) -> Any:
    """Return what is written under a key, a reference as such."""
    return value.raw_get(key) if key in value else None


def _raw_items(value: Any) -> list[Any]:
    return [value.raw_get(place) for place in range(len(value))]


def items_at(value: Any, *keys: str) -> list[Any]:
    """Return the entries of an array below a dictionary, references as such; none where there is no such array."""
    for key in keys:
        if not isinstance(value, generic.DictionaryObject) or key not in value:
            return []
        value = value[key]
    return _raw_items(value) if isinstance(value, generic.ArrayObject) else []


def number_of(reference: Any) -> int:
    """Return the number that a reference names; -1 for what is none."""
    return int(getattr(reference, "idnum", -1))


def numbers_at(value: Any, key: str) -> tuple[int, ...]:
    """Return the number of the object under a key, where it is one of its own."""
    found = raw_at(value, key)
    return (number_of(found),) if isinstance(found, generic.IndirectObject) else ()
