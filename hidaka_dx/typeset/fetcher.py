"""URL fetcher for layout: only assets at logical addresses, no local file, no network.

Addresses are logical (`https://assets.invalid/fonts/x.ttf`), so that no path of the machine reaches a PDF.
"""

from pathlib import Path
from typing import Final

from hidaka_dx.typeset.assets import TYPES, Assets, RefusedAsset
from hidaka_dx.typeset.borrowed import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE: Final = "https://assets.invalid/"


class RefusedURL(RefusedAsset, FatalURLFetchingError):  # type: ignore[misc]
    """An error that WeasyPrint propagates; others it logs and continues without the file."""


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the assets of a page to WeasyPrint."""

    def __init__(self, assets: Assets) -> None:
        """Take the assets that may be read."""
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  WeasyPrint's signature
        """Return the file at a logical address; raise `RefusedURL` for any other."""
        name = url.removeprefix(BASE)
        kind = TYPES.get(Path(name).suffix)
        if name == url or kind is None:
            raise RefusedURL(f"assets/ の外にあるもの、または使えない種類のファイルは読めません: {url}")
        try:
            return URLFetcherResponse(url, self._assets.read(name), {"Content-Type": kind})
        except RefusedAsset as refusal:
            raise RefusedURL(str(refusal), refusal.picture) from None
