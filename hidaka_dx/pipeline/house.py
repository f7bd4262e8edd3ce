"""The templates and assets that come with hidaka-dx, beside those of a town."""

from pathlib import Path

from hidaka_dx.files.reading import has_folder
from hidaka_dx.installed import HOUSE

__all__ = ["HOUSE", "folders"]


def folders(root: Path, name: str) -> tuple[Path, ...]:
    """Give the town's own folder of that name and this house's, as far as they are there; raises RefusalError for links out."""
    return tuple(folder / name for folder in (root, HOUSE) if has_folder(folder, name))
