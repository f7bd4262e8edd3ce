"""What all pages of a job share while they are laid out: fonts, files, style sheets."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any
from xml.etree.ElementTree import Element, tostring

from hidaka_dx.appearance import custom_properties, page_rules
from hidaka_dx.typeset.assets import Assets, RefusedAsset
from hidaka_dx.typeset.borrowed import CSS, HTML
from hidaka_dx.typeset.fetcher import BASE, AssetFetcher
from hidaka_dx.typeset.fitting import KnownFit, fit_sheets, refit_sheets
from hidaka_dx.typeset.job import Job
from hidaka_dx.typeset.listener import Listener
from hidaka_dx.typeset.loaded_fonts import fonts_for
from hidaka_dx.typeset.rows import mark_long_rows
from hidaka_dx.typeset.style_sheets import parsed
from hidaka_dx.typeset.tables import set_columns
from hidaka_dx.typeset.title_phrases import keep_phrases


class JobLayout:
    """Lays out pages of HTML in the styles of a job."""

    def __init__(self, job: Job, assets: Assets, listener: Listener, more: Sequence[str] = ()) -> None:
        """Read the style sheets of a job, and `more` rules behind them; raises RefusedAsset."""
        self._job, self._fetcher = job, AssetFetcher(assets)
        texts = dict(_readable(job.styles, assets))
        self.fonts = fonts_for(texts, assets)
        self._sheets = [_rules(custom_properties(job.appearance))]
        for name in job.styles:
            listener.sheet = name
            text = texts[name] if name in texts else _text(name, assets)
            self._sheets.append(parsed(text, f"css/{name}", self.fonts, self._fetcher, listener))
        listener.sheet = None
        own = page_rules(job.appearance, two_sided=job.facts.two_sided)
        self._sheets += map(_rules, (own, *more))

    def page(self, known: KnownFit | None = None) -> Any:
        """Return the job's page, its tables and sheets marked for layout; `known` as for `fit_sheets`."""
        page = self._html(self._job.html)
        set_columns(page.etree_element)
        keep_phrases(page.etree_element)
        fit_sheets(page.etree_element, self._job.appearance.setting, known)
        mark_long_rows(page.etree_element)
        return page

    def refit(self, page: Any, under: float) -> None:
        """Place the sheets of a page anew (`refit_sheets`)."""
        refit_sheets(page.etree_element, self._job.appearance.setting, under)

    def rendered(self, page: Any) -> Any:
        """Lay out a page."""
        return page.render(font_config=self.fonts, stylesheets=self._sheets)

    def trial(self, element: Element) -> tuple[Element, Any]:
        """Lay out a copy of a tree of HTML; return the copy and its pages."""
        copy = self._html(tostring(element, "unicode", method="html"))
        return copy.etree_element, self.rendered(copy)

    def _html(self, text: str) -> Any:
        return HTML(string=text, base_url=BASE, url_fetcher=self._fetcher)


def _rules(text: str) -> Any:
    return CSS(string=text, base_url=BASE)


def _readable(names: Sequence[str], assets: Assets) -> Iterator[tuple[str, str]]:
    """Yield style sheets up to one that cannot be read, of which is told in its turn."""
    with suppress(RefusedAsset):
        for name in names:
            yield name, _text(name, assets)


def _text(name: str, assets: Assets) -> str:
    """Return a style sheet; raises RefusedAsset."""
    try:
        return assets.read(f"css/{name}").decode("utf-8")
    except UnicodeDecodeError:
        raise RefusedAsset(
            f"assets/css/{name} の文字コードがUTF-8ではありません。UTF-8で保存し直してください。"
        ) from None
