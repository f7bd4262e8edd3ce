"""The text of a Word file, paragraph by paragraph, with what is recorded as added or removed and the hidden ids.

Revisions that went out with the file are taken as accepted; those of people stay in sight. Results of fields (numbers of
pages) and readings above characters are no text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from xml.etree.ElementTree import Element

from hidaka_dx.wordfile.bookmarks import OLD, ids_in
from hidaka_dx.wordfile.styles import NAMESPACE

W: Final = f"{{{NAMESPACE}}}"
ADDING: Final = frozenset({f"{W}ins", f"{W}moveTo"})
REMOVING: Final = frozenset({f"{W}del", f"{W}moveFrom"})
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAK: Final = "\u2028"
"""A break of a line inside a paragraph."""
COUNTED: Final = ("PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES")
"""Fields whose results are numbers of pages."""
_DAY: Final = 10
"""Letters of a day in a moment: 「2026-05-10」."""

RevisionState = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class RevisedWords:
    """Words of one state; of a revision also who made it, and on which day."""

    text: str
    state: RevisionState = "same"
    author: str = ""
    day: str = ""


@dataclass(frozen=True)
class ReturnedPassage:
    """A paragraph as it stands in the file."""

    ids: tuple[str, ...]
    """Ids of what begins with it."""
    pieces: tuple[RevisedWords, ...]
    end: RevisedWords
    """Its end, which may be added or removed, too."""
    note: bool = False
    """Whether it is a footnote."""

    @property
    def before(self) -> str:
        """Its words without what people have recorded."""
        return "".join(each.text for each in self.pieces if each.state != "added")


@dataclass(frozen=True)
class _Around:
    """What an element stands in."""

    state: RevisionState | Literal["gone"] = "same"
    author: str = ""
    day: str = ""

    def inside(self, change: Element, own: str) -> "_Around":
        """Return what stands in a revision; words that somebody added and removed are gone."""
        author, day = change.get(f"{W}author", ""), change.get(f"{W}date", "")[:_DAY]
        removing = change.tag in REMOVING
        if self.state == "gone" or (author == own and not removing):
            return self
        if author == own or (removing and self.state == "added"):
            return _Around("gone")
        if self.state == "removed":
            return self
        return _Around("removed" if removing else "added", author, day)


@dataclass
class _Paragraph:
    """A paragraph that is being read, or what stands between two and belongs to the next one."""

    names: list[str] = field(default_factory=list)
    pieces: list[RevisedWords] = field(default_factory=list)


class PassageReader:
    """Walks a part without recursion; the paragraphs whose end is gone go on in the next one."""

    def __init__(self, own: str) -> None:
        """`own` is the author of the revisions that went out."""
        self.own = own
        self.fields: list[str] = []
        """The field codes that are open; one whose result has begun ends with a colon."""

    def read(self, root: Element, *, note: bool = False) -> Iterator[ReturnedPassage]:
        """Return the paragraphs of a part, in order."""
        open_, between = list[tuple[_Paragraph, RevisedWords | None]](), _Paragraph()
        waiting: list[tuple[Element | None, _Around]] = [(root, _Around())]
        while waiting:
            each, around = waiting.pop()
            if each is None:
                now, end = open_.pop()
                if end is None:
                    between = now
                else:
                    yield self._made(now, end, note=note)
                continue
            if each.tag == f"{W}p":
                open_.append((between, self._end(each, around)))
                between = _Paragraph()
                waiting.append((None, around))
            inner = self._around(each, around)
            self._meet(each, inner, open_[-1][0] if open_ else between)
            if each.tag not in SKIPPED:
                waiting += [(child, inner) for child in reversed(each)]

    @staticmethod
    def _made(now: _Paragraph, end: RevisedWords, *, note: bool) -> ReturnedPassage:
        ids = tuple(each for each in ids_in(now.names) if not each.startswith(OLD))
        return ReturnedPassage(ids, tuple(_joined(now.pieces)), end, note)

    def _around(self, each: Element, around: _Around) -> _Around:
        """Return the state of what is inside an element."""
        if each.tag in ADDING | REMOVING:
            return around.inside(each, self.own)
        if each.tag == f"{W}tr":
            for change in each.findall(f"{W}trPr/*"):
                around = around.inside(change, self.own) if change.tag in ADDING | REMOVING else around
        return around

    def _end(self, paragraph: Element, around: _Around) -> RevisedWords | None:
        """Return the end of a paragraph; none where it is gone, so that the next one goes on with it."""
        for change in paragraph.findall(f"{W}pPr/{W}rPr/*"):
            around = around.inside(change, self.own) if change.tag in ADDING | REMOVING else around
        return None if around.state == "gone" else RevisedWords("\n", around.state, around.author, around.day)

    def _meet(self, each: Element, around: _Around, now: _Paragraph) -> None:
        match each.tag.removeprefix(W):
            case "t" | "delText":
                self._words(each.text or "", around, now)
            case "tab":
                self._words("\t", around, now)
            case "br" | "cr" if each.get(f"{W}type", "textWrapping") == "textWrapping":
                self._words(BREAK, around, now)
            case "noBreakHyphen":
                self._words("-", around, now)
            case "bookmarkStart":
                now.names.append(each.get(f"{W}name", ""))
            case "instrText" | "delInstrText" if self.fields:
                self.fields[-1] += each.text or ""
            case "fldChar":
                self._field(each.get(f"{W}fldCharType", ""))
            case _:
                pass

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append("")
        elif kind == "separate" and self.fields:
            self.fields[-1] += ":"
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _words(self, text: str, around: _Around, now: _Paragraph) -> None:
        counted = any(each.endswith(":") and each.split()[0].upper() in COUNTED for each in self.fields if each.split())
        if around.state != "gone" and not counted:
            now.pieces.append(RevisedWords(text, around.state, around.author, around.day))


SKIPPED: Final = frozenset(f"{W}{name}" for name in ("rt", "pPr", "rPr", "tblPr", "tcPr", "sectPr", "fldSimple")) | {
    FALLBACK
}


def _joined(pieces: Sequence[RevisedWords]) -> Iterator[RevisedWords]:
    """Join neighbours of one state and author."""
    last: RevisedWords | None = None
    for each in pieces:
        if last and (last.state, last.author, last.day) == (each.state, each.author, each.day):
            last = RevisedWords(last.text + each.text, last.state, last.author, last.day)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last
