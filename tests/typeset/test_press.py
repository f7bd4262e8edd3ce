import gc
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint.text.fonts import FontConfiguration

from hidaka_dx.typeset import loaded_fonts
from hidaka_dx.typeset.assets import Assets
from hidaka_dx.typeset.job import Fault, Job, PdfFacts, Pressed, Progress
from hidaka_dx.typeset.loaded_fonts import LoadedFonts
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
STYLES = ("fonts.css", "page.css", "text.css")


def page(body: str) -> str:
    return f'<html lang="ja"><title>題</title><body><main id="body">{body}</main>'


DAY = datetime(2023, 7, 1, tzinfo=UTC)
FACTS = PdfFacts("題", "町", DAY, DAY)


def printed(
    body: str, assets: tuple[Path, ...] = (ASSETS,), progress: Progress = lambda _words, _share: None
) -> tuple[Pressed | None, tuple[Fault, ...]]:
    return press(Job(page(body), STYLES, {}, FACTS), assets, progress)


def test_a_sound_page_becomes_a_pdf() -> None:
    pressed, found = printed("<p>本文")
    assert found == ()
    assert pressed is not None
    assert pressed.pdf.startswith(b"%PDF-")
    assert pressed.pages == 1


def test_nothing_of_a_document_is_left_when_it_is_done(tmp_path: Path) -> None:
    """But its fonts, 15 MB, until the next one comes; the collector came by when some documents were done."""
    (tmp_path / "css").mkdir()
    (tmp_path / "css/fonts.css").write_bytes((ASSETS / "css/fonts.css").read_bytes() + b" ")
    loaded_fonts._last.clear()
    gc.collect()
    gc.disable()
    held = [each for each in gc.get_objects() if isinstance(each, FontConfiguration | Assets)]  # by other tests
    try:
        for assets in ((ASSETS,), (tmp_path, ASSETS), (ASSETS,)):
            assert printed("<p>本文", assets)[0]
            left = [each for each in gc.get_objects() if isinstance(each, FontConfiguration | Assets)]
            new = [each for each in left if not any(each is known for known in held)]
            assert [type(each) for each in new] == [LoadedFonts]
            del left, new
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="http://127.0.0.1:9/x.png" alt="図">',
        '<img src="file:///etc/hostname" alt="図">',
        '<p style="background:url(http://127.0.0.1:9/x.png)">文',
        '<object data="file:///etc/hostname">',
        '<style>@import "http://127.0.0.1:9/x.css";</style>',
        '<a href="#nowhere">参照</a>',
        '<p style="colour: red">文',
        "<p>絵文字😀",
        '<img src="images/none.png" alt="図">',
    ],
)
def test_whatever_the_typesetter_complains_of_is_a_fault(body: str) -> None:
    pressed, found = printed(body)
    assert pressed is None
    assert len(found) == 1


def test_a_page_cannot_attach_files() -> None:
    pressed, found = printed('<link rel="attachment" href="file:///etc/hostname">')
    assert found == ()
    assert pressed is not None
    assert PdfReader(BytesIO(pressed.pdf)).attachments == {}


def test_a_fault_in_a_style_sheet_names_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css/text.css").write_text("p {\n  colour: red }", encoding="utf-8")
    _, found = printed("<p>文", (tmp_path, ASSETS))
    assert [(fault.sheet, fault.line, fault.column) for fault in found] == [("text.css", 2, 3)]


def test_progress_never_goes_back() -> None:
    shares: list[float] = []
    printed("<p style='break-before: page'>文" * 5, progress=lambda _words, share: shares.append(share))
    assert len(shares) > 5
    assert shares[-1] > 0.9
