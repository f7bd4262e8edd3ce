"""The manuscript as it grows while a file is brought in: its chapters, figures, notes, and the numbers that stood in the file."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from hidaka_dx.files.pictures import PNG, usable_picture
from hidaka_dx.intake.blocks import DrawnChart, Ledger, NoteRun, PictureRun, RubyRun, Span
from hidaka_dx.intake.cleaning import clean, data_words, inside, paragraph, title
from hidaka_dx.intake.expressible import NOW, Expressible
from hidaka_dx.intake.identifiers import Identifiers
from hidaka_dx.intake.typed_numbers import without_caption
from hidaka_dx.office_files import OfficePackage
from hidaka_dx.source.schema_line import schema_line
from hidaka_dx.source.yaml_nodes import quoted
from hidaka_dx.wording import ALT_PENDING

EMPTY: Final = "この図は取り込めませんでした"
"""What an empty frame says."""
LINE: Final = 17.0
"""Points of a line of text, by which the height of a picture is counted."""
HEIGHTS: Final = (4, 30)
"""Lines that a figure may have."""
USUAL_HEIGHT: Final = 12
RUBY: Final = "題の中のルビ"
NOTE: Final = "題の中の脚注（本文に置きました）"
CHART: Final = "グラフや図形の中の言葉"
FIGURE: Final = (
    schema_line("content/figures/name.yaml", "figure")
    + """\
# Wordのファイルから取り込んだ図。title は図の下に印刷される題、alt は耳で聞く人のための説明（図が何を伝えるか）。
kind: picture
{title}
alt: {alt}
image: {image}
missing: {missing}
lines: {lines}
"""
)
CHART_FILE: Final = (
    schema_line("content/figures/name.yaml", "figure")
    + """\
