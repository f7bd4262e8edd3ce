"""The page that explains the open data: every file, every column."""

from typing import Final

from hidaka_dx.catalogue.fields import data_tables
from hidaka_dx.render import Page
from hidaka_dx.website.frame import frame
from hidaka_dx.website.metadata import data_facts
from hidaka_dx.website.view_models import OpenData, Site

PAGE: Final = "opendata/index.html"


def opendata_page(site: Site, data: OpenData) -> Page:
    """Return the page; its tables are those of which there is a file."""
    there = {each.file for each in data.tables}
    tables = tuple(each for each in data_tables() if f"{each.name}.csv" in there)
    description = (
        f"{data.edition}の{site.wording.measure}のデータ（CSVとブック）の、すべての列の意味、単位、とりうる値です。"
    )
    values = frame(site, PAGE, "データ", description, data_facts(site, data))
    return Page("web/opendata", {**values, "up": "../", "draft": data.draft, "data": data, "tables": tables})
