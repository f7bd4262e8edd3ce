"""What operating systems leave in folders by themselves: no part of a bag, and no sign that somebody touched it."""

import re
from typing import Final

_LITTER: Final = re.compile(
    r"\.DS_Store|\._.+|Thumbs\.db(:encryptable)?|ehthumbs\.db|desktop\.ini|\.directory", re.IGNORECASE
)
"""macOS, Windows, KDE."""
_TOP: Final = re.compile(r"\.gitkeep|\.gitignore|\.gitattributes")
"""What keeps an empty folder in a repository; only beside the editions."""


def is_litter(name: str, *, top: bool = False) -> bool:
    """Tell whether a plain file of that name, `top` or not in the archive, is one that a system leaves."""
    return bool(_LITTER.fullmatch(name) or (top and _TOP.fullmatch(name)))
