"""Forms come back as people send them: each cell is taken, told, or left with the reason; nothing is lost or applied twice."""

import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from towns import FIRST, tiny

from hidaka_dx.cli.entry import cli
from hidaka_dx.pipeline.forms import forms
from hidaka_dx.pipeline.receipt import Receipt, as_text
from hidaka_dx.pipeline.receive import accept, receive
from hidaka_dx.pipeline.status import reminder, status
from hidaka_dx.pipeline.strange_files import returned_files
from hidaka_dx.problem import RefusalError
from hidaka_dx.workbooks import ReturnedBook

DAY = date(2028, 5, 10)
MEASURE = """\
number: 1-{number}
name: 窓口のデジタル化{number}
kind: 新規
pillar: services
basis: [vision]
priorities: [online]
lead: {lead}
actions: [窓口の手続を電子化します。]
schedule: [{{from: 2026, to: 2030, stage: 導入}}]
costs: [{{year: 2027, total: 4130}}]
indicators:
  - name: 手続の数
    definition: 申請できる手続の数
    unit: 件
    base: {{year: 2025, value: 10}}
    targets: [{{year: 2027, value: 100}}]
  - name: 満足度
    definition: 満足した人の割合
    unit: ％
    targets: [{{year: 2027, value: 80}}]
  - name: 窓口の開設
    definition: 開設したか
    goal: 開設する
"""
PROGRESS = """\
# 前に課から聞いたもの
year: 2027
as_of: 2028-03-31
assessor: 推進本部   # 決まり
status: 案

results:
  # 住民課
  - number: 1-1
    done: [始めました。]   # 電話で
    values: {手続の数: 50}
"""
NAMES = {"数": "手続の数", "満足度": "満足度", "開設": "窓口の開設"}
"""Names of indicators, by what tests call them."""


def town_in(folder: Path) -> Path:
    town = tiny(folder, FIRST, action=FIRST)
    for number, lead in enumerate(("住民課", "住民課", "税務課"), 1):
        text = MEASURE.format(number=number, lead=lead)
        (town / f"content/measures/1-{number}.yaml").write_text(text, encoding="utf-8")
    (town / "content/progress").mkdir(exist_ok=True)
    (town / "content/progress/2027.yaml").write_text(PROGRESS, encoding="utf-8")
    return town


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a town and the form of 住民課."""
    town = town_in(tmp_path_factory.mktemp("survey") / "town")
    done, problems = forms(town, 2027, date(2028, 5, 15), town / "output")
    assert problems == ()
    assert [(each.office, each.measures) for each in done] == [("住民課", 2), ("税務課", 1)]
    return town, done[0].path


def filled(form: Path, where: Path, change: Callable[[Worksheet], None]) -> Path:
    book = load_workbook(form)
    change(book["回答"])
    book.save(where)
    return where


def received(town: Path, *paths: Path, **options: bool) -> Receipt:
    receipts, problems = receive(town, returned_files(paths), DAY, **options)
    assert problems == ()
    return receipts[0]


def told(receipt: Receipt) -> list[tuple[str, str, str]]:
    """Return what is neither unchanged nor empty: what was asked, decision, reason."""
    return [
        (verdict.question.key.name or verdict.question.key.field, verdict.decision, verdict.said)
        for verdict in receipt.verdicts
        if verdict.decision not in ("unchanged", "empty")
    ]


def row_of(sheet: Worksheet, name: str) -> int:
    """Return the row of a cell of the first measure."""
    wanted = f'"{NAMES.get(name, name)}"'
    return next(row for row in range(1, 99) if wanted in str(sheet.cell(row, 5).value))


def typed(**cells: Any) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for name, value in cells.items():
            sheet.cell(row_of(sheet, name), 3).value = value

    return change


def test_an_answer_is_written_where_it_belongs_and_nothing_else_changes(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    form = filled(
        made[1],
        tmp_path / "返事.xlsx",
        typed(done="・作りました。\n・広げました。", 満足度="81.5%", spent="4,000千円", next="なし"),
    )
    receipt = received(town, form)
    assert receipt.is_whole
    written = accept(town, receipt, town / "output")
    assert written
    assert written.name == "受け取りの控え_2028-05-10.md"
    assert (town / "content/progress/2027.yaml").read_text(encoding="utf-8") == PROGRESS.replace(
        """\
  - number: 1-1
    done: [始めました。]   # 電話で
    values: {手続の数: 50}
