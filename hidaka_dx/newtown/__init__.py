"""The beginning of a town: what is asked of an official, and the folder that the answers become."""

from hidaka_dx.newtown.answers import (
    NUMBERINGS,
    QUESTIONS,
    TownAnswers,
    TownQuestion,
    proposed_action_title,
    read_title,
    read_wish,
)
from hidaka_dx.newtown.folder import new_files, period_in_words

__all__ = [
    "NUMBERINGS",
    "QUESTIONS",
    "TownAnswers",
    "TownQuestion",
    "new_files",
    "period_in_words",
    "proposed_action_title",
    "read_title",
    "read_wish",
]
