"""Rows of Markdown tables in the receipts and lists that a command writes."""


def row(*cells: str) -> str:
    """Return a row; what would end a cell or a line is written so that it does not."""
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """Escape a cell. Line breaks of all kinds become breaks in the cell."""
    lines = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "\\<").splitlines()
    return "<br>".join(lines)
