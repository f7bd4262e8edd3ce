"""Tables of a Word file as tables of a chapter: cells joined in both directions, two rows of heads, lines and lists in cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx.intake.blocks import (
    DocxCell,
    DocxTable,
    PictureRun,
    paragraphs,
)
from hidaka_dx.intake.cleaning import bare
from hidaka_dx.intake.drafting import ManuscriptDraft
from hidaka_dx.japanese.letters import narrowed

NUMBER: Final = re.compile(r"[△▲+\-－▼約]?[0-9][0-9,.]*(?:[%％]|[円人件回年台戸世帯千万億]{1,3})?|[-－―—…]|")
LEFT, ABOVE, BREAK = "<", "^", "<br>"
"""Signs of joined cells and of line breaks."""
EXCERPT: Final = 12
"""Letters of a cell by which it is named."""
JOINED: Final = "表の結合したセル"


class DocxGridCell(NamedTuple):
    """A place in the grid of a table."""

    words: str
    """Ready for a chapter."""
    across: bool = False
    """Whether it belongs to the cell to its left."""
    down: bool = False
    """Whether it belongs to the one above."""


@dataclass(frozen=True)
class WrittenGrid:
    """A table, ready to be written."""

    heads: int
    rows: tuple[tuple[DocxGridCell, ...], ...]

    @property
    def is_joined(self) -> bool:
        """Tell whether cells are joined."""
        return any(cell.across or cell.down for row in self.rows for cell in row)


def is_frame(table: DocxTable) -> bool:
    """Tell whether a table is none: it frames a text, or puts a picture beside one."""
    cells = [cell for row in table.rows for cell in row]
    filled = [cell for cell in cells if cell.text.strip() or _pictures(cell)]
    return len(filled) <= 1 or len(table.rows) == 1 or (not table.ruled and any(map(_pictures, cells)))


def _pictures(cell: DocxCell) -> list[PictureRun]:
    return [picture for each in paragraphs(cell.blocks) for picture in each.pictures]


def pictures_in(table: DocxTable) -> Iterator[tuple[PictureRun, int]]:
    """Return the pictures in a table, each with its paragraph."""
    for row in table.rows:
        for cell in row:
            for each in paragraphs(cell.blocks):
                yield from ((picture, each.at) for picture in each.pictures)


def grid(table: DocxTable, draft: ManuscriptDraft) -> WrittenGrid:
    """Lay a table out as rows of equally many cells."""
    rows = [tuple(_spread(row, draft)) for row in table.rows]
    _tell_indents(table, draft)
    width = max(map(len, rows), default=1)
    full = tuple((*row, *[DocxGridCell("")] * (width - len(row))) for row in rows)
    return WrittenGrid(_heads(table), full)


def _tell_indents(table: DocxTable, draft: ManuscriptDraft) -> None:
    """Tell which cells began with a blank: it shows that their row belongs to one above, and is not printed."""
    found = [
        each for row in table.rows for cell in row for each in paragraphs(cell.blocks) if each.text[:1] in {"　", "\t"}
    ]
    words = "、".join(f"「{text}」" for each in found if (text := each.text.strip()[:EXCERPT]))
    if words:
        remark = f"字下げは印刷されません：{words}。内訳なら「うち」などの言葉で示してください。"
        draft.ledger.add("表の中の字下げ", found[0].at, "", "", remark)


def _spread(row: Sequence[DocxCell], draft: ManuscriptDraft) -> Iterator[DocxGridCell]:
    for cell in row:
        is_below = cell.join == "more" and not cell.text.strip()
        yield DocxGridCell(_words(cell, draft), down=is_below)
        for _ in range(cell.across - 1):
            yield DocxGridCell("", across=True, down=is_below)


def _words(cell: DocxCell, draft: ManuscriptDraft) -> str:
    """Write what stands in a cell, its lines joined by the sign of a line break or, where that is unknown, by a blank."""
    lines = []
    for each in paragraphs(cell.blocks):
        sign = f"{each.label}　" if each.label and not each.bullet else "・" if each.bullet else ""
        if sign and each.text.strip():
            draft.ledger.add("自動の番号", each.at, "", sign)
        words = sign + draft.line(each.spans, each.at, start=False)
        lines += [line for part in words.split("\n") if (line := part.strip(" 　"))]
    return (BREAK if draft.can.cell_lines else "　").join(lines)


def _heads(table: DocxTable) -> int:
    """Count the rows of heads: those that Word repeats, or all that the cells of the first row reach down to."""
    if table.heads:
        return min(table.heads, len(table.rows) - 1)
    heads = 1
    for above, below, *more in zip(table.rows, table.rows[1:], [*table.rows[2:], ()], strict=False):
        grouped = any(cell.across > 1 for cell in above)
        joined = any(cell.join == "more" for cell in below) and any(cell.join == "first" for cell in above)
        if not grouped or not (joined or (_has_numbers(more[0]) and not _has_numbers(below))):
            break
        heads += 1
    return max(1, min(heads, len(table.rows) - 1))


def _has_numbers(row: Sequence[DocxCell]) -> bool:
    return any(cell.text.strip() and NUMBER.fullmatch(narrowed(cell.text)) for cell in row)


def table_lines(found: WrittenGrid, draft: ManuscriptDraft, at: int) -> list[str]:
    """Write a table as lines of a chapter."""
    rows = found.rows if draft.can.joined_cells else _apart(found, draft, at)
    heads = found.heads if draft.can.joined_cells else 1
    marks = ["---:" if _is_numeric(column[heads:]) else "---" for column in zip(*rows, strict=True)]
    lines = [
        _line([_sign(cell, place == heads) if draft.can.joined_cells else cell.words for cell in row])
        for place, row in enumerate(rows)
    ]
    return [lines[0], _line(marks, ""), *lines[1:]]


def _sign(cell: DocxGridCell, is_below_heads: bool) -> str:  # noqa: FBT001
    """Write a cell, or how it is joined; a cell that reaches down from the heads ends with them."""
    if cell.across:
        return LEFT
    if cell.down:
        return "" if is_below_heads else ABOVE
    return f"\\{cell.words}" if cell.words == ABOVE else cell.words


def _line(cells: Sequence[str], blank: str = " ") -> str:
    return "|" + "|".join(f"{blank}{cell}{blank}" for cell in cells) + "|"


def _is_numeric(cells: Sequence[DocxGridCell]) -> bool:
    words = [cell.words for cell in cells if cell.words]
    return bool(words) and all(NUMBER.fullmatch(each) for each in words)


def _apart(found: WrittenGrid, draft: ManuscriptDraft, at: int) -> tuple[tuple[DocxGridCell, ...], ...]:
    """Take joined cells apart: a row of heads above others is repeated in each of them; elsewhere the rest stays empty."""
    if found.is_joined:
        draft.ledger.add(JOINED, at, "", "", "結合したセルを分けました。表の意味が変わっていないか、見てください。")
    if found.heads == 1:
        return found.rows
    columns = zip(*found.rows[: found.heads], strict=True)
    before = "".join(cell.words for row in found.rows[: found.heads] for cell in row)
    above, heads = [""] * found.heads, []
    for column in columns:
        above = [above[depth] if cell.across else cell.words for depth, cell in enumerate(column)]
        heads.append(DocxGridCell("・".join(dict.fromkeys(filter(None, above)))))
    after = "".join(cell.words for cell in heads)
    draft.ledger.add(JOINED, at, bare(before), bare(after), "二段の見出しを「上・下」の形で一段にしました。")
    return (tuple(heads), *found.rows[found.heads :])
