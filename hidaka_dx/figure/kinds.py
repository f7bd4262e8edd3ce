"""A figure as an author writes it: words and relations, never coordinates.

Seven kinds, distinguished by `kind`. Texts may hold line breaks; where they have none the drawing breaks them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, TypeAdapter, model_validator

from hidaka_dx.figure.chart import Chart
from hidaka_dx.figure.parts import Base, FigurePart, Look, Text, Words
from hidaka_dx.records import Id, RecordFault, Whole, Year, raise_faults
from hidaka_dx.theme import TIMELINE_YEARS

COLUMNS = 6
"""Columns of the grid on which boxes and frames stand."""
Column = Annotated[Whole, Field(ge=1, le=COLUMNS)]
Row = Annotated[Whole, Field(ge=1, le=12)]


class PlacedPart(FigurePart):
    """Something that stands on the grid of columns and rows."""

    id: Id
    head: Words
    col: Column
    """First column, from the left."""
    cols: Column = 1
    """How many columns."""
    row: Row
    """First row, from the top."""
    rows: Row = 1
    """How many rows."""

    def cells(self) -> set[tuple[int, int]]:
        """Give the pairs of column and row it covers."""
        columns = range(self.col, self.col + self.cols)
        return {(column, row) for column in columns for row in range(self.row, self.row + self.rows)}


class Box(PlacedPart):
    """A box with a head in bold and words below it."""

    text: Text = ""
    look: Look = "plain"


class Frame(PlacedPart):
    """A frame that says which boxes belong together."""

    look: Look = "quiet"


class Arrow(FigurePart):
    """An arrow between two boxes or frames."""

    start: Annotated[Id, Field(alias="from")]
    """Id of the box it leaves; written `from`."""
    end: Annotated[Id, Field(alias="to")]
    """Id of the box it points at; written `to`."""
    text: Text = ""
    heads: Literal["one", "both", "none"] = "one"
    """`both` where each answers to the other, `none` for a plain line."""
    bend: Literal["steps", "corner"] = "steps"
    """Where the two do not face each other: `steps` turns twice half way, `corner` goes down or up, turns once."""


class Diagram(Base):
    """Boxes on the grid, frames around them, arrows between them."""

    kind: Literal["diagram"] = "diagram"
    boxes: Annotated[tuple[Box, ...], Field(min_length=1)]
    frames: tuple[Frame, ...] = ()
    arrows: tuple[Arrow, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        raise_faults((*_named_twice(self), *_lost_arrows(self), *_outside_the_grid(self), *_overlaps(self)))
        return self


class StagesStep(FigurePart):
    """One of the ascending steps."""

    mark: Text = ""
    """Small words above the head, such as 第1段階."""
    head: Words
    text: Text = ""


class Stages(Base):
    """Steps that rise from left to right."""

    kind: Literal["stages"] = "stages"
    steps: Annotated[tuple[StagesStep, ...], Field(min_length=2, max_length=5)]


class Block(FigurePart):
    """A pillar, a base or a station: head and words."""

    head: Words
    text: Text = ""


class Pillars(Base):
    """An aim, the pillars that carry it and the bases under all of them."""

    kind: Literal["pillars"] = "pillars"
    aim: Words
    pillars: Annotated[tuple[Block, ...], Field(min_length=2, max_length=6)]
    bases: Annotated[tuple[Block, ...], Field(max_length=3)] = ()


class Bar(FigurePart):
    """A stretch of years in a row."""

    start: Annotated[Year, Field(alias="from")]
    """First year shown; written `from`."""
    end: Annotated[Year, Field(alias="to")]
    """Last year shown; written `to`."""
    text: Text = ""
    since: Whole | None = None
    """Year in which it really began, if before the years shown."""
    until: Whole | None = None
    """Year in which it really ends, if after the years shown."""
    look: Look = "tint"


class TimelineRow(FigurePart):
    """A row of the table of years."""

    label: Words
    bars: Annotated[tuple[Bar, ...], Field(min_length=1)]


class Timeline(Base):
    """Rows of bars over years: a table with a drawing behind it."""

    kind: Literal["timeline"] = "timeline"
    first: Year
    """First year, by the western calendar."""
    last: Year
    rows: Annotated[tuple[TimelineRow, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if self.last - self.first + 1 not in TIMELINE_YEARS:
            raise_faults([RecordFault(("last",), "年度は first から last まで、2年から10年の間で書いてください。")])
        raise_faults(fault for place, row in enumerate(self.rows) for fault in self._row_faults(place, row))
        return self

    def _row_faults(self, place: int, row: TimelineRow) -> Iterator[RecordFault]:
        at = ("rows", place, "bars")
        for index, bar in enumerate(row.bars):
            yield from (RecordFault((*at, index, key), message) for key, message in self._outside(bar))
        for index, (left, right) in enumerate(pairwise(row.bars), 1):
            if right.start <= left.end:
                message = f"「{row.label}」の帯が重なるか、年の順に並んでいません。年度か順を直してください。"
                yield RecordFault((*at, index, "from"), message)

    def _outside(self, bar: Bar) -> Iterator[tuple[str, str]]:
        """Find the keys of a bar that do not agree with the years shown."""
        name, years = f"帯「{bar.text}」" if bar.text else "帯", f"{self.first}〜{self.last}"
        for key, year in (("from", bar.start), ("to", bar.end)):
            if not self.first <= year <= self.last:
                yield key, f"{name}の年度が、表の年度（{years}）に収まりません。年度を直してください。"
        if bar.end < bar.start:
            yield "to", f"{name}の終わりの年度が、始まりの年度より前です。年度を直してください。"
        if bar.since is not None and (bar.since >= self.first or bar.start != self.first):
            yield "since", "since は、表の最初の年度より前に始まる帯にだけ書きます。直すか、取り除いてください。"
        if bar.until is not None and (bar.until <= self.last or bar.end != self.last):
            yield "until", "until は、表の最後の年度より後に終わる帯にだけ書きます。直すか、取り除いてください。"


class Cycle(Base):
    """Stations of a round that goes on."""

    kind: Literal["cycle"] = "cycle"
    stations: Annotated[tuple[Block, ...], Field(min_length=3, max_length=6)]
    core: Text = ""
    """Words in the middle."""


class Picture(Base):
    """A picture that the town holds."""

    kind: Literal["picture"] = "picture"
    title: str = ""
    """Printed below it, after 図1."""
    image: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.(png|jpg|jpeg)$")]
    """File name below assets/images/."""
    plain: bool = False
    """Whether it stands without number and title, such as a portrait."""
    missing: Words | None = None
    """What the empty frame says as long as the file is not there; not needed once it is."""

    @model_validator(mode="after")
    def _has_a_title(self) -> Self:
        if self.plain and self.title:
            message = "plain: yes の絵には、番号も題も付きません。title を取り除くか、plain を取り除いてください。"
            raise_faults([RecordFault(("plain",), message)])
        if not self.plain and not self.title.strip():
            message = (
                "題（title）がありません。書くか、番号も題もない絵（町長の写真など）なら plain: yes と書いてください。"
            )
            raise_faults([RecordFault(("title",) if self.title else (), message)])
        return self


Drawn: TypeAlias = Diagram | Stages | Pillars | Timeline | Cycle | Picture
"""Figures whose words and height their authors give; a chart is drawn from numbers."""
Figure = Annotated[Drawn | Chart, Field(discriminator="kind")]
"""Any figure; `kind` says which."""

FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)
"""Turns data of a figure's file into the figure, or says what is wrong with it."""


