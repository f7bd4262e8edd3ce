"""Back matter of every document: 用語解説 and 改訂履歴."""

from collections.abc import Sequence
from typing import Final

from hidaka_dx.compose.blocks import plain
from hidaka_dx.compose.inlines import Inlines
from hidaka_dx.document import Cell, Table
from hidaka_dx.edition import Edition
from hidaka_dx.japanese import edition_name, seireki_date
from hidaka_dx.plan import Term
from hidaka_dx.problem import Place
from hidaka_dx.source import parse_inline

GLOSSARY: Final = "glossary"
"""Id of the part that explains terms, in every document."""


def glossary_table(terms: Sequence[Term], title: str, inlines: Inlines) -> Table:
    """Compose the table of terms and explanations, in the order given."""
    nowhere = Place("content/glossary.yaml")  # validated when it was read
    rows = tuple((plain(term.term), Cell(inlines.of(parse_inline(term.text, nowhere)))) for term in terms)
    return Table(
        f"{GLOSSARY}.table", None, title, (plain("用語"), plain("説明")), rows, (0.26, 0.74), kinds=("short", "text")
    )


def revisions_table(editions: Sequence[Edition], title: str) -> Table:
    """List the editions of a document."""
    head = (plain("版"), plain("年月日"), plain("内容"))
    rows = tuple(map(_revision, editions))
    return Table("revisions.table", None, title, head, rows, (0.16, 0.26, 0.58), kinds=("short", "short", "text"))


def _revision(edition: Edition) -> tuple[Cell, ...]:
    draft = "（案）" if edition.status == "案" else ""
    day = seireki_date(edition.date) if edition.date else "未定"
    return plain(edition_name(edition.number) + draft), plain(day), plain(edition.changes)
