"""What is read of a comparison: the list of changes, both sides of the table, the redline."""

from collections.abc import Iterable, Iterator

from hidaka_dx.comparison import compare, compose_comparison_table, compose_redline
from hidaka_dx.document import Block, Changed, Document, Inline, Items, NoteCall, Paragraph, Part, Ruby, Table
from hidaka_dx.plan import ComparisonWording


def listed(old: Document, new: Document) -> list[str]:
    """Give what the list of changes says is done, section by section."""
    return [f"{each.place} {each.words}" for each in compare(old, new).entries]


def printed(inlines: Iterable[Inline]) -> str:
    """Give words as they stand on paper, footnotes left out."""
    return "".join(map(_printed, inlines))


def _printed(inline: Inline) -> str:
    match inline:
        case Changed():
            sign = {"added": "〔+{}+〕", "removed": "〔-{}-〕", "marked": "＿{}＿", "remark": "{}"}[inline.change]
            return sign.format(printed(inline.inlines))
        case Ruby():
            return f"{inline.text}《{inline.reading}》"
        case NoteCall():
            return f"（{inline.text}）"
        case _:
            return inline.text


def redline(old: Document, new: Document) -> list[str]:
    """Give the paragraphs and notes of a redline in which something is marked."""
    made = compose_redline(compare(old, new), old, new)
    words = [inlines for part in _parts(made.parts) for block in part.blocks for inlines in lines_of(block)]
    notes = [call.content for line in words for call in calls(line) if call.content]
    return [shown for shown in map(printed, (*words, *notes)) if "〔" in shown]


def _parts(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _parts(part.parts)


def lines_of(block: Block) -> Iterator[tuple[Inline, ...]]:
    if isinstance(block, Paragraph):
        yield block.inlines
    if isinstance(block, Table):
        yield from (cell.inlines for row in block.rows for cell in row)
    if isinstance(block, Items):
        yield from (line for item in block.items for inner in item for line in lines_of(inner))


def calls(inlines: Iterable[Inline]) -> Iterator[NoteCall]:
    for inline in inlines:
        if isinstance(inline, NoteCall):
            yield inline
        elif isinstance(inline, Changed):
            yield from calls(inline.inlines)


def rows(old: Document, new: Document) -> list[str]:
    """Give the rows of 新旧対照表 of the only section that differs, with the readings."""
    made = compose_comparison_table(compare(old, new), old, new, ComparisonWording(), {})
    (part,) = made.parts[1].parts
    (table,) = part.blocks
    assert isinstance(table, Table)
    return ["｜".join(printed(cell.inlines) for cell in row) for row in table.rows]
