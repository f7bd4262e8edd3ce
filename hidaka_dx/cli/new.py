"""`hidaka-dx new`."""

from pathlib import Path

import click

from hidaka_dx.cli.asking import ask
from hidaka_dx.cli.conventions import JapaneseCommand, interruptible, quietly


@click.command(cls=JapaneseCommand)
@click.argument(
    "folder",
    metavar="フォルダー",
    type=click.Path(path_type=Path),
    help="作るフォルダーの名前。ないか、空のもの。",
)
@click.option("--town", metavar="名前", help="町・市・村の名前。例：見本町。")
@click.option("--title", metavar="名前", help="計画の名前。例：第6次見本町総合計画。")
@click.option("--office", metavar="名前", help="担当課。表紙に載る。例：見本町企画課。")
@click.option("--period", metavar="期間", help="計画の期間（年度）。例：令和8年度〜令和12年度、2026-2030。")
@click.option(
    "--numbering",
    metavar="番号",
    help="見出しの番号：1（1→(1)→ア。書かなければこれ）、第1章（第1章→第1節→1）、Ⅰ（Ⅰ→1→(1)）、1-1（1→1-1→(1)）。",
)
@click.option("--action-plan", "action", metavar="名前", help="実行計画も作る。その名前。例：見本町実行計画。")
@click.option("--no-action-plan", "alone", is_flag=True, help="実行計画を作らない。")
@quietly
def new(folder: Path, *, action: str | None, alone: bool, quiet: bool, **given: str | None) -> None:
    """町のフォルダーを新しく作る。書かなかったことは、一つずつ尋ねる。"""
    if alone and action is not None:
        raise click.UsageError("「--action-plan」と「--no-action-plan」は、どちらか一つにしてください。")
    folder = click.get_current_context().find_root().params["root"] / folder
    with interruptible():
        from hidaka_dx.newtown import period_in_words  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.new import new as _new  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.new import require_free  # noqa: PLC0415  as above

        require_free(folder)
        answers = ask(given, action, alone=alone)
        count = _new(folder, answers)
    if not quiet:
        click.echo(f"{folder} に、{answers.town}の「{answers.title}」のフォルダーを作りました（{count}ファイル）。")
        click.echo(f"計画の期間：{period_in_words(answers)}。")
        click.echo(f"PDFを作るには：hidaka-dx build -C {click.format_filename(folder)}")
        click.echo("次に何を直すかは、そのフォルダーの README.md にあります。")
