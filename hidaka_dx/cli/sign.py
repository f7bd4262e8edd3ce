"""`hidaka-dx sign`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hidaka_dx.cli.conventions import DOCUMENT, JapaneseCommand, in_town, interruptible, quietly, roots_option
from hidaka_dx.cli.key_options import FILE, chosen_key, key_options, way_to_sign
from hidaka_dx.cli.naming import HOW_ISSUED, KNOWN, PLAN, UNISSUED, parse_one
from hidaka_dx.cli.signatures import told_signatures

if TYPE_CHECKING:
    from hidaka_dx.archive import EditionName
    from hidaka_dx.pipeline.sign import Order, Signed

WAYS = "--key、--token、--export-digest、--import-signature、--renew のどれか一つを書いてください。"


@click.command(cls=JapaneseCommand)
@click.argument(
    "words",
    metavar="[版]",
    nargs=-1,
    help=f"{KNOWN}の、保存した版。例：{PLAN} 第1版。「{PLAN}」だけなら、最後に保存した版。書かなければ{PLAN}。",
)
@key_options
@click.option(
    "--export-digest",
    metavar="ファイル",
    type=FILE,
    help="鍵が別の機械にあるとき、その機械で署名する値を書き出す。--certificate も要る。",
)
@click.option("--certificate", metavar="ファイル", type=FILE, help="別の機械にある鍵の証明書（.pem、.cer など）。")
@click.option("--import-signature", metavar="ファイル", type=FILE, help="別の機械で作った署名の値を、版に付ける。")
@click.option(
    "--picture",
    metavar="ファイル",
    type=FILE,
    help="公印の絵（PNG、JPEG）。表紙に署名の欄のある版（plan.yaml の signature）だけ。",
)
@click.option("--timestamp", metavar="アドレス", help="タイムスタンプを押す所（RFC 3161）のアドレス。")
@click.option(
    "--long", "lasting", is_flag=True, help="長く確かめられる形（PAdES B-LTA）にする。--timestamp と --roots も要る。"
)
@click.option("--renew", is_flag=True, help="署名付きの写し（signed/）に、期限の前に新しいタイムスタンプを押す。")
@roots_option()
@DOCUMENT
@in_town
@quietly
def sign(words: tuple[str, ...], root: Path, document: str, *, renew: bool, quiet: bool, **given: Any) -> None:
    """保存した版に電子署名を付けた写しを、保存庫とは別に signed/ に作る。"""
    _require_one_way(renew=renew, **given)
    with interruptible():
        from hidaka_dx.pipeline import sign as signing  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.signed_copies import trust_in  # noqa: PLC0415  as above

        evidence = signing.Evidence(given["timestamp"], trust_in(given["roots"]), given["lasting"])
        if given["export_digest"]:
            _export(
                root,
                _order(words, root, document, given["picture"]),
                given["certificate"],
                given["export_digest"],
                quiet=quiet,
            )
            return
        if renew:
            done = signing.renew(root, _edition(words, root, document) if words else None, evidence)
        elif given["import_signature"]:
            from hidaka_dx.pipeline.signing_elsewhere import import_signature  # noqa: PLC0415  as above

            done = (import_signature(root, _edition(words, root, document), given["import_signature"], evidence),)
        else:
            done = (
                signing.sign(
                    root,
                    _order(words, root, document, given["picture"]),
                    chosen_key(**given),
                    evidence,
                    datetime.now(UTC),
                ),
            )
    if not quiet:
        _report(done, renewed=renew)


def _require_one_way(*, renew: bool, **given: Any) -> None:
    ways = ("key", "token", "export_digest", "import_signature")
    if sum((renew, *(given[each] is not None for each in ways))) != 1:
        raise click.UsageError(f"「{WAYS}」")
    if (given["export_digest"] is None) != (given["certificate"] is None):
        raise click.UsageError("「--export-digest」と「--certificate」は、一緒に書いてください。")


def _order(words: tuple[str, ...], root: Path, document: str, picture: Path | None) -> "Order":
    from hidaka_dx.pipeline.sign import Order  # noqa: PLC0415  help need not wait for it

    return Order(_edition(words, root, document), picture)


def _export(root: Path, order: "Order", certificate: Path, file: Path, *, quiet: bool) -> None:
    from hidaka_dx.pipeline.signing_elsewhere import export_digest  # noqa: PLC0415  help need not wait for it

    done = export_digest(root, order, certificate, file)
    if not quiet:
        way = way_to_sign(is_elliptic=done.is_elliptic)
        click.echo(
            f"{done.file} を作りました（{done.name.spoken}）。鍵のある機械で、このファイルに{way}で署名してください。"
        )
        click.echo(
            f"署名の値のファイルができたら、`hidaka-dx sign {done.name.spoken} --import-signature ファイル` で付けます。"
            f"{done.waiting} は、それまで動かさないでください。"
        )


def _edition(words: tuple[str, ...], root: Path, document: str) -> "EditionName | str":
    """Read which edition is meant: its name, or the key of a document for its newest."""
    from hidaka_dx.archive import EditionName  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.catalogue.documents import BY_WORD  # noqa: PLC0415  as above

    folder = EditionName.typed(words[0]) if len(words) == 1 else None
    typed = parse_one(words, root, document, HOW_ISSUED) if words and not folder else document
    name = folder or BY_WORD.get(typed) or EditionName.typed(typed)
    if name is None:
        raise click.UsageError(UNISSUED.format(" ".join(words), HOW_ISSUED))
    return name


def _report(done: "tuple[Signed, ...]", *, renewed: bool) -> None:
    for each in done:
        act = "に、新しいタイムスタンプを押しました" if renewed else "を作りました"
        click.echo(f"{each.path} {act}（{each.name.spoken}、PAdES {each.judged.level}）")
        for line in told_signatures(each.judged):
            click.echo(line)
    if not renewed:
        click.echo("保存庫（archive/）の版は、そのままです。配るときは、署名付きの写しを渡してください。")
