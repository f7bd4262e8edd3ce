"""`hidaka-dx receive`."""

import sys
from collections import Counter
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town, quietly, show_problems, to_output, today

if TYPE_CHECKING:
    from hidaka_dx.pipeline.receipt import FileReport, Receipt


@click.command(cls=JapaneseCommand)
@click.argument(
    "paths",
    metavar="回答",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="返ってきた様式か、意見の書き込まれたWordのファイル、又はそれを入れたフォルダー。いくつでも書ける。",
)
@click.option("--dry-run", is_flag=True, help="何も書かずに、何が変わるかだけを表示する。")
@click.option("--prefer-answers", is_flag=True, help="照会の後に直された値と回答が違うときも、回答を取り込む。")
@in_town
@to_output
@quietly
def receive(  # noqa: PLR0913  options of a command
    paths: tuple[Path, ...], root: Path, output: Path | None, *, dry_run: bool, prefer_answers: bool, quiet: bool
) -> None:
    """返ってきた照会の様式の回答を原稿（content/）に書き入れる。Wordの意見は一覧にする。"""
    from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.receive import accept  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.receive import receive as _receive  # noqa: PLC0415  as above

    if _listed(root, paths, output_folder(root, output), write=not dry_run, quiet=quiet):
        return
    receipts, problems = _receive(root, paths, today(), prefer_answers=prefer_answers)
    if problems:
        show_problems(problems, "原稿")
        sys.exit(1)
    for receipt in receipts:
        _show(receipt, quiet=quiet, changes=dry_run)
        if dry_run:
            continue
        written = accept(root, receipt, output_folder(root, output))
        if not quiet:
            for change in receipt.changes:
                click.echo(f"{change.path} に書き入れました。")
            if not receipt.changes:
                click.echo("原稿は前のままです。")
            if written:
                click.echo(f"欄ごとの結果は {written} にあります。")
    if not all(receipt.is_whole for receipt in receipts):
        click.echo("取り込めなかった欄があります。上の行のとおりに直してもらい、もう一度実行してください。", err=True)
        sys.exit(1)


def _listed(root: Path, paths: tuple[Path, ...], output: Path, *, write: bool, quiet: bool) -> bool:
    """List what stands in Word files; tell whether there are no other files."""
    from hidaka_dx.pipeline.receive import found_files  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.word_remarks import word_files, word_remarks, write_list  # noqa: PLC0415  as above

    files = word_files(paths)
    if not files:
        return False
    reports, problems = word_remarks(root, files)
    if problems:
        show_problems(problems, "原稿")
        sys.exit(1)
    for report in reports:
        if report.fault:
            click.echo(f"{report.name}: {report.fault}", err=True)
        elif not quiet:
            click.echo(f"{report.name}：書き込み{len(report.remarks)}件")
    if write:
        written = write_list(reports, today(), output)
        if not quiet:
            click.echo(f"一覧は {written} にあります。原稿は前のままです。")
    is_alone = len(files) == len([*found_files(paths)])
    if is_alone and any(report.fault for report in reports):
        sys.exit(1)
    return is_alone


def _show(receipt: "Receipt", *, quiet: bool, changes: bool) -> None:
    """Show what becomes of each file, and what a person has to see to."""
    for file in receipt.files:
        if not quiet:
            click.echo(f"{file.name}{f'（{file.office}）' if file.office else ''}：{_tally(file)}")
        for line in _remarks(file):
            click.echo(f"  {line}", err=True)
    for change in receipt.changes if changes else ():
        lines = change.before.splitlines(), change.after.splitlines()
        click.echo("\n".join(unified_diff(*lines, change.path, change.path, "（今）", "（取り込んだ後）", 1, "")))


def _tally(file: "FileReport") -> str:
    from hidaka_dx.pipeline.receipt import WORDS  # noqa: PLC0415  help need not wait for it

    if file.fault:
        return "読めません"
    counts = Counter(verdict.decision for verdict in file.verdicts)
    return "、".join(f"{WORDS[decision]} {counts[decision]}" for decision in WORDS if counts[decision])


def _remarks(file: "FileReport") -> list[str]:
    """Return a line for each thing that a person has to see to: file, sheet and cell first."""
    found = [f"{file.name}: {words}" for words in (file.fault, *(f"{note}。" for note in file.notes)) if words]
    for cell in file.strays:
        words = "今の取組にない欄です" if cell.key else "行き先のない書き込みです"
        found.append(f"{file.name}:{cell.sheet}!{cell.place}: 「{cell.typed}」：{words}。取り込んでいません。")
    for verdict in file.verdicts:
        if verdict.decision in ("refused", "conflict"):
            before = verdict.question.before
            now = f"今の値：「{before}」。" if verdict.decision == "conflict" and before else ""
            for cell_ in verdict.cells:
                said = f"取組 {verdict.question.key.number}「{verdict.question.label}」"
                found.append(f"{cell_.where}: {said}：{verdict.said.rstrip('。')}。回答：「{cell_.typed}」。{now}")
    return found
