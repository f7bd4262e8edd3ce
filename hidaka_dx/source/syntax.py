"""Explains YAML syntax errors at the place where they have to be fixed."""

import re
from collections.abc import Iterator
from typing import Final

import yaml

from hidaka_dx.problem import Place, Problem

HINTS: Final = (
    (
        "mapping values are not allowed",
        '「:」を書ける場所ではありません。字下げと、値を「"…"」で囲む必要がないかを確かめてください。',
    ),
    (
        "cannot start any token",
        'この文字で値を始められません。タブは空白に直し、記号で始まる値は「"…"」で囲んでください。',
    ),
    (
        "could not find expected ':'",
        "この行は「キー: 値」でも「- 項目」でもありません。上の行の続きなら、上の行につなげるか、字下げしてください。",
    ),
    ("sequence entries are not allowed", "「- 」は、キーと同じ行には書けません。次の行に、字下げして書いてください。"),
    ("expected <block end>", "字下げが前の行とそろっていません。字下げを直してください。"),
    (
        "found unexpected end of stream",
        "引用符「\"」または「'」が閉じられていません。閉じるか、値の全体を別の引用符で囲んでください。",
    ),
    (
        "expected '<document start>'",
        "上の「...」でファイルが終わったものと読まれるか、字下げがそろっていません。「...」の行を取り除くか、字下げを直してください。",
    ),
    ("found character '%'", '行の頭の「%」は使えません。値なら「"…"」で囲んでください。'),
    ("expected ',' or", "括弧の中の区切り「,」または閉じ括弧がありません。書き加えてください。"),
    ("but found ','", "「,」の前に値がありません。余分な「,」を取り除くか、値を書いてください。"),
    (
        "escape",
        "「\"…\"」の中の「\\」の書き方が誤っています。改行の「\\n」のほかは、「'…'」で囲むか、その文字を書いてください。",
    ),
)
OTHERWISE: Final = "字下げ・引用符・「:」の後の空白を確かめてください。"
MARKS: Final = (
    (re.compile(r"[ \t]*(?P<at>　)"), "行の頭に全角の空白があります。半角の空白で字下げしてください。"),
    (
        re.compile(r"\s*(?:- +)*[\"']?[A-Za-z_-]+[\"']?:(?P<at>　)"),
        "「:」の後に全角の空白があります。半角の空白を一つ置いて「キー: 値」としてください。",
    ),
    (
        re.compile(r"\s*(?:- +)*[\"']?[A-Za-z_-]+[\"']?(?P<at>：|:(?!//)(?=\S))"),
        "「:」は半角で書き、後に空白を一つ置いて「キー: 値」としてください。",
    ),
    (
        re.compile(r"\s*(?P<at>([-=*_＝－─━―・])\2{3,})\s*$"),
        "区切りの線は使えません。取り除くか、頭に「# 」を付けて注にしてください。",
    ),
    (
        re.compile(r"\s*(?P<at>-(?=　|[^\W\d_])|[－–—‐‑−・･•●○◆◇■□]|[ー*](?=[ 　]))"),
        "箇条書きになっていません。「- 」（半角のハイフンと空白）で始めてください。",
    ),
    (
        re.compile(r"\s*(?:- +)*[a-z_]+(?P<at> +)[^\s:：][^:：]*$"),
        "キーの後に「:」がありません。半角の「:」と空白を置いて「キー: 値」としてください。",
    ),
    (re.compile(r"\s*(?P<at>＃)"), "全角の「＃」は注になりません。半角の「# 」で書いてください。"),
)
"""What makes a line no part of YAML, though it looks like one."""
LINES: Final = ("expected ':'", "mapping values", "block end", "document start")
"""Faults that a line like those may lie behind."""
VALUE: Final = re.compile(r"\s*(?:- +)*(?:[\"']?[A-Za-z_-]+[\"']?: +)?")
BLOCK: Final = re.compile(r"(?P<at>[|>])[^\s].*|(?P<mark>[|>])[-+0-9]* +[^\s#]")
STARTS: Final = re.compile(r"[*&!%@`,?\]}]")
ENDED: Final = re.compile(r"[\"'\]}]\s*$")
AT_THE_OPENING: Final = ("end of stream", "expected ':'")
"""Faults that are noticed later, but have to be mended where the thing was begun."""


def syntax_problem(error: Exception, text: str, reached: Place) -> Problem:
    """Convert any exception of PyYAML to a problem; `reached` is how far it had read."""
    said = "escape" if isinstance(error, ValueError | OverflowError) else getattr(error, "problem", None) or str(error)
    mark = _mark(error, said)
    place = Place(reached.path, mark.line + 1, mark.column + 1) if mark else reached
    found = next(_causes(text.split("\n"), place, said), None)
    if found:
        return found
    return _problem(place, next((hint for part, hint in HINTS if part in said), OTHERWISE))


def _causes(lines: list[str], place: Place, said: str) -> Iterator[Problem]:
    """Return the most likely causes of an error, in its line and the lines right above."""
    if any(part in said for part in LINES):
        yield from _marked(lines, place)
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    value = VALUE.match(line)
    start = value.end() if value else 0
    if start and (found := BLOCK.match(line, start)):
        sign = line[start]
        hint = f'「{sign}」と同じ行に言葉は書けません。「{sign}」で始まる値なら「"…"」で囲み、長い文なら次の行から書いてください。'
        yield _problem(Place(place.path, place.line, found.start() + 1), hint)
    if start and (found := STARTS.match(line, start)):
        hint = f'「{found[0]}」で値を始められません。値を「"…"」で囲んでください。'
        yield _problem(Place(place.path, place.line, start + 1), hint)
    before = line[: place.column - 1]
    if "block end" in said and ENDED.search(before):
        hint = '引用符や括弧を閉じた後に、言葉が続いています。値の全体を「"…"」で囲み、その中の「"」は「\'」か全角にしてください。'
        yield _problem(place, hint)
    if "mapping values" in said and start and before[start:]:
        hint = '値の中の半角の「:」と空白は、キーの区切りとして読まれます。値を「"…"」で囲むか、全角の「：」を使ってください。'
        yield _problem(place, hint)


def _marked(lines: list[str], place: Place) -> Iterator[Problem]:
    """Find a mark of the wrong kind in a line or in preceding lines that are not valid YAML lines."""
    for number in range(min(place.line, len(lines)), 0, -1):
        line = lines[number - 1]
        for pattern, hint in MARKS:
            if found := pattern.match(line):
                yield _problem(Place(place.path, number, found.start("at") + 1), hint)
        if number < place.line and (": " in line or not line.strip()):
            return


def _problem(place: Place, hint: str) -> Problem:
    return Problem(place, f"YAMLとして読めません。{hint}", "yaml-syntax")


def _mark(error: Exception, said: str) -> yaml.Mark | None:
    if not isinstance(error, yaml.MarkedYAMLError):
        return None
    context, problem = error.context_mark, error.problem_mark
    late = any(part in said for part in AT_THE_OPENING)
    unclosed = "expected ',' or" in said and context and problem and context.line < problem.line
    return (context if late or unclosed else None) or problem
