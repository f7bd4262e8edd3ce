"""`hidaka-dx readers`."""

import sys
from pathlib import Path

import click

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
    metavar="版",
    nargs=-1,
    required=True,
    help="作ったPDFのファイル、又は保存した版（推進計画 第1版）。いくつでも書ける。",
)
@DOCUMENT
@in_town
@to_output
@quietly
def readers(words: tuple[str, ...], document: str, root: Path, output: Path | None, *, quiet: bool) -> None:
    """PDFの語句を、この計算機の読むもの（popplerなど）が見付け、写し、読み上げるかを確かめる。"""
    named = parse_editions(words, root, document)
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.readers import read_aloud  # noqa: PLC0415  as above

        done, problems = read_aloud(named, root, output_folder(root, output), tell, beside=output is None)
    if not quiet:
        for each in done:
            asked = "、".join(hearing.reader for hearing in each.report.hearings)
            click.echo(f"{each.path} を作りました（読んだもの：{asked}）")
    if problems:
        show_problems(problems, "PDF")
        sys.exit(1)
