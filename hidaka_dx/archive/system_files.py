"""Files of the operating system in an archive: not part of a bag, and no sign of tampering."""

import re
from typing import Final

from hidaka_dx import files

_TOP: Final = re.compile(r"\.gitkeep|\.gitignore|\.gitattributes")
"""Placeholder files that keep an empty folder in a repository; accepted only at the top level."""


def is_system_file(name: str, *, top: bool = False) -> bool:
    """Tell whether a regular file of that name (`top`: at the top of the archive) is created by operating systems."""
    return files.is_system_file(name) or bool(top and _TOP.fullmatch(name))
