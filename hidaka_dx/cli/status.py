"""`hidaka-dx status`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town, show_problems, to_output
from hidaka_dx.japanese.widths import columns


@click.command(cls=JapaneseCommand)
@click.argument("year", metavar="年度", type=click.IntRange(1989, 2200))
@click.option("--remind", is_flag=True, help="まだ回答していない課への催促の文を表示する。")
@click.option("--until", metavar="日付", type=click.DateTime(["%Y-%m-%d"]), help="催促の文に書く期限。")
@in_town
@to_output
def status(year: int, until: datetime | None, root: Path, output: Path | None, *, remind: bool) -> None:
    """どの課が進捗の照会に回答したかを、課ごとに示す。年度は西暦で書く。"""
    from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.status import reminder  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.status import status as _status  # noqa: PLC0415  as above

    found, problems = _status(root, year, output_folder(root, output))
    if problems:
        show_problems(problems, "進捗のファイル")
        sys.exit(1)
    if remind:
        click.echo(reminder(year, until.date() if until else None, found) or "すべての課が回答しています。", nl=False)
        return
    wide = max(columns(each.office) for each in found)
    for each in found:
        office = each.office + " " * (wide - columns(each.office))
        rest = "、".join(f"{number}（{'・'.join(missing)}）" for number, _, missing in each.missing)
        click.echo(f"{office}  {each.state}  {each.answered}／{each.measures}{f'  まだ：{rest}' if rest else ''}")
        for answer in each.refused:
            click.echo(
                f"    取り込めなかった：{answer.number} {answer.label}「{answer.typed}」{answer.why}（{answer.where}、{answer.day}）"
            )
        if each.open:
            left = "、".join(f"{number}（{'・'.join(labels)}）" for number, _, labels in each.open)
            click.echo(f"    空のまま（書かなくてもよい欄）：{left}")
    answered = sum(not each.missing for each in found)
    click.echo(f"{len(found)}課のうち{answered}課が回答しました。")
