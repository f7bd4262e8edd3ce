"""How a command is told with which key to sign: a file or a card; what is secret is asked for and kept nowhere."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hidaka_dx.cli.asking import is_terminal
from hidaka_dx.cli.conventions import Option
from hidaka_dx.problem import RefusalError

if TYPE_CHECKING:
    from hidaka_dx.pipeline.sign import Card, KeyFile

FILE: Any = click.Path(path_type=Path)
_OPTIONS: Final[tuple[Option, ...]] = (
    click.option("--key", metavar="ファイル", type=FILE, help="署名の鍵（PKCS#12、.p12 か .pfx）。"),
    click.option(
        "--passphrase-file",
        metavar="ファイル",
        type=FILE,
        help="鍵のパスフレーズかカードの暗証番号（一行目）。書かなければ尋ねる。",
    ),
    click.option(
        "--token",
        metavar="ライブラリー",
        type=FILE,
        help="鍵がカードにあるとき、カードのPKCS#11のライブラリー（.so）。",
    ),
    click.option("--token-label", metavar="名前", help="カードが二つ以上あるとき、その名前。"),
    click.option("--key-label", metavar="名前", help="カードに鍵が二つ以上あるとき、その名前。"),
)


def key_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that name a key."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def way_to_sign(*, is_elliptic: bool) -> str:
    """Say how a key elsewhere signs what was exported for it."""
    return "ECDSA（ハッシュはSHA-256、値はDER）" if is_elliptic else "RSA（PKCS#1 v1.5、ハッシュはSHA-256）"


def chosen_key(
    key: Path | None,
    token: Path | None,
    passphrase_file: Path | None,
    token_label: str | None,
    key_label: str | None,
    **_: Any,
) -> "KeyFile | Card":
    """Return the key that was named; raises RefusalError where its secret cannot be asked for."""
    from hidaka_dx.pipeline.sign import Card, KeyFile  # noqa: PLC0415  as above

    if key is not None:
        return KeyFile(key, _secret(passphrase_file, "鍵のパスフレーズ"))
    from hidaka_dx.signatures.installation import require_library  # noqa: PLC0415  as above

    require_library()
    from hidaka_dx.signatures.keys import CardChoice  # noqa: PLC0415  as above

    return Card(CardChoice(token or Path(), token_label, key_label), _secret(passphrase_file, "カードの暗証番号"))


def _secret(file: Path | None, what: str) -> Callable[[], str]:
    """Return what reads a secret from a file or asks for it, and keeps it nowhere."""
    from hidaka_dx.pipeline.signing_files import read_named  # noqa: PLC0415  as above

    def ask() -> str:
        """Read it, or ask for it."""
        if file is None and not is_terminal():
            raise RefusalError(
                f"{what}を尋ねる相手（端末）がありません。--passphrase-file でファイルを示してください。"
            )
        if file is None:
            return str(click.prompt(what, hide_input=True, err=True))
        try:
            return read_named(file).decode("utf-8-sig").split("\n")[0].rstrip("\r")
        except UnicodeDecodeError:
            raise RefusalError(
                f"{file}: UTF-8の文字として読めません。一行目に{what}だけを書いたファイルを示してください。"
            ) from None

    return ask
