"""The command line: everything an official types, in Japanese."""

import errno
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hidaka_dx.problem import Problem, UnfitError

if TYPE_CHECKING:
    from hidaka_dx.comparing import Kind
    from hidaka_dx.pipeline import Built

WRONG_USE: Final = 2
DOCUMENTS: "Final[dict[str, Kind]]" = {"推進計画": "promotion-plan", "実行計画": "action-plan"}
CAUSES: Final = {
    errno.EACCES: "権限がないため、読み書きできません。フォルダーの権限を確かめてください。",
    errno.EPERM: "権限がないため、読み書きできません。フォルダーの権限を確かめてください。",
    errno.EROFS: "書き込みのできない場所です。--output で別のフォルダーを指定してください。",
    errno.ENOSPC: "空き容量が足りません。不要なファイルを消してから、もう一度実行してください。",
    errno.EFBIG: "ファイルが大きすぎて書けません。空き容量と制限を確かめてください。",
    errno.EISDIR: "同じ名前のフォルダーがあるため、書けません。フォルダーの名前を変えてください。",
    errno.ENOENT: "見つかりません。名前と場所を確かめてください。",
    errno.EEXIST: "同じ名前のファイルがあるため、フォルダーを作れません。--output を直してください。",
    errno.ENOTDIR: "フォルダーではない場所です。--output を直してください。",
    errno.ENAMETOOLONG: "ファイルの名前が長すぎます。計画の題を短くしてください。",
}


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
        with formatter.section("オプション"):
            formatter.write_dl(
                [
                    record
                    for p in self.get_params(ctx)
                    if isinstance(p, click.Option) and (record := p.get_help_record(ctx))
                ]
            )

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
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in self.commands.items()])


@click.group(cls=JapaneseGroup)
def cli() -> None:
    """自治体の計画を、原稿（content/）から公式のPDFに組む。"""


TOWN: Final = click.option(
    "-C",
    "root",
    metavar="フォルダー",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="町のフォルダー（content/ のある所）。書かなければ今いるフォルダー。",
)
OUTPUT: Final = click.option(
    "--output",
    metavar="フォルダー",
    type=click.Path(file_okay=False, path_type=Path),
    help="PDFを置くフォルダー。書かなければ町のフォルダーの output/。",
)
QUIET: Final = click.option("--quiet", is_flag=True, help="誤りのほかは何も表示しない。")


def _places(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that every command takes: the town's folder, the folder for what is made, quiet."""
    for option in (QUIET, OUTPUT, TOWN):
        command = option(command)
    return command


@cli.command()
@_places
def build(root: Path, output: Path | None, *, quiet: bool) -> None:
    """原稿を読み、点検し、PDFに組む。"""
    from hidaka_dx import pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

    _run(lambda tell: pipeline.build(root, output or root / "output", tell), quiet=quiet)


@cli.command()
@click.argument("old", metavar="改正前")
@click.argument("new", metavar="改正後")
@click.option(
    "--document",
    metavar="文書",
    type=click.Choice(list(DOCUMENTS)),
    default="推進計画",
    help="「原稿」と書いたときに比べる文書。推進計画か実行計画。書かなければ推進計画。",
)
@_places
def compare(  # noqa: PLR0913  one for each option
    old: str, new: str, document: str, root: Path, output: Path | None, *, quiet: bool
) -> None:
    """二つの版を比べ、新旧対照表と見え消し版を作る。

    版は、作ったPDF、その中の document.json、又は「原稿」（content/ の最も新しい版）で指定する。
    """
    from hidaka_dx import comparing  # noqa: PLC0415  as above

    asked = comparing.Asked(old, new, DOCUMENTS[document])
    _run(lambda tell: comparing.compare(asked, root, output or root / "output", tell), quiet=quiet)


def _run(
    work: "Callable[[Callable[[str, float], None]], tuple[Sequence[Built], Sequence[Problem]]]", *, quiet: bool
) -> None:
    """Do what a command is for and tell what was made, or what is wrong."""
    start = time.monotonic()
    with _interruptible(), _progress(quiet=quiet) as tell:
        built, problems = work(tell)
    if problems:
        _show(problems)
        sys.exit(1)
    if not quiet:
        for each in built:
            click.echo(f"{each.path} を作りました（{each.pages}ページ）")
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")


@contextmanager
def _interruptible() -> Iterator[None]:
    """Stop on Ctrl-C even where a library takes the interrupt for a fault of a drawing."""
    pressed: list[int] = []

    def interrupt(number: int, _frame: object) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if pressed:
            raise click.Abort


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """Show a bar on a terminal while work is done; nothing where nobody watches."""
    console = Console(stderr=True)
    columns: Sequence[Any] = (SpinnerColumn(), BarColumn(24), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("始めています", total=1.0)
        yield lambda words, share: bar.update(task, description=words, completed=share)


def _show(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo(
        f"誤りが{len(problems)}件あります。直してから、もう一度実行してください。前に作ったPDFはそのままです。",
        err=True,
    )


def main(arguments: Sequence[str] = ()) -> None:
    """Run the command line; wrong use and a full disk end with a sentence, never with a traceback.

    `arguments` come before those that were typed.
    """
    words = [*arguments, *sys.argv[1:]] or ["--help"]
    try:
        cli.main(words, prog_name="hidaka-dx", standalone_mode=False)
    except click.Abort:
        _fail("中止しました。前に作ったPDFはそのままです。", 130)
    except click.UsageError as error:
        _fail(f"使い方の誤り: {_japanese(error)}", WRONG_USE)
    except UnfitError as error:
        _fail(str(error), 1)
    except OSError as error:
        why = CAUSES.get(error.errno or 0, "読み書きできません。空き容量と権限を確かめてください。")
        _fail(f"{error.filename or '作業用のファイル'}: {why}", 1)


def _fail(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)


def _japanese(error: click.UsageError) -> str:
    """Say in Japanese what click says in English."""
    match error:
        case click.NoSuchOption():
            near = f"{'、'.join(error.possibilities)} ではありませんか。" if error.possibilities else ""
            return f"{error.option_name} というオプションはありません。{near}--help で一覧を見てください。"
        case click.BadOptionUsage():
            return f"{error.option_name} の書き方が正しくありません。--help を見てください。"
        case click.BadParameter():
            return _wanted(error)
        case click.NoSuchCommand():
            return f"{error.command_name} というコマンドはありません。--help で一覧を見てください。"
        case _:
            return "余分な言葉があるか、言葉が足りません。--help で書き方を見てください。"


def _wanted(error: click.BadParameter) -> str:
    """Say what an option or argument wants."""
    if isinstance(error, click.MissingParameter):
        return "改正前と改正後の版を、この順に二つ書きます。--help で書き方を見てください。"
    name = error.param.opts[0] if error.param else ""
    if error.param and isinstance(error.param.type, click.Choice):
        return f"{name} には{'か'.join(error.param.type.choices)}を書きます。"
    return f"{name} にはフォルダーを書きます（書かれたものは、ないか、ファイルです）。場所を確かめてください。"
