"""What operating systems leave in folders by themselves: nobody wrote it, nobody misses it."""

import re
from typing import Final

_LITTER: Final = re.compile(
    r"\.DS_Store|\._.+|\.localized|Icon\r|Thumbs\.db(:encryptable)?|ehthumbs\.db|desktop\.ini|.+:Zone\.Identifier|\.directory"
    r"|~\$.+|\.~lock\..+#",
    re.IGNORECASE,
)
"""macOS, Windows (and what becomes of its streams elsewhere), KDE; and the locks of office programs that show a file."""


def is_litter(name: str) -> bool:
    """Tell whether a plain file of that name is one that a system leaves."""
    return _LITTER.fullmatch(name) is not None
