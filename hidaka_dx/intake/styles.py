"""Styles of a Word file: which are headings, by their name in English or Japanese, or by their outline level."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.intake.names import is_on, name, number, value
from hidaka_dx.japanese.letters import narrowed

HEADING: Final = re.compile(r"(?:heading|見出し?|みだし)([1-9])")
SPOKEN: Final = {"章": 1, "節": 2, "項": 3, "大": 1, "中": 2, "小": 3}
"""Levels that styles named by people have: 章見出し, 大見出し."""
SPOKEN_HEADING: Final = re.compile("([章節項大中小])(?:の?見出し|タイトル)")
CONTENTS: Final = re.compile("(?:toc|目次|index|索引)[0-9]|tableoffigures|図表目次")
DEEPEST_CHAIN: Final = 20
"""Styles that rest on each other; a damaged file may go round in a circle."""
NO_OUTLINE: Final = 9
"""The outline level of text."""


@dataclass(frozen=True)
class DocxStyle:
    """What a paragraph gets from its style."""

    name: str = ""
    level: int = 0
    """Level of a heading, nought for text."""
    contents: bool = False
    """Whether it is one of contents pages."""
    list: str = ""
    """Id of its automatic numbers."""
    list_level: int = 0
    align: str = ""
    size: float = 0.0
    """In points."""
    bold: bool = False
    hidden: bool = False
    index: str = ""
    """Whether its letters are raised or lowered: `superscript`, `subscript`."""


NO_STYLE: Final = DocxStyle()


def read_styles(root: Element | None) -> Mapping[str, DocxStyle]:
    """Read all styles, by id; what one leaves open is taken from the one that it rests on."""
    found = {} if root is None else {each.get(name("w:styleId"), ""): each for each in root.iter(name("w:style"))}
    return {key: _style(list(_chain(key, found))) for key in found}


def _chain(key: str, found: Mapping[str, Element]) -> Iterator[Element]:
    for _ in range(DEEPEST_CHAIN):
        if key not in found:
            return
        yield found[key]
        key = value(found[key], "w:basedOn")


def _style(chain: list[Element]) -> DocxStyle:
    called = _called(chain[0])
    return DocxStyle(
        name=called,
        level=_level(chain),
        contents=bool(CONTENTS.match(called)),
        list=_first(chain, "w:pPr", "w:numPr", "w:numId"),
        list_level=number(_first(chain, "w:pPr", "w:numPr", "w:ilvl")),
        align=_first(chain, "w:pPr", "w:jc"),
        size=number(_first(chain, "w:rPr", "w:sz")) / 2,
        bold=any(is_on(each.find(name("w:rPr")), "w:b") for each in chain),
        index=_first(chain, "w:rPr", "w:vertAlign"),
        hidden=is_on(chain[0].find(name("w:rPr")), "w:vanish"),
    )


def _called(style: Element) -> str:
    """Give the name of a style without blanks, in small half-width letters."""
    return narrowed(value(style, "w:name")).lower()


def _level(chain: list[Element]) -> int:
    """Return the level by the name of a style or of one that it rests on, or by its outline level."""
    if CONTENTS.match(_called(chain[0])):
        return 0
    for each in chain:
        called = _called(each)
        outline = number(value(each.find(name("w:pPr")), "w:outlineLvl", str(NO_OUTLINE)), NO_OUTLINE)
        if found := HEADING.match(called):
            return int(found[1])
        if outline < NO_OUTLINE:
            return outline + 1
        if spoken := SPOKEN_HEADING.match(called):
            return SPOKEN[spoken[1]]
    return 0


def _first(chain: list[Element], *path: str) -> str:
    """Return the first value that a chain of styles gives at a path of elements."""
    *folders, last = map(name, path)
    for each in chain:
        place: Element | None = each
        for folder in folders:
            place = None if place is None else place.find(folder)
        found = None if place is None else place.find(last)
        if found is not None:
            return found.get(name("w:val"), "")
    return ""