""",
        """\
  - number: 1-1   # 回答：住民課、返事.xlsx、2028年5月10日受け取り
    done: [作りました。, 広げました。]   # 電話で
    values: {手続の数: 50, 満足度: 81.5}
    spent: 4000
    next: []
""",
    )
    again = received(town, form)
    assert again.changes == ()
    assert accept(town, again, town / "output") is None


def merged(sheet: Worksheet) -> None:
    row = row_of(sheet, "数")
    sheet.merge_cells(f"C{row}:C{row + 1}")
    sheet[f"C{row}"].value = 104


def rows_inserted(sheet: Worksheet) -> None:
    typed(数=104)(sheet)
    moved = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.delete_rows(4, sheet.max_row)
    sheet.append(["追記", None, "別に相談したいことがあります。"])
    for row in moved:
        sheet.append(row)


def hint_overwritten(sheet: Worksheet) -> None:
    sheet.cell(row_of(sheet, "数"), 4).value = "104と聞いています"


def column_inserted(sheet: Worksheet) -> None:
    typed(数=104)(sheet)
    sheet.insert_cols(3)


def head_removed(sheet: Worksheet) -> None:
    typed(数=104)(sheet)
    next(cell for row in sheet.iter_rows() for cell in row if cell.value == "回答").value = None


def noted(sheet: Worksheet) -> None:
    sheet.cell(row_of(sheet, "数"), 3).comment = Comment("数え方を変えました", "住民課")


RETURNED: dict[str, tuple[Callable[[Worksheet], None], list[tuple[str, str, str]]]] = {
    "digits in full width": (typed(数="１０４"), [("手続の数", "taken", "「１０４」を 104 と読みました")]),
    "a unit typed along": (typed(数="104件"), [("手続の数", "taken", "")]),
    "about a third": (typed(数="約3割"), [("手続の数", "refused", "「約3割」は数として読めません。")]),
    "a date for a number": (
        typed(数=date(2028, 1, 4)),
        [("手続の数", "refused", "日付や時刻などになっています。")],
    ),
    "a formula without its result": (typed(数="=50+54"), [("手続の数", "refused", "式の結果が入っていません。")]),
    "an error": (typed(数="#DIV/0!"), [("手続の数", "refused", "「#DIV/0!」（式の誤り）です。")]),
    "a share for percent": (typed(満足度=0.815), [("満足度", "taken", "")]),
    "cells merged": (
        merged,
        [("手続の数", "refused", "セルが結合されています"), ("満足度", "refused", "セルが結合されています")],
    ),
    "a row inserted": (rows_inserted, [("手続の数", "taken", "")]),
    "money in yen": (typed(spent="4,130,000円"), [("spent", "taken", "「4,130,000円」を 4,130千円 と読みました")]),
    "money in thousands and a rest": (
        typed(spent="4130.5"),
        [("spent", "refused", "「4130.5」は千円単位の数になりません。")],
    ),
    "money below nothing": (typed(spent=-4130), [("spent", "refused", "「-4130」は千円単位の数になりません。")]),
    "a grade by its mark": (typed(grade="Ｂ"), [("grade", "taken", "")]),
    "a grade that there is not": (typed(grade="S"), [("grade", "refused", "「S」は選べません。")]),
    "a state in other words": (typed(開設="完了"), [("窓口の開設", "refused", "「完了」は選べません。")]),
    "a state": (typed(開設="達成"), [("窓口の開設", "taken", "")]),
    "nothing done": (typed(done="なし"), [("done", "refused", "「なし」とあります。")]),
    "a list with numbers": (typed(next="1. 一つ。\n2. 二つ。"), [("next", "taken", "行の頭の「・」や番号")]),
    "blanks only": (typed(cause="　 \n"), []),
    "a dash": (typed(cause="―"), []),
    "what stood there taken away": (typed(done=None, 数=None), []),
    "what stood there mended": (typed(数=55), [("手続の数", "taken", "")]),
    "what YAML would misread": (typed(reason="- 良い: 結果 #1"), [("reason", "taken", "")]),
    "markup": (typed(reason="<b>良い</b>"), [("reason", "refused", "HTMLは使えず")]),
    "letters that cannot be printed": (typed(reason="良い\ue000結果"), [("reason", "refused", "")]),
    "too long": (typed(reason="長" * 3000), [("reason", "refused", "長すぎます（3000字）")]),
    "a number for a sentence": (typed(reason=12), [("reason", "refused", "「12」は文ではありません。")]),
    "a truth": (typed(数=True), [("手続の数", "refused", "日付や時刻などになっています。")]),
    "the hint overwritten": (hint_overwritten, []),
    "a column inserted": (column_inserted, [("手続の数", "taken", "")]),
    "a comment beside": (noted, []),
    "line ends of another system": (typed(reason="良い_x000D_\n結果"), [("reason", "taken", "改行を取り除きました")]),
    "two numbers": (typed(数="12、13"), [("手続の数", "refused", "「12、13」は数として読めません。")]),
}


@pytest.mark.parametrize("what", RETURNED)
def test_a_cell_is_taken_or_told(what: str, made: tuple[Path, Path], tmp_path: Path) -> None:
    change, wanted = RETURNED[what]
    receipt = received(made[0], filled(made[1], tmp_path / "返事.xlsx", change))
    found = told(receipt)
    assert [each[:2] for each in found] == [each[:2] for each in wanted]
    for (_, _, said), (_, _, reason) in zip(found, wanted, strict=True):
        assert reason in said, said
    assert {each.question.key for each in receipt.verdicts} == {cell.key for cell in made_keys(made[1])}
    strays = [cell.typed for cell in receipt.files[0].strays]
    assert strays == {
        "a row inserted": ["追記", "別に相談したいことがあります。"],
        "the hint overwritten": ["104と聞いています"],
        "a comment beside": ["コメント：数え方を変えました"],
    }.get(what, [])


def made_keys(form: Path) -> list[Any]:
    return [cell for cell in ReturnedBook(form.read_bytes()).read().cells if cell.key]


def with_replaced(raw: bytes, old: bytes, new: bytes, part: str) -> bytes:
    """Replace bytes in a part of a workbook."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(packed, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content.replace(old, new) if name == part else content)
    return packed.getvalue()


