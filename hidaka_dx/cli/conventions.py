"""Conventions of all commands: help in Japanese, a progress bar, all problems printed together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

import click

from hidaka_dx import progress_protocol
from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.interruption import Handler, answered
from hidaka_dx.japanese import JAPAN
from hidaka_dx.problem import Problem

IN_SHORT: Final = 60
"""Letters of a command's description that the list of commands has room for."""
in_town: Final = click.option(
    "-C",
    "root",
    metavar="フォルダー",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="町のフォルダー（content/ のある所）。書かなければ今いるフォルダー。",
)
to_output: Final = click.option(
    "--output",
    metavar="フォルダー",
    type=click.Path(file_okay=False, path_type=Path),
    help="作ったものを置くフォルダー。書かなければ町のフォルダーの output/。",
)
DOCUMENT: Final = click.option(
    "--document",
    metavar="文書",
    type=click.Choice(tuple(BY_WORD)),
    default="推進計画",
    hidden=True,  # the words of an edition name its document; kept for those who have learnt it so
    help="版の名前に文書を書かないとき、どちらの文書か。推進計画か実行計画。書かなければ推進計画。",
)
Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
quietly: Final = click.option("--quiet", is_flag=True, help="誤りのほかは何も表示しない。")


def roots_option(more: str = "") -> Option:
    """Give the option that names whom the user trusts; `more` says what else it is for."""
    return click.option(
        "--roots",
        metavar="フォルダー",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help=f"信頼する認証局の証明書と失効の一覧のフォルダー。{more}",
    )


def day_option(what: str) -> Option:
    """Give the option by which a day is typed; `what` says which."""
    return click.option("--day", metavar="日付", type=click.DateTime(["%Y-%m-%d"]), help=what)


def today() -> date:
    """Return today's date in Japan, whatever the machine's time zone."""
    return datetime.now(JAPAN).date()


class JapaneseCommand(click.Command):
    """A command whose help speaks Japanese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="使い方: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Name the options as a whole, then each argument."""
        return [piece.replace("[OPTIONS]", "[オプション]") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each option."""
        self._write(ctx, formatter, "オプション", click.Option)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each word that the command takes."""
        self._write(ctx, formatter, "書く言葉", click.Argument)

    def _write(
        self, ctx: click.Context, formatter: click.HelpFormatter, title: str, kind: type[click.Parameter]
    ) -> None:
        records = [each.get_help_record(ctx) for each in self.get_params(ctx) if isinstance(each, kind)]
        if shown := [record for record in records if record]:
            with formatter.section(title):
                formatter.write_dl(shown)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Explain `--help` itself in Japanese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "この説明を表示して終わる。"
        return option


class JapaneseGroup(JapaneseCommand, click.Group):
    """A group of commands whose help speaks Japanese."""

    command_class = JapaneseCommand

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Show where the command's name goes."""
        return [*click.Command.collect_usage_pieces(self, ctx)[:0], "コマンド", "[オプション]"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a line for each option, then for each command."""
        super().format_options(ctx, formatter)
        with formatter.section("コマンド"):
            formatter.write_dl([(name, _in_short(command)) for name, command in self.commands.items()])


def _in_short(command: click.Command) -> str:
    """Say what a command does in one line; Click cuts between blanks, of which there are none, and leaves nothing."""
    words = command.help or ""
    return words if len(words) <= IN_SHORT else words.partition("。")[0] + "。"


@contextmanager
def interruptible() -> Iterator[None]:
    """Stop on Ctrl-C, SIGTERM and SIGHUP even where a library takes the interrupt for a fault of a drawing."""
    pressed: list[int] = []

    def interrupt(handler: Handler, number: int) -> None:
        pressed.append(number)
        handler(number, None)

    try:
        with answered(interrupt, also_ignored=True):
            yield
    finally:
        if pressed:
            raise click.Abort


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """Show a bar on a terminal while work is done; nothing if the output is not a terminal, lines where another program asks."""
    if progress_protocol.is_asked_for():
        yield lambda words, share: click.echo(progress_protocol.line_of(words, share), err=True)
        return
    from rich.console import Console  # noqa: PLC0415  most commands draw no bar, and help need not wait for it
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns: Sequence[Any] = (SpinnerColumn(), BarColumn(24), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("始めています", total=1.0)
        yield lambda words, share: bar.update(task, description=words, completed=share)


def show_problems(problems: Sequence[Problem], untouched: str) -> None:
    """Print all problems, and say what has not been touched because of them."""
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(
        f"誤りが{len(problems)}件あります。直してから、もう一度実行してください。{untouched}はそのままです。",
        err=True,
    )
