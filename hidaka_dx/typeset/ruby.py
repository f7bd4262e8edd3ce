"""Readings longer than their base reach over the kana beside it (ルビ掛け, JLREQ 3.3.8): by up to one character of ruby.

They never reach over kanji, punctuation or the edges of a line: only a joint of two characters is made narrower. Rubies
of templates that are frozen in archives, without the class `reaching`, stay as they were set.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from hidaka_dx.japanese.widths import HALF, ems
from hidaka_dx.typeset.markup import classes

REACH: Final = 0.5
"""One character of ruby, in ems of the text."""
REACHING: Final = "reaching"
KANA: Final = re.compile("[ぁ-ゖァ-ヺー]")


def overhangs(text: str, atoms: Iterable[tuple[Any, int]]) -> Iterator[tuple[int, float]]:
    """Yield by how many ems the joint before a character is to be narrower, for the rubies among boxes in a text.

    Two readings that reach over the same character leave a character of ruby between them.
    """
    reaches = {at: reach for box, at in atoms if box.element_tag == "ruby" and (reach := _reach(box))}
    for at, reach in reaches.items():
        for joint, over, beyond in ((at, at - 1, at - 2), (at + 1, at + 1, at + 2)):
            if over >= 0 and KANA.fullmatch(text[over : over + 1]):
                yield joint, min(reach, REACH / 2) if beyond in reaches else reach


def _reach(box: Any) -> float:
    """Return by how much the reading of a ruby may reach over each side."""
    if REACHING not in classes(box.element):
        return 0.0
    readings = ["".join(each.itertext()) for each in box.element.iter("rt")]
    if len(readings) != 1:
        return 0.0
    reading = ems(readings[0], HALF)
    base = ems("".join(box.element.itertext()), HALF) - reading
    return min(max((reading * REACH - base) / 2, 0.0), REACH)
