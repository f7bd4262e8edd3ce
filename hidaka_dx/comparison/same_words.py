"""Whether two compositions of one content say the same, however they are built."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hidaka_dx.document import Document, Figure, Link, NoteCall, Paragraph
from hidaka_dx.figures import svg, tree
from hidaka_dx.walk import blocks, figures, inlines, parts, words


def says_otherwise(one: Document, other: Document) -> tuple[str, ...]:
    """Return the ids of all headings, paragraphs, tables and figures whose words are not in the other document.

    Words have their ids in both, or a composer gives them once where another repeats them. Those of paragraphs that name
    other sections are not compared: where sections stand, and so their names, is the composer's choice. So is how a
    drawing is told, and into how many figures one is divided.
    """
    here, there = dict(_said(one)), dict(_said(other))
    redrawn = frozenset(figure.id for figure in _divided_otherwise(one, other))
    return tuple(key for key in dict.fromkeys((*_unsaid(here, there), *_unsaid(there, here))) if key not in redrawn)


def _divided_otherwise(one: Document, other: Document) -> Iterator[Figure]:
    """Yield the figures of sections that show the same words in another number of figures."""
    theirs = {part.id: figures(part) for part in parts(other)}
    for part in parts(one):
        here, there = figures(part), theirs.get(part.id, ())
        if len(here) != len(there) and _shows(here, there) and _shows(there, here):
            yield from (*here, *there)


def _shows(all_: Sequence[Figure], some: Sequence[Figure]) -> bool:
    """Tell whether every word and title of some figures is in all of the others."""
    said = "".join(line for figure in all_ for line in svg.label_lines(figure.drawing or ""))
    lines = (line for figure in some for line in svg.label_lines(figure.drawing or ""))
    titled = all(_is_begun(figure.title, each.title) for figure in some for each in all_)
    return bool(all_ and some) and titled and all(line.removesuffix(tree.MORE) in said for line in lines)


def _is_begun(one: str, other: str) -> bool:
    """Tell whether one title is the beginning of the other, as that of a whole is of its parts'."""
    return one.startswith(other) or other.startswith(one)


def _unsaid(words: Mapping[str, str | None], other: Mapping[str, str | None]) -> Iterator[str]:
    """Yield the ids whose words are not in the other document."""
    spoken = set(other.values())
    for key, said in words.items():
        if said is not None and (other[key] not in (said, None) if key in other else said not in spoken):
            yield key


def _said(document: Document) -> Iterator[tuple[str, str | None]]:
    """Yield each id with the words that have it, those of its notes, too; none for a paragraph that names sections."""
    for part in parts(document):
        yield part.id, part.heading.title
    for block in blocks(document):
        if isinstance(block, Paragraph):
            called = tuple(inlines(block.inlines))
            notes = (each.text for call in called if isinstance(call, NoteCall) for each in call.content)
            names_sections = any(isinstance(each, Link) for each in called)
            yield block.id, None if names_sections else "\n".join((block.text, *notes))
        elif said := words(replace(block, spoken="") if isinstance(block, Figure) else block):
            yield block.id, said
