"""`hidaka-dx preview`."""

import signal
import webbrowser
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town

OPENED: Final = "このアドレスをブラウザーで開いています。保存するたびに表示が変わります。終わるには Ctrl-C。"
UNOPENED: Final = "ブラウザーを開けません。このアドレスを、ブラウザーに写してください。保存するたびに表示が変わります。終わるには Ctrl-C。"


@click.command(cls=JapaneseCommand)
@in_town
@click.option(
    "--port",
    metavar="番号",
    type=click.IntRange(0, 65535),
    default=0,
    help="ポートの番号。書かなければ空いている番号。",
)
@click.option("--quiet", is_flag=True, help="ブラウザーを開かず、アドレスだけを表示する。")
def preview(root: Path, port: int, *, quiet: bool) -> None:
    """書きながら、できあがりと誤りをブラウザーで見る。"""
    from hidaka_dx.preview import opened  # noqa: PLC0415  help need not wait for it

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)
    try:
        with opened(root, port, ahead=True) as session:
            click.echo(session.address)
            if not quiet:
                click.echo(OPENED if webbrowser.open(session.address) else UNOPENED)
            session.watch()
    except KeyboardInterrupt:
        pass
    click.echo("プレビューを終わりました。")


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    """End as after Ctrl-C: also when the terminal is closed, or the computer shut down."""
    raise KeyboardInterrupt
