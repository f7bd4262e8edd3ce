"""What style sheets ask of the typesetter by custom properties of the whole document, as those of archives do not."""

from typing import Any

from hidaka_dx.typeset.emptiness import page_boxes


def is_asked(document: Any, name: str, word: str) -> bool:
    """Tell whether the style sheets of a laid-out document say `--name: word`; `name` is as WeasyPrint keeps it: `__name`."""
    said = page_boxes(document)[0].style[name] or ()
    return any(getattr(each, "value", "") == word for each in said)
