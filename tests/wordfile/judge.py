"""Reads a Word file on its own, as Word would after all revisions are accepted or rejected; and says what it should hold."""

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from hidaka_dx.document import (
    Block,
    Cell,
    Changed,
    Document,
    Figure,
    Form,
    Inline,
    Items,
    NoteCall,
    PageOf,
    Panel,
    Paragraph,
    Part,
    Ruby,
    Table,
)
from hidaka_dx.japanese import seireki_date
from hidaka_dx.wordfile.bookmarks import OLD, ids_in

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Choice = Literal["accepted", "rejected"]
LOST = {"accepted": f"{W}del", "rejected": f"{W}ins"}


class WordReader:
    """The text of a Word file, a line each, after one choice was made for all revisions."""

    def __init__(self, raw: bytes, choice: Choice) -> None:
        """Open a file."""
        with zipfile.ZipFile(BytesIO(raw)) as container:
            self.parts = {name: container.read(name) for name in container.namelist()}
        self.lost = LOST[choice]
        self.body = self.xml("document")
        self.notes = {note.get(f"{W}id"): note for note in self.xml("footnotes")}

    def xml(self, name: str) -> Element:
        return ElementTree.fromstring(self.parts[f"word/{name}.xml"])

    def lines(self, inside: Element | None = None) -> list[str]:
        """Give what is in each paragraph; one whose end is lost runs into the next."""
        found = [""]
        for paragraph in self._paragraphs(self.body if inside is None else inside):
            found[-1] += "".join(self._words(paragraph))
            if paragraph.find(f"{W}pPr/{W}rPr/{self.lost}") is None:
                found.append("")
        return [line for line in found if line]

    def _paragraphs(self, inside: Element) -> Iterator[Element]:
        for each in inside:
            if each.tag == f"{W}p":
                yield each
            elif each.tag != f"{W}tr" or each.find(f"{W}trPr/{self.lost}") is None:
                yield from self._paragraphs(each)

    def _words(self, inside: Element) -> Iterator[str]:
        is_result = False
        for each in inside:
            kind = each.find(f"{W}fldChar")
            if kind is not None:
                is_result = kind.get(f"{W}fldCharType") == "separate"
            elif each.tag != self.lost and not is_result:
                yield from self._word(each)

    def _word(self, each: Element) -> Iterator[str]:
        match each.tag.removeprefix(W):
            case "t" | "delText":
                assert not list(each)
                yield each.text or ""
            case "instrText" | "delInstrText":
                anchor = (each.text or "").split()[1]
                yield f"〔頁:{ids_in([anchor])[0].removeprefix(OLD)}〕"
            case "br" if each.get(f"{W}type") is None:
                yield "\n"
            case "ruby":
                above, base = (each.find(f"{W}{name}") for name in ("rt", "rubyBase"))
                assert above is not None
                assert base is not None
                yield f"{''.join(self._words(base))}｛{''.join(self._words(above))}｝"
            case "footnoteReference":
                yield f"［{''.join(self.lines(self.notes[each.get(f'{W}id')]))}］"
            case "drawing":
                yield from (f"〔図：{at.get('descr')}〕" for at in each.iter() if at.tag.endswith("}docPr"))
            case "pPr" | "rPr":
                pass
            case _:
                yield from self._words(each)

    def dangling(self) -> set[str]:
        """Give the bookmarks that page numbers refer to and that no paragraph has that stays."""
        there = set()
        for paragraph in self._paragraphs(self.body):
            if "".join(self._words(paragraph)):
                there |= {str(each.get(f"{W}name")) for each in paragraph.iter(f"{W}bookmarkStart")}
        asked = (each for each in self.kept(self.body) if each.tag in (f"{W}instrText", f"{W}delInstrText"))
        return {(each.text or "").split()[1] for each in asked} - there

    def kept(self, inside: Element) -> Iterator[Element]:
        """Give all elements that stay."""
        for each in inside:
            if each.tag != self.lost:
                yield each
                yield from self.kept(each)

    def names(self) -> dict[str, str]:
        """Give the lines that begin what has an id, by id."""
        found: dict[str, str] = {}
        for paragraph in self._paragraphs(self.body):
            marks = [str(each.get(f"{W}name")) for each in paragraph.iter(f"{W}bookmarkStart")]
            found |= dict.fromkeys(ids_in(marks), "".join(self._words(paragraph)))
        return found


def said(document: Document, known: Iterable[str]) -> list[str]:
    """Say what the Word file of a document has to hold; `known` are the ids that page numbers may refer to."""
    day = seireki_date(document.date) if document.date else "（日付未定）"
    cover = (
        "【案】" * document.draft,
        document.title,
        document.subtitle,
        f"【{document.edition}】",
        day,
        document.office,
    )
    pages = frozenset(known)
    contents = [
        f"{each.mark}　{each.title}".removeprefix("　" * (not each.mark))
        + (f"〔頁:{each.target}〕" if each.paged and each.target in pages else "")
        for each in document.contents
    ]
    parts = [line for part in document.parts for line in _part(part, pages)]
    return [line for line in (*cover, document.contents_title * bool(contents), *contents, *parts) if line]


def _part(part: Part, pages: frozenset[str]) -> Iterator[str]:
    heading = part.heading
    yield f"{heading.mark}　{heading.title}" if heading.mark else heading.title
    for block in part.blocks:
        yield from _block(block, pages)
    for inner in part.parts:
        yield from _part(inner, pages)


def _block(block: Block, pages: frozenset[str]) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _line(block.inlines, pages)
        case Items():
            yield from (line for item in block.items for inner in item for line in _block(inner, pages))
        case Panel():
            yield block.title
            yield from (line for inner in block.blocks for line in _block(inner, pages))
        case Form():
            for field in (field for row in block.rows for field in row):
                yield field.label
                yield from (line for inner in field.blocks for line in _block(inner, pages))
        case Table():
            yield from _table(block, pages)
        case Figure():
            yield f"〔図：{block.alt}{block.spoken}〕"
            label = f"{block.label}　" if block.label else ""
            yield f"{label}{block.title}{'（本文をもとに作図）' if block.redrawn else ''}"
            yield block.source or ""
            yield from (f"※{note}" for note in block.notes)


def _table(table: Table, pages: frozenset[str]) -> Iterator[str]:
    if table.captioned:
        yield table.title
    elif table.number:
        yield f"{table.label}　{table.title}"
    cells: Iterable[Cell] = (cell for row in (table.head, *table.rows) for cell in row)
    yield from (_line(cell.inlines, pages) for cell in cells)


def _line(inlines: Iterable[Inline], pages: frozenset[str]) -> str:
    return "".join(_word(inline, pages) for inline in inlines)


def _word(inline: Inline, pages: frozenset[str]) -> str:
    match inline:
        case Ruby():
            return f"{inline.text}｛{inline.reading}｝"
        case PageOf():
            return f"〔頁:{inline.target}〕" if inline.target in pages else ""
        case NoteCall() if inline.content:
            return f"［{inline.text}　{_line(inline.content, pages)}］{inline.text}"
        case Changed():
            return _line(inline.inlines, pages)
        case _:
            return inline.text