# Wordのグラフから取り込んだ値。type（グラフの形）は bar、grouped、stacked、band、line、pie から選べる。
kind: chart
type: {type}
title: {title}
{unit}data:
{rows}
"""
)
ALT: Final = f"取り込んだ図「{{}}」。{ALT_PENDING}"


class TypedMark(NamedTuple):
    """The number of a heading, figure or table in the file."""

    at: int
    typed: str
    """As people typed it; empty where they did not."""
    label: str
    """As Word put it there."""
    what: Literal["見出し", "図や表"]


@dataclass
class ManuscriptDraft:
    """Files to be, and what is known about them."""

    package: OfficePackage
    notes: Mapping[str, str]
    ledger: Ledger
    can: Expressible = NOW
    ids: Identifiers = field(default_factory=Identifiers)
    chapters: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    footnotes: dict[str, str] = field(default_factory=dict)
    """By the id that chapters call them by."""
    marks: dict[str, TypedMark] = field(default_factory=dict)
    """Numbers that stood in the file, by the id of what they number."""
    _images: dict[str, str] = field(default_factory=dict)
    _notes: dict[str, str] = field(default_factory=dict)

    def line(self, spans: Sequence[Span], at: int, *, start: bool = True) -> str:
        """Write a line of a chapter; `start` where it begins a paragraph. Pictures are left out."""
        written = []
        for index, span in enumerate(spans):
            match span:
                case RubyRun():
                    written.append(self._ruby(span, at))
                case NoteRun():
                    written.append(self.call(span))
                case PictureRun():
                    pass
                case _ if index == 0:
                    words = clean(span.text, at, self.ledger).lstrip()
                    written.append((paragraph if start else inside)(words, at, self.ledger))
                case _:
                    written.append(inside(clean(span.text, at, self.ledger), at, self.ledger))
        return "".join(written).strip()

    def _ruby(self, span: RubyRun, at: int) -> str:
        base, reading = (clean(text, at, self.ledger).strip() for text in (span.text, span.reading))
        return f"｛{base}｜{reading}｝" if base and reading else base + reading

    def title(self, spans: Sequence[Span], at: int) -> str:
        """Write a title; readings are dropped, calls of notes are the caller's to place."""
        for span in spans:
            if isinstance(span, RubyRun):
                self.ledger.add(
                    RUBY, at, span.reading, "", f"題の中ではルビが使えません：{span.text}（{span.reading}）"
                )
        words = "".join(span.text for span in spans)
        return title(clean(words, at, self.ledger), at, self.ledger)

    def call(self, span: NoteRun) -> str:
        """Write the call of a note; a note without words has none."""
        words = self.notes.get(span.key, "").strip()
        if not words:
            return ""
        if span.key not in self._notes:
            name = self.ids.take(f"fn{len(self._notes) + 1}")
            self._notes[span.key] = name
            self.footnotes[name] = data_words(words, 0, self.ledger)
        return f"[^{self._notes[span.key]}]"

    def lost_notes(self) -> None:
        """Write down notes that nothing calls."""
        for key, words in self.notes.items():
            if key not in self._notes:
                self.ledger.add("どこからも呼ばれていない注", 0, words)

    def figure(self, picture: PictureRun, at: int, caption: str, number: str, owner: str) -> str:
        """Add a figure with its picture; return its id."""
        is_plain = self.can.plain_pictures and not caption
        words = picture.words if 2 <= len(picture.words) <= 60 else ""
        shown = self._titled(caption, words or f"{owner}の図", at, is_told=not is_plain)
        name = self._named(number)
        tall = round(picture.height / LINE) if picture.height else USUAL_HEIGHT
        alt = picture.words if 5 <= len(picture.words) <= 200 and picture.words != shown else ALT.format(shown[:100])
        image = self.image(picture, at, name)
        self.figures[name] = FIGURE.format(
            title="plain: yes" if is_plain else f"title: {one_line(shown)}",
            alt=one_line(clean(alt, at, Ledger())),
            image=image,
            missing=one_line(EMPTY),
            lines=min(max(tall, HEIGHTS[0]), HEIGHTS[1]),
        )
        if alt != picture.words:
            self.ledger.add(
                "図の説明", at, "", "", f"content/figures/{name}.yaml の alt に、図が伝えることを書いてください。"
            )
        return name

    def chart(
        self, drawn: DrawnChart, rows: Sequence[Sequence[str]], at: int, caption: tuple[str, str], owner: str
    ) -> str:
        """Add a figure that draws the numbers of a chart; return its id. Takes its number and title in the file."""
        number, words = caption
        name = self._named(number)
        self.figures[name] = CHART_FILE.format(
            type=drawn.type,
            title=one_line(self._titled(words, f"{owner}のグラフ", at, is_told=True)),
            unit=f"unit: {one_line(drawn.unit)}\n" if drawn.unit else "",
            rows="\n".join(f"  - [{', '.join(map(one_line, row))}]" for row in rows),
        )
        return name

    def _named(self, number: str) -> str:
        return self.ids.take(f"figure{figures_of(number)}" if number else "figure")

    def _titled(self, caption: str, otherwise: str, at: int, *, is_told: bool) -> str:
        """Return the title of a figure; `is_told` says whether one that the file does not have is written down."""
        ledger = self.ledger if caption else Ledger()
        number_in_title, shown = without_caption(title(clean(caption or otherwise, at, ledger), at, ledger))
        if not caption and is_told:
            self.ledger.add(
                "図の題（書き加えました）", at, "", shown, f"図に題がありません。仮に「{shown}」としました。"
            )
        elif caption and number_in_title:
            self.ledger.add("題の中の番号", at, number_in_title, "", f"題の「{number_in_title}」を取り除きました。")
        return shown

    def image(self, picture: PictureRun, at: int, name: str) -> str:
        """Keep a picture under a plain name; one that the press cannot print leaves an empty frame."""
        if picture.path in self._images:
            return self._images[picture.path]
        content = self.package.parts.get(picture.path, b"")
        usable = usable_picture(content) if content else None
        if usable is None:
            what = picture.path.rpartition("/")[2] or picture.words or "図"
            self.ledger.add(
                "取り込めない図",
                at,
                "",
                "",
                f"「{what}」は、印刷できない形です。PNGにして assets/images/{name}.png に置いてください。",
            )
            return f"{name}.png"
        ending = "png" if usable.startswith(PNG) else "jpg"
        file = f"{self.ids.take('image')}.{ending}"
        self.images[file] = usable
        self._images[picture.path] = file
        return file


def one_line(words: str) -> str:
    """Write words as a YAML value on one line."""
    return quoted(" ".join(words.split("\n")))


def figures_of(number: str) -> str:
    """Return the figures of a number: 2-1 for 図表２－１."""
    return "-".join(re.findall("[0-9]+", unicodedata.normalize("NFKC", number)))
