"""`hidaka-dx website`."""

import sys
from pathlib import Path

import click

from hidaka_dx.cli.manners import JapaneseCommand, in_town, interruptible, progress, quietly, show, to_output


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@quietly
def website(root: Path, output: Path | None, *, quiet: bool) -> None:
    """すべての版を読めるウェブページ一式（output/site/）を作る。"""
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx import pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

        opened, problems = pipeline.website(root, output or root / "output", tell)
    if opened is None:
        show(problems, "前に作ったウェブページ")
        sys.exit(1)
    if not quiet:
        click.echo(f"{opened.first} を作りました（{opened.editions}版）")
        click.echo(f"書いたファイル{opened.written}、変わらないファイル{opened.kept}、消したファイル{opened.removed}")
