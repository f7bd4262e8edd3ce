"""Habits that would be printed literally: each is rejected, none is guessed at."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from hidaka_dx.problem import Place, Problem
from hidaka_dx.source.inline import INLINE

HTML: Final = re.compile(r"<!--|-->|</?[A-Za-z][^<>]*>|&(?:[A-Za-z][A-Za-z0-9]+|#[0-9]+|#[xX][0-9A-Fa-f]+);", re.ASCII)
RUBY: Final = re.compile(r"[{｛](?P<base>[^{}｛｝|｜#]+)[|｜](?P<reading>[^{}｛｝|｜]+)[}｝]")
HABITS: Final = (
    (
        re.compile(r"^ {0,3}(?P<at>#{1,6}(?=[^# ])|#{7,})"),
        "見出しになっていません。「#」は四つまでとし、後に半角の空白を一つ置いてください。",
        "heading-mark",
    ),
    (
        re.compile(r"^\s*(?P<at>＃+)"),
        "全角の「＃」は見出しになりません。半角の「#」と空白で書いてください。",
        "heading-mark",
    ),
    (
        re.compile(r"^\s*(?P<at>[・･•])"),
        "行の頭の「・」は箇条書きになりません。「- 」（半角のハイフンと空白）で書いてください。",
        "list-mark",
    ),
    (
        re.compile(r"^\s*(?P<at>-(?=　|[^\W\d_])|(?:[*+]|[0-9]+[.)])(?=　))"),
        "箇条書きになっていません。「-」や「1.」の後に半角の空白を一つ置いてください。",
        "list-mark",
    ),
    (
        re.compile(r"^\s*(?:[-*+]|[0-9]+[.)]) +(?P<at>\[[ xX]\])"),
        "チェック欄は使えません。取り除いてください。",
        "markdown",
    ),
    (
        re.compile(r"^\s*(?P<at>\[\^[^\]]*\]:)"),
        "脚注の文はここには書けません。content/footnotes.yaml に書いてください。",
        "footnote",
    ),
    (
        re.compile(r"^\s*(?P<at>\[[^\]^]+\]:\s)"),
        "リンク先の定義は使えません。取り除いてください。",
        "link",
    ),
    (
        re.compile(r"(?P<at>~~)[^~]+~~"),
        "「~~」で囲んだ取り消し線は使えません。取り除いてください。",
        "markdown",
    ),
)
LISTED: Final = re.compile(
    r"\s*(?:(?P<dot>[●○◎◆◇■□▪◦※→＊＋－–—])"
    r"|(?P<number>[①-⑳]|[（(][0-9０-９一二三四五六七八九十ア-ンa-z]{1,2}[)）]|[0-9０-９]{1,2}[．.、)）](?![ 0-9０-９])"
    r"|[ア-ン][　.．、)）]|[一二三四五六七八九十]+[　、．]))"
)
"""How people begin the entries of a list that Markdown knows nothing of; two such lines would be set as one."""
FULL_BARS: Final = re.compile(r"\s*(?P<at>｜)[^｜]*｜")
"""A row of a table typed with bars in full width, which Markdown takes for words."""
BREAKS: Final = re.compile(r"<br */?>", re.IGNORECASE)
"""Line breaks, which cells of tables may have."""
UNDERLINE: Final = re.compile(r"^ {0,3}(?:=+|-{2,})\s*$")


def printed_as_typed(lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Find text in a chapter's lines that is not markup here, though its author surely meant it to be."""
    for number, line in enumerate(lines, 1):
        if is_underline(lines, number - 1):
            message = "題の下の線では見出しになりません。「# 題 {#id}」の形で書き、線を取り除いてください。"
            yield Problem(Place(path, number), message, "heading-mark")
        for pattern, message, rule in HABITS:
            found = pattern.search(line)
            if found:
                yield Problem(Place(path, number, found.start("at") + 1), message, rule)
        for column, message, rule in markup(BREAKS.sub(_blank, line) if line.lstrip().startswith("|") else line):
            yield Problem(Place(path, number, column), message, rule)
    yield from full_width_bars(lines, path)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def run_together(lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Find list items that would be printed in one line: an item right below one of its kind, reported once per run."""
    known = False
    for number, (above, line) in enumerate(pairwise(lines), 2):
        first, found = LISTED.match(above), LISTED.match(line)
        alike = bool(first and found and first.lastgroup == found.lastgroup)
        if found and found.lastgroup and alike and not known:
            message = (
                f"「{found[found.lastgroup]}」は箇条書きにならず、上の行につながって印刷されます。"
                "項目なら行の頭を「- 」か「1. 」にし、段落なら間に空行を一つ置いてください。"
            )
            yield Problem(Place(path, number, found.start(found.lastgroup) + 1), message, "list-mark")
        known = alike


def full_width_bars(lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Find tables typed with bars in full width, reported once for each."""
    for number, (above, line) in enumerate(pairwise(("", *lines)), 1):
        found = FULL_BARS.match(line)
        if found and not FULL_BARS.match(above):
            message = (
                "全角の「｜」では表になりません。すべての行を半角の「|」で区切り、"
                "二行目に「|---|---|」を、頭と同じ数の欄で書いてください。"
            )
            yield Problem(Place(path, number, found.start("at") + 1), message, "table")


def is_above_full_width_bars(lines: Sequence[str], end: int) -> bool:
    """Tell whether such a table is what follows the line before `end`, so that its fault is told already."""
    return bool(FULL_BARS.match(next((line for line in lines[end:] if line.strip()), "")))


def markup(text: str) -> Iterator[tuple[int, str, str]]:
    """Find HTML and misspelt ruby in any file's text: column, message and rule of each."""
    for found in HTML.finditer(text):
        message = f"「{found[0]}」のようなHTMLは使えず、そのまま印刷されます。取り除くか、全角の字で書いてください。"
        yield found.start() + 1, message, "html"
    for found in RUBY.finditer(text):
        if not INLINE.fullmatch(found[0]):
            right = f"｛{found['base']}｜{found['reading']}｝"
            message = f"「{found[0]}」はルビになりません。全角の記号で {right} と書いてください。"
            yield found.start() + 1, message, "ruby"


def is_underline(lines: Sequence[str], index: int) -> bool:
    """Tell whether a line is a setext underline, drawn right below text."""
    return index > 0 and bool(lines[index - 1].strip()) and bool(UNDERLINE.match(lines[index]))
