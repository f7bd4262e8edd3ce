"""An id goes into Word and comes back; a name is one that Word keeps."""

import re

from hypothesis import given
from hypothesis import strategies as st

from hidaka_dx.wordfile.bookmarks import Bookmarks, bookmarks_of, ids_in

IDS = st.text("abz019-.", min_size=1, max_size=120) | st.text(min_size=1, max_size=60)


@given(st.lists(IDS, min_size=1, max_size=3, unique=True))
def test_ids_come_back_from_the_names_of_bookmarks(ids: list[str]) -> None:
    names = [name for serial, each in enumerate(ids) for name in bookmarks_of(each, serial)]
    assert sorted(ids_in([*names, "意見", "_Toc123", "_GoBack"])) == sorted(ids)
    assert len(names) == len({name.lower() for name in names})
    assert [name for name in names if not re.fullmatch(r"_[a-z0-9_のー字続]{1,39}", name)] == []


def test_what_was_moved_has_a_name_at_either_place() -> None:
    marks = Bookmarks(["aim", "moved", "gone"], ["moved", "aim", "new"], {"aim"})
    assert marks.anchor("aim", "removed") == marks.anchor("aim", "same") == "_aim"
    assert (marks.anchor("moved", "removed"), marks.anchor("moved", "added")) == ("_oldのmoved", "_moved")
    assert marks.anchor("gone", "same") == "_oldのgone"
    assert marks.give("moved", "removed") == ("_oldのmoved",)
    assert marks.give("moved", "added") == ("_moved",)
    assert marks.give("moved", "added") == ()
    assert marks.anchor("elsewhere", "same") == ""
