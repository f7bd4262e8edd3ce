"""Which pages of a document have changed, and the parts of its HTML that they are set from.

The HTML is cut where pages began when it was last set as a whole, so that what lies between two cuts can be set alone
(`part_press`). This is for looking only: what moves from one part to the next is seen when the whole is set again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from hidaka_dx.typeset.fitting import KnownFit
from hidaka_dx.typeset.job import Job, Move, Pressed, SetOtherwise

TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>")
EMPTY: Final = frozenset(("br", "col", "hr", "img", "link", "meta", "wbr"))
"""Elements without an end tag."""
AROUND: Final = re.compile(r"<(?:section|div)\b(?!.*\bsheet\b)")
"""Start tags of what may be open where a text is cut: a sheet is set as a whole."""
SHEET: Final = re.compile(r"<section[^>]*\bsheet\b")
MAIN: Final = re.compile(r"<main\b[^>]*>")
HEADS: Final = re.compile(r'<p class="(?:running-title|draft-mark)">.*?</p>', re.DOTALL)
"""What pages print at their heads (document.html.j2)."""
ID: Final = re.compile(' id="[^"]*"')
PAGE_LINK: Final = re.compile(r'<a class="page" href="#([^"]+)"')
FILLING: Final = "filling"
FILLER: Final = f'<div id="{FILLING}" style="height: 3000pt"></div>'
"""Fills a page, so that what follows begins the next one as it did: without a break before it, or with one."""
MOST: Final = 0.5
"""The largest share of a document for which setting parts is of use."""


@dataclass(frozen=True)
class ChangedPart:
    """A part of a document that has changed, to be set alone."""

    job: Job
    """Its HTML in the document's styles, behind pages that are filled."""
    first: int
    """The page that it began on, counted from 0."""
    pages: int
    """How many pages it had."""
    number: int
    """The number to be printed on the first of the filled pages, so that the numbers behind it are right."""
    fit: KnownFit
    """What is known of the sheets around it."""
    moves: tuple[Move, ...]
    """Figures that have changed places in it."""
    marks: tuple[SetOtherwise, ...] = ()
    """What stands in it closer, looser or below what is before it."""


def changed_parts(before: Job, pressed: Pressed, after: Job) -> tuple[ChangedPart, ...]:
    """Return the parts of a document that differ from when it was last set; none where its styles or most of it do."""
    if (before.styles, before.appearance) != (after.styles, after.appearance) or not MAIN.search(after.html):
        return ()
    division = _Division(before, pressed, after)
    changed = [name for name in division.cuts if division.has_changed(name)]
    if sum(len(division.text(name)) for name in changed) > MOST * len(after.html):
        return ()
    return tuple(map(division.part, changed))


@dataclass(frozen=True)
class _Division:
    """A document cut where its pages began, as it was and as it is."""

    before: Job
    pressed: Pressed
    after: Job

    @cached_property
    def cuts(self) -> tuple[str, ...]:
        """The ids before which both are cut: not within a table or list, nor where a figure has been moved across."""
        crossed = [_range(self.after.html, move) for move in self.pressed.beginnings.moves]
        return tuple(
            name
            for name, offset in self._new.items()
            if name in self._old and name in self._around and not any(offset in each for each in crossed)
        )

    def has_changed(self, name: str) -> bool:
        """Tell whether the part that begins with an id is not as it was, or shows a drawing that is not."""
        text = self.text(name)
        return text != self._between(self.before.html, self._old, name) or any(each in text for each in self._drawn)

    def text(self, name: str) -> str:
        """Return the HTML of the part that begins with an id."""
        return self._between(self.after.html, self._new, name)

    def part(self, name: str) -> ChangedPart:
        """Return the part that begins with an id."""
        begun, following, text = self.pressed.beginnings, self._following.get(name), self.text(name)
        first = begun.ids.index(name)
        end = begun.ids.index(following) if following else self.pressed.pages
        more = following is not None and SHEET.match(self.after.html, self._new[following]) is not None
        fillers = 2 - first % 2 if self.after.facts.two_sided else 1  # a left-hand page remains one
        printed = self.pressed.places.get(name, "")
        return ChangedPart(
            job=self._job(FILLER * fillers + ID.sub("", self._around[name]), text),
            first=first,
            pages=end - first,
            number=(int(printed) if printed.isdecimal() else 1) - fillers,
            fit=KnownFit(begun.beside, more),
            moves=tuple(each for each in begun.moves if all(f' id="{name}"' in text for name in each[:2])),
            marks=tuple(each for each in begun.marks if f' id="{each.id}"' in text),
        )

    def _job(self, above: str, text: str) -> Job:
        head = self.after.html.partition("<header")[0]
        main = "".join(ID.sub("", each[0]) for pattern in (MAIN, HEADS) for each in pattern.finditer(self.after.html))
        files = {name: content for name, content in self.after.files.items() if name in text}
        html = f"{head}{main}{above}{PAGE_LINK.sub(self._numbered, text)}"
        return replace(self.after, html=html, files=files, attachments=())

    def _numbered(self, link: re.Match[str]) -> str:
        """Add to a reference the page that it prints, which may lie outside the part."""
        return f'{link[0]} data-page="{self.pressed.places.get(link[1], "－")}"'

    @cached_property
    def _following(self) -> Mapping[str, str]:
        """The cut behind each cut but the last."""
        return dict(pairwise(self.cuts))

    def _between(self, html: str, offsets: Mapping[str, int], name: str) -> str:
        """Return what lies between a cut and the next."""
        following = self._following.get(name)
        return html[offsets[name] : offsets[following] if following else html.rfind("</main>")]

    @cached_property
    def _drawn(self) -> tuple[str, ...]:
        """The drawings that have changed."""
        return tuple(name for name, drawing in self.after.files.items() if self.before.files.get(name) != drawing)

    @cached_property
    def _old(self) -> Mapping[str, int]:
        return _offsets(self.before.html, self.pressed.beginnings.ids)

    @cached_property
    def _new(self) -> Mapping[str, int]:
        return _offsets(self.after.html, self.pressed.beginnings.ids)

    @cached_property
    def _around(self) -> Mapping[str, str]:
        return dict(_around(self.after.html, self._new))


def _offsets(html: str, ids: Sequence[str]) -> Mapping[str, int]:
    """Return where the outermost element starts that begins with each id, as far as they follow each other in the text."""
    found, last = dict[str, int](), 0
    for name in filter(None, ids):
        place = html.find(f' id="{name}"', last)
        if place >= 0:
            start = _outermost(html, html.rfind("<", 0, place))
            found[name], last = main.end() if (main := MAIN.match(html, start)) else start, place
    return found


def _range(html: str, move: Move) -> range:
    """Return the offsets that a figure has crossed."""
    return range(*sorted(html.find(f' id="{name}"') for name in (move.figure, move.beside)))


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


def _around(html: str, offsets: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the start tags that are open at each offset, behind that of `main`, where the text may be cut there."""
    main = next(MAIN.finditer(html)).end()
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
