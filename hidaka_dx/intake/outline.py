"""Which paragraphs of a Word file are headings and of what level, whatever people used to make them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from hidaka_dx.intake.blocks import DocxBlock, DocxBox, DocxParagraph, DocxTable, Run
from hidaka_dx.intake.tables import is_frame
from hidaka_dx.intake.typed_numbers import BIG, CAPTION, TypedNumber, typed_number
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.japanese.marks import MarkStyle

DEEPEST: Final = 4
LONGEST: Final = 60
"""Letters of a heading that is none by its style."""
FEW: Final = 2
"""Headings by style from which on a file is taken to use styles."""
LARGER: Final = 1.15
"""How much larger than the text the letters of a heading are."""
ENDS: Final = ("。", "、", "，", "．", "；", "：")
ALONE: Final = re.compile(r"[\s　]*第[\s　]*[0-9０-９一二三四五六七八九十]{1,3}[\s　]*[編部章節][\s　]*")
"""A number of a heading without its words."""
KNOWN: Final = re.compile(
    "はじめに|おわりに|あとがき|まえがき|(?:町長|市長|村長|知事)?の?(?:ご|御)?(?:あいさつ|挨拶)|資料編?|参考資料|巻末資料|付属資料"
    "|(?:[都道府県市区町村]民の?)?(?:皆様|皆さま|皆さん|みなさま|みなさん)へ|附属資料|付録|用語(?:解説|集|の?説明|の解説)"
)
"""Headings without a number that every plan knows."""
MATERIAL: Final = re.compile(r"[【〔]?(?:参考)?資料[\s　]*[0-9０-９]{1,2}[】〕]?(?:[\s　:：－-]+\S|$)")
"""資料1 before a title."""
ARTICLE: Final = re.compile(r"[\s　]*第[\s　]*[0-9０-９一二三四五六七八九十]+[\s　]*条")
"""An article of a law: the figures below it are no headings."""


@dataclass(frozen=True)
class FoundHeading:
    """A heading of the file."""

    at: int
    level: int
    words: str
    """Without its number."""
    typed: str
    """The number as people typed it, empty where they did not."""
    label: str
    """The number that Word put there."""
    style: MarkStyle | None
    """The style of that number; none where it has no number, or one of no known style."""
    paragraph: DocxParagraph


Found: TypeAlias = FoundHeading | DocxBlock


def find_headings(blocks: Sequence[DocxBlock]) -> list[Found]:
    """Replace paragraphs that are headings; what stands in tables and boxes is none."""
    blocks = list(_numbers_joined(blocks))
    texts = [each for each in blocks if isinstance(each, DocxParagraph)]
    styled = sum(1 for each in texts if each.level and each.text.strip()) >= FEW
    usual = _usual_size(texts)
    numbers = [_candidate(each, usual, styled=styled) for each in blocks]
    chosen = list(_chosen(blocks, numbers))
    return list(_levelled(blocks, chosen))


def lifted(blocks: Sequence[DocxBlock]) -> Iterator[DocxBlock]:
    """Take headings out of the boxes and frames that adorn them, with all that stands beside them there."""
    for block in blocks:
        inner: tuple[DocxBlock, ...] = ()
        if isinstance(block, DocxBox):
            inner = block.blocks
        elif isinstance(block, DocxTable) and is_frame(block):
            inner = tuple(each for row in block.rows for cell in row for each in cell.blocks)
        if any(isinstance(each, DocxParagraph) and _is_adorned(each) for each in inner):
            yield from lifted(inner)
        else:
            yield block


def _is_adorned(paragraph: DocxParagraph) -> bool:
    """Tell whether a paragraph in a box or frame is a heading: by its style, or by a number that only headings have."""
    if not paragraph.text.strip() or paragraph.contents:
        return False
    number = typed_number(paragraph.text)
    is_big = number is not None and number.style in BIG and len(paragraph.text) <= LONGEST
    return (
        bool(paragraph.level) or (is_big and not paragraph.text.endswith(ENDS)) or bool(ALONE.fullmatch(paragraph.text))
    )


def _numbers_joined(blocks: Sequence[DocxBlock]) -> Iterator[DocxBlock]:
    """Join a number that stands in a line of its own with the words below it: 「第１章」 and 「計画の概要」."""
    waiting: DocxParagraph | None = None
    for block in blocks:
        if waiting and isinstance(block, DocxParagraph) and _is_empty(block):
            yield block
        elif (
            waiting
            and isinstance(block, DocxParagraph)
            and len(block.text) <= LONGEST
            and not block.text.endswith(ENDS)
        ):
            yield replace(
                block,
                at=waiting.at,
                spans=(*waiting.spans, Run("　"), *block.spans),
                level=waiting.level or block.level,
            )
            waiting = None
        else:
            if waiting:
                yield waiting
            alone = isinstance(block, DocxParagraph) and bool(ALONE.fullmatch(block.text))
            waiting = block if alone and isinstance(block, DocxParagraph) else None
            if not alone:
                yield block
    if waiting:
        yield waiting


def _usual_size(texts: Iterable[DocxParagraph]) -> float:
    """Return the size of most letters; nought where only the styles know it."""
    sizes: defaultdict[float, int] = defaultdict(int)
    for each in texts:
        sizes[each.size] += len(each.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


@dataclass(frozen=True)
class _Mark:
    """Why a paragraph may be a heading."""

    number: TypedNumber | None
    style: MarkStyle | None
    level: int
    """By its style; nought for none."""
    strong: bool
    """Whether it is one wherever it stands."""


def _candidate(block: DocxBlock, usual: float, *, styled: bool) -> _Mark | None:
    if not isinstance(block, DocxParagraph) or block.contents or not block.text.strip():
        return None
    label = typed_number(f"{block.label}　題") if block.label and not block.bullet else None
    number = None if label else typed_number(block.text)
    found = number or label
    style = found.style if found else None
    if block.level:
        return _Mark(number, style, block.level, strong=True)
    if not _looks_like_heading(block):
        return None
    if _is_known(block):
        return _Mark(None, None, 0, strong=True)
    if style in BIG:
        return _Mark(number, style, 0, strong=True)
    stands_out = block.bold or (usual and block.size > usual * LARGER)
    return _Mark(number, style, 0, strong=False) if number and (stands_out or not styled) else None


def _looks_like_heading(block: DocxParagraph) -> bool:
    """Tell whether a paragraph without the style of one may be a heading: short, one line, no sentence, no caption."""
    text = block.text.strip()
    if len(text) > LONGEST or "\n" in text or text.endswith(ENDS) or block.pictures:
        return False
    return not (ARTICLE.match(text) or CAPTION.match(text) or (block.label and not block.bullet and not block.bold))


def _is_known(block: DocxParagraph) -> bool:
    """Tell whether a paragraph is a heading that has no number in any plan."""
    return bool(KNOWN.fullmatch(narrowed(block.text)) or MATERIAL.match(block.text.strip()))


def _chosen(blocks: Sequence[DocxBlock], marks: Sequence[_Mark | None]) -> Iterator[_Mark | None]:
    """Drop what is an entry of a list, or a paragraph or item of a law."""
    in_law = False
    filled = [
        index for index, block in enumerate(blocks) if not (isinstance(block, DocxParagraph) and _is_empty(block))
    ]
    beside = {
        index: (before, after) for before, index, after in zip([-1, *filled], filled, [*filled[1:], -1], strict=False)
    }
    for index, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        if isinstance(block, DocxParagraph) and ARTICLE.match(block.text):
            in_law = True
        if mark and mark.strong:
            in_law = False
        if not mark or mark.strong:
            yield mark
            continue
        near = (marks[each] for each in beside.get(index, (-1, -1)) if each >= 0)
        is_entry = any(other and not other.strong and other.style == mark.style for other in near)
        yield None if in_law or is_entry else mark


def _is_empty(paragraph: DocxParagraph) -> bool:
    return not paragraph.text.strip() and not paragraph.pictures


def _levelled(blocks: Sequence[DocxBlock], marks: Sequence[_Mark | None]) -> Iterator[Found]:
    """Give each heading its level: by its style, by the kind of its number, by what it stands below."""
    styles = _style_levels([mark for mark in marks if mark and mark.level])
    kinds: dict[MarkStyle, int] = _kind_levels(marks, styles)
    before = 0
    for block, mark in zip(blocks, marks, strict=True):
        if not mark or not isinstance(block, DocxParagraph):
            yield block
            continue
        level = _level(block, mark, styles, kinds, before)
        level = min(level, before + 1)
        if level > DEEPEST:
            yield block
            continue
        before = level
        typed = mark.number.text if mark.number else ""
        words = "　".join(block.text.removeprefix(typed).split())
        label = "" if block.bullet else block.label
        yield FoundHeading(block.at, level, words, typed.strip(), label, mark.style, block)


def _style_levels(marks: Iterable[_Mark]) -> dict[tuple[int, int], int]:
    """Return the levels that styles give, from 1; 章 and 節 that have the same style are two levels."""
    ranks: defaultdict[int, set[int]] = defaultdict(set)
    for mark in marks:
        ranks[mark.level].add(_rank(mark))
    pairs = sorted((level, rank) for level, found in ranks.items() for rank in (found - {len(BIG)} or {len(BIG)}))
    return {pair: place for place, pair in enumerate(pairs, 1)}


def _rank(mark: _Mark) -> int:
    return BIG.index(mark.style) if mark.style in BIG else len(BIG)


def _kind_levels(marks: Sequence[_Mark | None], styles: dict[tuple[int, int], int]) -> dict[MarkStyle, int]:
    """Tell the levels of numbers that styles have shown; 編, 章, 節 follow each other in any case."""
    kinds: dict[MarkStyle, int] = {}
    for mark in marks:
        if mark and mark.level and mark.style:
            kinds.setdefault(mark.style, _styled_level(mark, styles))
    if not kinds:
        present = {mark.style for mark in marks if mark and mark.style}
        kinds = {style: place for place, style in enumerate([style for style in BIG if style in present], 1)}
    return kinds


def _styled_level(mark: _Mark, styles: dict[tuple[int, int], int]) -> int:
    exact = styles.get((mark.level, _rank(mark)))
    return exact or min(place for (level, _), place in styles.items() if level == mark.level)


def _level(
    block: DocxParagraph,
    mark: _Mark,
    styles: dict[tuple[int, int], int],
    kinds: dict[MarkStyle, int],
    before: int,
) -> int:
    if mark.level:
        return _styled_level(mark, styles)
    if mark.style is None:
        return 2 if MATERIAL.match(block.text.strip()) and before else 1
    return kinds.setdefault(mark.style, before + 1 if kinds else 1)
