"""Style sheets parsed once a process: a build of five documents reads the same eight sheets five times.

Kept are only those that say nothing to the document that is being set (fonts, counters, imported sheets) and that the
parser does not complain of.
"""

import re
from collections import OrderedDict
from typing import Any, Final

from hidaka_dx.typeset.borrowed import CSS, FontConfiguration
from hidaka_dx.typeset.fetcher import BASE, AssetFetcher
from hidaka_dx.typeset.listener import Listener

_OF_A_DOCUMENT: Final = re.compile(
    r"@(?:font-face|counter-style|color-profile|import|layer)|@[^\s{;(]*\\", re.IGNORECASE
)
"""Rules that change more than the sheet itself, also where a letter of theirs is written by its code."""
_MOST: Final = 64
_parsed: Final[OrderedDict[tuple[str, str], Any]] = OrderedDict()


def parsed(text: str, name: str, fonts: FontConfiguration, fetcher: AssetFetcher, listener: Listener) -> Any:
    """Return a style sheet as WeasyPrint parses it, `name` being its path below `assets/`."""
    key = name, text
    if key in _parsed:
        _parsed.move_to_end(key)
        return _parsed[key]
    complaints = len(listener.faults)
    sheet = CSS(string=text, base_url=f"{BASE}{name}", url_fetcher=fetcher, font_config=fonts)
    if len(listener.faults) == complaints and not _OF_A_DOCUMENT.search(text):
        _parsed[key] = sheet
        if len(_parsed) > _MOST:
            _parsed.popitem(last=False)
    return sheet
