"""Build environment: the versions of all components that the output bytes depend on."""

import platform
import zlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from typing import Final

from hidaka_dx.installed import release_of
from hidaka_dx.typeset.borrowed import ffi, harfbuzz, pango

PACKAGES: Final = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "pillow",
    "budoux",
    "brotli",
    "cffi",
    "cssselect2",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "page-validation",
    "pydantic",
    "pypdf",
    "pyphen",
    "pyyaml",
    "tinycss2",
    "tinyhtml5",
    "zopfli",
)
"""Python packages whose version can affect a document or the report on it."""


def environment() -> dict[str, str]:
    """Return the version of each component, in a fixed order."""
    return {
        "python": platform.python_version(),
        "pango": _pango(),
        "harfbuzz": _harfbuzz(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **dict(_packages()),
    }


def _packages() -> Iterator[tuple[str, str]]:
    for name in PACKAGES:
        try:
            yield name, release_of(name)
        except PackageNotFoundError:
            continue


def _pango() -> str:
    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _harfbuzz() -> str:
    """Return the version of the HarfBuzz that WeasyPrint has loaded; WeasyPrint's ffi lacks the declaration."""
    ffi.cdef("const char * hb_version_string (void);", override=True)
    return str(ffi.string(harfbuzz.hb_version_string()).decode())
