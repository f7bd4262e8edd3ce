"""A Word file read whole: its paragraphs, tables and boxes in order, its notes, and what it holds beside them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.intake.auto_numbers import AutoNumbers
from hidaka_dx.intake.blocks import (
    DocxBlock,
    DocxBox,
    DocxCell,
    DocxParagraph,
    DocxTable,
    Ledger,
    Span,
    paragraphs,
)
from hidaka_dx.intake.drawings import chosen
from hidaka_dx.intake.lines import DELETED, GONE, KEPT_CHANGES, DocxLineReader, said
from hidaka_dx.intake.names import is_on, name, number, value
from hidaka_dx.intake.styles import NO_OUTLINE, NO_STYLE, read_styles
from hidaka_dx.office_files import OfficePackage
from hidaka_dx.problem import RefusalError

AROUND: Final = frozenset(map(name, ("w:customXml", "w:smartTag"))) | KEPT_CHANGES
"""Elements around paragraphs that change nothing."""
DEEPEST: Final = 60
"""Tables, boxes and controls inside each other; people need a tenth of it."""
TOO_DEEP: Final = "中の入れ子が深すぎて読めません。ふつうのWordのファイルではないので、開きません。"
MOST: Final = 50_000
"""Paragraphs, those in cells too; the longest plans have a fifth of it."""
HEADERS: Final = ("header", "footer")
NO_LINES: Final = ("none", "nil", "")


@dataclass(frozen=True)
class WordFile:
    """All that a Word file says."""

    blocks: tuple[DocxBlock, ...]
    notes: Mapping[str, str]
    """Words of footnotes and endnotes by their key: `footnote-2`."""
    package: OfficePackage
    ledger: Ledger
    looks: Mapping[str, int]
    """How often it has a look that is not kept, by the words for it."""


@dataclass
class _Body:
    """Reads the blocks of one part."""

    lines: DocxLineReader
    numbers: AutoNumbers
    count: int = 0
    emphasised: int = 0
    """Runs of text that are bold or underlined."""
    depth: int = 0
    carried: tuple[Span, ...] = ()
    """Words of a paragraph whose end was deleted: they continue in the next one."""

    def blocks(self, parent: Element, *, contents: bool = False) -> Iterator[DocxBlock]:
        """Read the blocks below an element."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise RefusalError(TOO_DEEP)
        for child in chosen(parent):
            if child.tag == name("w:p"):
                yield from self._paragraph(child, contents=contents)
            elif child.tag == name("w:tbl"):
                yield self._table(child)
            elif child.tag == name("w:sdt"):
                is_contents = contents or any("Table of Contents" in _gallery(each) for each in child)
                for content in child.findall(name("w:sdtContent")):
                    yield from self.blocks(content, contents=is_contents)
            elif child.tag in AROUND:
                yield from self.blocks(child, contents=contents)
            elif child.tag in {name("w:altChunk"), name("w:subDoc")}:
                link = self.lines.links.get(child.get(name("r:id"), ""))
                file = link.target if link else "不明"
                remark = f"差し込まれた別のファイル（{file}）は読んでいません。Wordで開いて保存し直すと、取り込めます。"
                self.lines.ledger.add("差し込まれたファイル", self.count, "", "", remark)
            elif child.tag in GONE:
                self.lines.ledger.add(DELETED, self.count, said(child))
        self.depth -= 1

    def _paragraph(self, found: Element, *, contents: bool) -> Iterator[DocxBlock]:
        self.count += 1
        if self.count > MOST:
            raise RefusalError(f"段落が多すぎます。{MOST:,}までです。ふつうの計画ではないので、開きません。")
        look = found.find(name("w:pPr"))
        style = self.lines.styles.get(value(look, "w:pStyle"), NO_STYLE)
        at = self.count
        spans = (*self.carried, *self.lines.read(found, at))
        self.carried = ()
        boxes, lines = self.lines.boxes, self.lines
        own = replace(
            self._look(look, at, spans),
            contents=contents or style.contents or (lines.listed and not style.level),
            new_page=lines.new_page or is_on(look, "w:pageBreakBefore"),
            size=max(lines.size, style.size),
            bold=lines.bold or style.bold,
        )
        self.emphasised += 0 if own.level else lines.emphasised
        mark = None if look is None else look.find(name("w:rPr"))
        if mark is not None and mark.find(name("w:del")) is not None:
            self.carried = spans
        else:
            yield self._numbered(own, look)
        for box in boxes:
            yield DocxBox(tuple(self.blocks(box)))

    def _look(self, look: Element | None, at: int, spans: tuple[Span, ...]) -> DocxParagraph:
        style = self.lines.styles.get(value(look, "w:pStyle"), NO_STYLE)
        outline = number(value(look, "w:outlineLvl", "-1"), -1)
        level = style.level if outline < 0 else 0 if outline >= NO_OUTLINE else outline + 1
        return DocxParagraph(at, spans, level, style.name, value(look, "w:jc") or style.align)

    def _numbered(self, paragraph: DocxParagraph, look: Element | None) -> DocxParagraph:
        """Add the number that Word prints; empty paragraphs are not counted."""
        style = self.lines.styles.get(value(look, "w:pStyle"), NO_STYLE)
        own = None if look is None else look.find(name("w:numPr"))
        key = value(own, "w:numId") or style.list
        level = number(value(own, "w:ilvl")) if own is not None else style.list_level
        if key in {"", "0"} or not (paragraph.text.strip() or paragraph.pictures):
            return paragraph
        found = self.numbers.next(key, level)
        return replace(paragraph, label=found.text, bullet=found.bullet) if found else paragraph

    def _table(self, found: Element) -> DocxTable:
        look = found.find(name("w:tblPr"))
        rows = [row for row in _rows(found) if not self._deleted_row(row)]
        heads = 0
        for row in rows:
            if not is_on(row.find(name("w:trPr")), "w:tblHeader"):
                break
            heads += 1
        return DocxTable(tuple(tuple(self._row(row)) for row in rows), heads, _is_ruled(look))

    def _deleted_row(self, row: Element) -> bool:
        look = row.find(name("w:trPr"))
        if look is None or look.find(name("w:del")) is None:
            return False
        self.lines.ledger.add(DELETED, self.count, said(row))
        return True

    def _row(self, row: Element) -> Iterator[DocxCell]:
        skipped = number(value(row.find(name("w:trPr")), "w:gridBefore"))
        if skipped:
            yield DocxCell((), skipped)
        for cell in _cells(row):
            look = cell.find(name("w:tcPr"))
            merge = None if look is None else look.find(name("w:vMerge"))
            first = merge is not None and merge.get(name("w:val"), "continue") == "restart"
            join = "" if merge is None else "first" if first else "more"
            across = max(1, number(value(look, "w:gridSpan", "1"), 1))
            yield DocxCell(tuple(self.blocks(cell)), min(across, 200), join)  # type: ignore[arg-type]


