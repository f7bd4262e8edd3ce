"""A part of a document that is set alone looks as it does in the whole, and only what has changed is set."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.typeset import changed_parts as module
from hidaka_dx.typeset.changed_parts import ChangedPart, changed_parts
from hidaka_dx.typeset.fitting import KnownFit
from hidaka_dx.typeset.job import Beginnings, Job, Move, PdfFacts, Pressed
from hidaka_dx.typeset.part_press import press_part

ROOT = Path(__file__).parents[2]
FACTS = PdfFacts("計画", "町", datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
CHAPTERS = """<!DOCTYPE html><html><head><title>-</title></head><body><header class="cover">題</header>
<nav><a href="#one">目次</a></nav><main id="body" class="floating">
<p class="running-title">柱</p>
<section class="depth-1">
<h2 id="one">一</h2><p id="one.1">初め</p><ul><li><p id="one.2.1.1">項</p></li></ul></section>
<section class="depth-1"><h2 id="two">二</h2><p id="two.1">次</p></section>
<section class="depth-1 page">
<section class="depth-2 sheet"><h3 id="three">三</h3><a class="page" href="#one"></a><img src="figures/a.svg"></section>
<section class="depth-2 sheet"><h3 id="four">四</h3></section></section>
</main></body></html>"""
IDS = ("", "body", "one.2.1.1", "two", "three", "four")


def job(html: str = CHAPTERS, **files: bytes) -> Job:
    drawings = {"figures/a.svg": b"<svg/>"} | {f"figures/{name}.svg": each for name, each in files.items()}
    return Job(html, ("page.css",), drawings, FACTS)


def pressed(ids: tuple[str, ...] = IDS, *moves: Move) -> Pressed:
    places = {name: str(number) for number, name in enumerate(ids)}
    return Pressed(b"", len(ids), {**places, "one": "1"}, {}, (), Beginnings(ids, moves=moves))


def changed(old: str, new: str, *moves: Move) -> tuple[ChangedPart, ...]:
    assert old in CHAPTERS
    return changed_parts(job(), pressed(IDS, *moves), job(CHAPTERS.replace(old, new)))


def test_only_the_part_that_has_changed_is_set() -> None:
    (part,) = changed("次", "次の次")
    assert (part.first, part.pages, part.number) == (3, 1, 2)
    assert "次の次" in part.job.html
    assert "初め" not in part.job.html
    assert "三" not in part.job.html
    assert part.job.html.count("柱") == 1
    assert not part.job.files
    assert part.fit == KnownFit(beside=False, more=False)


def test_the_first_page_begins_with_the_text_itself() -> None:
    (part,) = changed("初め", "始め")
    assert (part.first, part.pages) == (1, 2)  # no page is cut within a list


def test_what_is_open_around_a_part_is_opened_and_references_print_their_page() -> None:
    (part,) = changed("三</h3>", "三の</h3>")
    head, _, text = part.job.html.rpartition(module.FILLER)
    assert head.endswith("</p>")
    assert text.strip().startswith('<section class="depth-1 page">\n<section class="depth-2 sheet"><h3 id="three">三の')
    assert '<a class="page" href="#one" data-page="1">' in text
    assert [*part.job.files] == ["figures/a.svg"]
    assert part.fit.more
    (part,) = changed("四", "五")
    assert part.job.html.partition(module.FILLER)[2].startswith('<section class="depth-1 page"><section class="depth-2')
    assert not part.fit.more


def test_a_drawing_that_has_changed_is_seen() -> None:
    after = replace(job(), files={"figures/a.svg": b"<svg></svg>"})
    assert [part.first for part in changed_parts(job(), pressed(), after)] == [4]
    assert changed_parts(job(), pressed(), job()) == ()


@pytest.mark.parametrize(
    "after",
    [
        job(CHAPTERS.replace("題", "別の題").replace("目次", "もくじ")),  # only cover and contents, which no part has
        replace(job(CHAPTERS.replace("次", "次の次")), styles=("text.css",)),
        job(CHAPTERS.replace("一", "長" * 500)),  # most of it
        job("<main>別のもの</main>"),
        job("別のもの"),
    ],
)
def test_nothing_is_set_ahead_where_that_is_of_no_use(after: Job) -> None:
    assert changed_parts(job(), pressed(), after) == ()


def test_parts_across_which_a_figure_was_moved_are_set_together() -> None:
    move = Move("two", "one.1", behind=True)
    (part,) = changed("次", "次の次", move)
    assert (part.first, part.pages, part.moves) == (1, 3, (move,))
    (part,) = changed("四", "五", move)
    assert part.moves == ()


def test_a_cut_that_is_gone_or_new_joins_its_neighbours() -> None:
    (part,) = changed('<h2 id="two">二</h2>', "")
    assert (part.first, part.pages) == (1, 3)


def test_a_left_hand_page_remains_one() -> None:
    two_sided = replace(job(), facts=replace(FACTS, two_sided=True))
    after = replace(two_sided, html=CHAPTERS.replace("次", "次の次").replace("三", "参"))
    left, right = changed_parts(two_sided, pressed(), after)
    assert [part.job.html.count(module.FILLER) for part in (left, right)] == [1, 2]
    assert [part.number for part in (left, right)] == [2, 2]


@pytest.mark.slow
@pytest.mark.usefixtures("documents_kept")
@pytest.mark.parametrize(
    ("town", "view", "step"),
    [(ROOT, "promotion-plan", 1), (ROOT, "action-plan", 5), (ROOT / "examples/mihon", "action-plan", 9)],
    ids=["日高町 推進計画", "日高町 実行計画", "見本町 実行計画"],
)
def test_a_part_set_alone_looks_as_in_the_whole(
    town: Path, view: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2.0)
    viewer = Viewer(town)
    manuscript = viewer.open().manuscript
    assert manuscript
    reading, _ = viewer.read(view, manuscript)
    made, _ = viewer.print(view, manuscript, lambda _words, _share: None)
    assert reading
    assert made
    before, _ = viewer._kept[reading.title]
    parts = changed_parts(replace(before, html=before.html.replace("<p", "<p ")), made, before)
    assert sum(part.pages for part in parts) > 0.6 * made.pages
    whole = pypdfium2.PdfDocument(made.pdf)
    for part in parts[::step]:
        alone = pypdfium2.PdfDocument(press_part(part, folders(town, "assets")))
        assert [*pictures(alone)] == [*pictures(whole, range(part.first, part.first + part.pages))]


def pictures(document: Any, numbers: range | None = None) -> Iterator[bytes]:
    """Draw pages, coarsely: neither hundredths of a point nor the order of glyphs in a font are seen."""
    for number in range(len(document)) if numbers is None else numbers:
        image = document[number].render(scale=0.5).to_pil().convert("L").point(lambda shade: 255 * (shade > 160))
        yield image.tobytes()
