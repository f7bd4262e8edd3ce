"""`hidaka-dx withdraw`."""

from datetime import datetime
from pathlib import Path

import click

from hidaka_dx.cli.conventions import DOCUMENT, JapaneseCommand, day_option, in_town, interruptible, quietly, today
from hidaka_dx.cli.naming import HOW_ISSUED, UNISSUED, parse_one
from hidaka_dx.japanese import seireki_date


@click.command(cls=JapaneseCommand)
@click.argument("words", metavar="版", nargs=-1, required=True, help="推進計画 第2版。最後に保存した版だけ。")
@click.option("--by", metavar="者・会議", required=True, help="取り下げると決めた者か会議。例：町長。")
@click.option("--reason", metavar="理由", required=True, help="取り下げる理由。例：日付の誤り。")
@day_option("取り下げる日。例：2026-12-02。書かなければ今日。")
@click.option("--yes", is_flag=True, help="尋ねずに取り下げる。")
@DOCUMENT
@in_town
@quietly
def withdraw(  # noqa: PLR0913  one for each word that is typed
    words: tuple[str, ...],
    *,
    by: str,
    reason: str,
    day: datetime | None,
    yes: bool,
    document: str,
    root: Path,
    quiet: bool,
) -> None:
    """誤って保存した版を取り下げ、そのことを保存庫（archive/）に残す。版は消さない。"""
    edition = parse_one(words, root, document, HOW_ISSUED)
    with interruptible():
        from hidaka_dx.archive import EditionName  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.withdraw import WithdrawalAct, withdrawable  # noqa: PLC0415  help need not wait for it
        from hidaka_dx.pipeline.withdraw import withdraw as _withdraw  # noqa: PLC0415  as above

        name = EditionName.typed(edition)
        if name is None:
            raise click.UsageError(UNISSUED.format(" ".join(words), HOW_ISSUED))
        now = today()
        act = WithdrawalAct(day.date() if day else now, by.strip(), reason.strip())
        record = withdrawable(root, name, act, now)
        if not yes:
            click.echo(f"{record.title}（{seireki_date(record.date)}、archive/{name.folder}）")
            click.confirm("取り下げます。元に戻せません。よろしいですか", abort=True)
        withdrawn = _withdraw(root, name, act, now)
    if not quiet:
        click.echo(f"{record.title} を取り下げました。記録は {withdrawn.folder} にあります")
        click.echo(f"目録のsha256 {withdrawn.seal}")
        click.echo("目録のsha256を、起案文書や議事録に控えてください。次に、content/editions.yaml からこの版を除くか、")
        click.echo("新しい番号の版に書き直してください（取り下げた版の番号は、二度と使えません）。")
