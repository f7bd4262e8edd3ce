"""The ledger: every undocumented part of WeasyPrint and pydyf that is relied on, and what for.

`tests/expected/borrowed.txt` holds signature and hash of each part; where another release differs, `test_borrowed`
names the assumptions to check again (docs/weasyprint.md). What is documented for users of WeasyPrint – HTML, CSS,
render, the loggers – is not listed.
"""

from typing import Final

from hidaka_dx.typeset.borrowed.files import FILES
from hidaka_dx.typeset.borrowed.lines import LINES
from hidaka_dx.typeset.borrowed.pages import PAGES

LEDGER: Final = (*LINES, *PAGES, *FILES)
