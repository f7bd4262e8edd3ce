"""Headings and table titles: text and an id, nothing else."""

import re
from typing import Final, NamedTuple

from markdown_it.tree import SyntaxTreeNode

from hidaka_dx.problem import Place
from hidaka_dx.prose import WrittenHeading
from hidaka_dx.source.inline import INLINE, stray_bracket
from hidaka_dx.source.lines import Lines

NAMED: Final = re.compile(r'\{#(?P<id>[^\s{}]*)(?:\s+contents="(?P<contents>[^"]*)")?\s*\}$')
TABLE: Final = re.compile(r"^表[：:]\s*(?P<title>.*?)\{#(?P<id>[^\s{}]*)(?P<more>[^{}]*)\}$")
MORE: Final = re.compile(r'\s+(?:head=(?P<head>[1-9])|data="(?P<data>[^"\s]*)")')
LEFT: Final = re.compile(r"\\[!-/:-@\[-`{-~]|\*\*|`|\]\(|\{#")
"""Mark-up that was not understood, and would be printed as typed."""
ID: Final = re.compile(r"[a-z][a-z0-9-]*")


class TableTitle(NamedTuple):
    """The line above a table: `表：題 {#id head=2 data="x.csv"}`."""

    words: str
    """Empty for a table without title and number."""
    id: str
    heads: int = 1
    """How many of its first rows are heads."""
    data: str = ""
    """Name of the CSV file with its cells, if it is one."""


def heading(node: SyntaxTreeNode, lines: Lines) -> WrittenHeading:
    """Read a heading: `## 推進体制 {#structure}`."""
    place, level = lines.place(node), int(node.tag[1])
    words = node.children[0].content
    found = NAMED.search(words)
    title = words[: found.start()].rstrip() if found else words
    if found or not title:
        _check_words(title, "見出し", place, lines)
    if not found:
        message = f"見出し「{words}」にidがありません。末尾に {{#id}} を書いてください（半角英小文字で始め、英小文字・数字・-）。"
        lines.add(place, message, "heading-id")
        return WrittenHeading(level, words, "", None, place)
    check_id(found["id"], lines.find(node, "{#"), lines)
    if found["contents"] is not None and not found["contents"].strip():
        lines.add(lines.find(node, "contents="), "目次での題が空です。書くか、取り除いてください。", "heading-title")
    return WrittenHeading(level, title, found["id"], found["contents"], place)


def table_title(node: SyntaxTreeNode | None, lines: Lines) -> TableTitle | None:
    """Parse the title of a table and its id: `表：題 {#id}`; none for any other block."""
    found = TABLE.match(node.children[0].content) if node and node.type == "paragraph" else None
    if not node or not found:
        return None
    title = found["title"].rstrip()
    if title:
        _check_words(title, "表の題", lines.place(node), lines)
    place = lines.find(node, "{#")
    check_id(found["id"], place, lines)
    said = [match.groupdict() for match in MORE.finditer(found["more"])]
    if left := MORE.sub("", found["more"]).strip():
        message = f'「{left}」は、表の題には書けません。書けるのは head=2 と data="名前.csv" です。'
        lines.add(place, message, "table")
    heads = next((int(each["head"]) for each in said if each["head"]), 1)
    return TableTitle(title, found["id"], heads, next((each["data"] for each in said if each["data"]), ""))


def check_id(name: str, place: Place, lines: Lines) -> None:
    """Record a problem if an id is invalid."""
    if not ID.fullmatch(name):
        message = f"id `{name}` が正しくありません。半角英小文字で始め、英小文字・数字・- だけを使ってください。"
        lines.add(place, message, "heading-id")


def _check_words(title: str, what: str, place: Place, lines: Lines) -> None:
    if not title.strip():
        lines.add(place, f"{what}に言葉がありません。書いてください。", "heading-title")
    elif INLINE.search(title) or stray_bracket(title):
        message = f"{what}の中では、ルビと脚注は使えません。本文の初めに出る所に書いてください。"
        lines.add(place, message, "heading-title")
    elif found := LEFT.search(title):
        message = f"{what}の中の「{found[0]}」はそのまま印刷されます。取り除いてください。"
        lines.add(place, message, "heading-title")
