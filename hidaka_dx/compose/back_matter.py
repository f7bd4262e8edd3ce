"""Back matter of every document: 用語解説 and 改訂履歴."""

from collections.abc import Iterable, Sequence
from typing import Final

from hidaka_dx.compose.forms import plain
from hidaka_dx.compose.inlines import Inlines
from hidaka_dx.document import Cell, Figure, PageOf, Part, Table
from hidaka_dx.edition import Edition
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.plan import Term
from hidaka_dx.problem import Place
from hidaka_dx.source import parse_inline
from hidaka_dx.walk import blocks

FIGURES: Final = "figure-list"
"""Id of the list of figures and tables."""
GLOSSARY: Final = "glossary"
"""Id of the part that explains terms, in every document."""


def glossary_table(terms: Sequence[Term], title: str, inlines: Inlines) -> Table:
    """Compose the table of terms and explanations, in the order given."""
    nowhere = Place("content/glossary.yaml")  # validated when it was read
    rows = tuple((plain(term.term), Cell(inlines.of(parse_inline(term.text, nowhere)))) for term in terms)
    return Table(
        f"{GLOSSARY}.table", None, title, (plain("用語"), plain("説明")), rows, (0.26, 0.74), kinds=("short", "text")
    )


def figures_table(parts: Iterable[Part], title: str) -> Table:
    """List the numbered figures and tables, each with its page."""
    found = (each for part in parts for each in blocks(part))
    numbered = (each for each in found if isinstance(each, Figure | Table) and each.number)
    rows = tuple((plain(each.label), plain(each.title), Cell((PageOf(each.id),))) for each in numbered)
    heads = (plain("番号"), plain("題"), plain("ページ"))
    return Table(f"{FIGURES}.table", None, title, heads, rows, (0.16, 0.7, 0.14), kinds=("short", "text", "number"))


def revisions_table(editions: Sequence[Edition], title: str) -> Table:
    """List the editions of a document."""
    head = (plain("版"), plain("年月日"), plain("内容"))
    rows = tuple(map(_revision, editions))
    return Table("revisions.table", None, title, head, rows, (0.16, 0.26, 0.58), kinds=("short", "short", "text"))


def _revision(edition: Edition) -> tuple[Cell, ...]:
    draft = "（案）" if edition.status == "案" else ""
    day = seireki_date(edition.date) if edition.date else "未定"
    return plain(edition_name(edition.number) + draft), plain(day), plain(edition.changes)
