"""`hidaka-dx import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from hidaka_dx.cli.asking import answered, ask, is_terminal
from hidaka_dx.cli.conventions import JapaneseCommand, interruptible, quietly
from hidaka_dx.problem import RefusalError

if TYPE_CHECKING:
    from hidaka_dx.pipeline.importing import Imported
    from hidaka_dx.pipeline.importing_measures import OpenedList

WORD: Final = (".docx", ".docm", ".doc", ".odt", ".rtf", ".pdf")
LATER: Final = "調整中"
"""What is answered where nobody can say yet."""
EXCEL: Final = (".xlsx", ".xlsm", ".xls", ".ods")


@click.command("import", cls=JapaneseCommand)
@click.argument(
    "file",
    metavar="ファイル",
    type=click.Path(path_type=Path),
    help="取り込むファイル。計画なら .docx（Word）、取組の一覧なら .xlsx（Excel）。",
)
@click.argument(
    "folder",
    metavar="[フォルダー]",
    required=False,
    type=click.Path(path_type=Path),
    help="Wordなら、作るフォルダー（書かなければファイルの名前）。Excelなら、計画のフォルダー（書かなければ今いる所）。",
)
@click.option("--town", metavar="名前", help="町・市・村の名前。書かなければ、ファイルから読むか、尋ねる（下も同じ）。")
@click.option("--title", metavar="名前", help="計画の名前。")
@click.option("--office", metavar="名前", help="担当課。表紙に載る。")
@click.option("--period", metavar="期間", help="計画の期間（年度）。例：令和8年度〜令和12年度、2026-2030。")
@click.option(
    "--action-plan",
    "action",
    metavar="名前",
    help="取組の一覧を取り込むとき、作る実行計画の名前。書かなければ、計画の名前から付ける。",
)
@click.option(
    "--again",
    is_flag=True,
    help="取組の一覧を取り込み直し、前の取組を置き換える。前のものは「取り込み直す前の取組」に移す。",
)
@quietly
def import_(
    file: Path, folder: Path | None, *, action: str | None, again: bool, quiet: bool, **given: str | None
) -> None:
    """Wordの計画、Excelの取組の一覧を取り込む。違いは全て報告に書く。"""
    root = click.get_current_context().find_root().params["root"]
    if not file.exists():
        raise RefusalError(f"{file} がありません。名前と場所を確かめてください。")
    ending = file.suffix.lower()
    if ending not in (*WORD, *EXCEL):
        raise RefusalError(f"{file} は取り込めません。Wordの .docx か、Excelの .xlsx を書いてください。")
    if again and ending in WORD:
        raise RefusalError(
            "--again は、取組の一覧（.xlsx）を取り込み直すときに書きます。計画は、新しいフォルダーに取り込んでください。"
        )
    with interruptible():
        place = root / (folder or (file.stem if ending in WORD else "."))
        done = _plan(file, place, given) if ending in WORD else _measures(file, place, action, again=again)
    if not quiet:
        _tell(done)
    for problem in done.problems:
        click.echo(str(problem), err=True)
    if done.problems:
        click.echo(f"このままでは組めません。上の{len(done.problems)}件を直してください。", err=True)
    elif not quiet:
        click.echo(f"PDFを作るには：hidaka-dx build -C {click.format_filename(done.folder)}")


def _plan(file: Path, folder: Path, given: dict[str, str | None]) -> "Imported":
    from hidaka_dx.newtown import NUMBERINGS  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline import importing  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.new import require_free  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.strange_files import apart  # noqa: PLC0415  as above

    known = importing.known_answers(folder)
    if known and any(given.values()):
        raise RefusalError(f"{folder} には計画の名前などがもう書かれています。オプションを付けずに実行してください。")
    if known is None:
        require_free(folder)
    plan = apart(file, folder, lambda: importing.open_plan(file))
    answers = known or ask({**given, "numbering": "1"}, None, alone=True, found=plan.proposals)
    answers = answers._replace(marks=plan.marks(iter(NUMBERINGS.values())))
    return apart(file, folder, lambda: importing.import_plan(file, folder, plan, answers, fresh=known is None))


def _measures(file: Path, folder: Path, action: str | None, *, again: bool) -> "Imported":
    from hidaka_dx import intake, newtown  # noqa: PLC0415  help need not wait for it
    from hidaka_dx.pipeline import importing_measures as importing  # noqa: PLC0415  as above
    from hidaka_dx.pipeline.strange_files import apart  # noqa: PLC0415  as above

    opened = apart(file, folder, lambda: importing.open_list(file, folder, again=again))
    if opened.unknown and not is_terminal():
        raise RefusalError(
            f"意味の分からない見出しがあります：{'、'.join(f'「{words}」' for words in opened.unknown)}。何も書かずに止まりました。\n"
            f"{folder / intake.MAPPING} に、一行に一つ「見出し,意味」の形で書いてから、もう一度実行してください。\n"
            f"意味：{'、'.join((*intake.MEANINGS, intake.UNUSED))}"
        )
    if is_terminal():
        opened = _asked(opened)
    title = None
    if not opened.has_action_plan:
        now = opened.manuscript.action.title if again and opened.manuscript.action else ""
        title = newtown.read_title(action or now or newtown.proposed_action_title(opened.manuscript.plan.title))
    return apart(file, folder, lambda: importing.import_measures(opened, title))


def _asked(opened: "OpenedList") -> "OpenedList":
    """Ask what columns mean, of which year and unit their numbers are, and what marks say."""
    from hidaka_dx import intake  # noqa: PLC0415  help need not wait for it

    for words in opened.unknown:
        asked = f"「{words}」の列は何ですか（{'、'.join((*intake.MEANINGS, intake.UNUSED))}）"
        meaning = answered(asked, _meaning, intake.UNUSED)
        opened = opened.told(intake.ListKey(meanings={intake.plain_head(words): meaning}))
    for words in opened.undated:
        year = answered(f"「{words}」の列は、何年度の値ですか（例：令和6年度）", _year, LATER)
        if year != LATER:
            opened = opened.told(intake.ListKey(years={intake.plain_head(words): intake.read_year(year)}))
    for words in opened.unmeasured:
        unit = answered(f"「{words}」の列の金額の単位は何ですか（円、千円、万円、百万円、億円）", _unit, LATER)
        if unit != LATER:
            opened = opened.told(intake.ListKey(units={intake.plain_head(words): unit}))
    for mark in opened.unread_marks:
        stage = answered(
            f"年度の欄の「{mark}」は、何を表していますか（例：実施、検討、前の年度と同じ、なし）", str.strip, LATER
        )
        opened = opened.told(intake.ListKey(marks={mark: stage} if stage != LATER else {}))
    return opened


def _year(typed: str) -> str:
    from hidaka_dx import intake  # noqa: PLC0415  help need not wait for it

    return LATER if typed == LATER else str(intake.read_year(typed))


def _unit(typed: str) -> str:
    from hidaka_dx import intake  # noqa: PLC0415  help need not wait for it

    return LATER if typed == LATER else intake.read_unit(typed.strip())


def _meaning(typed: str) -> str:
    from hidaka_dx import intake  # noqa: PLC0415  help need not wait for it

    words = "".join(typed.split())
    if words not in (*intake.MEANINGS, intake.UNUSED):
        raise RefusalError(f"「{words}」という意味はありません。括弧の中の言葉のどれかを書いてください。")
    return words


def _tell(done: "Imported") -> None:
    """Say what became of the file, and what a person has to do."""
    counts = "、".join(f"{what.partition('（')[0]} {count}" for what, count in done.counts if count)
    click.echo(f"{done.folder} に取り込みました（{counts}）。")
    differences = [each for each in done.differences if each.before or each.after]
    forms = sum(1 for each in differences if each.is_form)
    click.echo(
        f"元のファイルとの違いは{len(differences)}件（うち{forms}件は全角と半角だけ）、"
        f"人が確かめることは{done.remarks}件です。全て {done.folder / done.report} にあります。"
    )
