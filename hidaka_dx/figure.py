"""A figure as an author writes it: words and relations, never coordinates.

Six kinds, told apart by `kind`. Texts may hold line breaks; where they have none the drawing breaks them.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, model_validator

COLUMNS = 6
"""Columns of the grid on which boxes and frames stand."""


def _trim(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _telling(alt: str) -> str:
    if not 5 <= len(alt) <= 200:
        raise ValueError(f"代替テキストは5字から200字までで書きます（今は{len(alt)}字）")
    if re.fullmatch(r".{0,12}(図|イメージ|画像)。?", alt):
        raise ValueError("代替テキストには、図であることではなく、図が伝える内容を書きます")
    return alt


Text = Annotated[str, AfterValidator(_trim)]
"""Words in a drawing; a line break by the author is kept."""
Words = Annotated[str, AfterValidator(_trim), Field(min_length=1)]
"""Words that must not be missing."""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
"""Name by which arrows find a box, in ASCII."""
Column = Annotated[int, Field(ge=1, le=COLUMNS)]
Row = Annotated[int, Field(ge=1, le=12)]
Look = Literal["plain", "tint", "quiet"]
"""`plain` is white, `tint` the pale accent for what the figure is about, `quiet` pale grey."""


class Part(BaseModel):
    """Anything inside a figure."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


class Base(Part):
    """What every figure has."""

    title: Words
    """Printed below the drawing, after 図1."""
    alt: Annotated[str, AfterValidator(_trim), AfterValidator(_telling)]
    """Says what the drawing says, for readers by ear."""
    source: str | None = None
    """Source line, word for word."""
    redrawn: bool = False
    """True where the town's original is not at hand and the drawing is ours."""
    notes: tuple[str, ...] = ()
    """Printed below, each after ※."""
    lines: Annotated[float, Field(ge=4, le=30)]
    """Height of the drawing in lines of text, without caption."""


class Placed(Part):
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


class Box(Placed):
    """A box with a head in bold and words below it."""

    text: Text = ""
    look: Look = "plain"


class Frame(Placed):
    """A frame that says which boxes belong together."""

    look: Look = "quiet"


class Arrow(Part):
    """An arrow between two boxes or frames."""

    start: Annotated[Id, Field(alias="from")]
    """Id of the box it leaves; written `from`."""
    end: Annotated[Id, Field(alias="to")]
    """Id of the box it points at; written `to`."""
    text: Text = ""
    """Words beside it."""
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
        ids = [part.id for part in (*self.boxes, *self.frames)]
        _refuse_twice(ids)
        for arrow in self.arrows:
            _refuse_lost(arrow, ids)
        for part in (*self.boxes, *self.frames):
            if part.col + part.cols - 1 > COLUMNS:
                raise ValueError(f"「{part.id}」が右へはみ出します。col と cols を合わせて{COLUMNS}列に収めます")
        _refuse_overlap(self.boxes, "箱")
        _refuse_overlap(self.frames, "枠")
        for frame in self.frames:
            _refuse_straddling(frame, self.boxes)
        return self


class Step(Part):
    """One of the ascending steps."""

    mark: Text = ""
    """Small words above the head, such as 第1段階."""
    head: Words
    text: Text = ""


class Stages(Base):
    """Steps that rise from left to right."""

    kind: Literal["stages"] = "stages"
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=5)]


class Block(Part):
    """A pillar, a base or a station: head and words."""

    head: Words
    text: Text = ""


class Pillars(Base):
    """An aim, the pillars that carry it and the bases under all of them."""

    kind: Literal["pillars"] = "pillars"
    aim: Words
    pillars: Annotated[tuple[Block, ...], Field(min_length=2, max_length=6)]
    bases: Annotated[tuple[Block, ...], Field(max_length=3)] = ()


