"""How Japanese is written: eras, numbers, names, letters, 禁則, spacing, phrases, widths, order. Text in, values out.

What few letters say is given here; the larger parts are modules of their own: `kinsoku`, `spacing`, `phrases`, `widths`,
`order`, `counters`, `letters`. Nothing here knows of WeasyPrint, of files or of a town.
"""

from hidaka_dx.japanese.eras import JAPAN, fiscal_year, seireki_date, short_fiscal_year
from hidaka_dx.japanese.letters import RUN
from hidaka_dx.japanese.names import WORKING, edition_name
from hidaka_dx.japanese.numbers import amount, in_groups, percent, truncated_percent

__all__ = [
    "JAPAN",
    "RUN",
    "WORKING",
    "amount",
    "edition_name",
    "fiscal_year",
    "in_groups",
    "percent",
    "seireki_date",
    "short_fiscal_year",
    "truncated_percent",
]
