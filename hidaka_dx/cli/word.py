"""`hidaka-dx word`."""

import sys
import time
from pathlib import Path

import click

from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.cli.conventions import (
    DOCUMENT,
    JapaneseCommand,
    in_town,
    interruptible,
    progress,
    quietly,
    show_problems,
    to_output,
)
from hidaka_dx.cli.naming import parse_one
from hidaka_dx.japanese import WORKING


@click.command(cls=JapaneseCommand)
@click.argument(
    "words",
    metavar="文書",
    nargs=-1,
    required=True,
    help="推進計画 又は 実行計画（原稿の最も新しい版）。「推進計画 第1版」のように、発行した版も書ける。",
)
@click.option("--from", "before", metavar="版", help="この版からの変更を、Wordの変更履歴として示す。例：--from 第1版。")
@DOCUMENT
@in_town
@to_output
@quietly
def word(  # noqa: PLR0913  options of a command
    words: tuple[str, ...], before: str | None, document: str, root: Path, output: Path | None, *, quiet: bool
) -> None:
    """意見を求めるためのWordのファイル（.docx）を作る。"""
    start = time.monotonic()
    new = parse_one(words, root, document)
    new = f"{new} {WORKING}" if new in BY_WORD else new
    spoken = next((name for name in BY_WORD if new.startswith(f"{name} ")), document)
    old = parse_one((before,), root, spoken) if before else None
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.finding import named_files  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.word import WordRequest  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.word import word as _word  # noqa: PLC0415  as above

        asked, folder = WordRequest(new, old, BY_WORD[document]), output_folder(root, output)
        files = named_files(filter(None, (new, old)), asked.document)
        done, problems = sheltered(root, lambda made: _word(asked, root, folder, made), tell, files=files)
    if problems or done is None:
        show_problems(problems, "前に作ったWordのファイル")
        sys.exit(1)
    if not quiet:
        click.echo(f"{done.path} を作りました")
        for note in done.notes:
            click.echo(note)
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")
