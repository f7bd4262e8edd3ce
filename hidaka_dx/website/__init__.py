"""The web edition: static pages where readers find, read and verify every edition."""

from hidaka_dx.website.addresses import INDEX
from hidaka_dx.website.genuine import WITNESS
from hidaka_dx.website.pages import ASSETS, STYLE, AsBefore, items
from hidaka_dx.website.view_models import DataFile, OpenData, ShownEdition, Site, Today, WebPaper

__all__ = [
    "ASSETS",
    "INDEX",
    "STYLE",
    "WITNESS",
    "AsBefore",
    "DataFile",
    "OpenData",
    "ShownEdition",
    "Site",
    "Today",
    "WebPaper",
    "items",
]
