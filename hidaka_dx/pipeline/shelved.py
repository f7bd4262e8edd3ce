"""What `editions.yaml` holds of a document's editions, and what it may say next."""

from hidaka_dx.content import Manuscript
from hidaka_dx.edition import Edition


def editions_of(manuscript: Manuscript, document: str) -> tuple[Edition, ...]:
    """Give all recorded editions of a document, oldest first."""
    return manuscript.action_editions if document == "action-plan" else manuscript.editions


def next_number(number: str) -> str:
    """Propose the number of the edition that follows: 1.1 after 1, 1.2 after 1.1."""
    major, _, minor = number.partition(".")
    return f"{major}.{int(minor or 0) + 1}"
