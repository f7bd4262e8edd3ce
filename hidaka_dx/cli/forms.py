"""`hidaka-dx forms`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town, quietly, show_problems, to_output


@click.command(cls=JapaneseCommand)
@click.argument("year", metavar="年度", type=click.IntRange(1989, 2200))
@click.option("--until", metavar="日付", type=click.DateTime(["%Y-%m-%d"]), help="回答の期限。例：2028-05-15。")
@click.option(
    "--measures",
    "about",
    flag_value="measures",
    help="実績でなく、その年度の計画（区分、工程、目標、事業費）を尋ねる。",
)
@click.option("--text", "about", flag_value="opinions", help="実績でなく、推進計画の文への意見を、節ごとに尋ねる。")
@in_town
@to_output
@quietly
def forms(  # noqa: PLR0913  options of a command
    year: int, until: datetime | None, root: Path, output: Path | None, *, about: str | None, quiet: bool
) -> None:
    """各課に送る照会の様式（Excel）を、主管課ごとに作る。年度は西暦で書く。"""
    from hidaka_dx.pipeline.forms import SURVEYS  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.forms import forms as _forms  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above

    day = until.date() if until else None
    done, problems = _forms(
        root, year, day, output_folder(root, output), next(each for each in SURVEYS if each == (about or "progress"))
    )
    if problems:
        show_problems(problems, "前に作った様式")
        sys.exit(1)
    if not quiet:
        for each in done:
            click.echo(f"{each.path} を作りました（{each.measures}の{each.what}）")
        click.echo("返ってきた様式は、hidaka-dx receive に、ファイルかフォルダーを書いて取り込みます。")
