"""A town that prints on both sides of the paper has mirrored pages, and printers are told."""

from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
from towns import DRAFT, tiny

from hidaka_dx.inspection import failures
from hidaka_dx.pipeline.build import build

pytestmark = pytest.mark.slow
LONG = "町は、DXにより、暮らしを便利にします。" * 120


@pytest.fixture(scope="module", params=["片面", "両面"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    town = tiny(tmp_path_factory.mktemp("sides") / "town", DRAFT.replace("3", "1"))
    plan = town / "content/plan.yaml"
    plan.write_text(f"{plan.read_text(encoding='utf-8')}sides: {request.param}\n", encoding="utf-8")
    chapter = next((town / "content/chapters").glob("*.md"))
    chapter.write_text(f"{chapter.read_text(encoding='utf-8')}\n{LONG}\n", encoding="utf-8")
    built, problems, *_ = build(town, town / "output", lambda *_: None)
    assert problems == ()
    return request.param, built[0].path


def lefts(page: pypdfium2.PdfPage) -> float:
    """Give the left edge of the words of the page's body."""
    text = page.get_textpage()
    boxes = (text.get_charbox(place) for place in range(text.count_chars()))
    return min(float(box[0]) for box in boxes if box[2] > box[0])


def test_the_binding_margin_is_inside(made: tuple[str, Path]) -> None:
    sides, path = made
    body = [page for page in pypdfium2.PdfDocument(path) if "町は" in page.get_textpage().get_text_range()]
    odd, even = body[0], body[1]
    assert lefts(odd) == pytest.approx(62.3, abs=1.5)
    assert lefts(even) == pytest.approx(53 if sides == "両面" else 62.3, abs=1.5)


def test_printers_are_told_and_both_standards_hold(made: tuple[str, Path]) -> None:
    sides, path = made
    root: Any = pypdf.PdfReader(path).trailer["/Root"]
    preferences = root["/ViewerPreferences"]
    assert preferences.get("/Duplex") == ("/DuplexFlipLongEdge" if sides == "両面" else None)
    assert failures(path.read_bytes()) == []


def test_contents_and_body_begin_on_a_right_hand_page(made: tuple[str, Path]) -> None:
    sides, path = made
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
    body = next(place for place, text in enumerate(pages, 1) if "町は" in text)
    assert body == (5 if sides == "両面" else 3)
