"""Reads what people have written into a Word file that went out for comment: revisions and comments, each with its id.

A file is unpacked only up to a size and nothing in it is run or followed; XML that declares anything of its own is refused,
so that it holds no entities. Nothing is written back.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final, Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hidaka_dx.wordfile.bookmarks import ids_in
from hidaka_dx.wordfile.styles import NAMESPACE

LARGEST: Final = 50 * 2**20
"""Size of a returned file, and of each of its parts that is read, in bytes."""
PARTS: Final = 5000
_W: Final = f"{{{NAMESPACE}}}"
_CHANGES: Final = {f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"}
_ADDED: Final = {f"{_W}ins", f"{_W}moveTo"}
_PROPERTIES: Final = {f"{_W}rPr", f"{_W}trPr"}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
BREAK: Final = "（段落の区切り）"
ROW: Final = "（表の行）"

RemarkKind = Literal["added", "removed", "comment"]


class UnreadableWord(Exception):
    """A file that is no Word file, or cannot be read; says why, in Japanese."""


@dataclass(frozen=True)
class WordRemark:
    """Something that a person has written into the file."""

    kind: RemarkKind
    author: str
    day: str
    """As the person's computer had it: 「2026-05-10」; empty where it is not told."""
    id: str
    """Id of the paragraph or section in which it stands, that of what is deleted with `bookmarks.OLD`; empty before the first."""
    words: str
    """What was added or deleted, or the comment."""
    about: str = ""
    """The words that a comment is about."""


def remarks_in(raw: bytes, own: str) -> tuple[WordRemark, ...]:
    """Return what people have written, in the order of the text; `own` is the author of the revisions that went out.

    Raises UnreadableWord.
    """
    parts = _parts(raw)
    comments = {each.get(f"{_W}id", ""): each for each in _xml(parts, "word/comments.xml").iter(f"{_W}comment")}
    reading = _Reading(own, comments)
    for name in ("word/document.xml", "word/footnotes.xml"):
        reading.read(_xml(parts, name))
    return tuple(each for each in reading.found if each.words)


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
            return {name: _unpacked(container, name) for name in wanted if name in names}
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


class _Reading:
    """Walks a document without recursion, and keeps where it is."""

    def __init__(self, own: str, comments: Mapping[str, Element]) -> None:
        self.own, self.comments = own, comments
        self.found: list[WordRemark] = []
        self.id = ""
        self.names: list[str] = []
        self.open: dict[str, list[str]] = {}
        """The words of the comments whose range is open."""
        self.joins = False
        """Whether the next words continue the last revision."""

    def read(self, root: Element) -> None:
        """Read one part."""
        waiting: list[tuple[Element, Element | None, Element | None]] = [(root, None, None)]
        while waiting:
            each, parent, change = waiting.pop()
            self.meet(each, parent, change)
            inner = each if each.tag in _CHANGES else change
            waiting += [(child, each, inner) for child in reversed(each)]

    def meet(self, each: Element, parent: Element | None, change: Element | None) -> None:
        """Look at one element; `change` is the revision that it stands in."""
        match each.tag.removeprefix(_W):
            case "p":
                self.names, self.joins = [], False
            case "bookmarkStart":
                self.names.append(each.get(f"{_W}name", ""))
                self.id = (ids_in(self.names) or (self.id,))[-1]
            case "t" | "delText":
                self.words(each.text or "", change)
            case "ins" | "del" if parent is not None and parent.tag in _PROPERTIES:
                self.joins = False
                self.changed(each, ROW if parent.tag == f"{_W}trPr" else BREAK)
            case "commentRangeStart":
                self.open[each.get(f"{_W}id", "")] = []
            case "commentReference":
                self.commented(each.get(f"{_W}id", ""))
            case _:
                pass

    def words(self, text: str, change: Element | None) -> None:
        """Take words of the text."""
        for about in self.open.values():
            about.append(text)
        if change is None:
            self.joins = False
        else:
            self.changed(change, text)

    def changed(self, change: Element, text: str) -> None:
        """Take words of a revision, unless it went out with the file."""
        author = change.get(f"{_W}author", "")
        if author == self.own:
            self.joins = False
            return
        kind: RemarkKind = "added" if change.tag in _ADDED else "removed"
        new = WordRemark(kind, author, _day(change), self.id, text)
        last = self.found[-1] if self.found and self.joins else None
        if last and replace(last, words="") == replace(new, words=""):
            self.found[-1] = replace(last, words=last.words + text)
        else:
            self.found.append(new)
        self.joins = text not in (BREAK, ROW)

    def commented(self, number: str) -> None:
        """Take a comment where its mark stands."""
        about = "".join(self.open.pop(number, []))
        comment = self.comments.get(number)
        if comment is not None:
            author = comment.get(f"{_W}author", "")
            self.found.append(WordRemark("comment", author, _day(comment), self.id, "\n".join(_lines(comment)), about))


def _day(each: Element) -> str:
    """Return the day on which something was written; some programs write none, or one that is no day."""
    found = _DAY.match(each.get(f"{_W}date", ""))
    return found[0] if found else ""


def _lines(comment: Element) -> Iterator[str]:
    for paragraph in comment.iter(f"{_W}p"):
        if text := "".join(each.text or "" for each in paragraph.iter(f"{_W}t")):
            yield text
