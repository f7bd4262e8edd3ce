"""The only door to WeasyPrint: HTML becomes pages, pages become a PDF.

Importing this package shuts the machine's fonts out: Fontconfig reads its settings once, while WeasyPrint is imported.
"""

import os
import warnings
from pathlib import Path

os.environ["FC_LANG"] = os.environ["PANGO_LANGUAGE"] = "ja"  # else the locale takes part in the choice of fonts
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fontconfig.xml"))
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", message="No fonts configured")  # that is what the settings are for
    import weasyprint as _weasyprint

from hidaka_dx.problem import UnfitError

WEASYPRINT = "70.0"
"""The release whose inner parts are read and extended here."""
if _weasyprint.__version__ != WEASYPRINT:
    raise UnfitError(
        f"WeasyPrint {WEASYPRINT} が要りますが、{_weasyprint.__version__} が入っています。"
        "`rm -rf .venv` のあと、`make pdf` で入れ直してください。"
    )
