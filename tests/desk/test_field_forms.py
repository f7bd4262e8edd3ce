"""Every value that the content of both towns holds has a field, and the field says what may be written there."""

from pathlib import Path

import pytest

from hidaka_dx.content import kind_of
from hidaka_dx.desk import FieldForm, form_of, path_at
from hidaka_dx.problem import Place
from hidaka_dx.source import Data, parse_data

ROOT = Path(__file__).parents[2]
TOWNS = (ROOT, ROOT / "examples/mihon")
FILES = [
    (town, file.relative_to(town).as_posix()) for town in TOWNS for file in sorted((town / "content").rglob("*.yaml"))
]
SHAPES: dict[type, set[str]] = {str: {"words", "line", "number", "choice"}, list: {"list"}, dict: {"record", "pairs"}}


def data_of(town: Path, path: str) -> Data:
    data, problems = parse_data((town / path).read_text(encoding="utf-8"), path)
    assert data, problems
    return data


@pytest.mark.parametrize(("town", "path"), FILES)
def test_every_value_fits_its_field(town: Path, path: str) -> None:
    kind, data = kind_of(path), data_of(town, path)
    assert kind
    for at in data.places:
        value: object = data.value
        for step in at:
            value = value[step]  # type: ignore[index]
        if value is not None:
            assert form_of(kind, data.value, at).shape in SHAPES[type(value)], at


@pytest.mark.parametrize(("town", "path"), FILES[::7])
def test_a_place_leads_to_the_outermost_value_that_begins_there(town: Path, path: str) -> None:
    data = data_of(town, path)
    for at, place in data.places.items():
        found = path_at(data, place)
        assert data.places.get(found) == place or data.keys.get(found) == place
        assert len(found) <= len(at)


def test_between_two_values_the_one_before_is_meant() -> None:
    data, _ = parse_data("a: 1\nb:\n  - x\n  - yz\n\n# 注\nc: 3\n", "")
    assert data
    assert path_at(data, Place("", 4, 6)) == ("b", 1)
    assert path_at(data, Place("", 6, 1)) == ("b", 1)
    assert path_at(data, Place("", 2, 1)) == ("b",)
    assert path_at(data, Place("", 1, 1)) == ()


def measure(*at: str | int) -> FieldForm:
    kind = kind_of("content/measures/1-1.yaml")
    assert kind
    return form_of(kind, {"schedule": [{"from": "2027"}]}, at)


def test_a_field_tells_choices_limits_and_hints() -> None:
    assert measure("kind").choices[:2] == ("新規", "継続")
    assert measure("focus").choices == ("yes", "no")
    year = measure("schedule", 0, "from")
    assert (year.shape, year.least, year.most, year.required) == ("number", 1950, 2150, True)
    assert measure("number").pattern
    assert not measure("aim").required
    assert measure("aim").label == "めざす姿"
    record = dict(measure().fields)
    assert record["costs"].items
    assert dict(record["costs"].items.fields)["sources"].shape == "pairs"
