"""`hidaka-dx editions`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town, show_problems
from hidaka_dx.japanese import edition_name, in_groups, seireki_date

if TYPE_CHECKING:
    from hidaka_dx.pipeline.editions import ListedEdition


@click.command(cls=JapaneseCommand)
@in_town
def editions(root: Path) -> None:
    """版の一覧（日付、決定、保存の状態、PDFのハッシュ）を見る。"""
    from hidaka_dx.pipeline.editions import editions as _editions  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.editions import list_number  # noqa: PLC0415  as above

    listed, problems = _editions(root)
    if problems:
        show_problems(problems, "保存庫")
        sys.exit(1)
    for each in listed:
        click.echo("\n".join(_lines(each)))
    if number := list_number(root):
        click.echo(f"照合表の番号（発行した版と取下げのすべてから計算）: {in_groups(number)}")


def _lines(each: "ListedEdition") -> list[str]:
    day = seireki_date(each.date) if each.date else "日付は未定"
    decided_by = each.decided_by or ("未定" if each.state == "案" else "記載なし")
    lines = [f"{each.title} {edition_name(each.name.number)}  {day}  {each.state}  {each.changes}"]
    if each.state != "案":
        lines.append(f"    決定した者・会議: {decided_by}")
    if each.withdrawal:
        lines.append(f"    {each.withdrawal.told}")
    if each.state in ("発行済み", "取下げ"):
        lines.append(f"    保存した所: archive/{each.name.folder}")
        lines.append(f"    PDFのsha256: {each.sha256 or 'PDFがありません。hidaka-dx verify で確かめてください。'}")
    if each.note:
        lines.append(f"    {each.note}")
    return lines
