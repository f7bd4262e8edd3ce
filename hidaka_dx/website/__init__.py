"""The web edition: static pages where readers find, read and verify every edition."""

from hidaka_dx.website.pages import ASSETS, INDEX, items
from hidaka_dx.website.shown import Data, OpenData, Paper, Shown, Site

__all__ = ["ASSETS", "INDEX", "Data", "OpenData", "Paper", "Shown", "Site", "items"]
