"""`hidaka-dx council`."""

import sys
from datetime import datetime
from pathlib import Path

import click

from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.cli.conventions import (
    DOCUMENT,
    JapaneseCommand,
    day_option,
    in_town,
    interruptible,
    progress,
    quietly,
    show_problems,
    to_output,
)
from hidaka_dx.cli.naming import parse_one


@click.command(cls=JapaneseCommand)
@click.argument(
    "words",
    metavar="版",
    nargs=-1,
    required=True,
    help="推進計画 第2版、又は推進計画 原稿（content/ の最も新しい版）。",
)
@click.option("--meeting", metavar="会議", required=True, help="会議の名前。例：令和8年第1回定例会。")
@click.option("--number", metavar="番号", required=True, help="資料の番号。例：資料1。")
@day_option("会議の日。例：2026-12-10。")
@DOCUMENT
@in_town
@to_output
@quietly
def council(  # noqa: PLR0913  one for each word that is typed
    words: tuple[str, ...],
    *,
    meeting: str,
    number: str,
    day: datetime | None,
    document: str,
    root: Path,
    output: Path | None,
    quiet: bool,
) -> None:
    """議会などの会議に出す資料一式（表紙から見え消し版まで）を作る。"""
    edition = parse_one(words, root, document)
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.council import CouncilRequest  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.council import council as _council  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.council import meeting as _meeting  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.finding import named_files  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above

        to = _meeting(meeting, number, day.date() if day else None)
        asked, folder = CouncilRequest(edition, BY_WORD[document], to), output_folder(root, output)
        files = named_files([edition], asked.document)
        handed, problems = sheltered(root, lambda made: _council(asked, root, folder, made), tell, files=files)
    if handed is None:
        show_problems(problems, "前に作った資料")
        sys.exit(1)
    if not quiet:
        for paper in handed.papers:
            click.echo(f"{paper.first:>4}ページから{paper.pages:>3}ページ  {paper.title}")
        click.echo(f"{handed.folder} と {handed.archive.name} を作りました（通し{handed.pages}ページ）")
        if handed.replaced:
            click.echo(handed.replaced)
