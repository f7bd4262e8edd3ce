"""Composers: convert an author's content to documents, one module per kind of document."""

from hidaka_dx.compose.action_plan import compose_action_plan
from hidaka_dx.compose.comments import compose_comments
from hidaka_dx.compose.council import (
    ROOM,
    CouncilPaper,
    CouncilProofs,
    Meeting,
    Revision,
    compose_cover,
    compose_outline,
    compose_proofs,
)
from hidaka_dx.compose.errata import Locate, compose_errata, inherited, uncorrected
from hidaka_dx.compose.opendata import DataTable, opendata
from hidaka_dx.compose.origins import origins
from hidaka_dx.compose.progress_report import compose_progress_report
from hidaka_dx.compose.promotion_plan import compose_promotion_plan
from hidaka_dx.compose.source_plan import PlanPassage, passages
from hidaka_dx.compose.summary import PAGES, ContentLimits, compose_summary

__all__ = [
    "PAGES",
    "ROOM",
    "ContentLimits",
    "CouncilPaper",
    "CouncilProofs",
    "DataTable",
    "Locate",
    "Meeting",
    "PlanPassage",
    "Revision",
    "compose_action_plan",
    "compose_comments",
    "compose_cover",
    "compose_errata",
    "compose_outline",
    "compose_progress_report",
    "compose_promotion_plan",
    "compose_proofs",
    "compose_summary",
    "inherited",
    "opendata",
    "origins",
    "passages",
    "uncorrected",
]
