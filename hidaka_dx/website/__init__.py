"""The web edition: static pages in which every edition can be found, read and checked."""

from hidaka_dx.website.pages import ASSETS, INDEX, items
from hidaka_dx.website.shown import Data, OpenData, Paper, Shown, Site

__all__ = ["ASSETS", "INDEX", "Data", "OpenData", "Paper", "Shown", "Site", "items"]
