"""What an edition was made of, as it lies frozen in its bag, brought to the form in which this program reads a town's folder."""

from collections.abc import Callable, Mapping
from typing import Final

Source = Mapping[str, bytes]
"""Content, templates and assets by their paths in a town's folder."""
READERS: Final[Mapping[int, Callable[[Source], Source]]] = {1: dict, 2: dict}
"""What brings the source of each format to today's form. Until a file or key of the content is called otherwise, nothing has to be done."""


def read_source(files: Source, number: int) -> dict[str, bytes]:
    """Give the source of a bag of that format as a folder of today."""
    return dict(READERS[number](files))
