"""The feed of editions (Atom, RFC 4287), so that a reader's program can tell of a new one."""

import uuid
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hidaka_dx.website.shown import Shown, Site

FEED: Final = "editions.atom"
EMPTY: Final = date(2000, 1, 1)
"""Day of a feed without editions; Atom wants one."""


def feed(site: Site) -> bytes:
    """List the decided editions of all documents, newest first; links are relative, for the site's address is not known."""
    decided = [each for _, editions in site.groups for each in editions if each.date and not each.document.draft]
    newest_first = sorted(decided, key=lambda each: each.date or EMPTY, reverse=True)
    updated = newest_first[0].date if newest_first else EMPTY
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja">
<title>{escape(site.title)}の版</title>
<id>{_id(site.town, site.title)}</id>
<updated>{_midnight(updated)}</updated>
<author><name>{escape(site.office)}</name></author>
<link rel="self" type="application/atom+xml" href="{FEED}"/>
<link rel="alternate" type="text/html" href="index.html"/>
{"".join(_entry(site, each) for each in newest_first)}</feed>
""".encode()


def _entry(site: Site, shown: Shown) -> str:
    return f"""<entry>
<title>{escape(shown.document.name)}</title>
<id>{_id(site.town, shown.folder)}</id>
<updated>{_midnight(shown.date)}</updated>
<link rel="alternate" type="text/html" href={quoteattr(f"{shown.folder}/index.html")}/>
<summary>{escape(shown.changes)}</summary>
</entry>
"""


def _id(*names: str) -> str:
    """Name something for ever, the same each time, without an address."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, '/'.join(names))}"


def _midnight(day: date | None) -> str:
    return f"{day or EMPTY}T00:00:00+09:00"
