"""Two small editions of a plan, written as authors write, with a figure and a measure's form in them."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from comparison.documents import document
from hidaka_dx.compose.blocks import Composer
from hidaka_dx.compose.numbering import number
from hidaka_dx.document import (
    Cell,
    ContentsEntry,
    Document,
    Field,
    Figure,
    Form,
    Heading,
    Items,
    Paragraph,
    Part,
    Table,
    Text,
)
from hidaka_dx.source import parse_chapter

FIXTURES = Path(__file__).parent.parent / "fixtures/comparison"
NO_FIGURES: Any = SimpleNamespace(figures={}, footnotes=(), images=frozenset())
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 58.5">'
    '<rect x="1" y="1" width="{}" height="56" fill="none" stroke="#000000"/></svg>\n'
)


@cache
def edition(name: str) -> Document:
    """Give the edition written in `old.md` or `new.md`."""
    chapter, problems = parse_chapter((FIXTURES / f"{name}.md").read_text(encoding="utf-8"), f"{name}.md")
    assert problems == ()
    parts = Composer(NO_FIGURES, number([chapter])).parts(chapter.blocks)
    sheets = Part("sheets", Heading(1, "2", "取組の内容"), (), tuple(map(_sheet, MEASURES[name])))
    figure = _figure("実施" if name == "old" else "実施と検証", 300 if name == "old" else 400)
    parts = (replace(parts[0], blocks=(figure,)), *parts[1:], sheets)
    made = document(parts, "第1版" if name == "old" else "第2版")
    sections = tuple(inner for part in parts for inner in (part, *part.parts))
    contents = tuple(
        ContentsEntry(part.id, part.heading.depth, part.heading.mark, part.heading.title, paged=not part.parts)
        for part in sections
    )
    return replace(made, contents=contents)


def written(text: str, notes: dict[str, str]) -> Document:
    """Give a document written as authors write one, with the footnotes that it calls."""
    chapter, problems = parse_chapter(text, "chapter.md")
    assert problems == ()
    footnotes = tuple(SimpleNamespace(id=name, text=words) for name, words in notes.items())
    manuscript: Any = SimpleNamespace(figures={}, footnotes=footnotes, images=frozenset())
    return document(Composer(manuscript, number([chapter])).parts(chapter.blocks))


def _figure(step: str, width: int) -> Figure:
    spoken = f"計画、{step}、評価、見直しの順にめぐります。"
    return Figure(
        "cycle", 1, "進め方", "4つの段階を繰り返します。", spoken, 3.0, DRAWING.format(width), None, None, False, ()
    )


Measure = tuple[str, str, str, tuple[str, ...], tuple[str, ...], tuple[int, ...]]
"""Number, name, aim; targets and stages by year, and over how many years the stages go."""
MEASURES: dict[str, list[Measure]] = {
    "old": [
        ("1-1", "オンライン申請の拡大", "48件の手続を、申請しやすくします。", ("70", "100"), ("構築", "運用"), (1, 1)),
        ("1-2", "会議録の作成の効率化", "会議録を早く作ります。", ("2", "1"), ("運用", ""), (1, 1)),
    ],
    "new": [
        ("1-1", "オンライン申請の拡大", "117件の手続を、申請しやすくします。", ("70", "140"), ("運用",), (2,)),
        ("1-3", "書かない窓口の展開", "支所でも、書かずに申請できます。", ("―", "3"), ("", "構築"), (1, 1)),
    ],
}


def _sheet(measure: Measure) -> Part:
    code, name, aim, targets, stages, spans = measure
    owner = f"measure.{code}"
    actions = Items(f"{owner}.actions", False, ((_words(f"{owner}.actions.1", "手順を見直します。"),),))
    rows = ((Field("めざす姿", (_words(f"{owner}.めざす姿", aim),)),), (Field("取組内容", (actions,)),))
    targets_row = (_cell("目標"), *map(_cell, targets))
    stage_row = (
        _cell("段階"),
        *(Cell((Text(word),), span, bar=bool(word)) for word, span in zip(stages, spans, strict=True)),
    )
    head = tuple(map(_cell, ("年度", "R8", "R9")))
    table = Table(f"{owner}.years", None, "目標と工程", head, (targets_row, stage_row), (0.4, 0.3, 0.3), captioned=True)
    return Part(owner, Heading(2, code, name), (Form(f"{owner}.form", rows), table))


def _words(name: str, text: str) -> Paragraph:
    return Paragraph(name, (Text(text),))


def _cell(text: str) -> Cell:
    return Cell((Text(text),))


OLD, NEW = edition("old"), edition("new")
