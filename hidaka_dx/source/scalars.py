"""YAML scalars: the text that the author meant, and what YAML would lose or add."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple, cast

import yaml

from hidaka_dx.source.joining import joined, short

LOST: Final = re.compile(r"[ \t]+(#[^\s#!][^\n]*)")
"""What follows a value and is taken for a comment, though it has no blank after the mark: 「生成AIの利用 #2」."""
LOST_AFTER: Final = re.compile(r" *:[ \t]+(#[^\s#!][^\n]*)")
"""The same right after a key."""
LOST_BELOW: Final = re.compile(r"[ \t]*\n( *)(#[^\s#!][^\n]*)")
"""The same on the line below."""
OWNER: Final = re.compile(r"[ ]*(?:- +)*")
"""What stands before a key or an item."""
WIDE_COMMENT: Final = re.compile(r"[ 　](＃(?![0-9０-９])[^\n]*)")
"""What was to be a comment, but has a full-width mark; 「＃9110」 is a number to call."""
ITEM: Final = re.compile(r"-|[－–—‐‑−・･•●○◆◇■□①-⑳]|[ー*](?=[ 　])|[0-9０-９]{1,2}[.)．）](?![0-9０-９])")
"""How a line begins that was to be an item of a list."""
LISTED: Final = re.compile(r"-(?=　|[^\W\d_])|[・･•]")
"""How a value begins that was to be an item of a list."""
KEYED: Final = re.compile(r"[A-Za-z_][A-Za-z_-]*(?:：|:(?!//))")
"""How a line begins that was to be 「キー: 値」."""
NOTHING: Final = frozenset(("~", "null", "Null", "NULL"))
"""What other readers of YAML take for no value."""
QUOTED: Final = re.compile(r"[“”„‟＂‘’＇´｀][^“”„‟＂‘’＇´｀]*[“”„‟＂‘’＇´｀]")
BLANKS: Final = " \t　"


class Trap(NamedTuple):
    """What is wrong with a value."""

    line: int
    """Lines below that in which the value begins."""
    column: int
    """Counted from nought; where `line` is nought, from the value's first letter."""
    message: str
    rule: str


def scalar_text(event: yaml.ScalarEvent) -> str | None:
    """Return the text of a value; none if it is empty.

    YAML turns line ends inside a value into spaces; here only between Latin words. The line end after a block is not
    part of the text.
    """
    lines = _raw(event).strip().split("\n")
    if event.style in {"|", ">"}:
        lines = lines[1:]
    if event.style == "|" or len(lines) == 1:
        return event.value.rstrip("\n") if event.value or event.style else None
    if event.style in {'"', "'"}:
        return _requoted(event, lines)
    return _folded(lines)


def traps(event: yaml.ScalarEvent) -> Iterator[Trap]:
    """Find what YAML would lose of a value, add to it, or interpret differently than its author."""
    lines = _raw(event).rstrip().split("\n")
    if event.style in {"|", ">"}:
        yield from _indents(lines)
        return
    if event.value[:1] in BLANKS and event.value:
        yield Trap(0, 0, "値の頭に空白があります。字下げは組版が入れるので、取り除いてください。", "indent")
    if not event.style:
        yield from _comments(event)
        yield from _continued(lines)
        yield from _marks(event.value)


def after_key(event: yaml.ScalarEvent) -> Iterator[Trap]:
    """Find text after a key that YAML takes for a comment."""
    mark = cast("yaml.Mark", event.end_mark)
    if found := LOST_AFTER.match(mark.buffer or "", mark.pointer):
        column = mark.column - cast("yaml.Mark", event.start_mark).column + found.start(1) - found.start()
        yield Trap(0, column, _unread(found[1]), "yaml-comment")


def _unread(words: str) -> str:
    return (
        f"「{short(words.rstrip())}」は、前に空白があるので注と見なされ、読まれません。"
        '文の一部なら、値を「"…"」で囲んでください。注なら、「# 」と空白を置いてください。'
    )


def _raw(event: yaml.ScalarEvent) -> str:
    start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
    return (start.buffer or "")[start.pointer : end.pointer]


def _folded(lines: list[str]) -> str:
    """Fold lines; n empty ones between two become n line ends."""
    text = ""
    for filled, group in groupby((line.strip(" \t") for line in lines), bool):
        words = list(group)
        text += joined(words) if filled else "\n" * len(words)
    return text


