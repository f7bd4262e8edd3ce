"""Comparison of editions: a diff matched by id and by text, shown in the forms that administrations use."""

from hidaka_dx.comparison.application import MismatchError, apply
from hidaka_dx.comparison.changes import Change, Comparison, Entry, dumped, restored
from hidaka_dx.comparison.compare import compare
from hidaka_dx.comparison.declaring import authored, strange, undeclared
from hidaka_dx.comparison.gist import gists
from hidaka_dx.comparison.redline import compose_redline
from hidaka_dx.comparison.same_words import says_otherwise
from hidaka_dx.comparison.table import compose_comparison_table

__all__ = [
    "Change",
    "Comparison",
    "Entry",
    "MismatchError",
    "apply",
    "authored",
    "compare",
    "compose_comparison_table",
    "compose_redline",
    "dumped",
    "gists",
    "restored",
    "says_otherwise",
    "strange",
    "undeclared",
]
