"""Words as runs of WordprocessingML: revisions, links, ruby, page numbers, footnotes."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count, groupby
from operator import attrgetter
from typing import Final, assert_never

from hidaka_dx.comparison.words import State, edits
from hidaka_dx.document import Changed, Foreign, Link, NoteCall, PageOf, Ruby, Text, WebLink
from hidaka_dx.wordfile.bookmarks import Bookmarks
from hidaka_dx.wordfile.elements import characters, element, valued
from hidaka_dx.wordfile.paired_units import MarkedWords

CALL: Final = valued("w:rStyle", "FootnoteReference")
RUBY: Final = (
    valued("w:rubyAlign", "distributeSpace"),
    valued("w:hps", 12),
    valued("w:hpsRaise", 22),
    valued("w:hpsBaseText", 24),
    valued("w:lid", "ja-JP"),
)
"""How a reading stands above its characters; sizes in half points."""
WHOLE: Final = "00:00:00"
"""Time of revisions of whole paragraphs and rows."""
INSIDE: Final = "00:05:00"
"""Time of revisions in paragraphs that stay. It differs, since LibreOffice makes one of two that are alike and adjacent: words
added at the end of a paragraph and the paragraph added behind it would take the end between them along."""
FIRST_NOTE: Final = 1
"""The first number of a footnote; lower ones are Word's own lines between text and footnotes."""
UNKNOWN: Final = "…"
"""What stands for a page number until Word has counted the pages."""


class LineWriter:
    """Writes lines of one document, and keeps the footnotes called in them."""

    def __init__(self, author: str, day: date, bookmarks: Bookmarks) -> None:
        """Sign every revision with `author` and `day`; links lead to `bookmarks`."""
        self.author, self.day = author, day.isoformat()
        self.numbers = count(1)
        self.bookmarks = bookmarks
        self.notes: list[str] = []
        """The footnotes as XML, in order."""

    def revision(self, state: State) -> str:
        """Write the mark that a paragraph or a row is inserted or deleted; nothing where it is in both editions."""
        return self.marked(state, "")

    def marked(self, state: State, inner: str, *, whole: bool = True) -> str:
        """Mark runs as inserted or deleted; `whole` says whether the paragraph that they stand in is so, too."""
        if state == "same":
            return inner
        name = {"added": "w:ins", "removed": "w:del"}[state]
        signed = {"w:author": self.author, "w:date": f"{self.day}T{WHOLE if whole else INSIDE}Z"}
        return element(name, {"w:id": next(self.numbers), **signed}, inner)

    def runs(self, pieces: Iterable[MarkedWords], *, whole: bool = False) -> str:
        """Write a line; `whole` says whether its paragraph is in only one edition."""
        found = list[str]()
        for state, group in groupby(pieces, attrgetter("state")):
            for is_linked, linked in groupby(group, self._anchor):
                inner = self.marked(state, "".join(self._run(each, "") for each in linked), whole=whole)
                anchor: dict[str, str | int] = {"w:anchor": is_linked, "w:history": 1}
                found.append(element("w:hyperlink", anchor, inner) if is_linked else inner)
        return "".join(found)

    def _anchor(self, piece: MarkedWords) -> str:
        """Return the bookmark that words lead to; none for deleted ones."""
        if not isinstance(piece.inline, Link) or piece.state == "removed":
            return ""
        return self.bookmarks.anchor(piece.inline.target, piece.state)

    def _run(self, piece: MarkedWords, properties: str) -> str:
        inline, gone = piece.inline, piece.state == "removed"
        match inline:
            case Text() | Link() | WebLink():
                return run(inline.text, properties, gone=gone)
            case Foreign():
                return run(inline.text, properties + valued("w:lang", inline.language), gone=gone)
            case Ruby():
                return _ruby(inline, properties)
            case PageOf():
                return self._page(inline, piece.state, properties)
            case NoteCall():
                return self._call(inline, piece, gone=gone)
            case Changed():
                return "".join(self._run(MarkedWords(piece.state, each), properties) for each in inline.inlines)
            case _:
                assert_never(inline)

    def _page(self, page: PageOf, state: State, properties: str) -> str:
        """Write a field that Word fills with the number of a page when it opens the file."""
        anchor, gone = self.bookmarks.anchor(page.target, state), state == "removed"
        if not anchor:
            return ""
        kinds = ({"w:fldCharType": "begin", "w:dirty": "true"}, {"w:fldCharType": "separate"}, {"w:fldCharType": "end"})
        begin, separate, end = (_in_run(element("w:fldChar", kind), properties) for kind in kinds)
        name = "w:delInstrText" if gone else "w:instrText"
        ordered = element(name, {"xml:space": "preserve"}, f" PAGEREF {anchor} \\h ")
        return begin + _in_run(ordered, properties) + separate + run(UNKNOWN, properties, gone=gone) + end

    def _call(self, call: NoteCall, piece: MarkedWords, *, gone: bool) -> str:
        """Write a call with its printed mark, and its footnote where this is the first call."""
        if not call.content:
            return run(call.text, CALL, gone=gone)
        number = FIRST_NOTE + len(self.notes)
        self.notes.append("")
        words = [*_note_words(call, piece.before)]
        style = element("w:pPr", {}, valued("w:pStyle", "FootnoteText"))
        mark = run(call.text, CALL) + run("　", "")
        self.notes[number - FIRST_NOTE] = element(
            "w:footnote", {"w:id": number}, element("w:p", {}, style, mark, self.runs(words))
        )
        reference = element("w:footnoteReference", {"w:customMarkFollows": 1, "w:id": number})
        return _in_run(reference + _text(call.text, gone=gone), CALL)


def _note_words(call: NoteCall, before: NoteCall | None) -> Iterator[MarkedWords]:
    """Return the words of a footnote: those of one edition, or what differs between both."""
    if before is None or before.content == call.content:
        yield from (MarkedWords("same", inline) for inline in call.content)
    else:
        for span in edits(before.content, call.content):
            yield from (MarkedWords(span.state, inline) for inline in span.inlines)


def run(text: str, properties: str = "", *, gone: bool = False) -> str:
    """Write plain text as a run; nothing for no text."""
    return _in_run(_text(text, gone=gone), properties) if text else ""


def _text(text: str, *, gone: bool) -> str:
    name = "w:delText" if gone else "w:t"
    lines = (element(name, {"xml:space": "preserve"}, characters(line)) if line else "" for line in text.split("\n"))
    return "<w:br/>".join(lines)


def _in_run(inner: str, properties: str) -> str:
    return element("w:r", {}, element("w:rPr", {}, properties) if properties else "", inner)


def _ruby(ruby: Ruby, properties: str) -> str:
    """Write characters with their reading; their inner text is told as deleted by the run around it alone."""
    above = element("w:rt", {}, run(ruby.reading, valued("w:sz", 12)))
    base = element("w:rubyBase", {}, run(ruby.text, properties))
    return _in_run(element("w:ruby", {}, element("w:rubyPr", {}, *RUBY), above, base), properties)
