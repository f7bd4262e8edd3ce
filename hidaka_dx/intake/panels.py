"""What is set apart in a Word file: boxed columns, legal texts, lists of names, key sentences, lines at the right margin."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from hidaka_dx.intake.blocks import DocxBlock, DocxBox, DocxParagraph, DocxTable, paragraphs
from hidaka_dx.intake.expressible import Expressible
from hidaka_dx.intake.outline import ARTICLE, Found, FoundHeading
from hidaka_dx.intake.tables import is_frame

PanelWord: TypeAlias = Literal["コラム", "理念", "要綱", "名簿", "年表", "右"]
RIGHT: Final = ("right", "end")
NOTE: Final = re.compile(r"[\s　]*(?:資料|出典|※|＊|注|[（(]?単位)")
"""How a note below a table or picture begins, which belongs to it wherever it stands."""
COLUMN: Final = re.compile(r"[\s　]*[【〔＜<]?コラム")
AIM: Final = re.compile("理念|将来像|将来都市像|目指す姿|めざす姿|スローガン|キャッチフレーズ")
NAMES: Final = re.compile("名簿|委員一覧")
CHRONOLOGY: Final = re.compile("経過|経緯|年表|沿革|あゆみ|歩み")
ARTICLE_HEAD: Final = re.compile(r"[\s　]*[(（][^()（）]{1,30}[)）][\s　]*")
LONG: Final = 40
"""Letters from which on what stands in a text box is a text of its own, not the label of a drawing."""


@dataclass(frozen=True)
class PanelDraft:
    """Blocks that are set apart."""

    word: PanelWord
    blocks: tuple[DocxBlock, ...]
    title: DocxParagraph | None = None

    @property
    def at(self) -> int:
        """Its first paragraph."""
        return next((each.at for each in paragraphs(self.blocks)), 0)


def set_apart(blocks: Sequence[Found], owner: str, can: Expressible) -> Iterator[Found | PanelDraft]:
    """Group what is set apart, as far as the press can express it; `owner` is the heading above the first block."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        owner = block.words if isinstance(block, FoundHeading) else owner
        found = _panel(blocks[index:], owner, can)
        if found:
            panel, count = found
            yield panel
            index += count
        else:
            yield block
            index += 1


def _panel(rest: Sequence[Found], owner: str, can: Expressible) -> tuple[PanelDraft, int] | None:
    """Return the panel that begins with the first block, and how many blocks it takes."""
    for found in (_lines(rest, owner, can), _column(rest, can), _list(rest[0], owner, can)):
        if found:
            return found
    return None


def _lines(rest: Sequence[Found], owner: str, can: Expressible) -> tuple[PanelDraft, int] | None:
    """Return paragraphs that are set apart by their place or by what they are."""
    first = rest[0]
    if can.right and (lines := _run(rest, lambda each: each.align in RIGHT and not NOTE.match(each.text))):
        return PanelDraft("右", lines), len(lines)
    if can.laws and _begins_law(rest):
        lines = _run(rest, lambda _each: True)
        return PanelDraft("要綱", lines), len(lines)
    if can.slogans and isinstance(first, DocxParagraph) and _is_slogan(first, owner):
        return PanelDraft("理念", (first,)), 1
    return None


def _column(rest: Sequence[Found], can: Expressible) -> tuple[PanelDraft, int] | None:
    """Return a boxed column, with the line above it if that is its title."""
    first, second = rest[0], rest[1] if len(rest) > 1 else None
    if not can.boxes:
        return None
    if isinstance(first, DocxParagraph) and COLUMN.match(first.text) and not isinstance(second, FoundHeading | None):
        if isinstance(second, DocxBox) or (isinstance(second, DocxTable) and is_frame(second)):
            return PanelDraft("コラム", _inside(second), first), 2
        return None
    is_box = isinstance(first, DocxBox) and len("".join(each.text for each in paragraphs(first.blocks))) >= LONG
    is_framed = isinstance(first, DocxTable) and first.ruled and is_frame(first) and len(_inside(first)) > 0
    if isinstance(first, DocxBox | DocxTable) and (is_box or is_framed):
        return PanelDraft("コラム", _inside(first)), 1
    return None


def _list(first: Found, owner: str, can: Expressible) -> tuple[PanelDraft, int] | None:
    """Return a table that lists names, or what happened when."""
    if not can.laws or not isinstance(first, DocxTable) or is_frame(first):
        return None
    if NAMES.search(owner):
        return PanelDraft("名簿", (first,)), 1
    return (PanelDraft("年表", (first,)), 1) if CHRONOLOGY.search(owner) else None


def _run(rest: Sequence[Found], fits: Callable[[DocxParagraph], bool]) -> tuple[DocxParagraph, ...]:
    """Return the paragraphs of words at the beginning that fit."""
    lines: list[DocxParagraph] = []
    for each in rest:
        if not isinstance(each, DocxParagraph) or each.pictures or not each.text.strip() or not fits(each):
            break
        lines.append(each)
    return tuple(lines)


def _begins_law(rest: Sequence[Found]) -> bool:
    first, *more = rest[:2]
    if not isinstance(first, DocxParagraph):
        return False
    after = more[0] if more and isinstance(more[0], DocxParagraph) else None
    is_head = bool(ARTICLE_HEAD.fullmatch(first.text)) and after is not None and bool(ARTICLE.match(after.text))
    return bool(ARTICLE.match(first.text)) or is_head


def _is_slogan(paragraph: DocxParagraph, owner: str) -> bool:
    words = paragraph.text.strip()
    return paragraph.align == "center" and bool(AIM.search(owner)) and 0 < len(words) <= LONG and "\n" not in words


def _inside(block: DocxBlock) -> tuple[DocxBlock, ...]:
    """Return what a frame or box holds, empty paragraphs left out."""
    cells = (cell.blocks for row in block.rows for cell in row) if isinstance(block, DocxTable) else ()
    held = tuple(each for cell in cells for each in cell) if isinstance(block, DocxTable) else ()
    held = block.blocks if isinstance(block, DocxBox) else held
    return tuple(each for each in held if not isinstance(each, DocxParagraph) or each.text.strip() or each.pictures)
