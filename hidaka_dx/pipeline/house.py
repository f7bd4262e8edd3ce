"""The templates and assets that come with hidaka-dx, beside those of a town."""

from pathlib import Path
from typing import Final

from hidaka_dx.files.reading import has_folder

PACKAGE: Final = Path(__file__).resolve().parent.parent
HOUSE: Final = PACKAGE / "house" if (PACKAGE / "house").is_dir() else PACKAGE.parent
"""Where this project's own `templates/` and `assets/` lie: inside an installed wheel, beside the code in a checkout."""


def folders(root: Path, name: str) -> tuple[Path, ...]:
    """Give the town's own folder of that name and this house's, as far as they are there; raises RefusalError for links out."""
    return tuple(folder / name for folder in (root, HOUSE) if has_folder(folder, name))
