"""docs/rules.md, made from the rules themselves."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from hidaka_dx.lint.rule import Rule
from hidaka_dx.lint.words import CHOOSABLE, words

HEAD: Final = """# 点検の規則

`hidaka-dx check` が使う規則の一覧です。このページは規則そのものから作られます（`python tools/generate.py`）。手で直さないでください。

重さは、**誤り**＝PDFを作らない、**注意**＝直した方がよい、**参考**＝知らせるだけ、の三つです。
町は `content/house-style.yaml` で重さを変えられます（[点検](checking.md)）。
例の中の `⏎` は改行、`[content/…]` はその後がそのファイルの中身であることを示します。
"""
NUMBERS: Final = re.compile(r"、?[KWAXD][0-9]{1,2}[a-z]?(?:・[KWAXD][0-9]{1,2}[a-z]?)*")
OWN: Final = "この点検の決まり"
ROOMS: Final = {
    "spaces": "空白",
    "marks": "括弧・句読点・記号",
    "widths": "字の幅",
    "numbers": "数",
    "spelling": "漢字・仮名・送り仮名",
    "characters": "常用漢字",
    "variants": "表記ゆれ",
    "sentences": "文",
    "lists": "箇条書きと用語解説の文体",
    "dates": "日付と期間",
    "terms": "用語と略語",
    "structure": "見出し・図・表・リンク",
    "citations": "引く計画と法律",
}


def manual(rules: Sequence[Rule]) -> str:
    """Write the page."""
    parts = [HEAD]
    for room, members in groupby(rules, key=lambda rule: rule.check.__module__.rpartition(".")[2]):
        parts.append(f"## {ROOMS[room]}\n")
        parts += [_about(rule) for rule in members]
    parts.append(_choices())
    return "\n".join(parts)


def _about(rule: Rule) -> str:
    lines = [f"### {rule.id}（{rule.level}）\n", f"{rule.manual}\n", f"出典：{_source(rule)}\n"]
    return "\n".join([*lines, *_examples(rule)]) + "\n"


def _source(rule: Rule) -> str:
    """Name the source as readers know it, without the numbers that only this project's own notes give."""
    known = NUMBERS.sub("", rule.source)
    return f"{OWN}{known}" if known.startswith("（") else known or OWN


def _examples(rule: Rule) -> Iterator[str]:
    yield "```text"
    yield from (f"× {snippet}" for snippet in rule.failing)
    yield from (f"○ {snippet}" for snippet in rule.passing)
    yield "```"


def _choices() -> str:
    lines = [
        "## 選べる書き方\n",
        "`content/house-style.yaml` の `forms` に「町が選べる方」を書くと、それにそろえます。",
        "「ふつうに求める方」を書いておくと、原稿が別の方でそろっていても、尋ねずに一か所ずつ示します。\n",
    ]
    lines += ["| 規則 | ふつうに求める方 | 町が選べる方 |", "|---|---|---|"]
    lines += [f"| {name} | {word.write} | {word.other} |" for name in CHOOSABLE for word in words(name) if word.other]
    return "\n".join(lines) + "\n"
