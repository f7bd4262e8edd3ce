"""Phrases (文節) of a heading, so that a title ends its lines where a speaker would pause."""

import re
from functools import cache
from itertools import pairwise
from typing import Any, Final

import budoux

from hidaka_dx.japanese.kinsoku import STOPS, may_part, unbreakable_places
from hidaka_dx.japanese.letters import SPACE

_PAUSE: Final = STOPS | frozenset("・：！？ 　")
"""Signs after which a title may always end its line."""
_LEANS: Final = re.compile("ついて|おけ|おい|よ[るり]|とって|もと|かか|伴|関する|対する|基づ")
"""What follows に or と as one expression: について, における, に関する."""


@cache
def _parser() -> Any:
    """Load the Japanese model once; the package brings it, nothing is fetched."""
    return budoux.load_default_japanese_parser()


def _borders(text: str) -> set[int]:
    """Give the indices at which a phrase begins by BudouX, or after a pause."""
    borders, position = set(), 0
    for chunk in _parser().parse(text):
        borders.add(position)
        position += len(chunk)
    leaning = {index for index in borders if text[index - 1 : index] in ("に", "と") and _LEANS.match(text, index)}
    return (borders - leaning) | {index for index in range(1, len(text)) if text[index - 1] in _PAUSE}


def phrases(text: str) -> tuple[str, ...]:
    """Cut a title or caption into phrases that are not to be broken; joined they are the text.

    A phrase never parts a number from its unit, a mark like (1) or a Latin word, and keeps the rules of 禁則.
    Templates set each as `<span class="phrase">` with `white-space: nowrap`.
    """
    closed = unbreakable_places(text)
    padded = SPACE + text
    cuts = [
        index
        for index in sorted(_borders(text))
        if 0 < index < len(text) and index not in closed and may_part(*padded[index - 1 : index + 2])
    ]
    edges = [0, *cuts, len(text)]
    return tuple(text[start:end] for start, end in pairwise(edges) if end > start)
