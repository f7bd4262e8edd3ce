"""`hidaka-dx witness`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

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
from hidaka_dx.cli.proofs import told_proof
from hidaka_dx.japanese import in_groups

if TYPE_CHECKING:
    from hidaka_dx.pipeline.list_proofs import StampedList
    from hidaka_dx.pipeline.witness import WrittenList


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@click.option(
    "--timestamp",
    metavar="アドレス",
    help="照合表にタイムスタンプを押す所（RFC 3161）のアドレス。データの隣に .tsr を作る。",
)
@click.option(
    "--roots",
    metavar="フォルダー",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="信頼する認証局の証明書と失効の一覧のフォルダー。タイムスタンプを押した所が本物かも確かめる。",
)
@quietly
def witness(root: Path, output: Path | None, timestamp: str | None, roots: Path | None, *, quiet: bool) -> None:
    """すべての版のハッシュの一覧（照合表）を、議会や図書館などに預けるために作る。"""
    if roots and timestamp is None:
        raise click.UsageError("「--roots」は、--timestamp と一緒に書いてください。")
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.witness import witness as _witness  # noqa: PLC0415  as above

        folder = output_folder(root, output)
        stamp = _stamp(root, timestamp, roots) if timestamp is not None else None
        written, problems = sheltered(root, lambda made: _witness(root, folder, made, stamp), tell)
    if written is None:
        show_problems(problems, "前の照合表")
        sys.exit(1)
    if not quiet:
        _report(written, stamp)


def _stamp(root: Path, address: str, roots: Path | None) -> "StampedList":
    """Ask for the time stamp here: where designs are strange, the list is set without a network."""
    from hidaka_dx.pipeline.list_proofs import stamped_list  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.signed_copies import trust_in  # noqa: PLC0415  as above

    return stamped_list(root, address, trust_in(roots))


def _report(written: "WrittenList", stamp: "StampedList | None") -> None:
    from hidaka_dx.pipeline.list_proofs import ListProof  # noqa: PLC0415  help need not wait for it

    click.echo(f"{written.data} を作りました（{len(written.witness.entries)}件）")
    click.echo(f"{written.page} を作りました（{written.pages}ページ）")
    if written.stamp and stamp:
        click.echo(f"{written.stamp} を作りました（タイムスタンプ）")
        for line in told_proof(ListProof(written.stamp, stamp.judged)):
            click.echo(line)
    click.echo(f"照合表の番号は {in_groups(written.witness.list_sha256)} です。議事録などに控えてください。")
    click.echo(
        f"{'三つ' if stamp else '二つ'}とも、議会、図書館、道など、町のほかの所に預けてください。`hidaka-dx verify --against` で比べられます。"
    )
