"""Editions compared: what changed from one to the next, found by id and by words, and shown as administrations do."""

from hidaka_dx.comparison.application import Misfit, apply
from hidaka_dx.comparison.changes import Change, Comparison, Entry, dumped, restored
from hidaka_dx.comparison.compare import compare
from hidaka_dx.comparison.declaring import authored, ids_in, undeclared
from hidaka_dx.comparison.redline import compose_redline
from hidaka_dx.comparison.table import compose_comparison_table

__all__ = [
    "Change",
    "Comparison",
    "Entry",
    "Misfit",
    "apply",
    "authored",
    "compare",
    "compose_comparison_table",
    "compose_redline",
    "dumped",
    "ids_in",
    "restored",
    "undeclared",
]
