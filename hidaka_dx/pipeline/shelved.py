"""What `editions.yaml` holds of a document's editions."""

from hidaka_dx.content import Manuscript
from hidaka_dx.edition import Edition


def editions_of(manuscript: Manuscript, document: str) -> tuple[Edition, ...]:
    """Give all recorded editions of a document, oldest first."""
    return manuscript.action_editions if document == "action-plan" else manuscript.editions
