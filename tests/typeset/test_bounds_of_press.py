"""What a template or a style sheet may cost, and where its links may lead: a sentence each, never a traceback."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from measure.pdf_reading import written
from weasyprint.urls import FatalURLFetchingError

from hidaka_dx.typeset import press as printing
from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The clock may strike while the garbage collector calls back, where Python drops the first alarm; the next one counts."""
ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2023, 7, 1, tzinfo=UTC)
DOUBLED = "".join(f"--v{n}: var(--v{n + 1}) var(--v{n + 1});" for n in range(40)) + "--v40: 1px;"
USED = "".join(f'<g id="u{n}"><use href="#u{n + 1}"/><use href="#u{n + 1}"/></g>' for n in range(40))
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>図</title><g id="u40"/>{USED}</svg>'


def told(body: str, style: str = "") -> str:
    html = f'<html lang="ja"><title>題</title><style>{style}</style><body><main id="body">{body}</main>'
    job = Job(html, ("fonts.css", "page.css", "text.css"), {}, PdfFacts("題", "町", DAY, DAY))
    pressed, faults = press(job, [ASSETS], lambda _words, _share: None)
    assert pressed is None
    return " ".join(fault.message for fault in faults)


def test_deep_nesting_is_told() -> None:
    assert "入れ子が深すぎます" in told("<div>" * 400 + "文")


def test_sizes_beyond_all_measure_are_told() -> None:
    assert "大きさが大きすぎて" in told("<p>文", "@page { size: 10cm 100000m } p { font-size: 1e9pt }")


@pytest.mark.slow
@pytest.mark.parametrize(("body", "style"), [("<p>文", f"p {{ {DOUBLED} width: var(--v0) }}"), (SVG, "")])
def test_doubling_ends_after_a_bounded_time(body: str, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "SECONDS", 1.0)
    monkeypatch.setattr(printing, "MEMORY", 2**28)
    assert "繰り返しの多すぎる所" in told(body, style)


@pytest.mark.parametrize("error", [MemoryError(), FatalURLFetchingError("x")])
def test_little_memory_is_told(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(printing, "_set", fail)
    assert "メモリーが足りません" in told("<p>文")


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "ftp://x/", "other.pdf"])
def test_links_that_lead_nowhere_do_not_get_into_the_pdf(target: str) -> None:
    assert "リンク先" in told(f'<h1>題</h1><p><a href="{target}">先</a>')
    assert targets(target) == []


@pytest.mark.parametrize("target", ["https://example.org/a", "HTTP://example.org", "mailto:a@b.jp", "tel:0145-1"])
def test_links_that_readers_can_follow_stay(target: str) -> None:
    assert targets(target) == [target]


def targets(address: str) -> list[str]:
    """Give where the links of a page lead that links to an address."""
    page = pypdf.PdfReader(BytesIO(written(f'<h1>題</h1><p><a href="{address}">先</a>'))).pages[0]
    return [str(link.get_object()["/A"]["/URI"]) for link in page.get("/Annots", ())]


def test_a_file_that_is_refused_is_named() -> None:
    assert "画像 assets/images/none.png がありません" in told('<img src="images/none.png" alt="図">')


def test_a_broken_font_is_named() -> None:
    assert "書体「X」のファイル（assets/fonts/）が壊れているか" in told(
        "<p>文", "@font-face { font-family: X; src: url(css/page.css) } p { font-family: X }"
    )
