"""Remarks as people and other programs read them: text with a caret, JSON, GitHub's annotations, SARIF."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Any, Final

from hidaka_dx.house_style import LEVELS
from hidaka_dx.japanese.widths import columns
from hidaka_dx.lint.decisions import lines
from hidaka_dx.lint.remark import Remark
from hidaka_dx.lint.rule import Rule

BEFORE: Final = 24
AFTER: Final = 16
"""Letters of a line that are shown before and after the words at fault."""
CUT: Final = "..."
"""Stands for the rest of a line; terminals do not agree on the width of 「…」."""
FOREIGN_LEVELS: Final = {
    "github": {"誤り": "error", "注意": "warning", "参考": "notice"},
    "sarif": {"誤り": "error", "注意": "warning", "参考": "note"},
}


def as_text(remarks: Sequence[Remark], texts: Mapping[str, str]) -> str:
    """Write each remark with its line and a caret below the words."""
    return "".join(f"{line}\n" for remark in remarks for line in _lines(remark, texts))


@dataclass(frozen=True)
class Excerpt:
    """The faulty words within their line, shortened if it is long."""

    before: str
    words: str
    """Empty where the fault is at a point."""
    after: str


@lru_cache(maxsize=64)
def _lines_of(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def excerpt(remark: Remark, texts: Mapping[str, str]) -> Excerpt | None:
    """Cut the words of a remark out of `texts`, by path; none where the file or its line is not there."""
    place = remark.problem.place
    lines = _lines_of(texts[place.path]) if place.path in texts else ()
    if place.line > len(lines):
        return None
    line, start = lines[place.line - 1], place.column - 1
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(line[start:], remark.words, strict=False))
    end = start + len(list(pairs))
    first, last = max(start - BEFORE, 0), min(end + AFTER, len(line))
    before, after = CUT if first else "", CUT if last < len(line) else ""
    return Excerpt(before + line[first:start], line[start:end], line[end:last] + after)


def _lines(remark: Remark, texts: Mapping[str, str]) -> Iterator[str]:
    place, accepted = remark.problem.place, f"（認めている：{remark.accepted}）" if remark.accepted else ""
    yield f"{place}: {remark.level}{accepted}: {remark.problem.message} [{remark.problem.rule}]"
    if shown := excerpt(remark, texts):
        yield f"    {shown.before}{shown.words}{shown.after}"
        yield f"    {' ' * columns(shown.before)}{'^' * max(columns(shown.words), 1)}"


def tally(remarks: Sequence[Remark]) -> str:
    """Count the remarks by level; accepted ones are counted separately."""
    counts = Counter(remark.level for remark in remarks if remark.accepted is None)
    accepted = sum(remark.accepted is not None for remark in remarks)
    named = "、".join(f"{level}{counts[level]}件" for level in LEVELS)
    rest = f"ほかに、町が認めた指摘が{accepted}件あります（--all で見られます）。" if accepted else ""
    return f"{named}です。{rest}"


def proposed(remarks: Sequence[Remark]) -> str:
    """Write the lines that would answer the open questions of style; empty where there is none."""
    ready = list(lines(remark.proposal for remark in remarks if remark.proposal))
    if not ready:
        return ""
    head = "この原稿は、次の書き方でそろっています。町の書き方とするなら、content/house-style.yaml に写してください"
    note = "（forms がもうあれば、その中に書き足します）" if ready[-1].startswith("forms") else ""
    return f"\n{head}{note}。\n" + "".join(f"  {line}\n" for line in ready)


def as_json(remarks: Sequence[Remark]) -> str:
    """Write the remarks as a list of objects."""
    return json.dumps([_record(remark) for remark in remarks], ensure_ascii=False, indent=1) + "\n"


def _record(remark: Remark) -> dict[str, Any]:
    place = remark.problem.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "level": remark.level,
        "rule": remark.problem.rule,
        "words": remark.words,
        "at": remark.names[-1] if remark.names else place.path,
        "message": remark.problem.message,
        "accepted": remark.accepted,
        "others": [{**vars(each.problem.place), "words": each.words} for each in remark.alike],
    }


def as_github(remarks: Sequence[Remark]) -> str:
    """Write the remarks as commands that GitHub shows beside the lines; accepted ones are left out."""
    return "".join(_command(remark) for remark in remarks if remark.accepted is None)


def _command(remark: Remark) -> str:
    place, level = remark.problem.place, FOREIGN_LEVELS["github"][remark.level]
    where = f"file={place.path},line={place.line},col={place.column},title={remark.problem.rule}"
    message = remark.problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{level} {where}::{message}\n"


def as_sarif(remarks: Sequence[Remark], rules: Sequence[Rule]) -> str:
    """Write the remarks in the Static Analysis Results Interchange Format 2.1.0 (OASIS)."""
    driver = {"name": "hidaka-dx", "rules": [_described(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(remark) for remark in remarks],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _described(rule: Rule) -> dict[str, Any]:
    level = FOREIGN_LEVELS["sarif"][rule.level]
    return {"id": rule.id, "shortDescription": {"text": rule.manual}, "defaultConfiguration": {"level": level}}


def _result(remark: Remark) -> dict[str, Any]:
    place = remark.problem.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + len(remark.words)}
    result = {
        "ruleId": remark.problem.rule,
        "level": FOREIGN_LEVELS["sarif"][remark.level],
        "message": {"text": remark.problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": place.path}, "region": region}}],
    }
    if remark.accepted:
        result["suppressions"] = [{"kind": "external", "justification": remark.accepted}]
    return result


def as_list(rules: Sequence[Rule]) -> str:
    """List the rules: id, level and what each asks for, in a line."""
    widest = max(len(rule.id) for rule in rules)
    return "".join(f"{rule.id:<{widest}}  {rule.level}  {rule.manual.split(chr(10))[0]}\n" for rule in rules)
