"""The web edition: static pages where readers find, read and verify every edition."""

from hidaka_dx.website.pages import ASSETS, INDEX, items
from hidaka_dx.website.view_models import DataFile, OpenData, ShownEdition, Site, WebPaper

__all__ = ["ASSETS", "INDEX", "DataFile", "OpenData", "ShownEdition", "Site", "WebPaper", "items"]
