"""A group of rows that goes on on the next page is named there again, once for the eye and not for the ear."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from measure.pdf_reading import FACTS, spoken

from hidaka_dx.render import STYLES
from hidaka_dx.typeset.continued_groups import _with_row
from hidaka_dx.typeset.job import Job
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
GROUP = '<tr class="group continued"><th scope="row" colspan="2" id="{0}"><a href="#{0}">{0}</a></th></tr>'
TABLE = '<table class="list"><thead><tr><th scope="col">番号</th><th scope="col">名</th></tr></thead><tbody>{}</tbody></table>'


def printed(*groups: tuple[str, int]) -> bytes:
    """Print a table of groups, each with a number of rows."""
    rows = (
        GROUP.format(name) + "".join(f'<tr><th scope="row">{row}</th><td>{name}の行</td></tr>' for row in range(count))
        for name, count in groups
    )
    html = f'<html lang="ja"><title>題</title><body><main><h1>題</h1>{TABLE.format("".join(rows))}</main></body></html>'
    made, faults = press(Job(html, STYLES, {}, FACTS), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made is not None
    return made.pdf


def seen(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed(("甲群", 3), ("乙群", 60), ("丙群", 2))


def test_every_page_names_the_group_that_goes_on(pdf: bytes) -> None:
    first, *others = seen(pdf)
    assert "（続き）" not in first
    assert len(others) == 2
    assert all(page.startswith("番号 名\n乙群（続き）\n") and page.count("（続き）") == 1 for page in others)


def test_a_group_that_begins_a_page_is_not_named_twice() -> None:
    """Whatever number of rows stands before it, each page has the name of its group at its head once."""
    pages = [page for count in (22, 24, 26) for page in seen(printed(("甲群", count), ("乙群", 10)))[1:]]
    begins = {page.split("\n")[1] for page in pages}
    assert begins == {"甲群（続き）", "乙群", "乙群（続き）"}
    assert all(page.count("乙群\n") <= 1 for page in pages)


def test_groups_of_groups_that_go_on_are_both_named() -> None:
    outer = GROUP.replace("group continued", "group over continued").format("大群")
    rows = "".join(f"<tr><th>{row}</th><td>行</td></tr>" for row in range(34))
    body = "".join(outer.replace("大群", name) + GROUP.format(name[0] + "の群") + rows for name in ("甲大群", "乙大群"))
    html = f'<html lang="ja"><title>題</title><body><main><h1>題</h1>{TABLE.format(body)}</main></body></html>'
    made, faults = press(Job(html, STYLES, {}, FACTS), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert made
    heads = [page.split("\n")[1:3] for page in seen(made.pdf)[1:]]
    assert heads == [["甲大群（続き）", "甲の群（続き）"], ["乙大群（続き）", "乙の群（続き）"]]


def test_it_is_read_and_reached_once(pdf: bytes) -> None:
    assert "（続き）" not in spoken(pdf)
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    assert [len(page.get("/Annots", [])) for page in pages] == [2, 0, 1]


def test_the_borders_of_a_repeated_row_follow_it() -> None:
    """A grid has one more level line than rows: the repeated row brings the one below it, and keeps that of the head above."""
    upright, level = ["head", "甲群", "甲", "乙群", "乙"], ["0", "1", "2", "3", "4", "5"]
    assert [*_with_row((upright, level), 1, 3)] == [
        ["head", "乙群", "甲群", "甲", "乙群", "乙"],
        ["0", "1", "4", "2", "3", "4", "5"],
    ]
