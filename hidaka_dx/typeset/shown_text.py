"""Texts shown otherwise than they are typed, where style sheets say so: `--single-digits: wide`, `--signs: wide`.

Frozen style sheets of archives say nothing, so their texts are shown as typed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from hidaka_dx.japanese.display import with_wide_digits, with_wide_signs
from hidaka_dx.japanese.letters import ATOM
from hidaka_dx.typeset.borrowed import boxes

MAPS: Final[Mapping[str, Callable[[str], str]]] = {
    "__signs": with_wide_signs,
    "__single_digits": with_wide_digits,
}
"""What custom properties ask for, in this order."""
_CONCERNED: Final = re.compile("[0-9(~]")


def typed_of(box: Any) -> str:
    """Return the typed text of a text box that is shown otherwise; empty where it is shown as it is typed."""
    typed: str = box.__dict__.get("typed", "")
    return typed if len(typed) == len(box.text) else ""


def show(leaves: Sequence[Any]) -> None:
    """Give the text boxes of a line the characters that are shown; what stands beside them may be in other boxes."""
    texts = [leaf.text if isinstance(leaf, boxes.TextBox) else ATOM for leaf in leaves]
    if not any(map(_CONCERNED.search, texts)):
        return
    for name, map_ in MAPS.items():
        if not any(_is_wide(leaf, name) for leaf in leaves):
            continue
        whole, start = map_("".join(texts)), 0
        for place, leaf in enumerate(leaves):
            end = start + len(texts[place])
            if isinstance(leaf, boxes.TextBox) and _is_wide(leaf, name):
                texts[place] = whole[start:end]
            start = end
    for leaf, text in zip(leaves, texts, strict=True):
        if isinstance(leaf, boxes.TextBox) and leaf.text != text:
            leaf.typed, leaf.text = leaf.text, text


def _is_wide(leaf: Any, name: str) -> bool:
    tokens = leaf.style[name] or ()
    return any(getattr(token, "value", "") == "wide" for token in tokens)
