"""A town of one chapter, in which a snippet can be tried."""

import re
from pathlib import Path

from hidaka_dx.content import Manuscript, load

BRACKET = re.compile(r"\[(content/[^\]]+)\] ?")
FILES = {
    "content/plan.yaml": """
town: 見本町
title: 見本町DX推進計画
subtitle: 記載例
short_title: 見本町DX推進計画
office: 見本町企画課
period: {start: 2026, end: 2030}
contents_title: 目次
chapters: [chapter]
glossary: {title: 用語解説, contents: yes}
revisions: {title: 改訂履歴, contents: yes}
""",
    "content/editions.yaml": 'promotion-plan: [{number: "1", date: 2026-03-25, status: 決定, changes: 策定}]\n',
    "content/glossary.yaml": "[]\n",
    "content/references.yaml": "[]\n",
}
CHAPTER = "content/chapters/chapter.md"


def town(folder: Path, snippet: str) -> Manuscript:
    """Write a town whose chapter is the snippet; `[content/…]` in it begins another file, ⏎ stands for a line end."""
    words, *others = BRACKET.split(snippet)
    given = dict(zip(others[::2], others[1::2], strict=True))
    files = {**FILES, CHAPTER: f"# 章 {{#chapter}}\n\n{words}\n", **given}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text.replace("⏎", "\n"), encoding="utf-8")
    manuscript, problems = load(folder)
    assert manuscript, "\n".join(map(str, problems))
    return manuscript
