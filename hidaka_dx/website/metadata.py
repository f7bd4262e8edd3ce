"""Machine-readable metadata of a page: a description, and schema.org as JSON-LD. Unknown values are omitted."""

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Final

from markupsafe import Markup

from hidaka_dx.japanese import seireki_date
from hidaka_dx.website.indicators import IndicatorPage
from hidaka_dx.website.measure_pages import MeasurePage, Named
from hidaka_dx.website.view_models import OpenData, Overview, ShownEdition, Site, WebPaper

LICENCES: Final = {"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/deed.ja"}
"""Where each licence can be read, by its name in `plan.yaml`."""
FORMATS: Final = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media types of open data, by the ending of its files."""
_HARMLESS: Final = {ord(each): f"\\u{ord(each):04x}" for each in "<>&"}
Facts = dict[str, object]


def described(shown: ShownEdition) -> str:
    """Describe in a sentence or two which edition the page shows."""
    day = f"（{seireki_date(shown.date)}）" if shown.date else ""
    withdrawn = f"この版は取り下げました。{shown.withdrawal.told}" if shown.withdrawal else ""
    return f"{withdrawn}{shown.document.name}{day}の本文です。{shown.changes}"


def front_facts(site: Site, overview: Overview) -> Markup:
    """Describe the first page: the town, its website, its editions and its data."""
    editions = [each for group in overview.groups for each in group.editions]
    website = _known(
        {
            "@type": "WebSite",
            "name": site.title,
            "url": site.address,
            "inLanguage": "ja",
            "publisher": _town(site),
            "license": LICENCES.get(site.licence or ""),
            "hasPart": [_work(site, each, f"{each.folder}/") for each in (*editions, *overview.reports)],
        }
    )
    dataset = [_dataset(site, overview.data)] if overview.data else []
    return _script({"@context": "https://schema.org", "@graph": [website, *dataset]})


def edition_facts(site: Site, shown: ShownEdition) -> Markup:
    """Describe the page of an edition."""
    return _script({"@context": "https://schema.org", **_work(site, shown, "")})


def measure_facts(site: Site, page: MeasurePage, description: str) -> Markup:
    """Describe the page of a measure."""
    told = _known(
        {
            "@type": "WebPage",
            "name": page.title,
            "description": description,
            "url": site.address and site.address + page.path,
            "inLanguage": page.shown.document.language,
            "creativeWorkStatus": "Draft" if page.draft else "Published",
            "dateModified": page.shown.date.isoformat() if page.shown.date and not page.draft else "",
            "isPartOf": {"@type": "Report", "name": page.shown.document.name},
            "maintainer": {"@type": "GovernmentOrganization", "name": page.lead.words} if page.lead else "",
            "publisher": _town(site),
            "license": LICENCES.get(site.licence or ""),
        }
    )
    return _script({"@context": "https://schema.org", **told})


def indicator_facts(site: Site, page: IndicatorPage, description: str, file: str) -> Markup:
    """Describe the page of an indicator as the data that it shows; `file` holds them, below the website's folder."""
    unit = {} if page.facts.goal else {"unitText": page.facts.unit}
    variable = {"name": page.key.name, "description": page.facts.definition, **unit}
    download = {"@type": "DataDownload", "contentUrl": (site.address or "../../") + file, "encodingFormat": "text/csv"}
    first, last = (page.years[0].year, page.years[-1].year) if page.years else (0, 0)
    told = _known(
        {
            "@type": "Dataset",
            "name": f"{page.key.name}（{page.measure.words}）",
            "description": description,
            "url": site.address and site.address + page.key.page.path,
            "inLanguage": page.shown.document.language,
            "creativeWorkStatus": "Draft" if page.draft else "Published",
            "dateModified": page.shown.date.isoformat() if page.shown.date and not page.draft else "",
            "temporalCoverage": f"{first}-04/{last + 1}-03" if first else "",
            "isPartOf": {"@type": "Report", "name": page.shown.document.name},
            "variableMeasured": _known({"@type": "PropertyValue", **variable}),
            "distribution": [download] if file else [],
            "creator": _town(site),
            "license": LICENCES.get(site.licence or ""),
        }
    )
    return _script({"@context": "https://schema.org", **told})


