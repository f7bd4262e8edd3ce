"""Do the parts of a manuscript fit together: ids, levels, numbers, references."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import Block, Chapter, FigureCall, Heading, Inline, Items, Paragraph, Reference, Table

TYPED_NUMBER: Final = re.compile(
    r"[(（]?[0-9０-９]+[)）.．、\s　]|[(（][ア-ンa-zａ-ｚ一二三四五六七八九十]{1,2}[)）]|[ア-ン][\s　.．、]"
    r"|[①-⑳]|第[0-9０-９一二三四五六七八九十]+[章節項]",
)
"""What people type before a heading's words: 「1 」「(1)」「ア　」「第1章」 (公用文の項目記号, rule K08)."""
DEEPEST: Final = 4


def check_prose(chapters: Sequence[Chapter], figures: Mapping[str, Place]) -> Iterator[Problem]:
    """Find ids used twice or unknown, skipped levels, typed numbers. `figures` holds the file of each figure."""
    blocks = [tuple(_all_blocks(chapter.blocks)) for chapter in chapters]
    for chapter, chapter_blocks in zip(chapters, blocks, strict=True):
        yield from _levels(chapter, [block for block in chapter_blocks if isinstance(block, Heading)])
    together = [block for chapter_blocks in blocks for block in chapter_blocks]
    headings = [block for block in together if isinstance(block, Heading)]
    yield from _typed_numbers(headings)
    named = [
        block for block in together if isinstance(block, Heading | Table) or (isinstance(block, Paragraph) and block.id)
    ]
    yield from _ids(named, figures)
    yield from _calls([block for block in together if isinstance(block, FigureCall)], figures)
    known = {block.id for block in named if block.id} | set(figures)
    yield from _references([inline for inline in inlines_of(chapters) if isinstance(inline, Reference)], known)


def inlines_of(chapters: Iterable[Chapter]) -> Iterator[Inline]:
    """Give everything that stands inside the lines of the chapters, in order."""
    for chapter in chapters:
        for block in _all_blocks(chapter.blocks):
            if isinstance(block, Paragraph):
                yield from block.inlines
            elif isinstance(block, Table):
                yield from (inline for row in (block.head, *block.rows) for cell in row for inline in cell)


def named_parts(chapters: Iterable[Chapter]) -> tuple[str, ...]:
    """Give the ids of all sections and of the paragraphs that have one."""
    blocks = (block for chapter in chapters for block in _all_blocks(chapter.blocks))
    return tuple(block.id for block in blocks if isinstance(block, Heading | Paragraph) and block.id)


def _all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Items):
            for item in block.items:
                yield from _all_blocks(item)


def _levels(chapter: Chapter, headings: list[Heading]) -> Iterator[Problem]:
    if not chapter.blocks or not isinstance(chapter.blocks[0], Heading) or chapter.blocks[0].level != 1:
        yield Problem(
            chapter.place, "章の見出しがありません。最初の行に「# 章の名前 {#id}」を書いてください。", "heading-level"
        )
    before = 0
    for heading in headings:
        if heading.level > min(before + 1, DEEPEST) and before:
            marks = "#" * (before + 1)
            message = f"見出しの段が飛んでいます（{before}段の次に{heading.level}段）。「{marks}」に直してください。"
            yield Problem(heading.place, message, "heading-level")
        elif heading.level == 1 and before:
            yield Problem(
                heading.place, "一つのファイルに章は一つです。別のファイルに分けてください。", "heading-level"
            )
        before = heading.level


def _typed_numbers(headings: list[Heading]) -> Iterator[Problem]:
    for heading in headings:
        found = TYPED_NUMBER.match(heading.title)
        if found:
            message = f"見出しに番号「{found[0].strip()}」が書かれています。番号は自動で付くので、取り除いてください。"
            yield Problem(heading.place, message, "heading-number")


def _ids(named: list[Heading | Table | Paragraph], figures: Mapping[str, Place]) -> Iterator[Problem]:
    first: dict[str, Place] = dict(figures)
    for block in named:
        if block.id in first:
            message = f"id `{block.id}` は {first[block.id]} でも使われています。別のidにしてください。"
            yield Problem(block.place, message, "id-duplicate")
        elif block.id:
            first[block.id] = block.place


def _calls(calls: list[FigureCall], figures: Mapping[str, Place]) -> Iterator[Problem]:
    seen: set[str] = set()
    for call in calls:
        if call.figure not in figures:
            message = (
                f"図 `{call.figure}` がありません。content/figures/{call.figure}.yaml を置くか、名前を直してください。"
            )
            yield Problem(call.place, message + near(call.figure, figures), "figure-missing")
        elif call.figure in seen:
            yield Problem(
                call.place,
                f"図 `{call.figure}` が二度置かれています。二度目は [](#{call.figure}) で参照してください。",
                "figure-twice",
            )
        seen.add(call.figure)
    if not seen <= set(figures):
        return  # a figure that is called by a wrong name is not unused
    for figure in sorted(set(figures) - seen):
        message = f"図 `{figure}` はどの章にも置かれていません。![]({figure}) で置くか、ファイルを除いてください。"
        yield Problem(figures[figure], message, "figure-unused")


def _references(references: list[Reference], known: set[str]) -> Iterator[Problem]:
    for reference in references:
        if reference.target not in known:
            message = f"参照先 `{reference.target}` がありません。見出し・図・表のidを書いてください。"
            yield Problem(reference.place, message + near(reference.target, known), "reference")


def near(word: str, known: Iterable[str]) -> str:
    """Suggest the known word that is most like this one, if any is."""
    found = get_close_matches(word, sorted(known), n=1)
    return f"`{found[0]}` ではありませんか。" if found else ""
