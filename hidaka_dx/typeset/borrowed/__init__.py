"""The only import point for WeasyPrint and pydyf: every part of them that is used here is named once.

`ledger` lists what is assumed of undocumented parts; only `patches` replaces any of them. Importing this package
hides the machine's fonts: Fontconfig reads its settings once, while WeasyPrint is imported. Raises UnfitError if
another release is installed than the one whose internals are used here.
"""

import os
import warnings
from pathlib import Path

from hidaka_dx.typeset.borrowed.releases import fit, require_known

os.environ["FC_LANG"] = os.environ["PANGO_LANGUAGE"] = "ja"  # else the machine's locale influences font selection
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fontconfig.xml"))
with fit(), warnings.catch_warnings():  # checked first: another release may lack the private names imported below
    warnings.filterwarnings("ignore", message="No fonts configured")  # no system fonts on purpose
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
