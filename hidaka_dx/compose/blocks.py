"""Converts blocks of prose and data to blocks of a document."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import assert_never, cast

from hidaka_dx import prose
from hidaka_dx.compose.charts import chart_figure
from hidaka_dx.compose.columns import column_shares
from hidaka_dx.compose.forms import plain
from hidaka_dx.compose.goals import goals_figure
from hidaka_dx.compose.inlines import Inlines
from hidaka_dx.compose.numbering import Numbering
from hidaka_dx.compose.provisions import provision
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Block, Cell, Figure, Heading, Items, Panel, Paragraph, Part, Table, Text
from hidaka_dx.figure import Chart, Picture, Timeline
from hidaka_dx.figures import draw, picture, spoken, timeline
from hidaka_dx.problem import Problem
from hidaka_dx.theme import MEASURE


@dataclass
class Composer:
    """Converts the chapters of one manuscript to parts, and collects the faults of figures."""

    manuscript: Manuscript
    numbering: Numbering
    problems: list[Problem] = field(default_factory=list)
    inlines: Inlines = field(init=False)

    def __post_init__(self) -> None:
        """Start counting footnotes."""
        notes = {note.id: note.text for note in self.manuscript.footnotes}
        self.inlines = Inlines(self.numbering.names, notes)

    def parts(self, blocks: Sequence[prose.Block], level: int = 1) -> tuple[Part, ...]:
        """Nest a flat sequence of blocks by its headings of `level`."""
        starts = [
            i for i, block in enumerate(blocks) if isinstance(block, prose.WrittenHeading) and block.level == level
        ]
        borders = [*starts, len(blocks)]
        return tuple(self._part(blocks[start:end], level) for start, end in pairwise(borders))

    def _part(self, blocks: Sequence[prose.Block], level: int) -> Part:
        heading, rest = cast("prose.WrittenHeading", blocks[0]), blocks[1:]
        inner = next((i for i, block in enumerate(rest) if isinstance(block, prose.WrittenHeading)), len(rest))
        own = tuple(self._blocks(rest[:inner], heading.id))
        mark = self.numbering.marks[heading.id]
        return Part(heading.id, Heading(level, mark, heading.title), own, self.parts(rest[inner:], level + 1))

    def _blocks(self, blocks: Sequence[prose.Block], owner: str) -> Iterator[Block]:
        for index, block in enumerate(blocks, 1):
            name = f"{owner}.{index}"  # unique: authors' ids cannot contain a dot
            match block:
                case prose.WrittenParagraph():
                    yield Paragraph(block.id or name, self.inlines.of(block.inlines), role=block.role)
                case prose.WrittenItems():
                    items = (tuple(self._blocks(item, f"{name}.{i}")) for i, item in enumerate(block.items, 1))
                    yield Items(name, block.ordered, tuple(items))
                case prose.WrittenTable():
                    yield self._table(block)
                case prose.FigureCall():
                    yield self.figure(block.figure)
                case prose.WrittenPanel():
                    yield self._panel(block, block.id or name)
                case prose.WrittenGoals():
                    yield goals_figure(name, block.numbers)
                case prose.WrittenHeading():
                    raise ValueError(f"{block.place}: a heading inside a list")
                case _:
                    assert_never(block)

    def _table(self, table: prose.WrittenTable) -> Table:
        head, *rows = (
            tuple(Cell(self.inlines.of(cell.inlines), cell.span, rows=cell.rows) for cell in row)
            for row in (table.head, *table.rows)
        )
        number = self.numbering.tables.get(table.id)
        widths = column_shares((head, *rows))
        return Table(
            table.id, number, table.title, head, tuple(rows), widths, table.numeric, more_heads=table.more_heads
        )

    def _panel(self, panel: prose.WrittenPanel, name: str) -> Panel:
        blocks = tuple(self._blocks(panel.blocks, name))
        if panel.role == "articles":
            blocks = tuple(
                replace(each, role=provision(each.text)) if isinstance(each, Paragraph) else each for each in blocks
            )
        if panel.role == "beside":
            blocks = self._beside(panel, blocks)
        return Panel(name, panel.role, panel.title, blocks)

    def _beside(self, panel: prose.WrittenPanel, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Return a picture and the text beside it; what is said in place of a missing picture stands below its frame."""
        first, data = blocks[0], self._data(panel.blocks)
        if not isinstance(data, Picture):
            message = "「::: 図と文」に置けるのは、写真や絵（kind: picture）だけです。図は ![](id) で置いてください。"
            self.problems.append(Problem(panel.place, message, "block"))
        elif isinstance(first, Figure) and first.drawing:
            notes = (*first.notes, data.missing or "")
            return replace(first, drawing=picture.frame(data).svg, notes=notes), *blocks[1:]
        return blocks

    def _data(self, blocks: Sequence[prose.Block]) -> object:
        """Return the data of the figure with which blocks begin."""
        call = blocks[0]
        return self.manuscript.figures[call.figure].value if isinstance(call, prose.FigureCall) else None

    def figure(self, name: str) -> Figure:
        """Draw a figure; text that overflows is a problem at its place in the figure's file."""
        located = self.manuscript.figures[name]
        data = located.value
        if isinstance(data, Chart):
            return chart_figure(name, data, self.manuscript.charts[name], self.numbering.figures[name])
        image = data.image if isinstance(data, Picture) and data.image in self.manuscript.images else None
        drawing = None if image else draw(data)
        for path, message in drawing.faults if drawing else ():
            self.problems.append(Problem(located.data.place(path), message, "figure-fit"))
        return Figure(
            id=name,
            number=self.numbering.figures.get(name, 0),
            title=data.title,
            alt=data.alt,
            spoken=spoken(data),
            height=data.lines,
            drawing=drawing.svg if drawing else None,
            image=image,
            source=data.source,
            redrawn=data.redrawn,
            notes=data.notes,
            table=_years_table(name, data) if isinstance(data, Timeline) else None,
            head_height=timeline.grid(data).head if isinstance(data, Timeline) else 0.0,
        )


def _years_table(name: str, data: Timeline) -> Table:
    """Return a timeline as a table: a column for each fiscal year, a cell for each bar or empty year."""
    sizes = timeline.grid(data)
    head = (plain(""), *(plain("\n".join(lines)) for lines in timeline.heads(data)))
    rows = tuple(
        (plain(row.label), *(Cell((Text(cell.text),), cell.years, cell.bar) for cell in timeline.cells(data, row)))
        for row in data.rows
    )
    widths = (sizes.label / MEASURE, *(sizes.year / MEASURE for _ in range(sizes.years)))
    return Table(f"{name}.table", None, data.title, head, rows, widths)
