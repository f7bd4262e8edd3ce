"""`hidaka-dx build`."""

import sys
import time
from collections.abc import Mapping, Sequence
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

if TYPE_CHECKING:
    from hidaka_dx.pipeline.unchanged import Told
    from hidaka_dx.typeset.job import EmptyPage


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@quietly
def build(root: Path, output: Path | None, *, quiet: bool) -> None:
    """原稿を読み、点検し、PDFに組む。"""
    start = time.monotonic()
    from hidaka_dx.pipeline.unchanged import build_and_keep, last  # noqa: PLC0415  help need not wait for it

    told = last(root, output or root / "output")
    if told is None:
        with interruptible(), progress(quiet=quiet) as tell:
            from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  as above
            from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above

            folder = output_folder(root, output)
            told = sheltered(root, lambda made: build_and_keep(root, folder, made), tell)
    outcome = told.outcome
    if not quiet:
        _report(told)
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")
    if outcome.problems:
        show_problems(
            outcome.problems, f"{'、'.join(outcome.unmade)}の、前に作ったPDF" if outcome.unmade else "前に作ったPDF"
        )
        sys.exit(1)
    if not quiet:
        _report_remarks(told.remarks)


def _report(told: "Told") -> None:
    """Name what was made, what could not be, and what in the folder is not current."""
    outcome = told.outcome
    if not told.is_new:
        click.echo("前に作った時から何も変わっていないので、作り直していません。次のPDFは、今の原稿のとおりです。")
    for each in outcome.built:
        click.echo(
            f"{each.path} を作りました（{each.pages}ページ）" if told.is_new else f"{each.path}（{each.pages}ページ）"
        )
        for note in each.notes:
            click.echo(f"    {note}")
        if each.empty:
            click.echo(f"    参考：4分の1より多く空くページ {_by_cause(each.empty)}")
    if outcome.unmade:
        click.echo(f"誤りがあるため作らなかったもの：{'、'.join(outcome.unmade)}")
    if outcome.stale:
        click.echo(
            f"この build が作ったものではないファイルが残っています（前の版や案など）：{'、'.join(outcome.stale)}"
        )


def _by_cause(empty: "Sequence[EmptyPage]") -> str:
    """List pages by what was moved whole to the page behind them."""
    causes: dict[str | None, list[str]] = {}
    for each in empty:
        causes.setdefault(each.moved, []).append(each.page)
    return "、".join("・".join(pages) + _cause(moved) for moved, pages in causes.items())


def _cause(moved: str | None) -> str:
    if moved is None:
        return "（終わり）"
    return f"（{moved}が次のページへ）" if moved else ""


def _report_remarks(remarks: Mapping[str, int]) -> None:
    """Tell how many remarks do not stop a build."""
    found = "、".join(f"{level}が{count}件" for level in ("注意", "参考") if (count := remarks.get(level)))
    if found:
        click.echo(f"{found}あります。hidaka-dx check で見られます。")
