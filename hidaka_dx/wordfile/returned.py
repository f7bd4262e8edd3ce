"""Reads a Word file that went out for comment: its paragraphs with what people have changed, and their comments.

Nothing is written back.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.office_files import open_package
from hidaka_dx.problem import RefusalError
from hidaka_dx.wordfile.bookmarks import ids_in
from hidaka_dx.wordfile.passages import PassageReader, ReturnedPassage
from hidaka_dx.wordfile.sent import SentFile, sent_in
from hidaka_dx.wordfile.styles import NAMESPACE

_W: Final = f"{{{NAMESPACE}}}"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CUSTOM: Final = "customXml/item"
"""How the parts are called that other programs add to a file, and that keep what was sent."""


class UnreadableWord(Exception):
    """A file that is no Word file, or cannot be read; says why, in Japanese."""


@dataclass(frozen=True)
class WordComment:
    """A comment in the file."""

    author: str
    day: str
    """As the person's computer had it: 「2026-05-10」; empty where it is not told."""
    ids: tuple[str, ...]
    """Ids of the paragraph in which it stands, or of the nearest before it; none before the first."""
    words: str
    about: str = ""
    """The words that it is about."""


@dataclass(frozen=True)
class ReturnedWord:
    """A file that came back."""

    sent: SentFile | None
    """What it said when it was sent; none where a program has dropped that."""
    passages: tuple[ReturnedPassage, ...]
    comments: tuple[WordComment, ...]
    notes: tuple[str, ...] = ()
    """What else a person should know of the file."""


def read_returned(raw: bytes, own: str) -> ReturnedWord:
    """Read a file that came back; `own` is the author of the revisions that went out. Raises UnreadableWord."""
    try:
        package = open_package(raw, "docx")
        main = package.xml(package.main)
        kinds = {link.kind: link.target for link in package.links(package.main).values()}
        places = (kinds.get(kind, f"word/{kind}.xml") for kind in ("footnotes", "comments"))
        notes, said = (package.xml(each) if each in package.parts else Element("none") for each in places)
        kept = [each for each in package.parts if each.startswith(CUSTOM) and each.endswith(".xml")]
        sent = sent_in({path: package.xml(path) for path in kept})
    except RefusalError as error:
        raise UnreadableWord(str(error)) from None
    comments = {each.get(f"{_W}id", ""): each for each in said.iter(f"{_W}comment")}
    reading = _Comments(comments)
    for root in (main, notes):
        reading.read(root)
    passages = (*PassageReader(own).read(main), *PassageReader(own).read(notes, note=True))
    return ReturnedWord(sent, passages, tuple(each for each in reading.found if each.words), package.notes)


class _Comments:
    """Walks a document without recursion, and keeps where it is."""

    def __init__(self, comments: Mapping[str, Element]) -> None:
        self.comments = comments
        self.found: list[WordComment] = []
        self.ids: tuple[str, ...] = ()
        self.names: list[str] = []
        self.open: dict[str, list[str]] = {}
        """The words of the comments whose range is open."""

    def read(self, root: Element) -> None:
        """Read one part."""
        waiting = [root]
        while waiting:
            each = waiting.pop()
            self.meet(each)
            waiting += reversed(each)

    def meet(self, each: Element) -> None:
        """Look at one element."""
        match each.tag.removeprefix(_W):
            case "p":
                self.names = []
            case "bookmarkStart":
                self.names.append(each.get(f"{_W}name", ""))
                self.ids = ids_in(self.names) or self.ids
            case "t" | "delText":
                for about in self.open.values():
                    about.append(each.text or "")
            case "commentRangeStart":
                self.open[each.get(f"{_W}id", "")] = []
            case "commentReference":
                self.commented(each.get(f"{_W}id", ""))
            case _:
                pass

    def commented(self, number: str) -> None:
        """Take a comment where its mark stands."""
        about = "".join(self.open.pop(number, []))
        comment = self.comments.get(number)
        if comment is not None:
            author = comment.get(f"{_W}author", "")
            self.found.append(WordComment(author, _day(comment), self.ids, "\n".join(_lines(comment)), about))


def _day(each: Element) -> str:
    """Return the day on which something was written; some programs write none, or one that is no day."""
    found = _DAY.match(each.get(f"{_W}date", ""))
    return found[0] if found else ""


def _lines(comment: Element) -> Iterator[str]:
    for paragraph in comment.iter(f"{_W}p"):
        if text := "".join(each.text or "" for each in paragraph.iter(f"{_W}t")):
            yield text
