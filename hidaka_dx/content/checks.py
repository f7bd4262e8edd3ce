"""Consistency checks across a manuscript's files: ids, heading levels, references."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from hidaka_dx.content.titles import check_titles
from hidaka_dx.content.walk import all_blocks, inlines_of
from hidaka_dx.files.pictures import ENDINGS
from hidaka_dx.japanese.marks import OFFICIAL, Marks, mark, most
from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import (
    Block,
    Chapter,
    FigureCall,
    Reference,
    WrittenHeading,
    WrittenNoteCall,
    WrittenParagraph,
    WrittenTable,
)

DEEPEST: Final = 4
MOST_HEADINGS: Final = 3000
"""Headings of a plan: they fill 360 pages, and take less than half of the time and memory that the press grants."""
MOST_NOTES: Final = 100
"""Footnotes of one paragraph: a page has room for some twenty, so that more stand pages behind their calls."""
ID: Final = re.compile(r"[a-z][a-z0-9-]*")
RESERVED: Final = re.compile(r"glossary|revisions|figure-list|body|note-.*")
"""Ids that templates and composers give to parts of their own."""


def check_prose(
    chapters: Sequence[Chapter], figures: Mapping[str, Place], styles: Marks = OFFICIAL, *, whole: bool
) -> Iterator[Problem]:
    """Find duplicate or unknown ids, skipped levels, typed numbers.

    One cause is told once: a missing figure where it is called, a table without its id there; what refers to them is not.

    `figures` holds the file of each figure, `styles` the marks of headings. If these are not the `whole` of the chapters, unknown ids may be defined
    in the others and are not reported.
    """
    blocks = [tuple(all_blocks(chapter.blocks)) for chapter in chapters]
    for chapter, chapter_blocks in zip(chapters, blocks, strict=True):
        headings = [block for block in chapter_blocks if isinstance(block, WrittenHeading)]
        yield from _levels(chapter, headings)
        yield from _notes(chapter_blocks)
    together = [block for chapter_blocks in blocks for block in chapter_blocks]
    headed = [block for block in together if isinstance(block, WrittenHeading)]
    yield from _many(headed)
    yield from _marks(headed, styles)
    yield from check_titles(together)
    named = [
        block
        for block in together
        if isinstance(block, WrittenHeading | WrittenTable) or (isinstance(block, WrittenParagraph) and block.id)
    ]
    yield from _ids(named, figures)
    yield from _calls([block for block in together if isinstance(block, FigureCall)], figures, whole=whole)
    if not whole:
        return
    called = {block.figure for block in together if isinstance(block, FigureCall)}
    known = {block.id for block in named if block.id} | set(figures) | called
    untitled = {block.place.path for block in together if isinstance(block, WrittenTable) and not block.id}
    references = [inline for inline in inlines_of(chapters) if isinstance(inline, Reference)]
    yield from _references([each for each in references if each.place.path not in untitled], known)


def check_figure_names(figures: Mapping[str, Place]) -> Iterator[Problem]:
    """Find figures whose file name cannot be their id."""
    for name, place in figures.items():
        if not ID.fullmatch(name):
            message = f"図のファイル名 `{name}` はidになりません。半角英小文字で始め、英小文字・数字・- だけの名前に変えてください。"
            yield Problem(place, message, "figure-name")
        elif RESERVED.fullmatch(name):
            yield Problem(place, f"`{name}` はしくみが使う名前です。図のファイル名を変えてください。", "id-reserved")


def _levels(chapter: Chapter, headings: list[WrittenHeading]) -> Iterator[Problem]:
    if not chapter.blocks or not isinstance(chapter.blocks[0], WrittenHeading) or chapter.blocks[0].level != 1:
        yield Problem(
            chapter.place, "章の見出しがありません。最初の行に「# 章の名前 {#id}」を書いてください。", "heading-level"
        )
    before = 0
    for heading in headings:
        if heading.level > DEEPEST:
            message = f"見出しは{DEEPEST}段（「{'#' * DEEPEST}」）までです。段を上げるか、箇条書きにしてください。"
            yield Problem(heading.place, message, "heading-level")
        elif heading.level > before + 1 and before:
            marks = "#" * (before + 1)
            message = f"見出しの段が飛んでいます（{before}段の次に{heading.level}段）。「{marks}」に直してください。"
            yield Problem(heading.place, message, "heading-level")
        elif heading.level == 1 and before:
            yield Problem(
                heading.place, "一つのファイルに章は一つです。別のファイルに分けてください。", "heading-level"
            )
        before = min(heading.level, DEEPEST)


def _marks(headings: Sequence[WrittenHeading], styles: Marks) -> Iterator[Problem]:
    """Find headings beyond the last available mark, ン or Ⅻ."""
    counts = [0] * (DEEPEST + 1)
    for heading in headings:
        level = min(heading.level, DEEPEST)
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST - level)
        limit = most(styles[level - 1])
        if limit and counts[level] == limit + 1:
            marks = f"{mark(styles[level - 1], [1])}〜{mark(styles[level - 1], [limit])}"
            message = f"同じ段の見出しが{limit}を超え、付ける番号（{marks}）がありません。上の段を分けてください。"
            yield Problem(heading.place, message, "heading-count")


def _many(headings: Sequence[WrittenHeading]) -> Iterator[Problem]:
    if len(headings) > MOST_HEADINGS:
        message = f"見出しが全部で{len(headings)}あります。組めるのは{MOST_HEADINGS}までです。節をまとめてください。"
        yield Problem(headings[MOST_HEADINGS].place, message, "heading-count")


def _notes(blocks: Iterable[Block]) -> Iterator[Problem]:
    """Find paragraphs with footnotes too far from their calls."""
    for paragraph in (block for block in blocks if isinstance(block, WrittenParagraph)):
        calls = [inline for inline in paragraph.inlines if isinstance(inline, WrittenNoteCall)]
        if len(calls) > MOST_NOTES:
            message = f"一つの段落に脚注が{len(calls)}あります。{MOST_NOTES}までです。段落を分けてください。"
            yield Problem(calls[MOST_NOTES].place, message, "footnote-count")


def _ids(
    named: list[WrittenHeading | WrittenTable | WrittenParagraph], figures: Mapping[str, Place]
) -> Iterator[Problem]:
    first: dict[str, Place] = dict(figures)
    for block in named:
        if block.id and RESERVED.fullmatch(block.id):
            yield Problem(block.place, f"id `{block.id}` はしくみが使います。別のidにしてください。", "id-reserved")
        if block.id in first:
            message = f"id `{block.id}` は {first[block.id]} でも使われています。別のidにしてください。"
            yield Problem(block.place, message, "id-duplicate")
        elif block.id:
            first[block.id] = block.place


def _calls(calls: list[FigureCall], figures: Mapping[str, Place], *, whole: bool) -> Iterator[Problem]:
    seen: set[str] = set()
    for call in calls:
        if call.figure not in figures:
            yield Problem(call.place, _missing(call.figure, figures), "figure-missing")
        elif call.figure in seen:
            yield Problem(
                call.place,
                f"図 `{call.figure}` が二度置かれています。二度目は [](#{call.figure}) で参照してください。",
                "figure-twice",
            )
        seen.add(call.figure)
    if not whole or not seen <= set(figures):
        return  # a figure referenced by a misspelt name does not count as unused
    for figure in sorted(set(figures) - seen):
        message = f"図 `{figure}` はどの章にも置かれていません。![]({figure}) で置くか、ファイルを除いてください。"
        yield Problem(figures[figure], message, "figure-unused")


def _missing(figure: str, figures: Mapping[str, Place]) -> str:
    stem, dot, ending = figure.rpartition(".")
    if dot and f".{ending}".lower() in ENDINGS:
        return (
            f"写真のファイル `{figure}` は、図としてここに置けません。content/figures/ に図のファイル（kind: picture、image: {figure}）を"
            f"作り、そのファイルの名前で ![]({stem if ID.fullmatch(stem) else 'photo'}) と書いてください。{near(stem, figures)}"
        )
    if not ID.fullmatch(figure):
        form = "半角英小文字で始め、英小文字・数字・- だけを使ってください。"
        return f"図のid `{figure}` が正しくありません。{form}{near(figure, figures)}"
    message = f"図 `{figure}` がありません。content/figures/{figure}.yaml を置くか、名前を直してください。"
    return message + near(figure, figures)


def _references(references: list[Reference], known: set[str]) -> Iterator[Problem]:
    for reference in references:
        if reference.target not in known:
            message = f"参照先 `{reference.target}` がありません。見出し・図・表のidを書いてください。"
            yield Problem(reference.place, message + near(reference.target, known), "reference")


def near(word: str, known: Iterable[str]) -> str:
    """Return the most similar known word, if any is similar."""
    found = get_close_matches(word, sorted(known), n=1)
    return f"`{found[0]}` ではありませんか。" if found else ""