def _requoted(event: yaml.ScalarEvent, lines: list[str]) -> str:
    """Fold the lines of a quoted value, then decode its escapes; other uses of line ends keep YAML's result."""
    parts = [lines[0].rstrip(" \t"), *(line.strip(" \t") for line in lines[1:])]
    if not all(parts) or any(part.endswith("\\") for part in parts):
        return str(event.value)
    return str(yaml.safe_load(joined(parts)))


def _indents(lines: list[str]) -> Iterator[Trap]:
    """Find lines of a block with extra indentation, which would not be printed."""
    words = [(number, line) for number, line in enumerate(lines[1:], 1) if line.strip()]
    usual = min((len(line) - len(line.lstrip(" ")) for _, line in words), default=0)
    for number, line in words:
        if line[usual] in BLANKS:
            message = "行の頭に空白があります。字下げは印刷されないので、行の頭を上の行とそろえてください。"
            yield Trap(number, usual, message, "indent")


def _comments(event: yaml.ScalarEvent) -> Iterator[Trap]:
    """Find text that YAML takes for a comment and drops, and comments that it takes for text."""
    for line, column, words in _hidden(event):
        yield Trap(line, column, _unread(words), "yaml-comment")
    wide = WIDE_COMMENT.search(event.value)
    if wide and "\n" not in _raw(event):
        message = (
            f"全角の「＃」は注にならず、「{short(wide[1])}」も値になります。"
            '注なら、半角の「# 」で書いてください。文の一部なら、値を「"…"」で囲んでください。'
        )
        yield Trap(0, wide.start(1), message, "yaml-comment")


def _hidden(event: yaml.ScalarEvent) -> Iterator[tuple[int, int, str]]:
    """Find text commented out by a mark after a value, in its line or indented below it: line, column, text."""
    mark, start = cast("yaml.Mark", event.end_mark), cast("yaml.Mark", event.start_mark)
    text, line = mark.buffer or "", mark.line - start.line
    if found := LOST.match(text, mark.pointer):
        yield line, mark.column + found.start(1) - found.start() - (0 if line else start.column), found[1]
    if event.value and (found := LOST_BELOW.match(text, mark.pointer)):
        owner = OWNER.match(text, start.pointer - start.column)
        column = owner.end() - (start.pointer - start.column) if owner else 0
        if len(found[1]) >= column + (column < start.column):
            yield line + 1, len(found[1]), found[2]


def _continued(lines: list[str]) -> Iterator[Trap]:
    """Find lines meant to begin a new value that continue the one above."""
    for number, line in enumerate(lines[1:], 1):
        words = line.lstrip(BLANKS)
        what = (
            "別の項目なら、前の項目と字下げをそろえ、「- 」（半角のハイフンと空白）で始めてください。"
            if ITEM.match(words)
            else "別の欄なら、前の欄と字下げをそろえ、「キー: 値」（半角の「:」と空白）と書いてください。"
            if KEYED.match(words)
            else None
        )
        if what:
            message = f"この行は、上の行の値の続きとして読まれます。{what}続きなら、上の行につなげてください。"
            yield Trap(number, len(line) - len(words), message, "yaml-continued")


def needs_quotes(value: str) -> bool:
    """Tell whether a value without quotes would be taken for something that was meant otherwise."""
    return any(_marks(value)) or WIDE_COMMENT.search(value) is not None


def _marks(value: str) -> Iterator[Trap]:
    """Find characters printed literally that were meant as YAML syntax."""
    if found := LISTED.match(value):
        message = f"「{found[0]}」は箇条書きになりません。「- 」（半角のハイフンと空白）で始めてください。"
        yield Trap(0, 0, message, "list-mark")
    if value in NOTHING:
        message = (
            f"「{value}」は、そのまま印刷されます。値がなければ、キーごと消してください。"
            '言葉なら、「"…"」で囲んでください。'
        )
        yield Trap(0, 0, message, "yaml-null")
    if QUOTED.fullmatch(value):
        message = (
            f"「{value[0]}」と「{value[-1]}」は引用符にならず、そのまま印刷されます。取り除いてください。"
            f"印刷するなら、値を半角の「'」で囲んで '{short(value)}' と書いてください。"
        )
        yield Trap(0, 0, message, "yaml-quote")
