"""Entry point of the command line: the group of all commands, and the messages when one fails."""

import errno
import gc
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Final, NoReturn

import click

from hidaka_dx import __version__
from hidaka_dx.cli.build import build
from hidaka_dx.cli.check import check
from hidaka_dx.cli.compare import compare
from hidaka_dx.cli.conventions import JapaneseGroup, in_town
from hidaka_dx.cli.council import council
from hidaka_dx.cli.editions import editions
from hidaka_dx.cli.forms import forms
from hidaka_dx.cli.importing import import_
from hidaka_dx.cli.new import new
from hidaka_dx.cli.preview import preview
from hidaka_dx.cli.publish import publish
from hidaka_dx.cli.readers import readers
from hidaka_dx.cli.receive import receive
from hidaka_dx.cli.sign import sign
from hidaka_dx.cli.status import status
from hidaka_dx.cli.verify import verify
from hidaka_dx.cli.website import website
from hidaka_dx.cli.withdraw import withdraw
from hidaka_dx.cli.witness import witness
from hidaka_dx.cli.word import word
from hidaka_dx.interruption import endings_heard
from hidaka_dx.problem import InstallationError, RefusalError

WRONG_USE: Final = 2
SIGNALLED: Final = 128
"""What the number of a signal is added to in the exit code of what it has ended."""
BROKEN_OFF: Final = "中止しました。書きかけのファイルはありません。"
SELDOM: Final = (50_000, 20, 10)
"""When the garbage collector looks, as `gc.set_threshold` takes it: a page alone makes tens of thousands of objects, and
little of what a long document leaves behind needs it (see `typeset.layout_memory`). By default a seventh of a build goes there."""
TOO_LITTLE_MEMORY: Final = "メモリーが足りません。ほかのプログラムを閉じて、もう一度実行してください。"
CAUSES: Final = {
    errno.EACCES: "権限がないため、読み書きできません。フォルダーの権限を確かめてください。",
    errno.EPERM: "権限がないため、読み書きできません。フォルダーの権限を確かめてください。",
    errno.EROFS: "書き込みのできない場所です。書き込める場所を使ってください（build なら --output で指定します）。",
    errno.ENOSPC: "空き容量が足りません。不要なファイルを消してから、もう一度実行してください。",
    errno.EFBIG: "ファイルが大きすぎて書けません。空き容量と制限を確かめてください。",
    errno.EISDIR: "同じ名前のフォルダーがあるため、書けません。フォルダーの名前を変えてから、もう一度実行してください。ほかのものも、前のままです。",
    errno.ENOENT: "見付かりません。名前と場所を確かめてください。",
    errno.EEXIST: "同じ名前のファイルがあるため、フォルダーを作れません。ファイルの名前を変えてください。",
    errno.ENOTDIR: "フォルダーがあるはずの所に、ファイルがあります。ファイルの名前を変えてください（build なら --output を確かめてください）。",
    errno.EBUSY: "別のディスクをつないだフォルダーなどで、置き換えられません。--output で別の場所を指定してください。",
    errno.EXDEV: "別のディスクをつないだフォルダーなどで、置き換えられません。--output で別の場所を指定してください。",
    errno.ENOMEM: TOO_LITTLE_MEMORY,
    errno.ENAMETOOLONG: "ファイルの名前が長すぎます。計画の題を短くしてください。",
}


@click.group(cls=JapaneseGroup)
@in_town
@click.version_option(__version__, message="hidaka-dx %(version)s", help="この道具の番号を表示して終わる。")
@click.pass_context
def cli(context: click.Context, root: Path) -> None:
    """自治体の計画を、原稿（content/）から公式のPDFに組む。"""
    context.default_map = {name: {"root": root} for name in cli.commands}  # -C may also stand before the command


COMMANDS: Final = (
    *(new, import_, build, check, preview, forms, receive, status, word, compare, council),
    *(publish, withdraw, sign, verify, witness, readers, editions, website),
)
for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] = ()) -> None:
    """Run the command line; wrong use and a full disk end with a sentence, never with a traceback.

    `arguments` come before those that were typed.
    """
    words = [*arguments, *sys.argv[1:]] or ["--help"]
    gc.set_threshold(*SELDOM)
    _escape_unencodable()
    with endings_heard() as asked:
        _run(words, asked)


def _run(words: Sequence[str], asked: Sequence[int]) -> None:
    """Run a command; `asked` holds the signals, but Ctrl-C, that have asked for its end."""
    try:
        cli.main(words, prog_name="hidaka-dx", standalone_mode=False)
    except click.Abort:
        _fail(BROKEN_OFF, SIGNALLED + (asked[-1] if asked else signal.SIGINT))
    except click.UsageError as error:
        _fail(f"使い方の誤り: {_japanese(error)}", WRONG_USE)
    except (InstallationError, RefusalError) as error:
        _fail(str(error), 1)
    except MemoryError:
        _fail(TOO_LITTLE_MEMORY, 1)
    except OSError as error:
        if asked:  # the terminal is closed, which a bar is still to be drawn on
            _fail(BROKEN_OFF, SIGNALLED + asked[-1])
        why = CAUSES.get(error.errno or 0, "読み書きできません。空き容量と権限を確かめてください。")
        _fail(f"{error.filename or '作業用のファイル'}: {why}", 1)


def _escape_unencodable() -> None:
    """Write what a terminal's encoding lacks with a backslash and its number: 𠮷 in cp932, names of folders that are no UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _fail(message: str, code: int) -> NoReturn:
    with suppress(OSError):  # nobody is there to read it
        click.echo(message, err=True)
    sys.exit(code)


def _japanese(error: click.UsageError) -> str:
    """Translate click's error messages into Japanese."""
    match error:
        case click.NoSuchOption():
            near = f"{'、'.join(error.possibilities)} ではありませんか。" if error.possibilities else ""
            return f"{error.option_name} というオプションはありません。{near}--help で一覧を見てください。"
        case click.BadOptionUsage():
            return f"{error.option_name} の書き方が正しくありません。--help を見てください。"
        case click.BadParameter():
            return _subject(error)
        case click.NoSuchCommand():
            return f"{error.command_name} というコマンドはありません。--help で一覧を見てください。"
        case _ if error.message.startswith("「"):
            return error.message
        case _:
            return "余分な言葉があるか、言葉が足りません。--help で書き方を見てください。"


def _subject(error: click.BadParameter) -> str:
    """Describe the argument or option that has a wrong value or none."""
    parameter = error.param
    if parameter and isinstance(parameter.type, click.DateTime):
        return f"{parameter.opts[0]} には、日付を 2026-12-10 の形で書いてください。"
    if parameter and isinstance(parameter.type, click.Choice):
        return f"{parameter.metavar}には、{'か'.join(parameter.type.choices)}を書いてください。"
    if isinstance(error, click.MissingParameter) and parameter and error.ctx:
        option = f"{parameter.opts[0]} " if isinstance(parameter, click.Option) else ""
        return f"{option}{parameter.make_metavar(error.ctx)} を書いてください。--help で書き方を見てください。"
    name = parameter.opts[0] if parameter else ""
    if parameter and isinstance(parameter.type, click.IntRange):
        return f"{name} には、{parameter.type.min}から{parameter.type.max}までの番号を書いてください。"
    return f"{name} にはフォルダーを書きます（書かれたものは、ないか、ファイルです）。場所を確かめてください。"