class Bar(Part):
    """A stretch of years in a row."""

    start: Annotated[int, Field(alias="from")]
    """First year shown; written `from`."""
    end: Annotated[int, Field(alias="to")]
    """Last year shown; written `to`."""
    text: Text = ""
    since: int | None = None
    """Year in which it really began, if before the years shown."""
    until: int | None = None
    """Year in which it really ends, if after the years shown."""
    look: Look = "tint"


class Line(Part):
    """A row of the table of years."""

    label: Words
    bars: Annotated[tuple[Bar, ...], Field(min_length=1)]


class Timeline(Base):
    """Rows of bars over years: a table with a drawing behind it."""

    kind: Literal["timeline"] = "timeline"
    first: int
    """First year, by the western calendar."""
    last: int
    """Last year."""
    rows: Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        if not 1 <= self.last - self.first <= 9:
            raise ValueError("年度は first から last まで、2年から10年の間で書きます")
        for row in self.rows:
            for bar in row.bars:
                self._refuse_outside(bar)
            for left, right in pairwise(row.bars):
                if right.start <= left.end:
                    raise ValueError(f"「{row.label}」の帯が重なるか、年の順に並んでいません")
        return self

    def _refuse_outside(self, bar: Bar) -> None:
        if not self.first <= bar.start <= bar.end <= self.last:
            raise ValueError(f"帯「{bar.text}」の年度が、表の年度（{self.first}〜{self.last}）に収まりません")
        if bar.since is not None and (bar.since >= self.first or bar.start != self.first):
            raise ValueError(f"帯「{bar.text}」の since は、表の最初の年度より前に始まる帯にだけ書きます")
        if bar.until is not None and (bar.until <= self.last or bar.end != self.last):
            raise ValueError(f"帯「{bar.text}」の until は、表の最後の年度より後に終わる帯にだけ書きます")


class Cycle(Base):
    """Stations of a round that goes on."""

    kind: Literal["cycle"] = "cycle"
    stations: Annotated[tuple[Block, ...], Field(min_length=3, max_length=6)]
    core: Text = ""
    """Words in the middle."""


class Picture(Base):
    """A picture that the town holds."""

    kind: Literal["picture"] = "picture"
    image: Annotated[str, Field(pattern=r"^[a-z0-9-]+\.(png|jpg|jpeg)$")]
    """File name below assets/images/."""
    missing: Words
    """What the empty frame says as long as the file is not there."""


Figure = Annotated[
    Diagram | Stages | Pillars | Timeline | Cycle | Picture,
    Field(discriminator="kind"),
]
"""Any figure; `kind` says which."""

FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)
"""Turns data of a figure's file into the figure, or says what is wrong with it."""


def _refuse_twice(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise ValueError(f"id「{name}」が二度使われています。箱と枠の id は図の中で一つずつにします")
        seen.add(name)


def _refuse_lost(arrow: Arrow, ids: Iterable[str]) -> None:
    known = tuple(ids)
    if arrow.start not in known:
        raise ValueError(f"矢印の出どころ「{arrow.start}」という箱や枠はありません。{_known(known)}")
    if arrow.end not in known:
        raise ValueError(f"矢印の行き先「{arrow.end}」という箱や枠はありません。{_known(known)}")
    if arrow.start == arrow.end:
        raise ValueError(f"矢印が「{arrow.start}」から同じ箱へ戻っています")


def _known(ids: Iterable[str]) -> str:
    return f"使えるのは {', '.join(ids)} です"


def _refuse_overlap(parts: Sequence[Placed], noun: str) -> None:
    taken: dict[tuple[int, int], str] = {}
    for part in parts:
        for cell in sorted(part.cells()):
            if cell in taken:
                raise ValueError(f"{noun}「{taken[cell]}」と「{part.id}」が{cell[1]}段目の{cell[0]}列目で重なります")
            taken[cell] = part.id


def _refuse_straddling(frame: Frame, boxes: Iterable[Box]) -> None:
    held = frame.cells()
    for box in boxes:
        if box.cells() & held and not box.cells() <= held:
            raise ValueError(f"箱「{box.id}」が枠「{frame.id}」の境をまたいでいます")
