"""`hidaka-dx website`."""

import sys
from pathlib import Path

import click

from hidaka_dx.cli.manners import JapaneseCommand, in_town, interruptible, progress, quietly, show, to_output


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@click.option("--address", metavar="URL", default="", help="公開する場所。書けば、検索サイト用の sitemap.xml も作る。")
@quietly
def website(root: Path, output: Path | None, *, address: str, quiet: bool) -> None:
    """すべての版を読めるウェブページ一式（output/site/）を作る。"""
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx import pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

        opened, problems = pipeline.website(root, output or root / "output", tell, address)
    if opened is None:
        show(problems, "前に作ったウェブページ")
        sys.exit(1)
    if not quiet:
        click.echo(f"{opened.first} を作りました（{opened.editions}版）")
        click.echo(f"書いたファイル{opened.written}、変わらないファイル{opened.kept}、消したファイル{opened.removed}")
