"""`hidaka-dx check`."""

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hidaka_dx.cli.conventions import JapaneseCommand, in_town

if TYPE_CHECKING:
    from hidaka_dx.pipeline.examining import Checked


@click.command(cls=JapaneseCommand)
@in_town
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
    from hidaka_dx.lint import RULES, report  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.check import check as _check  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline.examining import mend  # noqa: PLC0415  as above

    if listed:
        click.echo(report.as_list(RULES), nl=False)
        return
    checked = _check(root)
    left: tuple[str, ...] = ()
    if fix and _is_confirmed(checked):
        left = mend(root, checked)
        checked = _check(root)
    shown = [remark for remark in checked.remarks if everything or remark.accepted is None]
    forms = {
        "text": lambda: (
            report.as_text(shown, checked.texts) + report.tally(checked.remarks) + "\n" + report.proposed(shown)
        ),
        "json": lambda: report.as_json(shown),
        "github": lambda: report.as_github(shown),
        "sarif": lambda: report.as_sarif(shown, RULES),
    }
    click.echo(forms[form](), nl=False)
    for path in left:
        click.echo(f"{path} は、見せた後で書き換えられたので、直していません。もう一度実行してください。", err=True)
    if left or any(remark.level == "誤り" and remark.accepted is None for remark in checked.remarks):
        sys.exit(1)


def _is_confirmed(checked: "Checked") -> bool:
    """Show what would be mended and ask."""
    from hidaka_dx.lint import mended  # noqa: PLC0415  as above

    found = mended(checked.remarks, checked.texts)
    for path, text in found.items():
        lines = (checked.texts[path].splitlines(), text.splitlines())
        click.echo("\n".join(unified_diff(*lines, path, path, "（今）", "（直した後）", 0, "")))
    if not found:
        click.echo("安全に直せるものはありません。")
        return True  # what a run that was killed left behind is cleared away all the same
    return click.confirm("このように直しますか", prompt_suffix="（y＝直す、n＝直さない）", show_default=False)
