"""The frame of every page: its title, description, address and metadata."""

from hidaka_dx.website.metadata import LICENCES
from hidaka_dx.website.view_models import Site


def frame(site: Site, path: str, title: str, description: str, facts: object) -> dict[str, object]:
    """Return the variables of a page's frame; `path` is the address under which search engines keep it."""
    return {
        "site": site,
        "address": site.address and site.address + path,
        "here": path,
        "title": title,
        "description": description,
        "facts": facts,
        "kind": "article",
        "terms": LICENCES.get(site.licence or ""),
    }
