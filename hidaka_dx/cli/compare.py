"""`hidaka-dx compare`."""

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
from hidaka_dx.cli.naming import parse_editions


@click.command(cls=JapaneseCommand)
@click.argument(
    "words",
    metavar="改正前 改正後",
    nargs=-1,
    required=True,
    help="推進計画 第1版、推進計画 原稿（content/ の最も新しい版）、又は作ったPDF。後の方の「推進計画」は省ける。",
)
@DOCUMENT
@in_town
@to_output
@quietly
def compare(words: tuple[str, ...], document: str, root: Path, output: Path | None, *, quiet: bool) -> None:
    """二つの版を比べ、新旧対照表と見え消し版を作る。"""
    start = time.monotonic()
    editions = parse_editions(words, root, document)
    if len(editions) != 2:
        raise click.UsageError(
            "「改正前」と「改正後」の二つの版を書いてください。例：hidaka-dx compare 推進計画 第1版 原稿"
        )
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.compare import ComparisonRequest  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.compare import compare as _compare  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.finding import named_files  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above

        asked, folder = ComparisonRequest(*editions, BY_WORD[document]), output_folder(root, output)
        files = named_files(editions, BY_WORD[document])
        built, problems = sheltered(root, lambda made: _compare(asked, root, folder, made), tell, files=files)
    if problems:
        show_problems(problems, "前に作ったPDF")
        sys.exit(1)
    if not quiet:
        for each in built:
            click.echo(f"{each.path} を作りました（{each.pages}ページ）")
        for note in dict.fromkeys(note for each in built for note in each.notes):
            click.echo(note)
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")
