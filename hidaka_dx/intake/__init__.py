"""Files of Word and Excel brought into a town's folder, so that nothing in them is lost unsaid."""

from hidaka_dx.intake.blocks import Discrepancy, Ledger, paragraphs
from hidaka_dx.intake.heads import MEANINGS, UNUSED, plain_head
from hidaka_dx.intake.list_key import MAPPING, ListKey, mapping_text, read_mapping, read_unit, read_year
from hidaka_dx.intake.measure_list import (
    MeasureSheet,
    find_list,
    measures_of,
    tables_beside,
)
from hidaka_dx.intake.measures import ActionDraft, PlanSection, action_yaml, frame_remarks
from hidaka_dx.intake.plan_file import PlanShapeError
from hidaka_dx.intake.reckoning import letters, source_letters, unexplained
from hidaka_dx.intake.report import NAME, IntakeReport, SourcePlaces
from hidaka_dx.intake.word_plan import (
    PLAN,
    REPLACED,
    ImportedPlan,
    TownWords,
    WordPlan,
    content_of,
    number_differences,
    read_plan,
)
from hidaka_dx.intake.workbook import Workbook, read_workbook

__all__ = [
    "MAPPING",
    "MEANINGS",
    "NAME",
    "PLAN",
    "REPLACED",
    "UNUSED",
    "ActionDraft",
    "Discrepancy",
    "ImportedPlan",
    "IntakeReport",
    "Ledger",
    "ListKey",
    "MeasureSheet",
    "PlanSection",
    "PlanShapeError",
    "SourcePlaces",
    "TownWords",
    "WordPlan",
    "Workbook",
    "action_yaml",
    "content_of",
    "find_list",
    "frame_remarks",
    "letters",
    "mapping_text",
    "measures_of",
    "number_differences",
    "paragraphs",
    "plain_head",
    "read_mapping",
    "read_plan",
    "read_unit",
    "read_workbook",
    "read_year",
    "source_letters",
    "tables_beside",
    "unexplained",
]