def _places(diagram: Diagram) -> Iterator[tuple[tuple[str, int], PlacedPart]]:
    for key, parts in (("boxes", diagram.boxes), ("frames", diagram.frames)):
        yield from (((key, index), part) for index, part in enumerate(parts))


def _named_twice(diagram: Diagram) -> Iterator[RecordFault]:
    seen: set[str] = set()
    for place, part in _places(diagram):
        if part.id in seen:
            yield RecordFault((*place, "id"), f"id「{part.id}」が二度使われています。別のidにしてください。")
        seen.add(part.id)


def _lost_arrows(diagram: Diagram) -> Iterator[RecordFault]:
    known = [part.id for _, part in _places(diagram)]
    advice = f"{', '.join(known)} のどれかを書いてください。"
    for index, arrow in enumerate(diagram.arrows):
        for key, noun, end in (("from", "出どころ", arrow.start), ("to", "行き先", arrow.end)):
            if end not in known:
                yield RecordFault(("arrows", index, key), f"矢印の{noun}「{end}」という箱や枠はありません。{advice}")
        if arrow.start == arrow.end:
            yield RecordFault(("arrows", index, "to"), "矢印が同じ箱へ戻っています。別の箱を書いてください。")


def _outside_the_grid(diagram: Diagram) -> Iterator[RecordFault]:
    for place, part in _places(diagram):
        if part.col + part.cols - 1 > COLUMNS:
            message = f"「{part.id}」が右へはみ出します。col と cols を合わせて{COLUMNS}列に収めてください。"
            yield RecordFault((*place, "cols" if part.cols > 1 else "col"), message)


def _overlaps(diagram: Diagram) -> Iterator[RecordFault]:
    yield from _overlapping("boxes", "箱", diagram.boxes)
    yield from _overlapping("frames", "枠", diagram.frames)
    for frame in diagram.frames:
        held = frame.cells()
        for index, box in enumerate(diagram.boxes):
            if box.cells() & held and not box.cells() <= held:
                message = f"箱「{box.id}」が枠「{frame.id}」の境をまたいでいます。箱か枠の列と段を直してください。"
                yield RecordFault(("boxes", index), message)


def _overlapping(key: str, noun: str, parts: Sequence[PlacedPart]) -> Iterator[RecordFault]:
    taken: dict[tuple[int, int], str] = {}
    for index, part in enumerate(parts):
        cell = next((cell for cell in sorted(part.cells()) if cell in taken), None)
        if cell:
            where = f"{cell[1]}段目の{cell[0]}列目"
            message = f"{noun}「{taken[cell]}」と「{part.id}」が{where}で重なります。列と段を直してください。"
            yield RecordFault((key, index), message)
        taken.update(dict.fromkeys(part.cells(), part.id))
