"""Two people change a record at once: what only one of them has touched is kept, the rest is told."""

from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.desk import MISSING, Clash, at_path, merged, with_found

BASE = {
    "name": "窓口",
    "aim": "待たない",
    "costs": [{"year": "2027", "total": "100"}, {"year": "2028", "total": "200"}],
}
VALUES = st.recursive(
    st.none() | st.sampled_from("あいう"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def test_fields_changed_by_one_side_each_are_both_kept() -> None:
    mine = with_found(BASE, ("costs", 0, "total"), "120")
    theirs = with_found(with_found(BASE, ("costs", 1, "total"), "250"), ("aim",), MISSING)
    expected = {"name": "窓口", "costs": [{"year": "2027", "total": "120"}, {"year": "2028", "total": "250"}]}
    assert merged(BASE, mine, theirs) == (expected, ())


def test_the_same_field_changed_in_two_ways_is_told_and_stays_as_it_is() -> None:
    mine, theirs = with_found(BASE, ("name",), "受付"), with_found(BASE, ("name",), MISSING)
    assert merged(BASE, mine, theirs) == (theirs, (Clash(("name",), "受付", MISSING),))


def test_a_list_with_an_item_more_is_one_field() -> None:
    mine = with_found(BASE, ("costs",), [*BASE["costs"], {"year": "2029", "total": "1"}])
    theirs = with_found(BASE, ("costs", 0, "total"), "9")
    found, clashes = merged(BASE, mine, theirs)
    assert found == theirs
    assert [clash.path for clash in clashes] == [("costs",)]


def test_a_key_is_taken_out_and_an_item_too() -> None:
    assert with_found(BASE, ("costs", 0), MISSING)["costs"] == [BASE["costs"][1]]  # type: ignore[index]
    assert at_path(BASE, ("costs", 5, "total")) is MISSING
    assert at_path(BASE, ("name", "x")) is MISSING


@given(VALUES, VALUES, VALUES)
def test_whoever_changes_alone_is_followed_and_no_change_is_lost(base: object, mine: object, theirs: object) -> None:
    assert merged(base, mine, base) == (mine, ())
    assert merged(base, base, theirs) == (theirs, ())
    assert merged(base, mine, mine) == (mine, ())
    found, clashes = merged(base, mine, theirs)
    assert clashes or found == merged(base, theirs, mine)[0]
