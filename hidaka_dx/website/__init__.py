"""The web edition: static pages in which every edition can be found, read and checked."""

from hidaka_dx.website.pages import ASSETS, INDEX, pages, papers
from hidaka_dx.website.shown import Data, Paper, Shown, Site

__all__ = ["ASSETS", "INDEX", "Data", "Paper", "Shown", "Site", "pages", "papers"]
