"""`hidaka-dx publish`."""

import sys
from pathlib import Path

import click

from hidaka_dx.cli.manners import JapaneseCommand, in_town, interruptible, progress, quietly, show


@click.command(cls=JapaneseCommand)
@click.argument(
    "document",
    metavar="文書",
    type=click.Choice(["推進計画", "実行計画"]),
    help="推進計画 か 実行計画。その最後の版を保存する（決定した版だけ）。",
)
@in_town
@quietly
def publish(document: str, root: Path, *, quiet: bool) -> None:
    """決定した版を、保存庫（archive/）に発行した時のまま残す。"""
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx import archive, pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

        published, problems = pipeline.publish(root, archive.DOCUMENTS[document], tell)
    if published is None:
        show(problems, "保存庫")
        sys.exit(1)
    if not quiet:
        click.echo(f"{published.record.title} を {published.folder} に保存しました（{published.pages}ページ）")
        click.echo(f"PDFのsha256  {published.sha256}")
        click.echo(f"目録のsha256 {published.seal}")
        click.echo("目録のsha256を、起案文書や議事録に控えてください。後で、すり替えられていないことの証拠になります。")
