"""The frozen source of an edition, converted to the current layout of a town's folder."""

from collections.abc import Callable, Mapping
from typing import Final

Source = Mapping[str, bytes]
"""Content, templates and assets by their paths in a town's folder."""
READERS: Final[Mapping[int, Callable[[Source], Source]]] = {1: dict, 2: dict, 3: dict, 4: dict}
"""Functions that convert the source of a format to the current one.

None is needed as long as no file or key of the content is renamed.
"""


def read_source(files: Source, number: int) -> dict[str, bytes]:
    """Convert the source in a bag of that format to the current layout."""
    return dict(READERS[number](files))
