"""The page on which readers learn whether a PDF is one of the town's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hidaka_dx.japanese import in_groups
from hidaka_dx.render import Page
from hidaka_dx.website.frame import frame
from hidaka_dx.website.metadata import page_facts
from hidaka_dx.website.view_models import Group, Overview, ShownEdition, Site, WebPaper

PAGE: Final = "genuine.html"
WITNESS: Final = "witness-list.json"
"""The list of all editions and withdrawals that others keep, as data."""
SCRIPT: Final = "genuine.js"
TITLE: Final = "このPDFは本物か"


@dataclass(frozen=True)
class KnownPaper:
    """A PDF on the website, by which others are recognised."""

    shown: ShownEdition
    paper: WebPaper
    standing: str
    """What there is to know of its edition: whether it is in force."""

    @property
    def name(self) -> str:
        """What it is: 「見本町DX推進計画 第2版」「見本町DX推進計画 第2版 新旧対照表」."""
        return self.shown.document.name + (f" {self.paper.title}" if self.paper.title != "PDF" else "")

    @property
    def path(self) -> str:
        """Its address."""
        return f"{self.shown.folder}/{self.paper.file}"


def genuine(site: Site, overview: Overview) -> Page:
    """Return the page."""
    description = (
        f"手元のPDFが、{site.town}の発行した版と一字一句同じかどうかを確かめるページです。ファイルは送りません。"
    )
    values = frame(site, PAGE, TITLE, description, page_facts(site, PAGE, TITLE, description))
    kept = {"list": WITNESS, "number": in_groups(site.witness)}
    return Page("web/genuine", {**values, **kept, "up": "", "draft": False, "papers": tuple(_papers(overview))})


def _papers(overview: Overview) -> Iterator[KnownPaper]:
    for group in overview.groups:
        for shown in group.editions:
            yield from (KnownPaper(shown, each, _standing(shown, group)) for each in shown.papers)
    for report in overview.reports:
        yield from (KnownPaper(report, each, "") for each in report.papers)


def _standing(shown: ShownEdition, group: Group) -> str:
    if shown.withdrawal:
        return f"この版は取り下げました。{shown.withdrawal.told}"
    if shown.document.draft:
        return "これは案です。"
    if shown.home or group.in_force is None:
        return "今の計画（現行の版）です。"
    return f"今の計画は{group.in_force.document.edition}です。"
