"""The bundled templates and assets of hidaka-dx, and the overrides of a town."""

from pathlib import Path

from hidaka_dx.files.reading import has_folder
from hidaka_dx.installed import HOUSE


def folders(root: Path, name: str) -> tuple[Path, ...]:
    """Return the town's own folder of that name and the bundled one, if present; raises RefusalError for symlinks out."""
    return tuple(folder / name for folder in (root, HOUSE) if has_folder(folder, name))
