"""Reads the line of a paragraph: letters, readings, calls of notes, pictures; and what stands beside it in boxes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.intake.blocks import Ledger, NoteRun, PictureRun, RubyRun, Run, Span
from hidaka_dx.intake.charts import chart_rows, chart_title, drawn_chart
from hidaka_dx.intake.drawings import (
    all_words,
    art_words,
    chosen,
    descendants,
    description,
    drawn_links,
    drawn_words,
    height,
    picture_links,
)
from hidaka_dx.intake.names import is_on, name, number, value
from hidaka_dx.intake.styles import NO_STYLE, DocxStyle
from hidaka_dx.intake.symbols import field_ruby, field_words, symbol
from hidaka_dx.japanese.letters import LOWERED, RAISED, index_letters
from hidaka_dx.office_files import OfficePackage, PackageLink

LETTERS: Final = {
    name("w:t"): "",
    name("w:tab"): "\t",
    name("w:ptab"): "\t",
    name("w:cr"): "\n",
    name("w:noBreakHyphen"): "-",
}
"""What elements stand for; nothing where they hold the letters themselves."""
NOTES: Final = {name("w:footnoteReference"): "footnote", name("w:endnoteReference"): "endnote"}
PASSED: Final = frozenset(
    map(name, ("w:hyperlink", "w:smartTag", "w:customXml", "w:fldSimple", "w:dir", "w:bdo", "w:ins", "w:moveTo"))
)
"""Elements around runs that change nothing in the words."""
KEPT_CHANGES: Final = frozenset(map(name, ("w:ins", "w:moveTo")))
GONE: Final = frozenset(map(name, ("w:del", "w:moveFrom")))
EQUATION: Final = "数式（文字の並びにしました）"
DELETED: Final = "変更履歴で削除された言葉"
INSERTED: Final = "変更履歴で挿入された言葉（採用しました）"
STRUCK: Final = "取り消し線の付いた言葉（残しました）"
HIDDEN: Final = "隠し文字"
INDICES: Final = "上付き・下付きの字"
SYMBOLS: Final = "記号の書体の字"


@dataclass
class OpenField:
    """A field of which the end has not come."""

    code: str = ""
    shown: bool = False
    """Whether its result has begun."""


@dataclass
class DocxLineReader:
    """Reads the lines of one part of a file."""

    package: OfficePackage
    links: Mapping[str, PackageLink]
    styles: Mapping[str, DocxStyle]
    ledger: Ledger
    fields: list[OpenField] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Contents of text boxes that were met in the line."""
    new_page: bool = False
    size: float = 0.0
    bold: bool = False
    at: int = 0
    emphasised: int = 0
    """Runs of the line that are bold or underlined."""
    listed: bool = False
    """Whether the line belongs to a contents page that Word made."""
    calls: dict[str, int] = field(default_factory=dict)
    """Paragraph of each comment, by its id."""

    @property
    def in_contents(self) -> bool:
        """Tell whether the field of a contents page is open."""
        return any(each.code.lstrip().upper().startswith("TOC") for each in self.fields)

    def read(self, paragraph: Element, at: int) -> tuple[Span, ...]:
        """Read a paragraph; its boxes, size and pages are then in this reader."""
        self.listed, self.emphasised = self.in_contents, 0
        self.at, self.boxes, self.new_page, self.size, self.bold = at, [], False, 0.0, False
        return tuple(_joined(self._inside(paragraph)))

    def _inside(self, parent: Element) -> Iterator[Span]:
        for child in chosen(parent):
            if child.tag == name("w:r"):
                yield from self._run(child)
            elif child.tag in PASSED:
                spans = tuple(self._inside(child))
                if child.tag in KEPT_CHANGES:
                    words = "".join(span.text for span in spans)
                    self.ledger.add(INSERTED, self.at, words, words)
                self._address(child)
                yield from spans
            elif child.tag in GONE:
                self.ledger.add(DELETED, self.at, said(child))
            elif child.tag == name("w:sdt"):
                for content in child.findall(name("w:sdtContent")):
                    yield from self._inside(content)
            elif child.tag in {name("m:oMath"), name("m:oMathPara")}:
                yield from self._equation(child)

    def _address(self, child: Element) -> None:
        """Write down where a link leads that is no part of the words."""
        link = self.links.get(child.get(name("r:id"), ""))
        if link and link.outside:
            self.ledger.add(
                "リンク先",
                self.at,
                "",
                "",
                f"リンク先（{link.target}）は入れていません。要れば、文に書き添えてください。",
            )

    def _equation(self, parent: Element) -> Iterator[Span]:
        words = said(parent)
        self.ledger.add(EQUATION, self.at, words, words, "数式の形は残りません。文で言い表すか、図にしてください。")
        yield Run(words)

    def _run(self, run: Element) -> Iterator[Span]:
        look = run.find(name("w:rPr"))
        style = self.styles.get(value(look, "w:rStyle"), NO_STYLE)
        if (is_on(look, "w:vanish") or (style.hidden and look is not None)) and not self._is_shown(look):
            self.ledger.add(HIDDEN, self.at, said(run))
            return
        self.size = max(self.size, number(value(look, "w:sz")) / 2 or style.size)
        self.bold = self.bold or is_on(look, "w:b") or style.bold
        self.emphasised += is_on(look, "w:b") or value(look, "w:u", "none") != "none"
        spans = tuple(span for child in chosen(run) for span in self._piece(child))
        forms = INDEX_FORMS.get(value(look, "w:vertAlign") or style.index)
        if forms is not None:
            spans = tuple(self._index(span, forms) for span in spans)
        if is_on(look, "w:strike") or is_on(look, "w:dstrike"):
            words = "".join(span.text for span in spans)
            self.ledger.add(
                STRUCK, self.at, words, words, f"「{words}」には取り消し線がありました。要らなければ消してください。"
            )
        yield from spans

    def _index(self, span: Span, forms: Mapping[int, int]) -> Span:
        """Put letters that are raised or lowered by their looks in place by what they are: CO2 becomes CO₂."""
        if not isinstance(span, Run) or not span.text.strip():
            return span
        shown = index_letters(span.text, forms)
        remark = "" if shown else f"「{span.text}」は小さく上か下に付いていました。並の字にしました。"
        self.ledger.add(INDICES, self.at, span.text, shown or span.text, remark)
        return Run(shown or span.text)

    @staticmethod
    def _is_shown(look: Element | None) -> bool:
        """Tell whether a run says that it is not hidden."""
        found = None if look is None else look.find(name("w:vanish"))
        return found is not None and not is_on(look, "w:vanish")

    def _piece(self, child: Element) -> Iterator[Span]:
        tag = child.tag
        if tag == name("w:noBreakHyphen"):
            self.ledger.add("改行しないハイフン", self.at, "", "-")
        if tag in LETTERS:
            yield Run(LETTERS[tag] or child.text or "")
        elif tag in NOTES:
            yield NoteRun(f"{NOTES[tag]}-{child.get(name('w:id'), '')}")
        elif tag == name("w:delText"):
            self.ledger.add(DELETED, self.at, child.text or "")
        elif tag == name("w:commentReference"):
            self.calls[child.get(name("w:id"), "")] = self.at
        elif tag in READERS:
            yield from READERS[tag](self, child)

    def broken(self, child: Element) -> Iterator[Span]:
        """Read a break of a line or page."""
        if child.get(name("w:type"), "textWrapping") == "textWrapping":
            yield Run("\n")
        else:
            self.new_page = True

    def sign(self, child: Element) -> Iterator[Span]:
        """Read a letter of a symbol font."""
        code = child.get(name("w:char"), "0")
        font = child.get(name("w:font"), "")
        try:
            letter = symbol(font, int(code, 16))
        except ValueError:
            letter = symbol(font, 0)
        self.ledger.add(
            SYMBOLS, self.at, "", letter, f"{font} の {code} を「{letter}」にしました。" if letter == "〓" else ""
        )
        yield Run(letter)

    def ruby(self, child: Element) -> Iterator[Span]:
        """Read letters with their reading."""
        base, reading = ("".join(map(said, child.findall(name(part)))) for part in ("w:rubyBase", "w:rt"))
        yield RubyRun(base, reading) if base and reading else Run(base + reading)

    def drawing(self, child: Element) -> Iterator[Span]:
        """Read what is drawn; text boxes are kept for later."""
        words, tall = description(child), height(child)
        for key in picture_links(child):
            link = self.links.get(key)
            is_held = link is not None and not link.outside and link.target in self.package.parts
            yield PictureRun(link.target if link and is_held else "", words, tall)
        for key in drawn_links(child):
            link = self.links.get(key)
            drawn, title = drawn_words(self.package, link), chart_title(self.package, link)
            rows = chart_rows(self.package, link)
            chart = drawn_chart(self.package, link, rows)
            yield PictureRun("", words or "グラフ", tall, "", drawn, title, rows, chart)
        if art := art_words(child):
            yield Run(art)
        self.boxes += [each for each in descendants(child) if each.tag == name("w:txbxContent")]

    def coded(self, child: Element) -> Iterator[Span]:
        """Follow a field: its code is not printed, its result is; of a reading the code is all there is."""
        kind = child.get(name("w:fldCharType"))
        if child.tag == name("w:instrText"):
            if self.fields and not self.fields[-1].shown:
                self.fields[-1].code += child.text or ""
        elif kind == "begin":
            self.fields.append(OpenField())
        elif kind == "separate" and self.fields:
            self.fields[-1].shown = True
            self.listed = self.listed or self.in_contents
        elif kind == "end" and self.fields:
            yield from self._ended(self.fields.pop())

    def _ended(self, closed: OpenField) -> Iterator[Span]:
        if closed.shown:
            return
        if ruby := field_ruby(closed.code):
            self.ledger.add("ルビの欄の言葉", self.at, "", ruby.base + ruby.reading)
            yield RubyRun(*ruby) if ruby.base and ruby.reading else Run(ruby.base + ruby.reading)
        elif words := field_words(closed.code):
            self.ledger.add(
                "囲み文字などの欄の言葉", self.at, "", words, f"「{words}」は、Wordが組み合わせて描いた字です。"
            )
            yield Run(words)


READERS: Final[Mapping[str, Callable[[DocxLineReader, Element], Iterator[Span]]]] = {
    name("w:br"): DocxLineReader.broken,
    name("w:sym"): DocxLineReader.sign,
    name("w:ruby"): DocxLineReader.ruby,
    name("w:drawing"): DocxLineReader.drawing,
    name("w:pict"): DocxLineReader.drawing,
    name("w:object"): DocxLineReader.drawing,
    name("w:fldChar"): DocxLineReader.coded,
    name("w:instrText"): DocxLineReader.coded,
}
"""How other elements of a run are read."""
INDEX_FORMS: Final = {"superscript": RAISED, "subscript": LOWERED}
"""The forms of letters by the names that Word gives to their places."""


def said(parent: Element) -> str:
    """Return all words below an element, those of deletions, equations and text boxes too."""
    return "".join(all_words(parent))


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join neighbouring runs of letters."""
    words = ""
    for span in spans:
        if isinstance(span, Run):
            words += span.text
            continue
        if words:
            yield Run(words)
        words = ""
        yield span
    if words:
        yield Run(words)
