"""What stands behind an emptier page comes nearer, or what it holds stands looser; never where more would stay empty."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from hidaka_dx.theme import LINE
from hidaka_dx.typeset.job import Job, PdfFacts, Pressed
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="480pt" height="60pt"><rect width="480" height="60"/></svg>'
ROW = '<tr><th scope="row">行</th><td>値</td></tr>'
HEAD = '<thead><tr><th scope="col">頭</th><th scope="col">値</th></tr></thead>'


def part(name: str, inner: str, layout: str = "page") -> str:
    return f'<section class="depth-1 {layout}"><h2 id="{name}">章</h2>{inner}</section>'


def lines(count: int) -> str:
    return "<p>埋草</p>" * count


def table(rows: int) -> str:
    return f'<table class="list">{HEAD}<tbody>{ROW * rows}</tbody></table>'


def figure(high: float) -> str:
    return f'<figure id="fig"><img src="figures/a.svg" alt="黒い四角" style="height: {high}pt"></figure>'


def made(*parts: str, name: str = "floating", asked: str = "filled") -> Pressed:
    main = f'<main class="{name}"><h1>題</h1>{"".join(parts)}</main>'
    html = f'<html lang="ja" style="--empty-pages: {asked}"><title>題</title><body>{main}</body></html>'
    styles, files = ("fonts.css", "page.css", "text.css", "table.css", "figure.css"), {"figures/a.svg": DRAWING}
    found, faults = press(Job(html, styles, files, PdfFacts("題", "町", DAY, DAY)), (ASSETS,), lambda *_: None)
    assert faults == ()
    assert found is not None
    return found


def places(*parts: str, names: str = "abc") -> str:
    found = made(*parts)
    return " ".join(found.places[each] for each in names)


@pytest.mark.parametrize(
    ("counts", "layout", "said"),
    [
        ((5, 8, 3), "unnumbered", "1 1 1"),  # each finds room below the one before
        ((30, 8, 3), "unnumbered", "1 2 2"),  # a page three quarters full is left as it is
        ((5, 20, 20), "unnumbered", "1 1 2"),
        ((12, 40, 3), "unnumbered", "1 1 2"),  # back matter may go on on the next page
        ((5, 8, 3), "page", "1 2 3"),  # the town wants each on a page of its own
    ],
)
def test_a_short_part_follows_the_one_before(counts: tuple[int, int, int], layout: str, said: str) -> None:
    first, *others = (part(name, lines(count), layout) for name, count in zip("abc", counts, strict=True))
    assert places(first.replace(layout, "flow"), *others) == said


def test_frozen_designs_keep_their_pages() -> None:
    following = part("a", lines(5), "flow"), part("b", lines(5), "unnumbered")
    assert [made(*following, asked=word).places["b"] for word in ("filled", "none")] == ["1", "2"]
    assert made(part("a", lines(5), "flow"), part("b", lines(5)), name="plain").places["b"] == "2"


def test_rows_stand_closer_where_a_figure_lacks_little() -> None:
    above = lines(4) + table(9)
    assert made(part("a", above + figure(270) + lines(30), "flow")).places["fig"] == "1"
    assert made(part("a", above + figure(270) + lines(30), "flow"), name="plain").places["fig"] == "2"
    assert made(part("a", above + figure(310) + lines(30), "flow")).places["fig"] == "2"


def test_a_source_stands_on_the_last_line_of_its_paragraph() -> None:
    """Only where it has room, and where the figure behind it then stands on the page that it would leave empty."""
    source = '<p class="source">（推進計画 2（5ページ）から）</p>'
    text = lines(1) * 8 + source + lines(9) + source + figure(LINE * 12.5) + lines(40)
    pdf = made(part("a", text, "flow"))
    assert pdf.places["fig"] == "1"
    page = pypdfium2.PdfDocument(pdf.pdf)[0].get_textpage()
    whole = page.get_text_range()
    last, said = whole.rindex("埋草", 0, whole.index("（推進")), whole.index("（推進")
    assert abs(page.get_charbox(last)[1] - page.get_charbox(said + 1)[1]) < 3
    assert page.get_charbox(said)[0] > page.get_charbox(last + 1)[2] + 2 * LINE
