"""The only door to WeasyPrint and pydyf: every part of them that is used here, named once.

`ledger` says what is assumed of those that no manual describes; `patches` alone puts ours in the place of some.

Importing this package shuts the machine's fonts out: Fontconfig reads its settings once, while WeasyPrint is imported.
Raises UnfitError where another release is installed than the one whose inner parts are read and extended here.
"""

import os
import warnings
from pathlib import Path

os.environ["FC_LANG"] = os.environ["PANGO_LANGUAGE"] = "ja"  # else the locale takes part in the choice of fonts
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fontconfig.xml"))
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="No fonts configured")  # that is what the settings are for
    import weasyprint

import pydyf
from weasyprint import CSS, HTML, css
from weasyprint.css import ColorProfile
from weasyprint.css.properties import ZERO_PIXELS
from weasyprint.formatting_structure import boxes
from weasyprint.layout import leader as leaders
from weasyprint.layout.preferred import max_content_width
from weasyprint.matrix import Matrix
from weasyprint.text.ffi import FROM_UNITS, ffi, harfbuzz, pango
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data, get_pango_font_hb_face
from weasyprint.text.line_break import Layout
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from hidaka_dx.problem import UnfitError
from hidaka_dx.typeset.borrowed.loan import KNOWN

__all__ = [
    "CSS",
    "FROM_UNITS",
    "HTML",
    "ZERO_PIXELS",
    "ColorProfile",
    "FatalURLFetchingError",
    "FontConfiguration",
    "Layout",
    "Matrix",
    "URLFetcher",
    "URLFetcherResponse",
    "boxes",
    "css",
    "ffi",
    "get_hb_object_data",
    "get_pango_font_hb_face",
    "harfbuzz",
    "leaders",
    "max_content_width",
    "pango",
    "pydyf",
    "require_known",
    "weasyprint",
]


def require_known() -> None:
    """Raise UnfitError under another release than the known ones: how it lays lines and writes pages is not known."""
    found = {"WeasyPrint": weasyprint.__version__, "pydyf": pydyf.__version__}
    for name, wanted in KNOWN.items():
        if found[name] != wanted:
            raise UnfitError(
                f"{name} {wanted} が要りますが、{found[name]} が入っています。"
                "`rm -rf .venv` のあと、`make pdf` で入れ直してください。"
            )


require_known()
