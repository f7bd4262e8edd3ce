"""Files of Word and Excel brought into a town's folder, so that nothing in them is lost unsaid."""

from hidaka_dx.intake.blocks import Discrepancy, paragraphs
from hidaka_dx.intake.package import LARGEST_FILE
from hidaka_dx.intake.reckoning import letters, source_letters, unexplained
from hidaka_dx.intake.report import NAME, IntakeReport
from hidaka_dx.intake.word_plan import (
    PLAN,
    REPLACED,
    CoverWords,
    ImportedPlan,
    WordPlan,
    content_of,
    number_differences,
    read_plan,
)

__all__ = [
    "LARGEST_FILE",
    "NAME",
    "PLAN",
    "REPLACED",
    "CoverWords",
    "Discrepancy",
    "ImportedPlan",
    "IntakeReport",
    "WordPlan",
    "content_of",
    "letters",
    "number_differences",
    "paragraphs",
    "read_plan",
    "source_letters",
    "unexplained",
]
