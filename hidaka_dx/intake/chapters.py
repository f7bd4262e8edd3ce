"""Writes the chapters: each part of the plan becomes a Markdown file, its pictures figures, its tables tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hidaka_dx.content.titles import TYPED_NUMBER
from hidaka_dx.intake.blocks import (
    DocxBox,
    DocxCell,
    DocxParagraph,
    DocxTable,
    DrawnChart,
    Ledger,
    NoteRun,
    PictureRun,
    Run,
    Span,
    merged,
    paragraphs,
    split_lines,
)
from hidaka_dx.intake.captions import BULLET, caption_of, is_caption
from hidaka_dx.intake.charts import plotted, printed
from hidaka_dx.intake.cleaning import clean, title
from hidaka_dx.intake.drafting import CHART, ManuscriptDraft, TypedMark, figures_of
from hidaka_dx.intake.expressible import Expressible
from hidaka_dx.intake.outline import Found, FoundHeading
from hidaka_dx.intake.panels import PanelDraft, set_apart
from hidaka_dx.intake.parts import NOWHERE, PartDraft
from hidaka_dx.intake.tables import grid, is_frame, pictures_in, table_lines
from hidaka_dx.intake.typed_numbers import CAPTION, without_caption, without_number

UNTITLED: Final = "（題のない見出し）"
PANELS: Final = ("boxes", "right", "laws", "slogans")
"""What may be expressed and sets blocks apart."""
COLUMN_SIGN: Final = re.compile("[【〔＜]?コラム[】〕＞]?")
BY_LINE: Final = ("要綱", "右")
"""Panels of which each line is a paragraph."""
NAMES: Final = {"コラム": "column", "理念": "aim", "要綱": "articles", "名簿": "names", "年表": "chronology"}
"""What the ids of panels end with; others have none."""
SIGN: Final = "箇条書きの印（印刷では自動で付きます）"
AUTO: Final = "自動の番号"
TITLE_ADDED: Final = "表の題（書き加えました）"
TOO_DEEP: Final = "五段目より深い見出し"


@dataclass
class ChapterWriter:
    """Writes one chapter."""

    draft: ManuscriptDraft
    part: PartDraft
    name: str
    lines: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    """Headings of each level below the chapter."""
    owner: str = ""
    """Words of the heading that the text stands under."""
    inside: bool = False
    """Whether what is written is set apart."""
    pending: str = ""
    """Calls of notes in a heading, to be put into the text below it."""

    def write(self) -> str:
        """Return the text of the chapter."""
        if self.part.heading.words == NOWHERE:
            remark = f"最初の見出しの前に文があるので、「{NOWHERE}」という章にしました。題を直してください。"
            self.draft.ledger.add("見出し（書き加えました）", self.part.heading.paragraph.at, "", NOWHERE, remark)
        self._heading(self.part.heading, self.name)
        self._blocks(self.part.blocks)
        self._flush()
        return "\n\n".join(self.lines) + "\n"

    def _blocks(self, blocks: Sequence[Found]) -> None:
        filled = list(set_apart([each for each in blocks if not _is_blank(each)], self.owner, self.can))
        skip: set[int] = set()
        for index, block in enumerate(filled):
            if index in skip:
                continue
            follower = filled[index + 1] if index + 1 < len(filled) else None
            after = None if isinstance(follower, PanelDraft) else follower
            match block:
                case PanelDraft():
                    self._panel(block)
                case FoundHeading():
                    self._heading(block, self._section(block.level))
                case DocxParagraph() if is_caption(block, after, self.draft.can):
                    skip |= self._captioned(block, after, index)
                case DocxParagraph() if block.pictures:
                    skip |= self._pictures(block, after, index)
                case DocxParagraph():
                    self._paragraph(block)
                case DocxTable():
                    self._table(block, None, at=next((each.at for each in paragraphs([block])), 0))
                case DocxBox():
                    self._box(block)

    @property
    def can(self) -> Expressible:
        """What may be written here: what is set apart holds nothing that is set apart again."""
        return self.draft.can._replace(**dict.fromkeys(PANELS, False)) if self.inside else self.draft.can

    def _panel(self, panel: PanelDraft) -> None:
        """Write blocks between a line that opens a panel and one that closes it."""
        name = self.draft.ids.take(f"{self.name}-{NAMES[panel.word]}") if panel.word in NAMES else ""
        shown = self.draft.title(panel.title.spans, panel.title.at) if panel.title else ""
        if panel.word == "コラム" and (found := COLUMN_SIGN.match(shown)):
            self.draft.ledger.add("コラムの印（印刷では自動で付きます）", panel.at, found[0])
            shown = shown[found.end() :].strip()
        before, self.inside = len(self.lines), True
        for block in panel.blocks:
            self._blocks((block,))
        self.inside = False
        between = "\n" if panel.word in BY_LINE else "\n\n"
        written = between.join(self.lines[before:])
        opening = " ".join(filter(None, (":::", panel.word, shown, name and f"{{#{name}}}")))
        self.lines[before:] = [f"{opening}\n\n{written}\n\n:::"] if written else []

    def _section(self, level: int) -> str:
        """Return the id of the next heading of a level: chapter2-3."""
        self.counts = [*self.counts, 0, 0, 0, 0][: level - 1]
        self.counts[-1] += 1
        return self.draft.ids.take("-".join([self.name, *map(str, self.counts)]))

    def _heading(self, found: FoundHeading, name: str) -> None:
        self._flush()
        at = found.at
        spans = found.paragraph.spans
        shown = clean(found.words, at, self.draft.ledger)
        typed, words = without_number(title(shown, at, self.draft.ledger))
        if not words or TYPED_NUMBER.fullmatch(words):
            typed, words = typed + words, UNTITLED
            self.draft.ledger.add(
                "見出し（書き加えました）", at, "", words, f"「{typed}」に題がありません。題を書いてください。"
            )
        self.draft.title([span for span in spans if not isinstance(span, Run)], at)
        self.draft.marks[name] = TypedMark(at, found.typed + typed, found.label, "見出し")
        self.owner = words
        self._add(f"{'#' * found.level} {words} {{#{name}}}")
        self.pending = "".join(self.draft.call(span) for span in spans if isinstance(span, NoteRun))
        for picture in found.paragraph.pictures:
            self._figure(picture, at, None)

    def _add(self, text: str) -> None:
        if text:
            self.lines.append(text)

    def _flush(self) -> None:
        """Place calls of a heading below which no text has come."""
        calls, self.pending = self.pending, ""
        if calls:
            self.draft.ledger.add("題の中の脚注（段落にしました）", self.part.heading.at, "", "（注）")
            self._add(f"（注）{calls}")

    def _paragraph(self, block: DocxParagraph) -> None:
        for line in split_lines(block.spans):
            self._line(block, line)

    def _line(self, block: DocxParagraph, spans: tuple[Span, ...]) -> None:
        words = "".join(span.text for span in spans)
        if not words.strip() and not any(isinstance(span, NoteRun) for span in spans):
            return None
        bullet = BULLET.match(words) if isinstance(spans[0], Run) else None
        is_item = bool(block.bullet or (bullet and words[bullet.end() :].strip()))
        if bullet and is_item:
            self.draft.ledger.add(SIGN, block.at, bullet[0])
            spans = (Run(spans[0].text[bullet.end() :]), *spans[1:])
        elif bullet:
            return self.draft.ledger.add(SIGN, block.at, words)
        if block.label and not block.bullet and spans[0] == split_lines(block.spans)[0][0]:
            self.draft.ledger.add(AUTO, block.at, "", block.label)
            spans = (Run(f"{block.label}　"), *spans)
        if block.level > 4:
            self.draft.ledger.add(
                TOO_DEEP,
                block.at,
                "",
                "",
                f"「{words.strip()[:20]}」は、見出しでなく段落にしました（見出しは四段までです）。",
            )
        text = self.draft.line(merged(spans), block.at)
        self._text(text, is_item=is_item)
        return None

    def _text(self, text: str, *, is_item: bool) -> None:
        if not text:
            return
        text, self.pending = text + self.pending, ""
        if is_item and self.lines and self.lines[-1].startswith("- "):
            self.lines[-1] += f"\n- {text}"
        else:
            self._add(f"- {text}" if is_item else text)

    def _captioned(self, block: DocxParagraph, after: Found | None, index: int) -> set[int]:
        if isinstance(after, DocxTable):
            self._table(after, block, block.at)
        elif isinstance(after, DocxParagraph):
            first, *others = after.pictures
            self._figure(first, after.at, block)
            for picture in others:
                self._figure(picture, after.at, None)
        return {index + 1}

    def _pictures(self, block: DocxParagraph, after: Found | None, index: int) -> set[int]:
        """Place the pictures of a paragraph below its words; a title may stand below them."""
        self._paragraph(block)
        below = after if isinstance(after, DocxParagraph) and CAPTION.match(after.text) else None
        for place, picture in enumerate(block.pictures, 1):
            self._figure(picture, block.at, below if place == len(block.pictures) else None)
        return {index + 1} if below else set()

    def _caption(self, block: DocxParagraph | None) -> tuple[str, str]:
        """Part a title into its number and words; readings in it are told."""
        self.draft.title(
            [span for span in block.spans if not isinstance(span, Run)] if block else [], block.at if block else 0
        )
        return caption_of(block)

    def _figure(self, picture: PictureRun, at: int, caption: DocxParagraph | None) -> None:
        if picture.rows:
            self._chart(picture, at, caption)
            return
        self.draft.ledger.add(CHART, at, picture.drawn, "", "中の言葉は入れていません。" if picture.drawn else "")
        number, words = self._caption(caption)
        name = self.draft.figure(picture, caption.at if caption else at, words, number, self.owner)
        if caption or not self.can.plain_pictures:
            self.draft.marks[name] = TypedMark(caption.at if caption else at, number, "", "図や表")
        self._add(f"![]({name})")

    def _chart(self, picture: PictureRun, at: int, caption: DocxParagraph | None) -> None:
        """Write the numbers of a chart as one, or as a table; its title is the one that stands beside it, or its own."""
        own = DocxParagraph(at, (Run(picture.title),)) if picture.title and not caption else None
        if picture.chart:
            self._drawn_chart(picture.chart, picture, at, caption or own)
            return
        kept = "".join(cell for row in picture.rows for cell in row) + (picture.title if own else "")
        remark = "グラフを、値の表にしました。グラフにするには、content/figures に作ってください。"
        self.draft.ledger.add(CHART, at, picture.drawn, kept, remark)
        rows = tuple(tuple(DocxCell((DocxParagraph(at, (Run(cell),)),)) for cell in row) for row in picture.rows)
        if len(rows) > 1:
            self._table(DocxTable(rows), caption or own, caption.at if caption else at)

    def _drawn_chart(self, chart: DrawnChart, picture: PictureRun, at: int, caption: DocxParagraph | None) -> None:
        """Write the numbers of a chart as a chart of the same kind; its words are those that the press then prints."""
        rows = tuple(tuple(clean(cell, at, Ledger()).strip() for cell in row) for row in plotted(picture.rows))
        own = picture.title if caption and caption.text == picture.title else ""
        words = "".join(printed(chart, rows)) + own
        self.draft.ledger.add(
            CHART, at, picture.drawn, words, "グラフを、同じ値のグラフにしました。形を見比べてください。"
        )
        number, said = self._caption(caption)
        name = self.draft.chart(chart, rows, at, (number, said), self.owner)
        self.draft.marks[name] = TypedMark(at, number, "", "図や表")
        self._add(f"![]({name})")

    def _table(self, table: DocxTable, caption: DocxParagraph | None, at: int) -> None:
        if is_frame(table):
            for row in table.rows:
                for cell in row:
                    self._blocks(cell.blocks)
            return
        number, words = self._caption(caption)
        shown = title(clean(words, at, self.draft.ledger), at, self.draft.ledger)
        extra, shown = without_caption(shown) if shown else ("", "")
        self.draft.ledger.add("題の中の番号", at, extra)
        is_titled = bool(shown) or not self.can.untitled_tables
        if is_titled and not shown:
            shown = without_caption(self.owner)[1]
            self.draft.ledger.add(TITLE_ADDED, at, "", shown, f"表に題がありません。仮に「{shown}」としました。")
        digits = figures_of(number)
        name = self.draft.ids.take(f"table{digits}" if digits else f"{self.name}-table")
        if is_titled:
            self.draft.marks[name] = TypedMark(at, number, "", "図や表")
        cells = grid(table, self.draft)
        heads = f" head={cells.heads}" if self.can.joined_cells and cells.heads > 1 else ""
        self._add(
            "\n".join((f"表：{shown}{' ' if shown else ''}{{#{name}{heads}}}", "", *table_lines(cells, self.draft, at)))
        )
        for picture, place in pictures_in(table):
            self.draft.ledger.add("表の中の図", place, "", "", "表の中には図を置けないので、表の後に置きました。")
            self._figure(picture, place, None)

    def _box(self, box: DocxBox) -> None:
        at = next((each.at for each in paragraphs(box.blocks)), 0)
        self.draft.ledger.add(
            "文字の枠（テキストボックス）", at, "", "", "枠の中の文を、置かれていた段落の後に続けました。"
        )
        self._blocks(box.blocks)


def _is_blank(found: Found) -> bool:
    return (
        isinstance(found, DocxParagraph)
        and not found.text.strip()
        and not found.pictures
        and not any(isinstance(span, NoteRun) for span in found.spans)
    )
