"""`hidaka-dx verify`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town, interruptible, progress, quietly, roots_option
from hidaka_dx.cli.naming import HOW_ISSUED, UNISSUED, parse_one
from hidaka_dx.cli.proofs import FAULTY, told_faults, told_proof, told_unjudged
from hidaka_dx.cli.signatures import NOT_INSTALLED, told_copy
from hidaka_dx.japanese import in_groups

if TYPE_CHECKING:
    from hidaka_dx.archive import EditionName
    from hidaka_dx.pipeline.kept_lists import KeptList
    from hidaka_dx.pipeline.list_proofs import ListProof
    from hidaka_dx.pipeline.signed_copies import SignedCopy
    from hidaka_dx.pipeline.verify import Verdict

SIGNATURE_LAPSED: Final = (
    "版の中身は、発行した時のままです。署名は、今では確かめられません。署名が要るのなら、署名し直してください。"
)
NOT_ISSUED: Final = "このPDFを、発行したものとして扱わないでください。保存庫の版（archive/）を使ってください。"


@click.command(cls=JapaneseCommand)
@click.argument(
    "words",
    metavar="[版]",
    nargs=-1,
    help="推進計画 第1版、または保存庫のフォルダーの名前（promotion-plan-01）。書かなければすべての版。",
)
@in_town
@click.option("--rebuild", is_flag=True, help="保存した原稿からもう一度組み、同じPDFになるかも確かめる。")
@click.option(
    "--against",
    "file",
    metavar="照合表",
    type=click.Path(path_type=Path),
    help="ほかの所が預かる照合表（witness で作った .json）と比べる。失われた版、作り直された版が分かる。",
)
@click.option(
    "--file",
    "papers",
    metavar="PDF",
    multiple=True,
    type=click.Path(path_type=Path),
    help="手元のPDFが、保存した版そのものか、それに電子署名だけを付けたものかを確かめる。何度でも書ける。",
)
@roots_option("署名した者が本物かも確かめる。")
@quietly
def verify(  # noqa: PLR0913  one for each word that is typed
    words: tuple[str, ...],
    root: Path,
    file: Path | None,
    papers: tuple[Path, ...],
    roots: Path | None,
    *,
    rebuild: bool,
    quiet: bool,
) -> None:
    """保存した版が、発行した時のままかどうかを確かめる。署名付きの写し（signed/）も確かめる。"""
    if words and file:
        raise click.UsageError("「--against」は、すべての版を比べます。版の名前を書かずに実行してください。")
    if papers and (words or file or rebuild):
        raise click.UsageError("「--file」は、PDFだけを確かめます。ほかには --roots と -C だけを書いてください。")
    with interruptible(), progress(quiet=quiet) as tell:
        from hidaka_dx.pipeline import list_proofs, signed_copies  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.kept_lists import read_witness_list  # noqa: PLC0415  as above
        from hidaka_dx.pipeline.verify import verify as _verify  # noqa: PLC0415  as above

        trust = signed_copies.trust_in(roots)
        if papers:
            _finish(signed_copies.judge_files(root, papers, trust), (), quiet=quiet)
            return
        name = _named(words, root)
        kept = read_witness_list(file) if file else None
        verdict = _verify(root, name, tell, rebuild=rebuild, against=kept.witness if kept else None)
        proofs = list_proofs.judge_proofs(kept, trust) if kept else ()
    faults = verdict.collation.faults if verdict.collation else ()
    of_list = _of_list(verdict, kept, proofs)
    for finding in (*verdict.findings, *faults, *verdict.unasked):
        click.echo(str(finding), err=True)
    if verdict.findings or faults or verdict.unasked:
        for note in (*verdict.notes, *of_list, *told_faults(proofs)):
            click.echo(note, err=True)
        click.echo(_advice(verdict), err=True)
        sys.exit(1)
    if not quiet:
        _report(verdict)
        for note in of_list:
            click.echo(note)
        if missed := signed_copies.unjudged(root):
            click.echo(f"署名付きの写し（signed/）が{len(missed)}件ありますが、確かめていません。{NOT_INSTALLED}")
    _finish(signed_copies.judge_kept(root, name, trust), told_faults(proofs), quiet=quiet)


def _finish(copies: "tuple[SignedCopy, ...]", faults: tuple[str, ...], *, quiet: bool) -> None:
    """Say what holds of signed copies, and what does not, also of a list's proofs; the latter ends with exit code 1."""
    for copy in copies:
        for line in () if quiet and not copy.faults else told_copy(copy):
            click.echo(line, err=bool(copy.faults))
        for fault in copy.faults:
            click.echo(f"{copy.path}: {fault}", err=True)
    if faulty := [copy for copy in copies if copy.faults]:
        lapsed = all(copy.judged and copy.judged.is_only_signed for copy in faulty)
        click.echo(SIGNATURE_LAPSED if lapsed else NOT_ISSUED, err=True)
    for fault in (*faults, *([FAULTY] if faults else [])):
        click.echo(fault, err=True)
    if faulty or faults:
        sys.exit(1)


def _of_list(verdict: "Verdict", kept: "KeptList | None", proofs: "tuple[ListProof, ...]") -> tuple[str, ...]:
    """Give what the list says besides its disagreements, its number, and what its proofs show."""
    from hidaka_dx.pipeline.list_proofs import unjudged_proofs  # noqa: PLC0415  help need not wait for it

    if not (verdict.collation and kept):
        return ()
    number = f"照合表の番号は {in_groups(kept.witness.list_sha256)} です。印刷した照合表か、議事録などに控えた番号と比べてください。"
    shown = (line for proof in proofs for line in told_proof(proof))
    return (*verdict.collation.notes, number, *shown, *told_unjudged(unjudged_proofs(kept)))


def _named(words: tuple[str, ...], root: Path) -> "EditionName | None":
    """Read which edition is meant; a folder of the archive may be named, too."""
    from hidaka_dx.archive import EditionName  # noqa: PLC0415  as above

    name = EditionName.typed(words[0]) if len(words) == 1 else None
    if words and name is None:
        name = EditionName.typed(parse_one(words, root, how=HOW_ISSUED))
        if name is None:
            raise click.UsageError(UNISSUED.format(" ".join(words), HOW_ISSUED))
    return name


def _advice(verdict: "Verdict") -> str:
    """Say what to do about the findings; a bag that only a later program can judge is not broken."""
    broken = sum(not finding.later for finding in verdict.findings)
    if verdict.unasked and not (verdict.findings or (verdict.collation and verdict.collation.faults)):
        return f"組み直していない版が{len(verdict.unasked)}件あります。ほかは、発行した時のままです。"
    if not verdict.findings:
        return "照合表と違います。保存庫には手を加えずに、控えや、ほかの所が預かる照合表と比べてください。"
    if not broken:
        return "このhidaka-dxでは読めない版があるので、確かめられませんでした。"
    return f"発行した時のままではないところが{broken}件あります。控えと比べ、元に戻してください。"


def _report(verdict: "Verdict") -> None:
    if not verdict.judged:
        click.echo("保存した版は、まだありません。")
    for name in verdict.judged:
        click.echo(f"{name.spoken}（archive/{name.folder}）は、発行した時のままです。")
    for note in verdict.notes:
        click.echo(note)
    for name, seal in verdict.seals:
        click.echo(f"最後の{'記録' if name.act else '版'}、{name.spoken}の目録のsha256は {seal} です。")
    if verdict.seals and not verdict.collation:
        click.echo(
            "はじめからすべてを作り直した偽物は、この検査では見分けられません。控えてある目録のsha256と比べてください。"
        )
