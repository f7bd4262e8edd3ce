"""`hidaka-dx witness`."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from hidaka_dx.cli.conventions import (
    JapaneseCommand,
    in_town,
    interruptible,
    progress,
    quietly,
    roots_option,
    show_problems,
    to_output,
)
from hidaka_dx.cli.key_options import FILE, chosen_key, key_options, way_to_sign
from hidaka_dx.cli.proofs import told_proof
from hidaka_dx.japanese import in_groups

if TYPE_CHECKING:
    from hidaka_dx.pipeline.cosigning import CosigningOrder
    from hidaka_dx.pipeline.list_proofs import StampedList
    from hidaka_dx.pipeline.witness import WrittenList

_WAYS: Final = ("key", "token", "export_digest", "import_signature")
_OF_KEYS: Final = ("passphrase_file", "token_label", "key_label", "certificate")


@click.command(cls=JapaneseCommand)
@in_town
@to_output
@click.option(
    "--timestamp",
    metavar="アドレス",
    help="照合表にタイムスタンプを押す所（RFC 3161）のアドレス。データの隣に .tsr を作る。",
)
@roots_option("タイムスタンプを押した所が本物かも確かめる。")
@click.option(
    "--of",
    "other",
    metavar="照合表",
    type=FILE,
    help="ほかの町の照合表（.json）に、この町の鍵で署名し、その隣に .p7s を作る。--key か --token も要る。",
)
@click.option(
    "--after",
    "before",
    metavar="照合表",
    type=FILE,
    help="--of の町から前に預かった照合表。そこにある版がすべて同じ形で残っているときだけ署名する。",
)
@click.option(
    "--renew",
    "renewed",
    metavar="照合表",
    type=FILE,
    help="照合表（.json）の隣のタイムスタンプを、期限の前に押し直す。--timestamp と --roots も要る。",
)
@click.option(
    "--export-digest",
    metavar="ファイル",
    type=FILE,
    help="--of で、鍵が別の機械にあるとき、その機械で署名する値を書き出す。--certificate も要る。",
)
@click.option("--certificate", metavar="ファイル", type=FILE, help="別の機械にある鍵の証明書（.pem、.cer など）。")
@click.option(
    "--import-signature", metavar="ファイル", type=FILE, help="--of で、別の機械で作った署名の値から、署名を作る。"
)
@key_options
@quietly
def witness(
    root: Path, output: Path | None, other: Path | None, renewed: Path | None, *, quiet: bool, **given: Any
) -> None:
    """すべての版のハッシュの一覧（照合表）を、議会や図書館などに預けるために作る。"""
    timestamp, roots = given["timestamp"], given["roots"]
    if renewed:
        _require_renewal(other or output, **given)
        _renew(renewed, timestamp, roots, quiet=quiet)
        return
    _require_fit(other, output, **given)
    if other:
        _cosign(other, quiet=quiet, **given)
        return
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline.designs import sheltered  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.output import output_folder  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.witness import witness as _witness  # noqa: PLC0415  as above

        folder = output_folder(root, output)
        stamp = _stamp(root, timestamp, roots) if timestamp is not None else None
        written, problems = sheltered(root, lambda made: _witness(root, folder, made, stamp), tell)
    if written is None:
        show_problems(problems, "前の照合表")
        sys.exit(1)
    if not quiet:
        _report(written, stamp)


def _require_fit(other: Path | None, output: Path | None, **given: Any) -> None:
    ways = [given[each] for each in _WAYS if given[each] is not None]
    if other is None and (ways or given["before"] or any(given[each] for each in _OF_KEYS)):
        raise click.UsageError(
            "「--after」、署名の鍵、別の機械の鍵のための言葉は、ほかの町の照合表（--of）に署名するときだけ書いてください。"
        )
    if other is not None and (len(ways) != 1 or output):
        raise click.UsageError(
            "「--of」には、--key、--token、--export-digest、--import-signature のどれか一つを書き、--output は書かないでください。"
        )
    if (given["export_digest"] is None) != (given["certificate"] is None):
        raise click.UsageError("「--export-digest」と「--certificate」は、一緒に書いてください。")
    if other is None and given["roots"] and given["timestamp"] is None:
        raise click.UsageError("「--roots」は、--timestamp か --of と一緒に書いてください。")


def _require_renewal(elsewhere: Path | None, **given: Any) -> None:
    more = [given[each] for each in (*_WAYS, "before", *_OF_KEYS) if given[each] is not None]
    if given["timestamp"] is None or given["roots"] is None or elsewhere or more:
        raise click.UsageError("「--renew」には、--timestamp と --roots だけを、どちらも書いてください。")


def _renew(path: Path, timestamp: str, roots: Path, *, quiet: bool) -> None:
    with interruptible():
        from hidaka_dx.pipeline.renewing_lists import RenewalOrder, renew_list  # noqa: PLC0415  help need not wait
        from hidaka_dx.pipeline.signed_copies import trust_in  # noqa: PLC0415  as above

        done = renew_list(RenewalOrder(path, timestamp, trust_in(roots)))
    if quiet:
        return
    click.echo(f"{done.path} を作りました（押し直したタイムスタンプ）")
    for line in told_proof(done):
        click.echo(line)
    click.echo("前のタイムスタンプも捨てず、名前を変えずに、照合表とともに、預けた所で残してもらってください。")


def _cosign(other: Path, *, quiet: bool, **given: Any) -> None:
    with interruptible():
        from hidaka_dx.pipeline.cosigning import CosigningOrder, cosign  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.signed_copies import trust_in  # noqa: PLC0415  as above

        order = CosigningOrder(other, given["before"], given["timestamp"], trust_in(given["roots"]))
        if given["export_digest"]:
            _export(order, given["certificate"], given["export_digest"], quiet=quiet)
            return
        if given["import_signature"]:
            from hidaka_dx.pipeline.cosigning_elsewhere import import_list_signature  # noqa: PLC0415  as above

            done = import_list_signature(order, given["import_signature"])
        else:
            done = cosign(order, chosen_key(**given), datetime.now(UTC))
    if quiet:
        return
    click.echo(
        f"{done.proof.path} を作りました（{done.witness.told_plans}の照合表、{len(done.witness.entries)}件への署名）"
    )
    for line in told_proof(done.proof):
        click.echo(line)
    click.echo(f"照合表の番号は {in_groups(done.witness.list_sha256)} です。相手の町に、番号が同じかを尋ねてください。")
    click.echo("署名を相手の町に渡し、照合表とともに、この町にも残してください。")


def _export(order: "CosigningOrder", certificate: Path, file: Path, *, quiet: bool) -> None:
    from hidaka_dx.pipeline.cosigning_elsewhere import export_list_digest  # noqa: PLC0415  help need not wait for it

    done = export_list_digest(order, certificate, file)
    if not quiet:
        click.echo(
            f"{done.file} を作りました。鍵のある機械で、このファイルに{way_to_sign(is_elliptic=done.is_elliptic)}で署名してください。"
        )
        click.echo(
            f"署名の値のファイルができたら、`hidaka-dx witness --of {order.path} --import-signature ファイル` で署名にします。"
            f"{done.waiting} は、それまで動かさないでください。"
        )


def _stamp(root: Path, address: str, roots: Path | None) -> "StampedList":
    """Ask for the time stamp here: where designs are strange, the list is set without a network."""
    from hidaka_dx.pipeline.list_proofs import stamped_list  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.signed_copies import trust_in  # noqa: PLC0415  as above

    return stamped_list(root, address, trust_in(roots))


def _report(written: "WrittenList", stamp: "StampedList | None") -> None:
    from hidaka_dx.pipeline.list_proofs import ListProof  # noqa: PLC0415  help need not wait for it

    click.echo(f"{written.data} を作りました（{len(written.witness.entries)}件）")
    click.echo(f"{written.page} を作りました（{written.pages}ページ）")
    if written.stamp and stamp:
        click.echo(f"{written.stamp} を作りました（タイムスタンプ）")
        for line in told_proof(ListProof(written.stamp, stamp.judged)):
            click.echo(line)
    click.echo(f"照合表の番号は {in_groups(written.witness.list_sha256)} です。議事録などに控えてください。")
    click.echo(
        f"{'三つ' if stamp else '二つ'}とも、議会、図書館、道など、町のほかの所に預けてください。`hidaka-dx verify --against` で比べられます。"
    )
