"""What all records that people write have in common: frozen, strict about keys, plain about values."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
"""Name by which other files point at something; ASCII, stable across editions."""
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Year = Annotated[int, Field(ge=1950, le=2150)]
"""Fiscal year (年度) by the Seireki year in which it begins."""


class Frozen(BaseModel):
    """A part of a file; a key that the model does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
