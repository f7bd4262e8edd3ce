"""The page of what differs between two editions that are no neighbours, and what all pages of changes need."""

from collections.abc import Iterable
from datetime import date

from hidaka_dx.document import Document
from hidaka_dx.render import Page
from hidaka_dx.website.changes import listed, sections
from hidaka_dx.website.drawing import on_screen
from hidaka_dx.website.edition_pairs import EditionPair
from hidaka_dx.website.frame import frame
from hidaka_dx.website.metadata import page_facts
from hidaka_dx.website.view_models import Group, ShownEdition, Site


def told_changes(changed: Document, old: str, to: ShownEdition, ids: Iterable[str]) -> dict[str, object]:
    """Return what the page of changes from one edition to another needs."""
    title = f"{old}から{to.document.edition_name}への変更　{to.document.title}"
    found = {"entries": listed(changed), "sections": sections(changed, ids), "comparable": to.comparable}
    return {**found, "title": title, "old": old, "to": to, "between": False, "glossary": ""}


def changes_page(
    site: Site, group: Group, pair: EditionPair, changed: Document, ids: Iterable[str]
) -> tuple[Page, date | None]:
    """Return the page of a pair of editions of a document, whose editions are those of `group`, and its day."""
    place = next(place for place, each in enumerate(group.editions) if each.folder == pair.new.folder)
    to, newer = group.editions[place], Group("", group.editions[:place]).newer
    told = told_changes(changed, pair.old.name, to, ids)
    title = f"{pair.old.name}から{pair.new.name}への変更"
    said = f"{to.document.title}の{title}です。間の版の変更も合わせて、変更の一覧と、前と後の言葉を示します。"
    values = frame(site, pair.path, "", said, page_facts(site, pair.path, f"{to.document.title}　{title}", said))
    more = {"up": "../", "draft": False, "shown": to, "newer": newer, "document": to.document, "on_screen": on_screen}
    return Page("web/changes", {**values, **more, **told, "between": True}), to.date
