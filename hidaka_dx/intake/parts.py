"""The parts of a plan in a Word file: cover, contents page, preface, chapters, appendix, 用語解説."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hidaka_dx.intake.blocks import DocxBlock, DocxParagraph, DocxTable, paragraphs
from hidaka_dx.intake.cover import OFFICE, PLAN, TOWN
from hidaka_dx.intake.outline import KNOWN, Found, FoundHeading, find_headings, lifted
from hidaka_dx.japanese.letters import narrowed

CONTENTS: Final = re.compile("(?:図表?|表)?目次|もくじ|contents", re.IGNORECASE)
ENTRY: Final = re.compile(r"[\s　…‥・.．･]+[0-9０-９]{1,3}[\s　]*$")
"""The page number at the end of an entry of a contents page."""
LONGEST_NAME: Final = 20
"""Letters of a line that names a text."""
LONG: Final = 60
"""Letters from which on a line is text, and stands on no cover."""
NOWHERE: Final = "（見出しのない部分）"


@dataclass(frozen=True)
class PartDraft:
    """A file of `chapters/` to be."""

    role: Literal["preface", "chapter", "unnumbered"]
    heading: FoundHeading
    blocks: tuple[Found, ...]
    """What follows the heading, other headings among them."""


@dataclass(frozen=True)
class PlanDraft:
    """A plan, taken apart."""

    cover: tuple[DocxBlock, ...]
    contents: tuple[DocxParagraph, ...]
    parts: tuple[PartDraft, ...]

    @property
    def headings(self) -> tuple[FoundHeading, ...]:
        """Return all headings, in order."""
        return tuple(
            each for part in self.parts for each in (part.heading, *part.blocks) if isinstance(each, FoundHeading)
        )


def take_apart(blocks: Sequence[DocxBlock]) -> PlanDraft:
    """Find the parts of a plan."""
    contents, rest = _without_contents(list(lifted(blocks)))
    found = find_headings(rest)
    first = next((index for index, each in enumerate(found) if isinstance(each, FoundHeading)), len(found))
    border = contents[0].at if contents else 0
    cover_end = _end_of_cover(found[:first], border)
    cover_end = cover_end if cover_end < len(found) else 0
    has_text = cover_end < first or (first == len(found) and cover_end < len(found))
    name = _name_of_text(found[:cover_end]) if has_text else None
    cover_end = cover_end if name is None else found.index(name)
    cover = tuple(each for each in found[:cover_end] if not isinstance(each, FoundHeading))
    body = found[cover_end:]
    if isinstance(name, DocxParagraph):
        body = [FoundHeading(name.at, 1, "　".join(name.text.split()), "", "", None, name), *body[1:]]
    elif has_text:
        body = [_nameless(body), *body]
    return PlanDraft(cover, contents, tuple(_parts(body, border)))


def _name_of_text(front: Sequence[Found]) -> DocxParagraph | None:
    """Return the line right above a text before the first heading, if it can be the text's name: 「市民の皆様へ」.

    The name of the plan, a town or an office, and a day are none.
    """
    filled = [each for each in front if not isinstance(each, DocxParagraph) or each.text.strip()]
    last = filled[-1] if filled else None
    if not isinstance(last, DocxParagraph) or last.pictures or last.text[:1] in {"　", "\t"}:
        return None
    words = narrowed(last.text)
    is_other = PLAN.search(words) or TOWN.fullmatch(words) or OFFICE.fullmatch(words) or re.search("[0-9]", words)
    return None if is_other or len(words) > LONGEST_NAME or len(filled) < 2 else last


def _nameless(body: Sequence[Found]) -> FoundHeading:
    at = body[0].at if isinstance(body[0], DocxParagraph) else 0
    return FoundHeading(0, 1, NOWHERE, "", "", None, DocxParagraph(at, ()))


def _end_of_cover(front: Sequence[Found], border: int) -> int:
    """Return how many of the first blocks stand on the cover: those before the contents page and before any text."""
    for index, block in enumerate(front):
        if isinstance(block, DocxTable) and len(block.rows) > 1:
            return index
        if isinstance(block, DocxParagraph):
            if border and block.at > border:
                return index
            if len(block.text) > LONG or block.text.strip().endswith("。"):
                return index
    return len(front)


def _without_contents(blocks: Sequence[DocxBlock]) -> tuple[tuple[DocxParagraph, ...], list[DocxBlock]]:
    """Part the contents page from the rest."""
    contents, rest = [], []
    last = {entry_words(block): index for index, block in enumerate(blocks) if isinstance(block, DocxParagraph)}
    open_ = False
    for index, block in enumerate(blocks):
        if isinstance(block, DocxParagraph) and _is_of_contents(
            block, open_=open_, again=last[entry_words(block)] > index
        ):
            contents.append(block)
            open_ = True
        else:
            open_ = open_ and isinstance(block, DocxParagraph) and not block.text.strip()
            rest.append(block)
    return tuple(contents), rest


def _is_of_contents(paragraph: DocxParagraph, *, open_: bool, again: bool) -> bool:
    """Tell whether a paragraph is the title of a contents page or, where such a page is open, one of its entries.

    An entry ends with a page number, or its words come again.
    """
    if paragraph.contents or CONTENTS.fullmatch(narrowed(paragraph.text)):
        return True
    is_entry = bool(ENTRY.search(paragraph.text)) or again
    return open_ and is_entry and bool(paragraph.text.strip()) and not paragraph.level


def entry_words(paragraph: DocxParagraph) -> str:
    """Return the words of an entry of a contents page, without its page number."""
    return narrowed(ENTRY.sub("", paragraph.label + paragraph.text))


def _parts(body: Sequence[Found], border: int) -> list[PartDraft]:
    """Cut the body at its headings of the first level."""
    starts = [index for index, each in enumerate(body) if isinstance(each, FoundHeading) and each.level == 1]
    ends = [*starts[1:], len(body)][: len(starts)]
    groups = [(body[start], body[start + 1 : end]) for start, end in zip(starts, ends, strict=True)]
    heads = [head for head, _ in groups if isinstance(head, FoundHeading)]
    first = next((index for index, head in enumerate(heads) if _is_numbered(head)), None)
    parts: list[PartDraft] = []
    for index, (head, (_, blocks)) in enumerate(zip(heads, groups, strict=True)):
        inner = [each for each in blocks if isinstance(each, FoundHeading)]
        is_bare = not _is_numbered(head) and (
            bool(KNOWN.fullmatch(narrowed(head.words))) or head.words == NOWHERE or not any(map(_is_numbered, inner))
        )
        is_before = head.at < border if border else first is not None and index < first
        role: Literal["preface", "chapter", "unnumbered"] = "chapter"
        if is_bare:
            is_first = all(part.role == "preface" for part in parts)
            role = "preface" if is_before and is_first and first is not None else "unnumbered"
        parts.append(PartDraft(role, head, tuple(blocks)))
    while parts and all(part.role == "preface" for part in parts):  # a plan has at least one chapter
        parts[-1] = PartDraft("unnumbered", parts[-1].heading, parts[-1].blocks)
    return parts


def _is_numbered(heading: FoundHeading) -> bool:
    return bool(heading.typed or heading.label)


def place_of(blocks: Sequence[Found]) -> int:
    """Return the first paragraph in blocks; nought where there is none."""
    plain = [each for each in blocks if not isinstance(each, FoundHeading)]
    return next((each.at for each in paragraphs(plain)), 0)
