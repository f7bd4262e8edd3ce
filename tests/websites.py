"""The website of the sample town, made once for all tests that read it; no test reads the PDFs that it would print anew."""

from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import pytest
from tinyhtml5 import parse

from hidaka_dx.pipeline import web_documents
from hidaka_dx.pipeline.website import website

ROOT: Final = Path(__file__).parent.parent
_MADE: dict[bool, Path] = {}


def sample_site(folder: pytest.TempPathFactory, *, drafts: bool = False) -> Path:
    """Return the folder of the sample town's website."""
    if drafts not in _MADE:
        output = folder.mktemp("sample-site")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(web_documents, "_printed", lambda *_: ())
            opened, problems = website(ROOT / "examples/mihon", output, lambda _words, _share: None, drafts=drafts)
        assert opened, problems
        _MADE[drafts] = opened.first.parent
    return _MADE[drafts]


def pages_of(site: Path) -> dict[str, Element]:
    """Return all pages of a website by their paths below it."""
    return {
        path.relative_to(site).as_posix(): parse(path.read_text(encoding="utf-8"), namespace_html_elements=False)
        for path in site.rglob("*.html")
    }


def words(element: Element) -> str:
    """Return the words of an element."""
    return " ".join("".join(element.itertext()).split())


def identified(page: Element, name: str) -> Element:
    """Return the element of a page with this id."""
    return next(each for each in page.iter() if each.get("id") == name)
