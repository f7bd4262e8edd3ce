"""The website of the sample town, made once for all tests that read it; no test reads the PDFs that it would print anew."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

import pytest
from sharing import documents_folder, made_once
from tinyhtml5 import parse

from hidaka_dx.kept.store import PLACE
from hidaka_dx.pipeline import web_documents
from hidaka_dx.pipeline.website import website

ROOT: Final = Path(__file__).parent.parent


def sample_site(folder: pytest.TempPathFactory, *, drafts: bool = False) -> Path:
    """Return the folder of the sample town's website; the first test of a run that asks makes it, for all workers."""
    kept = documents_folder(folder)
    name = f"sample-site{'-with-drafts' if drafts else ''}"
    (site,) = made_once(folder, name, lambda output: [_made(output, kept, drafts=drafts)])
    return site


def _made(output: Path, kept: Path, *, drafts: bool) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE, str(kept))
        patch.setattr(web_documents, "_printed", lambda *_: ())
        opened, problems = website(ROOT / "examples/mihon", output, lambda _words, _share: None, drafts=drafts)
    assert opened, problems
    return opened.first.parent


class SitePages(Mapping[str, Element]):
    """All pages of a website by their paths below it, each parsed when it is asked for."""

    def __init__(self, site: Path) -> None:
        """Take the folder of the website."""
        self._files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
        self._parsed: dict[str, Element] = {}

    def __getitem__(self, path: str) -> Element:
        if path not in self._parsed:
            self._parsed[path] = parse(self.text(path), namespace_html_elements=False)
        return self._parsed[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def text(self, path: str) -> str:
        """Return a page as it was written."""
        return self._files[path].read_text(encoding="utf-8")


def words(element: Element) -> str:
    """Return the words of an element."""
    return " ".join("".join(element.itertext()).split())


def identified(page: Element, name: str) -> Element:
    """Return the element of a page with this id."""
    return next(each for each in page.iter() if each.get("id") == name)
