"""Which text boxes are set by Japanese line composition, and which are left to WeasyPrint."""

import re
from typing import Any, Final

_FOREIGN: Final = re.compile(
    "[\t\n\r\f\u00ad\u0085\u2028\u2029\u0590-\u1dff\u202a-\u202e\u2066-\u2069\ua4d0-\ua95f\ua980-\uabff\ufb1d-\ufdff\ufe70-\ufefe"
    "\U0001f000-\U0001faff]"
)
"""What is left to WeasyPrint: forced breaks, soft hyphens, other scripts, emoji."""


def is_composable(box: Any) -> bool:
    """Tell whether a text box is laid out as Japanese lines."""
    style = box.style
    return (
        bool(box.text)
        and style["font_size"] > 0
        and style["white_space"] != "pre"
        and style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and style["word_break"] == "normal"
        and not _FOREIGN.search(box.text)
    )
