"""The web edition: static pages in which every edition can be found, read and checked."""

from hidaka_dx.website.pages import ASSETS, INDEX, pages, papers
from hidaka_dx.website.shown import Paper, Shown, Site

__all__ = ["ASSETS", "INDEX", "Paper", "Shown", "Site", "pages", "papers"]
