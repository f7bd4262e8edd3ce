"""Reads a Word file that went out for comment: its paragraphs with what people have changed, and their comments.

A file is unpacked only up to a size and nothing in it is run or followed; XML that declares anything of its own is refused,
so that it holds no entities. Nothing is written back.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hidaka_dx.wordfile.bookmarks import ids_in
from hidaka_dx.wordfile.passages import PassageReader, ReturnedPassage
from hidaka_dx.wordfile.sent import SentFile, sent_in
from hidaka_dx.wordfile.styles import NAMESPACE

LARGEST: Final = 50 * 2**20
"""Size of a returned file, and of each of its parts that is read, in bytes."""
PARTS: Final = 5000
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


def read_returned(raw: bytes, own: str) -> ReturnedWord:
    """Read a file that came back; `own` is the author of the revisions that went out. Raises UnreadableWord."""
    parts = _parts(raw)
    main, notes = (_xml(parts, f"word/{name}.xml") for name in ("document", "footnotes"))
    comments = {each.get(f"{_W}id", ""): each for each in _xml(parts, "word/comments.xml").iter(f"{_W}comment")}
    reading = _Comments(comments)
    for root in (main, notes):
        reading.read(root)
    passages = (*PassageReader(own).read(main), *PassageReader(own).read(notes, note=True))
    sent = sent_in({name: _xml(parts, name) for name in parts if name.startswith(CUSTOM)})
    return ReturnedWord(sent, passages, tuple(each for each in reading.found if each.words))


def _parts(raw: bytes) -> Mapping[str, bytes]:
    """Unpack what is read of a file; raises UnreadableWord."""
    if len(raw) > LARGEST:
        raise UnreadableWord(f"大きすぎます（{LARGEST // 2**20}MBまで）。")
    try:
        with zipfile.ZipFile(BytesIO(raw)) as container:
            names = frozenset(container.namelist())
            if len(names) > PARTS:
                raise UnreadableWord("部品が多すぎます。")
            if "word/document.xml" not in names:
                raise UnreadableWord("Wordのファイル（.docx）ではありません。")
            wanted = ("word/document.xml", "word/footnotes.xml", "word/comments.xml")
            kept = [name for name in names if name in wanted or (name.startswith(CUSTOM) and name.endswith(".xml"))]
            return {name: _unpacked(container, name) for name in sorted(kept)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError):
        message = (
            "読めません。壊れているか、パスワードが付いています。Wordで開き、.docx で保存し直してもらってください。"
        )
        raise UnreadableWord(message) from None


def _unpacked(container: zipfile.ZipFile, name: str) -> bytes:
    with container.open(name) as part:
        content = part.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableWord("広げると大きすぎます。")
    return content


def _xml(parts: Mapping[str, bytes], name: str) -> Element:
    """Parse a part; one that is missing is empty."""
    content = parts.get(name, b"<none/>")
    if b"<!" in content.replace(b"<!--", b"").replace(b"<![CDATA[", b"") or not _is_plain(content):
        raise UnreadableWord("文書の中に、Wordの書かない宣言があります。")
    try:
        return ElementTree.fromstring(content)  # noqa: S314  safe: XML with declarations, hence entities, was rejected
    except ElementTree.ParseError:
        raise UnreadableWord("中の文書が壊れています。Wordで開き、保存し直してもらってください。") from None


def _is_plain(content: bytes) -> bool:
    """Tell whether XML is written in UTF-8, in which a declaration cannot hide."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in content


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
