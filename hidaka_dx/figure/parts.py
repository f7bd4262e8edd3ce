"""What all figures have: their words, and the base of their models."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from hidaka_dx.records import Measured, RecordFault, one_line, raise_faults


def _trim(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())


def _telling(alt: str) -> str:
    if not 5 <= len(alt) <= 200:
        raise_faults([RecordFault((), f"5字から200字までです（今は{len(alt)}字）。書き直してください。")])
    if re.fullmatch(r".{0,12}(図|イメージ|画像)。?", alt):
        raise_faults(
            [RecordFault((), "図が伝える内容を書く所です（「…の図」だけでは足りません）。書き直してください。")]
        )
    return alt


Text = Annotated[str, AfterValidator(_trim)]
"""Words in a drawing; a line break by the author is kept."""
Words = Annotated[str, AfterValidator(_trim), Field(min_length=1)]
"""Words that must not be missing."""
Caption = Annotated[Words, AfterValidator(one_line)]
"""Words printed on one line, below the drawing."""
Look = Literal["plain", "tint", "quiet"]
"""`plain` is white, `tint` the pale accent for what the figure is about, `quiet` pale grey."""


class FigurePart(BaseModel):
    """Anything inside a figure."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )


Alt = Annotated[str, AfterValidator(_trim), AfterValidator(one_line), AfterValidator(_telling)]
"""Says what a drawing says, for readers by ear."""


class Captioned(FigurePart):
    """What is printed below every figure."""

    title: Caption
    """Printed below the drawing, after 図1."""
    source: Caption | None = None
    redrawn: bool = False
    """True where the town's original is not at hand and the drawing is ours."""
    notes: tuple[Caption, ...] = ()
    """Printed below, each after ※."""


class Base(Captioned):
    """A figure whose author describes it, and says how high it is."""

    alt: Alt
    lines: Annotated[Measured, Field(ge=4, le=30)]
    """Height of the drawing in lines of text, without caption."""
