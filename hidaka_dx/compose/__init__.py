"""Composers: what authors wrote becomes what readers receive, one module per kind of document."""

from hidaka_dx.compose.promotion_plan import compose_promotion_plan

__all__ = ["compose_promotion_plan"]
