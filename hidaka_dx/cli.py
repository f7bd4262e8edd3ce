"""The command line: everything an official types, in Japanese."""

import errno
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hidaka_dx.problem import Problem, UnfitError

if TYPE_CHECKING:
    from hidaka_dx.lint import Remark
    from hidaka_dx.pipeline import Checked

WRONG_USE: Final = 2
CAUSES: Final = {
    errno.EACCES: "権限がないため、読み書きできません。フォルダーの権限を確かめてください。",
    errno.EPERM: "権限がないため、読み書きできません。フォルダーの権限を確かめてください。",
    errno.EROFS: "書き込みのできない場所です。--output で別のフォルダーを指定してください。",
    errno.ENOSPC: "空き容量が足りません。不要なファイルを消してから、もう一度実行してください。",
    errno.EFBIG: "ファイルが大きすぎて書けません。空き容量と制限を確かめてください。",
    errno.EISDIR: "同じ名前のフォルダーがあるため、書けません。フォルダーの名前を変えてください。",
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
            formatter.write_dl([record for record in (p.get_help_record(ctx) for p in self.get_params(ctx)) if record])

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


IN_TOWN: Final = click.option(
    "-C",
    "root",
    metavar="フォルダー",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="町のフォルダー（content/ のある所）。書かなければ今いるフォルダー。",
)


@cli.command()
@IN_TOWN
@click.option(
    "--output",
    metavar="フォルダー",
    type=click.Path(file_okay=False, path_type=Path),
    help="PDFを置くフォルダー。書かなければ町のフォルダーの output/。",
)
@click.option("--quiet", is_flag=True, help="誤りのほかは何も表示しない。")
def build(root: Path, output: Path | None, *, quiet: bool) -> None:
    """原稿を読み、点検し、PDFに組む。"""
    from hidaka_dx import pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it

    start = time.monotonic()
    remarks: list[Remark] = []
    with _interruptible(), _progress(quiet=quiet) as tell:
        built, problems = pipeline.build(root, output or root / "output", tell, remarks.extend)
    if problems:
        _show(problems)
        sys.exit(1)
    if not quiet:
        for each in built:
            click.echo(f"{each.path} を作りました（{each.pages}ページ）")
        click.echo(f"{time.monotonic() - start:.1f}秒かかりました")
        _hint(remarks)


@cli.command()
@IN_TOWN
@click.option("--list", "listed", is_flag=True, help="規則の一覧を表示して終わる。")
@click.option(
    "--format",
    "form",
    metavar="形式",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="表示の形式：text（ふつうの文）、json、github、sarif。",
)
@click.option("--all", "everything", is_flag=True, help="町が認めた指摘（content/house-style.yaml）も表示する。")
@click.option("--fix", is_flag=True, help="安全に直せるもの（空白、括弧の幅）を、違いを見せてから直す。")
def check(root: Path, form: str, *, listed: bool, everything: bool, fix: bool) -> None:
    """原稿を点検し、直した方がよい所を示す。PDFは作らない。"""
    from hidaka_dx import pipeline  # noqa: PLC0415  imports WeasyPrint; --help need not wait for it
    from hidaka_dx.lint import RULES, report  # noqa: PLC0415  as above

    if listed:
        click.echo(report.as_list(RULES), nl=False)
        return
    checked = pipeline.check(root)
    if fix and _agreed(checked):
        pipeline.mend(root, checked)
        checked = pipeline.check(root)
    shown = [remark for remark in checked.remarks if everything or remark.accepted is None]
    forms = {
        "text": lambda: report.as_text(shown, checked.texts) + report.tally(checked.remarks) + "\n",
        "json": lambda: report.as_json(shown),
        "github": lambda: report.as_github(shown),
        "sarif": lambda: report.as_sarif(shown, RULES),
    }
    click.echo(forms[form](), nl=False)
    if any(remark.level == "誤り" and remark.accepted is None for remark in checked.remarks):
        sys.exit(1)


def _agreed(checked: "Checked") -> bool:
    """Show what would be mended and ask."""
    from hidaka_dx.lint import mended  # noqa: PLC0415  as above

    found = mended(checked.remarks, checked.texts)
    for path, text in found.items():
        lines = (checked.texts[path].splitlines(), text.splitlines())
        click.echo("\n".join(unified_diff(*lines, path, path, "（今）", "（直した後）", 0, "")))
    if not found:
        click.echo("安全に直せるものはありません。")
        return False
    return click.confirm("このように直しますか", prompt_suffix="（y＝直す、n＝直さない）", show_default=False)


def _hint(remarks: Sequence["Remark"]) -> None:
    """Tell how many remarks do not stop a build."""
    counts = [(level, sum(remark.level == level for remark in remarks)) for level in ("注意", "参考")]
    found = "、".join(f"{level}が{count}件" for level, count in counts if count)
    if found:
        click.echo(f"{found}あります。hidaka-dx check で見られます。")


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
        case click.BadParameter() if isinstance(error.param and error.param.type, click.Choice):
            return f"{error.param.opts[0] if error.param else ''} に書けるのは text、json、github、sarif です。"
        case click.BadParameter():
            name = error.param.opts[0] if error.param else ""
            return f"{name} にはフォルダーを書きます（書かれたものは、ないか、ファイルです）。場所を確かめてください。"
        case click.NoSuchCommand():
            return f"{error.command_name} というコマンドはありません。--help で一覧を見てください。"
        case _:
            return "余分な言葉があるか、言葉が足りません。--help で書き方を見てください。"
