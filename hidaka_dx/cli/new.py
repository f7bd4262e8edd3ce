"""`hidaka-dx new`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hidaka_dx.cli.conventions import JapaneseCommand, interruptible, quietly
from hidaka_dx.problem import RefusalError

if TYPE_CHECKING:
    from hidaka_dx.newtown import TownAnswers

NOBODY: Final = "尋ねる相手（端末）がないので、何も書かずに止まりました。"
ACTION: Final = "--action-plan 実行計画の名前（作らないなら --no-action-plan）"


@click.command(cls=JapaneseCommand)
@click.argument(
    "folder",
    metavar="フォルダー",
    type=click.Path(path_type=Path),
    help="作るフォルダーの名前。ないか、空のもの。",
)
@click.option("--town", metavar="名前", help="町・市・村の名前。例：見本町。")
@click.option("--title", metavar="名前", help="計画の名前。例：第6次見本町総合計画。")
@click.option("--office", metavar="名前", help="担当課。表紙に載る。例：見本町企画課。")
@click.option("--period", metavar="期間", help="計画の期間（年度）。例：令和8年度〜令和12年度、2026-2030。")
@click.option(
    "--numbering",
    metavar="番号",
    help="見出しの番号：1（1→(1)→ア。書かなければこれ）、第1章（第1章→第1節→1）、Ⅰ（Ⅰ→1→(1)）、1-1（1→1-1→(1)）。",
)
@click.option("--action-plan", "action", metavar="名前", help="実行計画も作る。その名前。例：見本町実行計画。")
@click.option("--no-action-plan", "alone", is_flag=True, help="実行計画を作らない。")
@quietly
def new(folder: Path, *, action: str | None, alone: bool, quiet: bool, **given: str | None) -> None:
    """町のフォルダーを新しく作る。書かなかったことは、一つずつ尋ねる。"""
    if alone and action is not None:
        raise click.UsageError("「--action-plan」と「--no-action-plan」は、どちらか一つにしてください。")
    folder = click.get_current_context().find_root().params["root"] / folder
    with interruptible():
        from hidaka_dx.newtown import period_in_words  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.new import new as _new  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.new import require_free  # noqa: PLC0415  as above

        require_free(folder)
        answers = _answers(given, action, alone=alone)
        count = _new(folder, answers)
    if not quiet:
        click.echo(f"{folder} に、{answers.town}の「{answers.title}」のフォルダーを作りました（{count}ファイル）。")
        click.echo(f"計画の期間：{period_in_words(answers)}。")
        click.echo(f"PDFを作るには：hidaka-dx build -C {click.format_filename(folder)}")
        click.echo("次に何を直すかは、そのフォルダーの README.md にあります。")


def _answers(given: Mapping[str, str | None], action: str | None, *, alone: bool) -> "TownAnswers":
    """Take what was given as options and ask for the rest; without a terminal, name at once all that is missing."""
    from hidaka_dx import newtown  # noqa: PLC0415  help need not wait for it

    wanted = [each for each in newtown.QUESTIONS if given[each.key] is None]
    missing = [f"--{each.key} {each.asks}" for each in wanted if not each.proposed]
    missing += [] if alone or action is not None else [ACTION]
    if missing and not _is_terminal():
        raise click.UsageError(f"「{'」「'.join(missing)}」を書いてください。{NOBODY}")
    known = [each for each in newtown.QUESTIONS if each not in wanted]
    read = {each.key: _checked(each.key, given[each.key], each.read) for each in known}
    action = action if action is None else _checked("action-plan", action, newtown.read_title)
    for each in wanted:
        asked = f"{each.asks}　例：{each.example}"
        read[each.key] = _asked(asked, each.read, each.proposed) if missing else each.proposed
    if action is None and not alone and _asked("実行計画も作りますか（はい／いいえ）", newtown.read_wish) == "はい":
        action = _asked("実行計画の名前", newtown.read_title, newtown.proposed_action_title(read["title"]))
    start, _, end = read["period"].partition("-")
    marks = newtown.NUMBERINGS[read["numbering"]]
    return newtown.TownAnswers(read["town"], read["title"], read["office"], int(start), int(end), action, marks)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _checked(key: str, typed: str | None, read: Callable[[str], str]) -> str:
    """Read an answer that was given as an option."""
    try:
        return read(typed or "")
    except RefusalError as error:
        raise click.UsageError(f"「--{key}」の値：{error}") from None


def _asked(question: str, read: Callable[[str], str], proposed: str = "") -> str:
    """Ask until the answer can be used; the question is put again only after a sentence that says why."""
    while True:
        typed = click.prompt(question, default=proposed, show_default=bool(proposed), prompt_suffix="\n> ")
        try:
            return read(typed)
        except RefusalError as error:
            click.echo(str(error))
