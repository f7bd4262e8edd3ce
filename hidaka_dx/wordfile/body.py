"""The body of a Word file: cover, contents, sections and blocks, of one edition or of two at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final, cast

from hidaka_dx.comparison.units import BLOCKS, Unit
from hidaka_dx.comparison.words import State
from hidaka_dx.document import ContentsEntry, Document, Figure, PageOf, Text, label
from hidaka_dx.japanese import seireki_date
from hidaka_dx.wordfile import styles
from hidaka_dx.wordfile.elements import element
from hidaka_dx.wordfile.line_pieces import line_pieces, state_of, whole_pieces
from hidaka_dx.wordfile.lines import run
from hidaka_dx.wordfile.paired_units import MarkedWords, UnitPair
from hidaka_dx.wordfile.paragraphs import BODY, ParagraphWriter, Setting
from hidaka_dx.wordfile.pictures import FigurePicture, drawn_unit, placed
from hidaka_dx.wordfile.tables import has_same_columns, table

PAGE_BREAK: Final = element("w:r", {}, element("w:br", {"w:type": "page"}))
REDRAWN: Final = "（本文をもとに作図）"
GAP: Final = "　"
DEEPEST: Final = 4
"""The deepest style of headings."""


@dataclass
class BodyWriter:
    """Writes the body from the pairs of units of both editions."""

    old: Document | None
    """The edition before, if the file shows what has changed since."""
    new: Document
    writer: ParagraphWriter
    pictures: Mapping[Figure, FigurePicture]
    """The pictures of all figures, by what is drawn of each."""

    def __post_init__(self) -> None:
        """Begin without lists and pictures."""
        self.lists: list[int] = []
        """The shape of each list, in order."""
        self.used: dict[FigurePicture, int] = {}
        """The number of each picture, in order."""
        self.drawings = 0
        self.page = styles.UPRIGHT
        self.sections = 0

    def body(self, root: UnitPair) -> str:
        """Write the body of `document.xml`."""
        cover = "".join(self._cover())
        contents = "".join(self._contents())
        parts = [*root.children()]
        prefaces = [each for each in parts if each.fact("layout") == "preface"]
        others = [each for each in parts if each.fact("layout") != "preface"]
        front = "".join(piece for each in prefaces for piece in self._part(each))
        pages = (cover, front and self._break() + front, contents and self._break() + contents, self._break())
        main = "".join(piece for each in others for piece in self._part(each))
        last = self.writer.framed("", "same", Setting("AfterTable"))  # the last paragraph of a file cannot be deleted
        return element("w:body", {}, *pages, main, *self._turned(styles.UPRIGHT), last, self._section())

    def _break(self) -> str:
        return self.writer.framed(PAGE_BREAK, "same", Setting("AfterTable"))

    def _section(self) -> str:
        """Write the shape of the pages up to here."""
        page, first = self.page, self.sections == 0
        self.sections += 1
        return element(
            "w:sectPr",
            {},
            element("w:headerReference", {"w:type": "default", "r:id": "header"}),
            element("w:footerReference", {"w:type": "default", "r:id": "footer"}),
            element("w:pgSz", {"w:w": page.width, "w:h": page.height, "w:orient": page.orientation}),
            element(
                "w:pgMar",
                {
                    "w:top": 1340,
                    "w:bottom": 1340,
                    "w:left": page.side,
                    "w:right": page.side,
                    "w:header": 700,
                    "w:footer": 620,
                    "w:gutter": 0,
                },
            ),
            element("w:titlePg") if first else "",
        )

    def _turned(self, page: styles.PageShape) -> Iterator[str]:
        """End a run of pages of another shape."""
        if page != self.page:
            yield self.writer.framed("", "same", Setting("AfterTable"), self._section())
            self.page, self.writer.width = page, page.measure

    def _cover(self) -> Iterator[str]:
        lines = [self._cover_lines(each) if each else None for each in (self.old, self.new)]
        for place, style in enumerate(("CoverText", "Title", "Subtitle", "CoverText", "CoverText", "CoverText")):
            old, new = (each[place] if each else None for each in lines)
            if self.old is None:
                old = new
            if old is not None or new is not None:
                yield self.writer.paragraph(line_pieces(old, new), state_of(old, new), Setting(style))

    @staticmethod
    def _cover_lines(document: Document) -> tuple[str | None, ...]:
        day = seireki_date(document.date) if document.date else "（日付未定）"
        return (
            "【案】" if document.draft else None,
            *(document.title, document.subtitle or None, f"【{document.edition}】", day, document.office),
        )

    def _contents(self) -> Iterator[str]:
        old = self.old or self.new
        titles = [each.contents_title if each.contents else None for each in (old, self.new)]
        if titles == [None, None]:
            return
        yield self.writer.paragraph(line_pieces(*titles), state_of(*titles), Setting("TOCHeading"))
        sides: tuple[tuple[Document, State], ...] = ((old, "removed" if self.old else "same"), (self.new, "added"))
        befores, afters = ([self._entry_key(each, state) for each in one.contents] for one, state in sides)
        matcher = SequenceMatcher(None, befores, afters, autojunk=False)
        for tag, start, end, begin, stop in matcher.get_opcodes():
            if tag == "equal":
                yield from (self._entry(each, "same") for each in self.new.contents[begin:stop])
            else:
                yield from (self._entry(each, "removed") for each in old.contents[start:end])
                yield from (self._entry(each, "added") for each in self.new.contents[begin:stop])

    def _entry_key(self, entry: ContentsEntry, state: State) -> tuple[object, ...]:
        """Return what must be equal for one line to stand for both editions."""
        return _entry_text(entry), entry.depth, entry.paged, self.writer.lines.bookmarks.anchor(entry.target, state)

    def _entry(self, entry: ContentsEntry, state: State) -> str:
        style = Setting(f"TOC{min(max(entry.depth, 1), DEEPEST)}")
        lines, words = (
            self.writer.lines,
            self.writer.lines.runs([MarkedWords(state, Text(_entry_text(entry)))], whole=True),
        )
        if entry.paged and lines.bookmarks.anchor(entry.target, state):
            words += lines.marked(state, element("w:r", {}, element("w:tab")))
            words += lines.runs([MarkedWords(state, PageOf(entry.target))], whole=True)
        return self.writer.framed(words, state, style)

    def _part(self, pair: UnitPair) -> Iterator[str]:
        """Write a section; pages on their side only where both editions have it, as nothing may stay behind."""
        if pair.state == "same":
            yield from self._turned(styles.WIDE if pair.fact("layout") == "wide" else styles.UPRIGHT)
        page = self.page
        yield from (self._heading(each) for each in ((pair,) if pair.says_the_same("depth") else pair.apart()))
        for each in pair.children():
            if each.unit.kind in BLOCKS:
                yield from self._turned(page) if pair.state == "same" else ()
                yield from self._block(each, BODY)
            else:
                yield from self._part(each)

    def _heading(self, pair: UnitPair) -> str:
        self.writer.begin(str(pair.fact("id")), pair.state)
        marks = (f"{each.fact('mark')}{GAP}" if each and each.fact("mark") else None for each in (pair.old, pair.new))
        depth = min(max(int(cast("int", pair.fact("depth"))), 1), DEEPEST)
        return self.writer.paragraph((*whole_pieces(*marks), *pair.words()), pair.state, Setting(f"Heading{depth}"))

    def _block(self, pair: UnitPair, setting: Setting) -> Iterator[str]:
        """Write a block; one that cannot be shown in both editions at once is deleted and inserted as a whole."""
        kind, name = pair.unit.kind, str(pair.fact("id"))
        is_replaced = (
            (kind == "items" and not pair.says_the_same("ordered"))
            or (kind == "table" and not has_same_columns(pair))
            or (kind == "panel" and not pair.says_the_same("role"))
        )
        if is_replaced:
            for each in pair.apart():
                yield from self._block(each, setting)
            return
        self.writer.begin(name, pair.state)
        match kind:
            case "paragraph":
                yield self._paragraph(pair, setting)
            case "items":
                yield from self._items(pair, setting)
            case "table":
                yield from self._table(pair)
            case "figure":
                yield from self._figure(pair)
            case "form":
                yield from self._form(pair)
            case "panel":
                yield from self._panel(pair, setting)
            case _:
                raise ValueError(f"no paragraph is made of a {kind}")

    def _paragraph(self, pair: UnitPair, setting: Setting) -> str:
        if pair.fact("role") == "source":
            setting = replace(setting, style="Source")
        return self.writer.paragraph(pair.words(), pair.state, setting)

    def _items(self, pair: UnitPair, setting: Setting) -> Iterator[str]:
        self.lists.append(styles.ORDERED if pair.fact("ordered") else styles.BULLETS)
        level = min(setting.level + 1, styles.LEVELS - 1)
        bare = Setting("ListText", level)
        marked = replace(bare, numbering=len(self.lists))
        for item in pair.children():
            firsts = [unit.units[0] for unit in (item.old, item.new) if unit and unit.units]
            for each in item.children():
                is_first = any(each.unit is first for first in firsts)
                yield from self._block(each, marked if is_first else bare)

    def _table(self, pair: UnitPair) -> Iterator[str]:
        captions = {_has_caption(unit) for unit in (pair.old, pair.new) if unit}
        for each in (pair,) if len(captions) == 1 else pair.apart():
            if _has_caption(each.unit):
                yield self._captioned(each, "TableCaption", "表")
        yield table(pair, self.writer)
        yield self.writer.framed("", pair.state, Setting("AfterTable"))

    def _captioned(self, pair: UnitPair, style: str, word: str) -> str:
        """Write label, title and what is said behind it."""
        lines = (each for each in pair.children() if each.unit.kind == "line")
        title = next(each for each in lines if each.fact("name") == "title")
        labels, ends = ([of(unit, word) if unit else None for unit in (pair.old, pair.new)] for of in (_label, _end))
        pieces = (*whole_pieces(*labels), *title.words(), *whole_pieces(*ends))
        return self.writer.paragraph(pieces, pair.state, Setting(style))

    def _figure(self, pair: UnitPair) -> Iterator[str]:
        units = [unit for unit in (pair.old, pair.new) if unit]
        is_same = len({drawn_unit(unit) for unit in units}) == 1
        for each in (pair,) if is_same else pair.apart():
            yield self._picture(each)
        yield self._captioned(pair, "Caption", "図")
        for each in pair.children():
            if each.unit.kind == "line" and each.fact("name") in ("source", "note"):
                mark = (MarkedWords(each.state, Text("※")),) if each.fact("name") == "note" else ()
                style = "FigureNote" if mark else "Source"
                yield self.writer.paragraph((*mark, *each.words()), each.state, Setting(style))

    def _picture(self, pair: UnitPair) -> str:
        """Write the picture of a figure, or what it says where there is none."""
        figure = drawn_unit(pair.unit)
        picture, alt = self.pictures.get(figure), f"{figure.alt}{figure.spoken}"
        if picture is None:
            inner = run(f"〔図：{alt}〕", gone=pair.state == "removed")
        else:
            self.drawings += 1
            place = self.used.setdefault(picture, len(self.used) + 1)
            inner = placed(f"picture{place}", self.drawings, alt, picture.height)
        return self.writer.framed(self.writer.lines.marked(pair.state, inner), pair.state, Setting("Figure"))

    def _form(self, pair: UnitPair) -> Iterator[str]:
        for row in pair.children():
            for each in row.children():
                yield self.writer.paragraph(each.words(), each.state, Setting("FieldLabel"))
                for block in each.children():
                    yield from self._block(block, Setting("FieldText"))

    def _panel(self, pair: UnitPair, setting: Setting) -> Iterator[str]:
        """Write what is set apart: its title, then what it holds; a page break as one."""
        if pair.fact("role") == "break":
            yield self.writer.framed(
                self.writer.lines.marked(pair.state, PAGE_BREAK), pair.state, Setting("AfterTable")
            )
        titles = [unit.text if unit and unit.text else None for unit in (pair.old, pair.new)]
        if any(titles):
            same = pair.old is not None and pair.new is not None and all(titles)
            for each in (pair,) if same or pair.state != "same" else pair.apart():
                if each.unit.text:
                    yield self.writer.paragraph(each.words(), each.state, Setting("FieldLabel"))
        inner = replace(setting, at_the_right=setting.at_the_right or pair.fact("role") == "right")
        for each in pair.children():
            yield from self._block(each, inner)


def _entry_text(entry: ContentsEntry) -> str:
    return f"{entry.mark}{GAP}{entry.title}" if entry.mark else entry.title


def _has_caption(unit: Unit) -> bool:
    return bool(unit.fact("captioned") or unit.fact("number"))


def _label(unit: Unit, word: str) -> str:
    """Return the printed label of a figure or table, with the gap behind it."""
    number = cast("int | str | None", unit.fact("number"))
    captioned = unit.kind == "table" and unit.fact("captioned")
    found = "" if captioned else label(word, number)
    return f"{found}{GAP}" if found else ""


def _end(unit: Unit, word: str) -> str:
    return REDRAWN if word == "図" and unit.fact("redrawn") else ""