def _rows(table: Element) -> Iterator[Element]:
    return _inner(table, "w:tr")


def _cells(row: Element) -> Iterator[Element]:
    return _inner(row, "w:tc")


def _inner(parent: Element, wanted: str) -> Iterator[Element]:
    """Return rows or cells, also those in content controls."""
    for child in chosen(parent):
        if child.tag == name(wanted):
            yield child
        elif child.tag in AROUND or child.tag in {name("w:sdt"), name("w:sdtContent")}:
            yield from _inner(child, wanted)


def _is_ruled(look: Element | None) -> bool:
    """Tell whether a table has lines, by its style or its own."""
    if value(look, "w:tblStyle"):
        return True
    borders = None if look is None else look.find(name("w:tblBorders"))
    return borders is not None and any(each.get(name("w:val"), "") not in NO_LINES for each in borders)


def _gallery(look: Element) -> str:
    return "".join(each.get(name("w:val"), "") for each in look.iter(name("w:docPartGallery")))


def read_word(package: OfficePackage) -> WordFile:
    """Read a Word file; raises RefusalError where a part that is needed is broken."""
    main, ledger = package.main, Ledger()
    links = package.links(main)
    beside = {link.kind: link.target for link in links.values() if link.target in package.parts}
    styles = read_styles(_part(package, beside.get("styles")))
    lines = DocxLineReader(package, links, styles, ledger)
    body = _Body(lines, AutoNumbers(_part(package, beside.get("numbering"))))
    root = package.xml(main).find(name("w:body"))
    blocks = tuple(body.blocks(root)) if root is not None else ()
    notes = dict(_notes(package, beside, body))
    _comments(package, beside, lines)
    for link in sorted(links.values(), key=lambda each: each.target):
        if link.kind in HEADERS and link.target in package.parts:
            ledger.add("ヘッダーとフッター", 0, said(package.xml(link.target)))
    for each in package.notes:
        ledger.add("ほかのファイルへのリンク", 0, "", "", f"{each}。")
    return WordFile(
        blocks,
        notes,
        package,
        ledger,
        {
            "太字や下線の所（印刷では付きません）": body.emphasised,
            "横置きの部分（縦置きになります）": _landscapes(root),
        },
    )


def _landscapes(root: Element | None) -> int:
    """Count the sections on pages that lie."""
    pages = () if root is None else root.iter(name("w:pgSz"))
    return sum(1 for each in pages if each.get(name("w:orient")) == "landscape")


def _part(package: OfficePackage, path: str | None) -> Element | None:
    return package.xml(path) if path else None


def _notes(package: OfficePackage, beside: Mapping[str, str], body: _Body) -> Iterator[tuple[str, str]]:
    """Read footnotes and endnotes; their paragraphs are joined, as a note is one."""
    for part, kind in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = _part(package, beside.get(part))
        if root is None:
            continue
        own = _Body(replace(body.lines, links=package.links(beside[part]), fields=[]), AutoNumbers(None), body.count)
        for note in root.findall(name(f"w:{kind}")):
            if note.get(name("w:type"), "normal") == "normal":
                found = tuple(paragraphs(tuple(own.blocks(note))))
                for picture in (picture for each in found for picture in each.pictures):
                    body.lines.ledger.add("注の中の図", own.count, picture.drawn, "", "注の中の図は入れていません。")
                yield f"{kind}-{note.get(name('w:id'), '')}", _one_line(found)
        body.count = own.count


def _one_line(found: Iterable[DocxParagraph]) -> str:
    return "　".join(text for each in found if (text := " ".join(each.text.split())))


def _comments(package: OfficePackage, beside: Mapping[str, str], lines: DocxLineReader) -> None:
    root = _part(package, beside.get("comments"))
    for comment in () if root is None else root.findall(name("w:comment")):
        words, author = said(comment), comment.get(name("w:author"), "")
        lines.ledger.add(
            "コメント", lines.calls.get(comment.get(name("w:id"), ""), 0), words, "", f"{author or '作者不明'}：{words}"
        )