def page_facts(site: Site, path: str, name: str, description: str) -> Markup:
    """Describe a page of the website itself."""
    told = {"@type": "WebPage", "name": name, "description": description, "inLanguage": "ja"}
    return _script({"@context": "https://schema.org", **told, **_known({"url": site.address and site.address + path})})


def list_facts(site: Site, name: Named, members: Iterable[MeasurePage]) -> Markup:
    """Describe a page that lists measures."""
    up = site.address or "../../"
    listed = [
        {"@type": "ListItem", "position": place, "name": each.title, "url": up + each.path}
        for place, each in enumerate(members, 1)
    ]
    told = _known(
        {
            "@type": "ItemList",
            "name": name.words,
            "url": site.address and site.address + name.path,
            "numberOfItems": len(listed),
            "itemListElement": listed,
        }
    )
    return _script({"@context": "https://schema.org", **told})


def _town(site: Site) -> Facts:
    return {"@type": "GovernmentOrganization", "name": site.town}


def _work(site: Site, shown: ShownEdition, below: str) -> Facts:
    """Describe an edition; `below` is the relative path from the page to the edition's folder."""
    document = shown.document
    papers = [_paper(site, shown, below, paper) for paper in shown.papers]
    office = {"@type": "GovernmentOrganization", "name": document.office, "parentOrganization": _town(site)}
    return _known(
        {
            "@type": "Report",
            "name": document.name,
            "version": document.edition,
            "creativeWorkStatus": "Draft" if document.draft else "Withdrawn" if shown.withdrawal else "Published",
            "inLanguage": document.language,
            "url": _at(site, shown, below, "index.html"),
            "datePublished": shown.date.isoformat() if shown.date and not document.draft else "",
            "abstract": shown.changes,
            "creator": office,
            "publisher": _town(site),
            "license": LICENCES.get(site.licence or ""),
            "encoding": papers[:1],
            "associatedMedia": papers[1:],
        }
    )


def _paper(site: Site, shown: ShownEdition, below: str, paper: WebPaper) -> Facts:
    return {
        "@type": "MediaObject",
        "name": f"{paper.title}（{paper.origin}）" if paper.origin else paper.title,
        "contentUrl": _at(site, shown, below, paper.file),
        "encodingFormat": "application/pdf",
        "contentSize": f"{paper.bytes} B",
        "sha256": paper.sha256,
    }


def data_facts(site: Site, data: OpenData) -> Markup:
    """Describe the page of the open data."""
    return _script({"@context": "https://schema.org", **_dataset(site, data, "")})


def _dataset(site: Site, data: OpenData, below: str = "opendata/") -> Facts:
    tables = "、".join(table.title for table in data.tables)
    files = [
        {
            "@type": "DataDownload",
            "name": table.title,
            "contentUrl": f"{site.address}opendata/{table.file}" if site.address else f"{below}{table.file}",
            "encodingFormat": FORMATS[PurePosixPath(table.file).suffix],
        }
        for table in data.tables
    ]
    return _known(
        {
            "@type": "Dataset",
            "name": f"{data.edition}の{site.wording.measure}",
            "description": f"{data.edition}の{site.wording.measure}を、項目ごとのCSVと、一つのブックにしたもの（{tables}）。",
            "inLanguage": "ja",
            "datePublished": data.date.isoformat() if data.date else "",
            "creator": _town(site),
            "license": LICENCES.get(site.licence or ""),
            "distribution": files,
        }
    )


def _at(site: Site, shown: ShownEdition, below: str, file: str) -> str:
    """Return a file's absolute address if the site's is known, else the path relative to the page."""
    return f"{site.address}{shown.folder}/{file}" if site.address else f"{below}{file}"


def _known(facts: Mapping[str, object]) -> Facts:
    return {name: value for name, value in facts.items() if value}


def _script(facts: Facts) -> Markup:
    """Serialise facts, escaped so that no text in them can close the script element."""
    text = json.dumps(facts, ensure_ascii=False, indent=1).translate(_HARMLESS)
    return Markup(text)  # noqa: S704  escaped: it cannot open or close a tag
