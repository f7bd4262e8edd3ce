"""`hidaka-dx witness`."""

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
from hidaka_dx.japanese import in_groups


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@quietly
def witness(root: Path, output: Path | None, *, quiet: bool) -> None:
    """すべての版のハッシュの一覧（照合表）を、議会や図書館などに預けるために作る。"""
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.witness import witness as _witness  # noqa: PLC0415  as above

        folder = output_folder(root, output)
        written, problems = sheltered(root, lambda made: _witness(root, folder, made), tell)
    if written is None:
        show_problems(problems, "前の照合表")
        sys.exit(1)
    if not quiet:
        click.echo(f"{written.data} を作りました（{len(written.witness.entries)}件）")
        click.echo(f"{written.page} を作りました（{written.pages}ページ）")
        click.echo(f"照合表の番号は {in_groups(written.witness.list_sha256)} です。議事録などに控えてください。")
        click.echo(
            "二つとも、議会、図書館、道など、町のほかの所に預けてください。`hidaka-dx verify --against` で比べられます。"
        )