def with_part(raw: bytes, name: str, content: bytes) -> bytes:
    packed = io.BytesIO(raw)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, content)
    return packed.getvalue()


def another_book(_: bytes) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    book.save(packed)
    return packed.getvalue()


SHEET = "xl/worksheets/sheet2.xml"


def about(name: str, value: str) -> Callable[[bytes], bytes]:
    """Change what the hidden sheet says."""

    def change(raw: bytes) -> bytes:
        book, packed = load_workbook(io.BytesIO(raw)), io.BytesIO()
        row = next(row for row in book["照会の情報"].iter_rows(max_col=2) if row[0].value == name)
        row[1].value = value
        book.save(packed)
        return packed.getvalue()

    return change


FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "an .xls renamed": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "古い形（.doc、.xls）のファイル"),
    "a text": (lambda _: "回答です".encode(), "文字だけのファイル"),
    "nothing": (lambda _: b"", "空です"),
    "another workbook": (another_book, "照会の様式ではありません"),
    "a zip": (lambda _: with_part(b"", "a.txt", b"a"), "WordやExcelのファイルではありません"),
    "half of it": (lambda raw: raw[: len(raw) // 2], "壊れています"),
    "macros": (lambda raw: with_part(raw, "xl/vbaProject.bin", b"x"), "マクロの入ったファイル"),
    "a bomb": (lambda raw: with_part(raw, "xl/media/a.bin", bytes(120 * 2**20)), "圧縮を解くと大きくなりすぎます"),
    "everything merged": (
        lambda raw: with_replaced(raw, b'<mergeCell ref="A1:D1"', b'<mergeCell ref="A1:XFD1048576"', SHEET),
        "シートの広い範囲（A1:XFD1048576）が一つに結合されているか",
    ),
    "entities": (
        lambda raw: with_replaced(raw, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', SHEET),
        "DOCTYPE",
    ),
    "a part damaged": (
        lambda raw: with_replaced(raw, b"<sheetData>", b"<sheetData", SHEET),
        "ファイルが壊れています",
    ),
    "another town": (about("town", "若桑町"), "若桑町の様式です。見本町の様式ではありません"),
    "another office": (about("office", "林務課"), "林務課が主管する令和9年度の取組は、今はありません"),
    "a year outside the plan": (about("year", "2044"), "2044年度は計画期間"),
    "a form of a newer program": (about("format", "2"), "新しい道具で作られた様式です"),
}


@pytest.mark.parametrize("what", FILES)
def test_a_file_that_is_no_answer_is_told(what: str, made: tuple[Path, Path], tmp_path: Path) -> None:
    spoil, said = FILES[what]
    (tmp_path / "返事.xlsx").write_bytes(spoil(made[1].read_bytes()))
    receipt = received(made[0], tmp_path)
    assert said in receipt.files[-1].fault
    assert receipt.changes == ()


def test_two_answers_of_one_office_that_differ_are_both_shown(made: tuple[Path, Path], tmp_path: Path) -> None:
    for name, value in (("一.xlsx", 104), ("二.xlsx", 105)):
        filled(made[1], tmp_path / name, typed(数=value))
    (tmp_path / "~$一.xlsx").write_bytes(b"lock")
    assert told(received(made[0], tmp_path)) == [
        ("手続の数", "conflict", "二つの回答が違います。正しい方だけを残してください")
    ]


def test_what_was_changed_after_the_form_is_asked_about(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    path = town / "content/progress/2027.yaml"
    path.write_text(PROGRESS.replace("手続の数: 50", "手続の数: 60"), encoding="utf-8")
    form = filled(made[1], tmp_path / "返事.xlsx", typed(数=104))
    assert [each[1] for each in told(received(town, form))] == ["conflict"]
    assert [each[1] for each in told(received(town, form, prefer_answers=True))] == ["taken"]
    untouched = received(town, filled(made[1], tmp_path / "返事.xlsx", typed(spent=1)))
    assert "手続の数: 60" in untouched.changes[0].after


def test_a_file_changed_meanwhile_is_not_written(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    receipt = received(town, filled(made[1], tmp_path / "返事.xlsx", typed(数=104)))
    path = town / "content/progress/2027.yaml"
    path.write_text(PROGRESS + "# 書き足した\n", encoding="utf-8")
    with pytest.raises(RefusalError, match="読んだ後で書き換えられたので"):
        accept(town, receipt, town / "output")
    assert path.read_text(encoding="utf-8") == PROGRESS + "# 書き足した\n"


def test_a_year_begins_with_its_first_answer(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    (town / "content/progress/2027.yaml").unlink()
    receipt = received(town, filled(made[1], tmp_path / "返事.xlsx", typed(done="作りました。", 数=104)))
    assert accept(town, receipt, town / "output")
    text = (town / "content/progress/2027.yaml").read_text(encoding="utf-8")
    assert "year: 2027\nas_of: 2028-03-31\nassessor: 総務課\nstatus: 案\n" in text
    assert text.endswith("    done:\n      - 作りました。\n    values:\n      手続の数: 104\n")


def test_who_has_answered_is_told_with_what_is_missing(made: tuple[Path, Path]) -> None:
    found, problems = status(made[0], 2027, made[0] / "output")
    assert problems == ()
    assert [(each.office, each.state, each.answered, each.measures) for each in found] == [
        ("住民課", "一部", 0, 2),
        ("税務課", "未回答", 0, 1),
    ]
    assert found[0].missing[0] == ("1-1", "窓口のデジタル化1", ("満足度", "決算額（千円）", "令和10年度に行うこと"))
    words = reminder(2027, date(2028, 5, 15), found)
    assert words.startswith(
        "住民課 御中\n\n令和9年度の実施状況について、次の取組の回答がまだ届いていません。2028年5月15日までにお願いします。"
    )


def test_only_faults_of_measures_and_results_are_in_the_way(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    (town / "content/errata.yaml").write_text("- oops\n", encoding="utf-8")
    assert received(town, made[1]).is_whole
    (town / "content/measures/1-1.yaml").write_text("number: 1-1\n", encoding="utf-8")
    receipts, problems = receive(town, returned_files([made[1]]), DAY)
    assert receipts == ()
    assert {each.place.path for each in problems} >= {"content/measures/1-1.yaml"}


def test_the_receipt_accounts_for_every_cell(made: tuple[Path, Path], tmp_path: Path) -> None:
    receipt = received(made[0], filled(made[1], tmp_path / "返事.xlsx", typed(数="約|3割", done="作りました。")))
    text = as_text(receipt)
    assert text.count("| 回答!") == len(made_keys(made[1]))
    assert (
        "| 回答!C7 | 1-1 | 手続の数 | 約\\|3割 | 取り込めない | 「約\\|3割」は数として読めません。数だけを書いてください。 |"
        in text
    )


def test_what_another_program_saves_is_read_alike(made: tuple[Path, Path]) -> None:
    """The form of this town, filled in, then opened and saved by LibreOffice 7.4."""
    receipt = received(made[0], Path(__file__).parents[1] / "fixtures/survey/saved-by-libreoffice.xlsx")
    assert receipt.is_whole
    assert [(each[0], each[1]) for each in told(receipt)] == [
        (name, "taken") for name in ("done", "手続の数", "満足度", "spent")
    ]
    assert told(receipt)[1][2] == "式の結果です"
    assert "values: {手続の数: 104, 満足度: 81.5}" in receipt.changes[0].after


def test_without_the_head_of_the_answers_nothing_is_guessed(made: tuple[Path, Path], tmp_path: Path) -> None:
    receipt = received(made[0], filled(made[1], tmp_path / "返事.xlsx", head_removed))
    assert "どれが回答か分かりません" in receipt.files[0].fault
    assert accept(made[0], receipt, tmp_path) is None


def test_a_decided_year_is_neither_asked_about_nor_changed(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    path = town / "content/progress/2027.yaml"
    whole = "".join(
        f"  - {{number: 1-{n}, done: [始めました。], values: {{手続の数: 50, 満足度: 70}}, cause: 遅れ。, response: 対応。}}\n"
        for n in (1, 2, 3)
    )
    path.write_text(
        f"year: 2027\nas_of: 2028-03-31\nassessor: 推進本部\nstatus: 決定\ndate: 2028-06-01\nresults:\n{whole}",
        encoding="utf-8",
    )
    receipt = received(town, filled(made[1], tmp_path / "返事.xlsx", typed(数=104)))
    assert [(each[0], each[1]) for each in told(receipt)] == [("手続の数", "refused")]
    assert receipt.changes == ()
    with pytest.raises(RefusalError, match="令和9年度の進捗は決定しています"):
        forms(town, 2027, None, tmp_path)


def test_a_form_with_answers_is_not_written_over(made: tuple[Path, Path], tmp_path: Path) -> None:
    form = forms(made[0], 2027, None, tmp_path)[0][0].path
    assert forms(made[0], 2027, date(2028, 5, 20), tmp_path)[0]
    filled(form, form, typed(数=104))
    with pytest.raises(RefusalError, match="書き込みのある様式があります（進捗_令和9年度_住民課"):
        forms(made[0], 2027, None, tmp_path)


@pytest.mark.parametrize(
    "name", ["進捗か\u3099.xlsx", "a\n  - number: 1-3\n#.xlsx", "\u200b\u2028.xlsx", "（第1回）# b.xlsx"]
)
def test_a_file_may_have_any_name(name: str, made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    form = filled(made[1], tmp_path / name, typed(数=104))
    for _ in range(2):
        receipt = received(town, form)
        accept(town, receipt, town / "output")
    text = (town / "content/progress/2027.yaml").read_text(encoding="utf-8")
    assert text.count("回答：") == 1
    assert received(town, made[1]).changes == (), "the town can still be read"


def test_forms_of_two_years_are_written_in_one_run(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    for year in (2028, 2029):
        form = forms(town, year, None, tmp_path, "measures")[0][0].path

        def change(sheet: Worksheet, year: int = year) -> None:
            row = next(row for row in range(1, 99) if '"手続の数"' in str(sheet.cell(row, 5).value))
            sheet.cell(row, 3).value = year

        filled(form, form, change)
    receipts, _ = receive(town, returned_files([tmp_path / "照会_令和10年度", tmp_path / "照会_令和11年度"]), DAY)
    for receipt in receipts:
        assert accept(town, receipt, tmp_path)
    text = (town / "content/measures/1-1.yaml").read_text(encoding="utf-8")
    assert "{year: 2028, value: 2028}, {year: 2029, value: 2029}" in text


def test_a_receipt_that_cannot_be_written_leaves_all_as_it_was(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    receipt = received(town, filled(made[1], tmp_path / "返事.xlsx", typed(数=104)))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="file"):
        accept(town, receipt, tmp_path / "file")
    assert (town / "content/progress/2027.yaml").read_text(encoding="utf-8") == PROGRESS


def test_opinions_on_the_text_are_listed_section_by_section(made: tuple[Path, Path], tmp_path: Path) -> None:
    town = shutil.copytree(made[0], tmp_path / "town")
    action = town / "content/action-plan.yaml"
    action.write_text(action.read_text(encoding="utf-8") + "offices: [住民課, 税務課]\n", encoding="utf-8")
    done, problems = forms(town, 2027, None, tmp_path, "opinions")
    assert problems == ()
    assert [each.path.name for each in done] == ["意見_令和9年度_住民課.xlsx", "意見_令和9年度_税務課.xlsx"]
    for each, words in zip(done, ("「便利に」を「安全に」としては。", "よい。"), strict=True):

        def change(sheet: Worksheet, words: str = words) -> None:
            assert sheet["B5"].value == "町は、暮らしを便利にします。"
            sheet["C5"].value = words

        filled(each.path, each.path, change)
    receipt = received(town, tmp_path / "照会_令和9年度")
    assert receipt.changes == ()
    written = accept(town, receipt, tmp_path)
    assert written
    text = written.read_text(encoding="utf-8")
    assert "| 1 将来展望 | 住民課 | 「便利に」を「安全に」としては。 |\n| 1 将来展望 | 税務課 | よい。 |\n" in text
    assert accept(town, receipt, tmp_path) == written


def test_the_commands_say_what_they_did(tmp_path: Path) -> None:
    town = town_in(tmp_path / "town")
    runner = CliRunner()
    made = runner.invoke(cli, ["forms", "2027", "-C", str(town), "--until", "2028-05-15"])
    assert made.exit_code == 0, made.output
    form = town / "output/照会_令和9年度/進捗_令和9年度_住民課.xlsx"
    assert f"{form} を作りました（2の取組）" in made.output
    back = filled(form, tmp_path / "返事.xlsx", typed(done="作りました。", 数="約3割"))
    tried = runner.invoke(cli, ["receive", str(back), "-C", str(town), "--dry-run"])
    assert "+    done: [作りました。]   # 電話で" in tried.output
    assert (town / "content/progress/2027.yaml").read_text(encoding="utf-8") == PROGRESS
    taken = runner.invoke(cli, ["receive", str(back), "-C", str(town)])
    assert taken.exit_code == 1
    assert "返事.xlsx（住民課）：取り込む 1、空 18、取り込めない 1" in taken.output
    said = "返事.xlsx:回答!C7: 取組 1-1「手続の数」：「約3割」は数として読めません。数だけを書いてください。回答：「約3割」。"
    assert said in taken.output
    assert "content/progress/2027.yaml に書き入れました。" in taken.output
    state = runner.invoke(cli, ["status", "2027", "-C", str(town)])
    assert "住民課  一部  0／2" in state.output
    assert "取り込めなかった：1-1 手続の数「約3割」「約3割」は数として読めません。" in state.output
    assert "空のまま（書かなくてもよい欄）：1-1（" in state.output
    reminded = runner.invoke(cli, ["status", "2027", "-C", str(town), "--remind"])
    assert "・1-1 手続の数：「約3割」（「約3割」は数として読めません。" in reminded.output
    mended = filled(form, tmp_path / "返事.xlsx", typed(done="作りました。", 数=30))
    assert runner.invoke(cli, ["receive", str(mended), "-C", str(town)]).exit_code == 0
    assert "取り込めなかった" not in runner.invoke(cli, ["status", "2027", "-C", str(town)]).output
    assert runner.invoke(cli, ["status", "2044", "-C", str(town)]).exit_code == 1


def test_answers_are_taken_from_a_mail(made: tuple[Path, Path], tmp_path: Path) -> None:
    """The second attachment is the form; what else came with the mail is named."""
    town = shutil.copytree(made[0], tmp_path / "town")
    message = EmailMessage()
    message["Subject"], message["From"] = "照会の回答", "住民課 <a@example.jp>"
    message.set_content("回答します。")
    message.add_attachment(b"png", maintype="image", subtype="png", filename="署名.png")
    form = filled(made[1], tmp_path / "返事.xlsx", typed(数=30)).read_bytes()
    message.add_attachment(form, maintype="application", subtype="octet-stream", filename="進捗（住民課）.xlsx")
    (tmp_path / "回答.eml").write_bytes(message.as_bytes())
    empty = EmailMessage()
    empty["From"] = "a@example.jp"
    empty.set_content("回答は後で送ります。")
    (tmp_path / "後で.eml").write_bytes(empty.as_bytes())
    done = CliRunner().invoke(cli, ["receive", str(tmp_path / "回答.eml"), str(tmp_path / "後で.eml"), "-C", str(town)])
    assert done.exit_code == 1
    assert "回答.emlの添付「進捗（住民課）.xlsx」（住民課）：取り込む 1" in done.output
    assert "回答.emlの添付「署名.png」: ExcelやWordのファイルではないので、読んでいません。" in done.output
    assert "後で.eml: 添付に、ExcelやWordのファイルがありません。" in done.output
    assert "手続の数: 30" in (town / "content/progress/2027.yaml").read_text("utf-8")
