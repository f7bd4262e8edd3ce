"""`hidaka-dx publish`."""

import sys
from datetime import date
from pathlib import Path

import click

from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.cli.conventions import JapaneseCommand, in_town, interruptible, progress, quietly, show_problems, today
from hidaka_dx.cli.naming import KNOWN, parse_one
from hidaka_dx.japanese import WORKING


@click.command(cls=JapaneseCommand)
@click.argument(
    "words",
    metavar="文書 [版]",
    nargs=-1,
    required=True,
    help="推進計画 か 実行計画。その最後の版を保存する（決定した版だけ）。版も書けば、最後の版であることを確かめる。",
)
@in_town
@click.option("--ahead", is_flag=True, help="今日より後の日付の版でも保存する（施行の日を日付とするときなど）。")
@quietly
def publish(words: tuple[str, ...], root: Path, *, ahead: bool, quiet: bool) -> None:
    """決定した版を、保存庫（archive/）に発行した時のまま残す。"""
    document, _, edition = parse_one(words, root).partition(" ")
    if document not in BY_WORD:
        raise click.UsageError(f"「{document}」は、文書の名前ではありません。{KNOWN}を書いてください。")
    edition = "" if edition == WORKING else edition
    until = date.max if ahead else today()
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.publish import publish as _publish  # noqa: PLC0415  as above

        published, problems = sheltered(
            root, lambda made: _publish(root, BY_WORD[document], made, until, edition), tell
        )
    if published is None:
        show_problems(problems, "保存庫")
        sys.exit(1)
    if not quiet:
        click.echo(f"{published.record.title} を {published.folder} に保存しました（{published.pages}ページ）")
        click.echo(f"PDFのsha256  {published.sha256}")
        click.echo(f"目録のsha256 {published.seal}")
        for note in published.notes:
            click.echo(f"注意: {note}")
        click.echo("目録のsha256を、起案文書や議事録に控えてください。後で、すり替えられていないことの証拠になります。")
