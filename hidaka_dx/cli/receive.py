"""`hidaka-dx receive`."""

import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town, quietly, show_problems, to_output, today
from hidaka_dx.problem import RefusalError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hidaka_dx.pipeline.changed_files import ChangedFile
    from hidaka_dx.pipeline.receipt import FileReport, Receipt
    from hidaka_dx.pipeline.strange_files import ReturnedFile
    from hidaka_dx.pipeline.word_remarks import WordReport


MOST: Final = 10_000
"""Changes that are numbered."""


@dataclass(frozen=True)
class _Asked:
    root: Path
    files: "tuple[ReturnedFile, ...]"
    output: Path
    numbers: frozenset[int] | None
    """Of the changes that are accepted; none for all."""
    write: bool
    quiet: bool


@click.command(cls=JapaneseCommand)
@click.argument(
    "paths",
    metavar="回答",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="返ってきた様式か、意見の書き込まれたWordのファイル、それを添付したメール（.eml）、又はそれらを入れたフォルダー。いくつでも書ける。",
)
@click.option("--dry-run", is_flag=True, help="何も書かずに、何が変わるかだけを表示する。")
@click.option("--prefer-answers", is_flag=True, help="照会の後に直された値と回答が違うときも、回答を取り込む。")
@click.option(
    "--accept",
    "numbers",
    metavar="番号",
    default="",
    help="採り入れるWordの変更の番号（一覧にある）。例：--accept 1,3-5。",
)
@click.option("--accept-all", is_flag=True, help="Wordの変更を、採り入れられるものは全て採り入れる。")
@in_town
@to_output
@quietly
def receive(  # noqa: PLR0913  options of a command
    paths: tuple[Path, ...],
    root: Path,
    output: Path | None,
    *,
    dry_run: bool,
    prefer_answers: bool,
    numbers: str,
    accept_all: bool,
    quiet: bool,
) -> None:
    """返ってきた照会の様式の回答を原稿（content/）に書き入れる。Wordの変更とコメントは一覧にし、採り入れるものを書き入れる。"""
    from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.receipt import shown_name  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.strange_files import returned_files  # noqa: PLC0415  as above

    if accept_all and numbers:
        raise click.UsageError("--accept と --accept-all は、どちらか一つにしてください。")
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"「{shown_name(str(path))}」が見付かりません。名前と場所を確かめてください。")
    wanted = None if accept_all else _numbers(numbers)
    asked = _Asked(root, returned_files(paths), output_folder(root, output), wanted, write=not dry_run, quiet=quiet)
    if not _listed(asked):
        _answered(asked, prefer_answers=prefer_answers)


def _answered(asked: "_Asked", *, prefer_answers: bool) -> None:
    """Take the answers that stand in forms."""
    from hidaka_dx.pipeline.receive import accept  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.receive import receive as _receive  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.strange_files import all_apart  # noqa: PLC0415  as above

    day = today()
    receipts, problems = all_apart(
        asked.files, asked.root, lambda files: _receive(asked.root, files, day, prefer_answers=prefer_answers)
    )
    if problems:
        show_problems(problems, "原稿")
        sys.exit(1)
    for receipt in receipts:
        _show(receipt, quiet=asked.quiet, changes=not asked.write)
        if not asked.write:
            continue
        written = accept(asked.root, receipt, asked.output)
        if not asked.quiet:
            for change in receipt.changes:
                click.echo(f"{change.path} に書き入れました。")
            if not receipt.changes:
                click.echo("原稿は前のままです。")
            if written:
                click.echo(f"欄ごとの結果は {written} にあります。")
    if not all(receipt.is_whole for receipt in receipts):
        click.echo("取り込めなかった欄があります。上の行のとおりに直してもらい、もう一度実行してください。", err=True)
        sys.exit(1)


def _listed(asked: "_Asked") -> bool:
    """List what stands in Word files, and take the changes that are accepted; tell whether there are no other files."""
    from hidaka_dx.pipeline import word_remarks as word  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.changed_files import write_changes  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.strange_files import all_apart  # noqa: PLC0415  as above

    if not any(file.is_word for file in asked.files):
        if asked.numbers != frozenset():
            raise RefusalError(
                "--accept は、Wordのファイル（.docx）の変更に付ける番号です。Wordのファイルを書いてください。"
            )
        return False
    reports, changed, problems = all_apart(
        asked.files, asked.root, lambda files: word.read_and_accept(asked.root, files, asked.numbers)
    )
    if problems:
        show_problems(problems, "原稿")
        sys.exit(1)
    for report in reports:
        _tell(report, quiet=asked.quiet, is_tried=not asked.write)
    if not asked.write:
        _differences(changed)
    else:
        write_changes(asked.root, changed)
        is_read = not all(report.fault for report in reports)
        written = word.write_list(reports, today(), asked.output) if is_read else None
        if not asked.quiet and written:
            for change in changed:
                click.echo(f"{change.path} に書き入れました。")
            click.echo(f"一覧は {written} にあります。{'' if changed else '原稿は前のままです。'}")
    is_alone = all(file.is_word or file.is_ignored for file in asked.files)
    refused = any(each.fault for report in reports for each in report.changes)
    if refused or (is_alone and any(report.fault for report in reports)):
        sys.exit(1)
    return is_alone


def _tell(report: "WordReport", *, quiet: bool, is_tried: bool) -> None:
    """Show what a Word file holds: each change with its number and place."""
    if report.fault:
        click.echo(f"{report.name}: {report.fault}", err=True)
        return
    if not quiet:
        click.echo(f"{report.name}：変更{len(report.changes)}件、コメント{len(report.comments)}件")
        for note in report.notes:
            click.echo(f"  {note}。")
    for each in report.changes:
        place = f"{each.place.path}:{each.place.line}" if each.place else "（場所が分かりません）"
        said = "採り入れる" if is_tried and each.is_taken else each.said
        line = f"  {each.number}. {place} {each.authors}：{' '.join(each.shown.split())}　{said}"
        if each.fault:
            click.echo(line, err=True)
        elif not quiet:
            click.echo(line)
        if each.now and (each.fault or not quiet):
            click.echo(f"     今の原稿：{' '.join(each.now.split())}", err=bool(each.fault))


def _numbers(typed: str) -> frozenset[int]:
    """Read 「1,3-5」; raises RefusalError for anything else."""
    found: set[int] = set()
    plain = unicodedata.normalize("NFKC", typed).translate(str.maketrans("、〜~–ー", ",----"))
    for each in filter(None, plain.replace(" ", "").split(",")):
        first, dash, last = each.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise RefusalError(f"「{each}」は番号として読めません。--accept 1,3-5 のように書いてください。")
        found |= set(range(int(first), min(int(last or first), MOST) + 1))
    return frozenset(found)


def _differences(changes: "Sequence[ChangedFile]") -> None:
    """Show what would change, line by line."""
    for change in changes:
        lines = change.before.splitlines(), change.after.splitlines()
        click.echo("\n".join(unified_diff(*lines, change.path, change.path, "（今）", "（取り込んだ後）", 1, "")))


def _show(receipt: "Receipt", *, quiet: bool, changes: bool) -> None:
    """Show what becomes of each file, and what a person has to see to."""
    for file in receipt.files:
        if not quiet:
            click.echo(f"{file.name}{f'（{file.office}）' if file.office else ''}：{_tally(file)}")
        for line in _remarks(file):
            click.echo(f"  {line}", err=True)
    if changes:
        _differences(receipt.changes)


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
