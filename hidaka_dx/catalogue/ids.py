"""Ids that one room gives to sections, and others look for."""


def measure_sheet(number: str) -> str:
    """Give the id of a measure's sheet in an action plan."""
    return f"measure.{number}"


def result_sheet(number: str) -> str:
    """Give the id of a measure's sheet in a progress report."""
    return f"progress.{number}"


def quotation(part: str) -> str:
    """Give the id of the section by which an action plan quotes a section of its plan."""
    return f"plan.{part}"


def compared(section: str) -> str:
    """Give the id of the section of a comparison that shows what has changed in a section of an edition."""
    return f"row.{section}"
