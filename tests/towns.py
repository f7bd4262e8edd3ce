"""A town as small as can be, so that publishing it takes no time; what it publishes has every part of a real edition."""

import shutil
from pathlib import Path

from hidaka_dx.document import Document
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.publish import Published, publish
from hidaka_dx.typeset.job import Pressed

FILES = {
    "content/plan.yaml": """\
town: 見本町
title: 見本町DX推進計画
subtitle: Sample
short_title: 見本町DX推進計画
office: 見本町（架空）
period: {start: 2026, end: 2030}
contents_title: 目次
chapters: [vision]
glossary: {title: 用語解説, contents: no}
revisions: {title: 改訂履歴, contents: yes}
""",
    "content/glossary.yaml": "- {id: ai, term: AI, text: 人工知能}\n",
    "content/references.yaml": "[]\n",
    "content/chapters/vision.md": "# 将来展望 {#vision}\n\n町は、暮らしを便利にします。 {#aim}\n",
}
ACTION = {
    "content/action-plan.yaml": """\
title: 見本町DX実行計画
subtitle: Sample
short_title: 見本町DX実行計画
decides: 総務課
quotes: [vision]
aim: aim
pillars: [{id: services, name: 窓口}]
priorities_title: 重点取組事項
priorities_basis: vision
priorities: [{id: online, name: 手続のオンライン化}]
answered: [vision]
""",
    **{
        f"content/measures/1-{number}.yaml": f"""\
number: 1-{number}
name: 窓口のデジタル化{number}
kind: 新規
pillar: services
basis: [vision]
priorities: [online]
actions: [窓口の手続を電子化します。]
"""
        for number in (1, 2, 3)
    },
}
ERRATA = """\
- document: promotion-plan
  edition: "1"
  status: 決定
  date: 2026-12-01
  corrections:
    - {at: aim, printed: 便利にします, correct: 便利で安全にします}
"""
FIRST = """\
  - number: "1"
    date: 2026-04-01
    status: 決定
    decided_by: 町長
    changes: 策定
"""
SECOND = """\
  - number: "1.1"
    date: 2027-04-01
    status: 決定
    category: 軽微
    reason: 語句の整理
    revised: [vision]
    changes: 語句の整理
"""
THIRD = """\
  - number: "2"
    date: 2028-04-01
    status: 決定
    category: 議決要
    reason: 国の計画の改定
    revised: [vision]
    changes: 全部の改定
"""
DRAFT = '  - {number: "3", status: 案, changes: 見直し}\n'
PLAN = "promotion-plan"


def tiny(folder: Path, *editions: str, action: str = "") -> Path:
    """Write the town with editions of its plan and, where there are any, of its action plan."""
    files = {**FILES, **(ACTION if action else {})}
    files["content/editions.yaml"] = f"{PLAN}:\n{''.join(editions)}" + (f"action-plan:\n{action}" if action else "")
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def publish_plan(town: Path) -> Published:
    """Publish the newest edition of the plan."""
    published, problems = publish(town, PLAN, lambda _words, _share: None)
    assert published, problems
    return published


def with_three_editions(folder: Path) -> Path:
    """Write the town and publish three editions of its plan, one after the other."""
    for editions in ((FIRST,), (FIRST, SECOND), (FIRST, SECOND, THIRD)):
        town = tiny(folder, *editions)
        words = f"町は、暮らしを便利にします（{len(editions)}）。 {{#aim}}"
        (town / "content/chapters/vision.md").write_text(f"# 将来展望 {{#vision}}\n\n{words}\n", encoding="utf-8")
        publish_plan(town)
    return folder


def copied(town: Path, folder: Path) -> Path:
    """Copy a town with its archive, writable."""
    shutil.copytree(town, folder)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def pressed(root: Path, document: Document) -> Pressed:
    """Print one composed document of a town."""
    printer = Printer(None, folders(root, "templates"), folders(root, "assets"), lambda _words, _share: None)
    made = printer.print(document, ())
    assert made, printer.problems
    return made
