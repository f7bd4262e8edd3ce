"""Which pages of a document have changed, and the parts of its HTML that they are set from.

The HTML is cut where pages began when it was last set as a whole, so that what lies between two cuts can be set alone
(`part_press`). This is for looking only: what moves from one part to the next is seen when the whole is set again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from hidaka_dx.typeset.fitting import KnownFit
from hidaka_dx.typeset.job import Job, Pressed

TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
EMPTY: Final = frozenset(("br", "col", "hr", "img", "link", "meta", "wbr"))
"""Elements without an end tag."""
AROUND: Final = re.compile(r'<(?:section|div)\b(?!.*\bsheet\b)')
"""Start tags of what may be open where a text is cut: a sheet is set as a whole."""
SHEET: Final = re.compile(r"<section[^>]*\bsheet\b")
MAIN: Final = re.compile(r"<main\b[^>]*>")
HEADS: Final = re.compile(r'<p class="(?:running-title|draft-mark)">.*?</p>', re.DOTALL)
"""What pages print at their heads (document.html.j2)."""
PAGE_LINK: Final = re.compile(r'<a class="page" href="#([^"]+)"')
FILLER: Final = '<div style="height: 3000pt"></div>'
"""Fills a page, so that what follows begins the next one as it did: without a break before it, or with one."""
MOST: Final = 0.5
"""The largest share of a document for which setting parts is of use."""


@dataclass(frozen=True)
class ChangedPart:
    """A part of a document that has changed, to be set alone."""

    job: Job
    """Its HTML in the document's styles, behind pages that are filled."""
    begins: str
    """The id of what it begins with."""
    first: int
    """The page that it began on, counted from 0."""
    pages: int
    """How many pages it had."""
    number: int
    """The number to be printed on the first of the filled pages, so that the numbers behind it are right."""
    fit: KnownFit
    """What is known of the sheets around it."""


def changed_parts(before: Job, pressed: Pressed, after: Job) -> tuple[ChangedPart, ...]:
    """Return the parts of a document that differ from when it was last set; none where its styles or most of it do."""
    main = MAIN.search(after.html)
    if main is None or (before.styles, before.appearance) != (after.styles, after.appearance):
        return ()
    old, new = (_offsets(job.html, pressed.beginnings.ids) for job in (before, after))
    around = dict(_around(after.html, new, main.end()))
    cuts = [name for name in new if name in old and name in around]
    drawn = [name for name in after.files if before.files.get(name) != after.files[name]]
    texts = zip(_between(before.html, cuts, old), _between(after.html, cuts, new), strict=True)
    changed = {
        name: text
        for name, (was, text) in zip(cuts, texts, strict=True)
        if was != text or any(each in text for each in drawn)
    }
    if sum(map(len, changed.values())) > MOST * len(after.html):
        return ()
    head = after.html[: main.end()].partition("<header")[0] + main[0] + "".join(HEADS.findall(after.html))
    whole = _Whole(pressed, after, head, cuts, new)
    return tuple(whole.part(name, around[name], text) for name, text in changed.items())


@dataclass(frozen=True)
class _Whole:
    """The document that the parts belong to."""

    pressed: Pressed
    job: Job
    head: str
    """Its HTML up to the text, without cover and contents."""
    cuts: Sequence[str]
    offsets: Mapping[str, int]

    def part(self, name: str, around: str, text: str) -> ChangedPart:
        """Return the part that begins with an id."""
        ids = self.pressed.beginnings.ids
        first, following = ids.index(name), next(iter(self.cuts[self.cuts.index(name) + 1 :]), "")
        end = ids.index(following) if following else self.pressed.pages
        more = bool(following) and SHEET.match(self.job.html, self.offsets[following]) is not None
        fillers = 2 - first % 2 if self.job.facts.two_sided else 1  # a left-hand page remains one
        html = f"{self.head}{FILLER * fillers}{around}{PAGE_LINK.sub(self._numbered, text)}"
        files = {name: content for name, content in self.job.files.items() if name in text}
        job = replace(self.job, html=html, files=files, attachments=())
        printed = self.pressed.places.get(name, "")
        number = int(printed) if printed.isdecimal() else 1
        return ChangedPart(job, name, first, end - first, number - fillers, KnownFit(self.pressed.beginnings.beside, more))

    def _numbered(self, link: re.Match[str]) -> str:
        """Add to a reference the page that it prints, which may lie outside the part."""
        return f'{link[0]} data-page="{self.pressed.places.get(link[1], "－")}"'


def _offsets(html: str, ids: Sequence[str]) -> Mapping[str, int]:
    """Return where the outermost element starts that begins with each id, as far as they follow each other in the text."""
    found, last = dict[str, int](), 0
    for name in filter(None, ids):
        place = html.find(f' id="{name}"', last)
        if place >= 0:
            found[name], last = _outermost(html, html.rfind("<", 0, place)), place
    return found


def _outermost(html: str, start: int) -> int:
    """Return where the outermost element starts that begins with the one that starts here."""
    while True:
        end = start
        while html[end - 1].isspace():
            end -= 1
        before = html.rfind("<", 0, end)
        if html[end - 1] != ">" or not AROUND.match(html[before:end].replace("sheet", "")):
            return start
        start = before


def _around(html: str, offsets: Mapping[str, int], main: int) -> Iterator[tuple[str, str]]:
    """Yield the start tags that are open at each offset, behind that of `main`, where the text may be cut there."""
    opened, tags = list[str](), TAG.finditer(html, main)
    tag = next(tags, None)
    for name, offset in offsets.items():
        while tag and tag.start() < offset:
            if tag[1] and opened:
                opened.pop()
            elif not tag[1] and tag[2] not in EMPTY:
                opened.append(tag[0])
            tag = next(tags, None)
        if offset >= main and all(map(AROUND.match, opened)):
            yield name, "".join(opened)


def _between(html: str, cuts: Sequence[str], offsets: Mapping[str, int]) -> Iterator[str]:
    """Yield what lies between each cut and the next."""
    ends = [*(offsets[name] for name in cuts), html.rfind("</main>")]
    return (html[start:end] for start, end in pairwise(ends))
