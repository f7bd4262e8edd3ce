"""Marks of the goals of sustainable development (SDGs) that a passage serves."""

from collections.abc import Sequence

from hidaka_dx.document import Figure
from hidaka_dx.figures import goals


def goals_figure(name: str, numbers: Sequence[int]) -> Figure:
    """Return the marks of some goals as a figure without a number."""
    return Figure(
        id=name,
        number=0,
        title="",
        alt=goals.spoken(numbers),
        spoken="",
        height=goals.lines(numbers),
        drawing=goals.draw(numbers).svg,
        image=None,
        source=None,
        redrawn=False,
        notes=(),
    )
