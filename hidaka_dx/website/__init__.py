"""The web edition: static pages where readers find, read and verify every edition."""

from hidaka_dx.website.pages import ASSETS, INDEX, items
from hidaka_dx.website.shown import DataFile, OpenData, Shown, Site, WebPaper

__all__ = ["ASSETS", "INDEX", "DataFile", "OpenData", "Shown", "Site", "WebPaper", "items"]
