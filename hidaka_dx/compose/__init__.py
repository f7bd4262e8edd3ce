"""Composers: what authors wrote becomes what readers receive, one module per kind of document."""

from hidaka_dx.compose.action_plan import compose_action_plan
from hidaka_dx.compose.opendata import opendata
from hidaka_dx.compose.promotion_plan import compose_promotion_plan
from hidaka_dx.compose.source_plan import passages
from hidaka_dx.compose.summary import compose_summary

__all__ = ["compose_action_plan", "compose_promotion_plan", "compose_summary", "opendata", "passages"]
