"""What lies in an archive without being part of a bag, and is no sign that somebody touched it."""

import re
from typing import Final

from hidaka_dx import files

_TOP: Final = re.compile(r"\.gitkeep|\.gitignore|\.gitattributes")
"""What keeps an empty folder in a repository; only beside the editions."""


def is_litter(name: str, *, top: bool = False) -> bool:
    """Tell whether a plain file of that name, `top` or not in the archive, is one that a system leaves."""
    return files.is_litter(name) or bool(top and _TOP.fullmatch(name))
