"""Which cells of a row name it."""

import pytest

from hidaka_dx.comparison.table import KINDS as CHANGES
from hidaka_dx.compose.comments import KINDS as COMMENTS
from hidaka_dx.compose.lists import table
from hidaka_dx.theme import ColumnKind


@pytest.mark.parametrize(
    ("kinds", "names"),
    [
        ((), [0]),
        (("short", "text"), [0]),
        (("class", "text", "text"), [1]),
        (("code", "text", "short"), [0, 1]),
        (("code", "number"), [0]),
        (("class", "class"), [0]),
        (CHANGES, [1, 2]),
        (COMMENTS, [0, 1]),
    ],
)
def test_a_class_names_no_row_and_a_number_does_with_its_name(kinds: tuple[ColumnKind, ...], names: list[int]) -> None:
    found = table("t", "表", [f"欄{place}" for place in range(len(kinds) or 3)], (), kinds)
    assert [column for column in range(len(found.head)) if found.names_row(column)] == names
