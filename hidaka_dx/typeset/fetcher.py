"""What the typesetter may fetch: the assets of a page by logical addresses, no file of the machine, no network.

Addresses are logical (`https://assets.invalid/fonts/x.ttf`), so that no path of the machine reaches a PDF.
"""

from pathlib import Path
from typing import Final

from hidaka_dx.typeset.assets import TYPES, Assets, RefusedAsset
from hidaka_dx.typeset.borrowed import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE: Final = "https://assets.invalid/"


class RefusedURL(RefusedAsset, FatalURLFetchingError):  # type: ignore[misc]
    """A refusal that WeasyPrint passes on instead of going on without the file."""


class AssetFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the assets of a page to WeasyPrint."""

    def __init__(self, assets: Assets) -> None:
        """Take what may be read."""
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002  WeasyPrint's signature
        """Give the file at a logical address; raise `RefusedURL` for any other."""
        name = url.removeprefix(BASE)
        kind = TYPES.get(Path(name).suffix)
        if name == url or kind is None:
            raise RefusedURL(f"assets/ の外にあるもの、または使えない種類のファイルは読めません: {url}")
        try:
            return URLFetcherResponse(url, self._assets.read(name), {"Content-Type": kind})
        except RefusedAsset as refusal:
            raise RefusedURL(str(refusal), refusal.picture) from None
