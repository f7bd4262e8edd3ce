"""References by code and name in a text: 「1-1 行政手続のオンライン化」, 「2(4) 推進体制」."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from hidaka_dx.document import Document, Part
from hidaka_dx.japanese.marks import joined

Codes: TypeAlias = Mapping[str, frozenset[str]]
"""The names of sections and measures, by their codes; a mark such as (1) is that of several."""
_BEFORE_A_BLANK: Final = re.compile(r"([^\s、。，；：・「」『』（〔【]+) ")


def codes(document: Document) -> Codes:
    """Return the codes that a document itself prints before names: the numbers of its sections."""
    found: dict[str, set[str]] = {}
    for code, name in _headed(document.parts, ""):
        found.setdefault(code, set()).add(name)
    return {code: frozenset(names) for code, names in found.items()}


def _headed(parts: Sequence[Part], outer: str) -> Iterator[tuple[str, str]]:
    """Yield section numbers with titles, both alone and prefixed by the numbers of enclosing sections."""
    for part in parts:
        mark, title = part.heading.mark, part.heading.title
        if mark and title:
            yield from ((mark, title), (joined(outer, mark), title))
        yield from _headed(part.parts, joined(outer, mark))


def split_at_codes(text: str, known: Codes) -> tuple[str, ...]:
    """Split a text at its codes: every other piece is a code with the space before the following name.

    If a name continues in another inline, only its beginning is in the text.
    """
    pieces, end = [], 0
    for found in _BEFORE_A_BLANK.finditer(text):
        follows = text[found.end() :]
        if any(follows.startswith(name) or name.startswith(follows) for name in known.get(found[1], ())):
            pieces += [text[end : found.start()], found[0]]
            end = found.end()
    return (*pieces, text[end:])
