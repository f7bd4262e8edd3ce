"""The frozen source of an edition, converted to the current layout of a town's folder."""

from collections.abc import Callable, Mapping
from typing import Final

Source = Mapping[str, bytes]
"""Content, templates and assets by their paths in a town's folder."""
READERS: Final[Mapping[int, Callable[[Source], Source]]] = {1: dict, 2: dict}
"""What brings the source of each format to today's form. Until a file or key of the content is called otherwise, nothing has to be done."""


def read_source(files: Source, number: int) -> dict[str, bytes]:
    """Convert the source in a bag of that format to the current layout."""
    return dict(READERS[number](files))
