"""Fonts that stay for the next document change none of its bytes, and serve none that asks for others."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from weasyprint.text.fonts import FontConfiguration

from hidaka_dx.typeset import loaded_fonts
from hidaka_dx.typeset.job import Job, PdfFacts, Pressed
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2023, 7, 1, tzinfo=UTC)
OWN = '<style>@font-face { font-family: "Another"; src: url(fonts/BIZUDMincho-Regular.ttf); }</style>'
BODY = '<p>本文 Latin <b>太字</b><p style="font-family: Another, BIZ UDGothic">字</p>'


def printed(body: str = BODY, *own: Path) -> Pressed | None:
    html = f'<html lang="ja"><title>題</title><body><main id="body">{body}</main>'
    styles = ("fonts.css", "page.css", "text.css")
    return press(Job(html, styles, {}, PdfFacts("題", "町", DAY, DAY)), (*own, ASSETS), lambda _words, _share: None)[0]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[FontConfiguration]:
    """Remember each time that fonts are loaded anew."""
    loaded_fonts._last.clear()
    found: list[FontConfiguration] = []
    first = FontConfiguration.__init__

    def load(fonts: FontConfiguration) -> None:
        found.append(fonts)
        first(fonts)

    monkeypatch.setattr(FontConfiguration, "__init__", load)
    return found


def test_the_next_document_takes_them_with_the_same_bytes(loaded: list[FontConfiguration]) -> None:
    alone = printed()
    assert printed("<h1>別の文書</h1><p>Other <i>words</i> 1,234</p>")
    assert printed() == alone
    assert len(loaded) == 1


def test_a_font_of_one_documents_own_serves_no_other(loaded: list[FontConfiguration]) -> None:
    alone = printed()
    other = printed(OWN + BODY)
    assert other
    assert alone
    assert other.pdf != alone.pdf
    assert printed() == alone
    assert len(loaded) == 2


def test_another_file_is_loaded_anew(loaded: list[FontConfiguration], tmp_path: Path) -> None:
    alone = printed()
    (tmp_path / "fonts").mkdir()
    gothic = ASSETS / "fonts/BIZUDGothic-Regular.ttf"
    (tmp_path / "fonts/BIZUDMincho-Regular.ttf").write_bytes(gothic.read_bytes())
    other = printed(BODY, tmp_path)
    assert other
    assert alone
    assert other.pdf != alone.pdf
    assert printed() == alone
    assert len(loaded) == 3


def test_what_failed_leaves_none(loaded: list[FontConfiguration]) -> None:
    assert printed()
    assert printed('<p style="colour: red">') is None
    assert printed()
    assert len(loaded) == 2


def test_a_copy_of_the_process_deletes_no_files_of_it() -> None:
    assert printed()
    (last,) = loaded_fonts._last
    folder = Path(str(last._folder))
    last.process += 1
    last.__del__()
    assert folder.is_dir()
    last.process -= 1
    last.__del__()
    assert not folder.exists()
    loaded_fonts._last.clear()
