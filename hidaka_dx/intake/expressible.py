"""What the press can express; where it cannot, the importer writes what comes nearest, and says so."""

from typing import Final, NamedTuple


class Expressible(NamedTuple):
    """The kinds of blocks that chapters may hold beside paragraphs, lists, plain tables and figures."""

    joined_cells: bool = False
    """Cells joined with the one to the left (`<`) or above (`^`), several rows of heads (`head=2`)."""
    untitled_tables: bool = False
    """Tables without title and number (`表：{#id}`)."""
    cell_lines: bool = False
    """Line breaks in cells (`<br>`)."""
    boxes: bool = False
    """`::: コラム 題 {#id}`."""
    right: bool = False
    """Lines at the right margin (`::: 右`)."""
    laws: bool = False
    """`::: 要綱 {#id}`."""
    slogans: bool = False
    """`::: 理念 {#id}`."""
    plain_pictures: bool = False
    """Pictures without number and title (`plain: yes`)."""


ALL: Final = Expressible(*[True] * len(Expressible._fields))
NOW: Final = ALL
"""What it can now; tests try both."""
