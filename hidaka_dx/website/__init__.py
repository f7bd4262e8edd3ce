"""The web edition: static pages where readers find, read and verify every edition."""

from hidaka_dx.website.addresses import INDEX
from hidaka_dx.website.edition_pairs import ComparableEditions, EditionPair, StandingEdition, comparable
from hidaka_dx.website.genuine import WITNESS
from hidaka_dx.website.pages import ASSETS, STYLE, AsBefore, items
from hidaka_dx.website.view_models import DataFile, DocumentEditions, OpenData, ShownEdition, Site, Today, WebPaper

__all__ = [
    "ASSETS",
    "INDEX",
    "STYLE",
    "WITNESS",
    "AsBefore",
    "ComparableEditions",
    "DataFile",
    "DocumentEditions",
    "EditionPair",
    "OpenData",
    "ShownEdition",
    "Site",
    "StandingEdition",
    "Today",
    "WebPaper",
    "comparable",
    "items",
]
