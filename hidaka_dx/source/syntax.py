"""What is wrong with YAML that cannot be read, said where it has to be mended."""

import re
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
    ("could not find expected ':'", "「キー: 値」の「:」がありません。半角の「:」と空白を書いてください。"),
    ("expected <block end>", "字下げが前の行とそろっていません。字下げを直してください。"),
    ("found unexpected end of stream", "引用符「\"」または「'」が閉じられていません。閉じてください。"),
    ("did not find expected", "字下げ、括弧または「,」の書き方が誤っています。直してください。"),
    ("expected ',' or", "括弧の中の区切り「,」または閉じ括弧がありません。書き加えてください。"),
    (
        "escape",
        "「\"…\"」の中の「\\」の書き方が誤っています。改行の「\\n」のほかは、「'…'」で囲むか、その文字を書いてください。",
    ),
)
OTHERWISE: Final = "字下げ・引用符・「:」の後の空白を確かめてください。"
COLON: Final = re.compile(r"^\s*(?:- +)*[\"']?[A-Za-z_-]+[\"']?(?P<colon>：|:(?=\S))")
"""A line that was to be 「キー: 値」 but has a full-width colon, or no blank after the colon."""
WIDE: Final = re.compile(r"[ \t]*　")
"""Indentation with a full-width blank, which YAML takes for a letter."""
AT_THE_OPENING: Final = ("end of stream", "expected ':'")
"""Faults that are noticed later, but have to be mended where the thing was begun."""


def syntax_problem(error: Exception, text: str, reached: Place) -> Problem:
    """Tell any failure of PyYAML; `reached` is how far it had read."""
    said = getattr(error, "problem", None) or str(error)
    mark = _mark(error, said)
    place = Place(reached.path, mark.line + 1, mark.column + 1) if mark else reached
    lines = text.split("\n")
    wide = next((number for number in (place.line, place.line - 1) if _is_wide(lines, number)), None)
    if wide:
        return _problem(Place(place.path, wide), "行の頭に全角の空白があります。半角の空白で字下げしてください。")
    colon = _colon(lines, place)
    if colon and ("expected ':'" in said or "mapping values" in said):
        hint = "「:」は半角で書き、後に空白を一つ置いて「キー: 値」としてください。"
        return _problem(Place(place.path, *colon), hint)
    if isinstance(error, ValueError | OverflowError):
        said = "escape"
    return _problem(place, next((hint for part, hint in HINTS if part in said), OTHERWISE))


def _is_wide(lines: list[str], number: int) -> bool:
    return 0 < number <= len(lines) and bool(WIDE.match(lines[number - 1]))


def _problem(place: Place, hint: str) -> Problem:
    return Problem(place, f"YAMLとして読めません。{hint}", "yaml-syntax")


def _mark(error: Exception, said: str) -> yaml.Mark | None:
    if not isinstance(error, yaml.MarkedYAMLError):
        return None
    late = any(part in said for part in AT_THE_OPENING)
    return (error.context_mark if late else None) or error.problem_mark


def _colon(lines: list[str], place: Place) -> tuple[int, int] | None:
    """Find line and column of a colon written wrongly at a place or in the lines right above it."""
    for number in range(min(place.line, len(lines)), 0, -1):
        line = lines[number - 1]
        found = COLON.match(line)
        if found:
            return number, found.start("colon") + 1
        if number < place.line and (": " in line or not line.strip()):
            return None
    return None
