"""The words of a composed plan that its chapters, figures and notes hold, and the numbers that are printed with them."""

from collections.abc import Iterator, Mapping

from hidaka_dx.catalogue.documents import REVISIONS
from hidaka_dx.compose.back_matter import GLOSSARY
from hidaka_dx.document import Block, Document, Figure, NoteCall, Paragraph, Part, Ruby, Table
from hidaka_dx.walk import Line, inlines, lines, parts, within, words


def printed_numbers(document: Document) -> Mapping[str, str]:
    """Return the numbers of headings, figures and tables, by their ids."""
    numbers = {part.id: part.heading.mark for part in parts(document)}
    labelled = (each for part in document.parts for each in _blocks(part) if isinstance(each, Figure | Table))
    return numbers | {each.id: each.label for each in labelled}


def printed_texts(document: Document) -> Iterator[str]:
    """Return the texts of a plan, without what is made of itself: contents page, history, heads of 用語解説, signs of notes."""
    yield from (document.title, document.subtitle, document.office)
    for part in document.parts:
        if part.id == GLOSSARY:
            yield from _terms(part)
        elif part.id != REVISIONS:
            for each in (part, *parts(part)):
                yield f"{each.heading.mark}{each.heading.title}"
            for block in _blocks(part):
                yield from _texts(block)


def _blocks(part: Part) -> Iterator[Block]:
    for each in (part, *parts(part)):
        yield from within(each.blocks)


def _terms(part: Part) -> Iterator[str]:
    for table in part.blocks:
        if isinstance(table, Table) and table.rows:
            yield part.heading.title
            yield from (_text(cell.inlines) for row in table.rows for cell in row)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table) and not (block.label or block.captioned):
        pass  # the table of a figure: its title is the figure's
    elif isinstance(block, Figure | Table):
        yield f"{block.label}{block.title}"
    elif not isinstance(block, Paragraph):
        yield words(block)
    yield from map(_text, lines(block))


def _text(line: Line) -> str:
    texts = []
    for inline in inlines(line):
        if isinstance(inline, Ruby):
            texts.append(inline.text + inline.reading)
        elif not isinstance(inline, NoteCall):
            texts.append(inline.text)
    return "".join(texts)
