"""Files that operating systems create in folders: not written by a user, and safe to ignore."""

import re
from typing import Final

_LITTER: Final = re.compile(
    r"\.DS_Store|\._.+|\.localized|Icon\r|Thumbs\.db(:encryptable)?|ehthumbs\.db|desktop\.ini|.+:Zone\.Identifier|\.directory"
    r"|~\$.+|\.~lock\..+#",
    re.IGNORECASE,
)
"""Files of macOS, Windows (also its alternate data streams on other systems), KDE; and lock files of office programs."""


def is_system_file(name: str) -> bool:
    """Tell whether a regular file of that name is created by operating systems."""
    return _LITTER.fullmatch(name) is not None
