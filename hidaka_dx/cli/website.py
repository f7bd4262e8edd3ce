"""`hidaka-dx website`."""

import sys
from pathlib import Path

import click

from hidaka_dx.cli.conventions import (
    JapaneseCommand,
    in_town,
    interruptible,
    progress,
    quietly,
    show_problems,
    to_output,
)


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@click.option("--address", metavar="URL", default="", help="公開する場所。書けば、検索サイト用の sitemap.xml も作る。")
@click.option("--draft", "drafts", is_flag=True, help="まだ決まっていない版（案）も載せる。")
@quietly
def website(root: Path, output: Path | None, *, address: str, drafts: bool, quiet: bool) -> None:
    """すべての版を読めるウェブページ一式（output/site/）を作る。"""
    from hidaka_dx.pipeline.website_unchanged import SiteOrder, last, write_and_keep  # noqa: PLC0415  help need not wait

    opened = last(SiteOrder(root, output or root / "output", address, drafts))
    if opened is None:
        with interruptible(), progress(quiet=quiet) as tell:
            from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  as above
            from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above

            order = SiteOrder(root, output_folder(root, output), address, drafts)
            opened, problems = sheltered(root, lambda made: write_and_keep(order, made), tell, all_editions=True)
        if opened is None:
            show_problems(problems, "前に作ったウェブページ")
            sys.exit(1)
    if not quiet:
        files = opened.files
        click.echo(f"{opened.first} を作りました（{opened.editions}版）")
        click.echo(f"書いたファイル{files.written}、変わらないファイル{files.kept}、消したファイル{files.removed}")
        for sentence in opened.left_out:
            click.echo(sentence)
