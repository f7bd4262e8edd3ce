"""`hidaka-dx build`."""

import sys
import time
from pathlib import Path

import click

from hidaka_dx.cli.manners import JapaneseCommand, in_town, interruptible, progress, quietly, show


@click.command(cls=JapaneseCommand)
@in_town
@click.option(
    "--output",
    metavar="フォルダー",
    type=click.Path(file_okay=False, path_type=Path),
    help="PDFを置くフォルダー。書かなければ町のフォルダーの output/。",
)
@quietly
def build(root: Path, output: Path | None, *, quiet: bool) -> None:
    """原稿を読み、点検し、PDFに組む。"""
    start = time.monotonic()
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx import pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

        built, problems = pipeline.build(root, output or root / "output", tell)
    if problems:
        show(problems, "前に作ったPDF")
        sys.exit(1)
    if not quiet:
        for each in built:
            click.echo(f"{each.path} を作りました（{each.pages}ページ）")
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")
