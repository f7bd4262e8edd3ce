"""Machine-readable lists: the feed of editions (Atom, RFC 4287) and the sitemap (sitemaps.org)."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hidaka_dx.website.view_models import Group, ShownEdition, Site

FEED: Final = "editions.atom"
SITEMAP: Final = "sitemap.xml"
EMPTY: Final = date(2000, 1, 1)
"""Date of a feed without editions; Atom requires one."""


def feed(site: Site, groups: Iterable[Group], reports: Iterable[ShownEdition] = ()) -> bytes:
    """Return the feed of all decided editions and progress reports, newest first.

    Links are relative if the site's address is unknown.
    """
    shown = (*(each for group in groups for each in group.editions), *reports)
    decided = [each for each in shown if each.date and not each.document.draft]
    newest_first = sorted(decided, key=_updated, reverse=True)
    updated = _updated(newest_first[0]) if newest_first else EMPTY
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">
<title>{escape(site.title)}の版と報告</title>
<id>{_id(site.town, FEED)}</id>
<updated>{_midnight(updated)}</updated>
<author><name>{escape(site.office)}</name></author>
<link rel="self" type="application/atom+xml" href={quoteattr(site.address + FEED)}/>
<link rel="alternate" type="text/html" href={quoteattr(site.address + "index.html")}/>
{"".join(_entry(site, each) for each in newest_first)}</feed>
""".encode()


def _entry(site: Site, shown: ShownEdition) -> str:
    return f"""<entry>
<title>{escape(shown.document.name)}{"（取下げ）" if shown.withdrawal else ""}</title>
<id>{_id(site.town, shown.folder)}</id>
<updated>{_midnight(_updated(shown))}</updated>
<link rel="alternate" type="text/html" href={quoteattr(f"{site.address}{shown.folder}/index.html")}/>
<summary>{escape(shown.withdrawal.told if shown.withdrawal else shown.changes)}</summary>
</entry>
"""


def _updated(shown: ShownEdition) -> date:
    """Return the day on which an edition was decided or, later, withdrawn."""
    return shown.withdrawal.day if shown.withdrawal else shown.date or EMPTY


def _id(*names: str) -> str:
    """Return a permanent identifier, deterministic and independent of the address."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, '/'.join(names))}"


def _midnight(day: date) -> str:
    return f"{day}T00:00:00+09:00"


def sitemap(address: str, pages: Mapping[str, date | None]) -> bytes:
    """Return the sitemap with absolute addresses, as search engines require, and the day of what each page shows."""
    places = "".join(
        f"<url><loc>{escape(address + path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>\n"
        for path, day in sorted(pages.items())
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{places}</urlset>
""".encode()
