"""Comparison of two editions of one document: 新旧対照表, then 見え消し版."""

from collections.abc import Mapping

from hidaka_dx.comparison import Comparison, compare, compose_comparison_table, compose_redline
from hidaka_dx.document import Document
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.plan import ComparisonWording


def side_by_side(
    before: Document, after: Document, reasons: Mapping[str, str], wording: ComparisonWording, printer: Printer
) -> Comparison:
    """Compare two editions and print the table, then the redline; `reasons` maps ids of changed parts to their reasons."""
    found = compare(before, after)
    printer.days = (before.date, after.date)
    table = compose_comparison_table(found, before, after, wording, reasons)
    printer.begin(table, ())
    redline = compose_redline(found, before, after)
    printer.begin(redline, ())
    printer.print(table, ())
    printer.print(redline, ())
    return found
