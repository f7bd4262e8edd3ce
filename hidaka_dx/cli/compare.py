"""`hidaka-dx compare`."""

import sys
import time
from pathlib import Path

import click

from hidaka_dx.cli.manners import DOCUMENT, JapaneseCommand, in_town, interruptible, progress, quietly, show, to_output


@click.command(cls=JapaneseCommand)
@click.argument("old", metavar="改正前", help="第1版、原稿（content/ の最も新しい版）、又は作ったPDF。")
@click.argument("new", metavar="改正後", help="同じ。")
@DOCUMENT
@in_town
@to_output
@quietly
def compare(  # noqa: PLR0913  one for each word that is typed
    old: str, new: str, document: str, root: Path, output: Path | None, *, quiet: bool
) -> None:
    """二つの版を比べ、新旧対照表と見え消し版を作る。"""
    start = time.monotonic()
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx import archive, pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

        asked = pipeline.Asked(old, new, archive.DOCUMENTS[document])
        built, problems = pipeline.compare(asked, root, output or root / "output", tell)
    if problems:
        show(problems, "前に作ったPDF")
        sys.exit(1)
    if not quiet:
        for each in built:
            click.echo(f"{each.path} を作りました（{each.pages}ページ）")
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")
