"""Titles of tables and pictures: lines of their own, above or below, with a number or without."""

import re
from typing import Final

from hidaka_dx.intake.blocks import DocxParagraph, DocxTable, NoteRun, split_lines
from hidaka_dx.intake.expressible import Expressible
from hidaka_dx.intake.outline import Found
from hidaka_dx.intake.panels import PanelDraft
from hidaka_dx.intake.tables import is_frame
from hidaka_dx.intake.typed_numbers import CAPTION

BULLET: Final = re.compile(r"[\s　]*[・･•][\s　]*")
"""What people type before the entries of a list; the press puts its own sign there."""
SHORT: Final = 40
"""Letters of a line right above a table that is its title."""


def is_caption(block: DocxParagraph, after: Found | PanelDraft | None, can: Expressible) -> bool:
    """Tell whether a paragraph is the title of the table or picture after it.

    One without a number is so only where a table cannot do without a title.
    """
    if block.pictures or block.label or len(split_lines(block.spans)) > 1:
        return False
    is_picture = isinstance(after, DocxParagraph) and bool(after.pictures) and not after.text.strip()
    is_table = isinstance(after, DocxTable) and not is_frame(after)
    number, words = caption_of(block)
    if number and words:
        return is_picture or is_table
    is_short = 0 < len(words) <= SHORT and not words.endswith(("。", "、")) and not BULLET.match(words)
    is_plain = not any(isinstance(span, NoteRun) for span in block.spans)
    return is_table and is_short and is_plain and not can.untitled_tables


def caption_of(block: DocxParagraph | None) -> tuple[str, str]:
    """Part a title into its number and its words, both as in the file; the number is empty where it has none."""
    if block is None:
        return "", ""
    found = CAPTION.match(block.text)
    return (found[0].strip(), block.text[found.end() :].strip()) if found else ("", block.text.strip())
