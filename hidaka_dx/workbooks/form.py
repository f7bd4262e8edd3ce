"""The form of a survey as a workbook: a cover, a sheet to fill in, and a hidden sheet that says what it was made from.

On the sheet each question has a row: what is asked, what is known, the cell to fill in, how. Two hidden columns go with
each row, so that rows may be moved or added: the key of the value, and 1 where an answer is still missing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from math import ceil
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from hidaka_dx.datafiles import packed
from hidaka_dx.japanese import seireki_date
from hidaka_dx.japanese.widths import columns
from hidaka_dx.survey import AskedMeasure, AskedValue, OfficeSurvey, SurveyKind

COVER: Final = "表紙"
ANSWERS: Final = "回答"
HIDDEN: Final = "照会の情報"
HEADS: Final = ("項目", "わかっていること", "回答", "書き方")
ANSWER: Final = 3
"""Column of the cells to fill in."""
KEY: Final = 5
MISSING: Final = 6
OF_MEASURE: Final = 7
"""Hidden columns: the key of the value; whether an answer is missing; the measure's number."""
PRINTED: Final = 3
"""Column of the hidden sheet with all that stands in the form: what else comes back was typed by the office."""
PREFIX: Final = "照会:"
"""What the keys in the hidden column begin with."""
FORMAT: Final = "1"
WIDTHS: Final = (28, 36, 52, 30)
"""Of the columns, in half-width letters."""
LINE: Final = 16.5
"""Height of a line of 11 pt, in points."""
INSET: Final = 5.0
"""What a row is higher than its lines, in points."""
ROOM: Final = {"items": 4, "text": 2}
"""Least number of lines of a cell to fill in."""
INK, FILL, BAND = "222222", "FFF6CC", "DCE6EC"
THIN: Final = Side(style="thin", color="9AA5AB")
THICK: Final = Side(style="medium", color=INK)
STAR: Final = "★"
"""Marks a cell without which the year cannot be evaluated."""


HOW: Final[Mapping[SurveyKind, tuple[str, ...]]] = {
    "progress": (
        f"・{STAR}のある欄は、評価に要ります。ほかの欄は、当てはまるときだけ書きます。",
        "・前に報告した内容があれば、初めから入っています。違うときは書き直してください。",
    ),
    "measures": (
        "・今の計画の内容が、初めから入っています。変える所だけを書き直してください。",
        "・新しい取組は、名前と内容を書いて、別に知らせてください。",
    ),
    "opinions": (
        "・意見のある節だけに書いてください。意見がなければ、そのまま返してください。",
        "・節の文は、初めの所だけを示しています。全文は、一緒に送ったPDFを見てください。",
    ),
}
"""What the cover says of filling in."""


@dataclass
class _Sheet:
    sheet: Worksheet
    rows: Iterator[int] = field(default_factory=lambda: count(1))

    def write(self, row: int, column: int, words: str, *, bold: bool = False, size: float = 11) -> None:
        """Write a text; what looks like a formula stays a text."""
        cell = self.sheet.cell(row, column, words)
        cell.data_type = "s"
        cell.font = Font(name="BIZ UDPGothic", bold=bold, size=size, color=INK)
        cell.alignment = Alignment(wrap_text=True, vertical="center")


def form_of(survey: OfficeSurvey, until: date | None) -> bytes:
    """Return the workbook for one office; the same questions give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    cover, answers, hidden = (book.create_sheet(title) for title in (COVER, ANSWERS, HIDDEN))
    rows = _answers(_Sheet(answers), survey)
    _cover(_Sheet(cover), survey, until, rows)
    _hidden(hidden, survey, dict.fromkeys((*_texts(cover), *_texts(answers))))
    hidden.sheet_state = "veryHidden"
    return packed(book, date(survey.year + 1, 4, 1))


def _texts(sheet: Worksheet) -> Iterator[str]:
    """Return all that stands in a sheet."""
    return (str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None)


def _cover(page: _Sheet, survey: OfficeSurvey, until: date | None, last: int) -> None:
    sheet = page.sheet
    told = (
        (f"「{survey.plan}」 {survey.title}について（照会）", 14.0, True),
        (f"{survey.office} 宛て", 12.0, False),
        (f"{survey.town} {survey.sender}", 12.0, False),
        ("", 11.0, False),
        (f"回答の期限：{seireki_date(until) if until else '別に知らせます'}", 12.0, True),
        (f"回答の先：{survey.sender}", 11.0, False),
        ("", 11.0, False),
        ("書き方", 11.0, True),
        (
            f"・シート「{ANSWERS}」の、太い枠で囲んだ黄色の欄に書いてください。ほかの欄は書き換えられません。",
            11.0,
            False,
        ),
        *((words, 11.0, False) for words in HOW[survey.about]),
        ("・行の追加、ファイルの名前の変更、ほかの表計算ソフトでの保存をしてもかまいません。", 11.0, False),
        ("", 11.0, False),
    )
    for words, size, bold in told:
        row = next(page.rows)
        page.write(row, 1, words, bold=bold, size=size)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
        sheet.row_dimensions[row].height = LINE * max(1.0, size / 11) * ceil(max(1, columns(words)) / 84)
    head = next(page.rows)
    for column, words in enumerate(("番号", survey.measure, f"まだ書いていない{STAR}の欄"), 1):
        page.write(head, column, words, bold=True)
        sheet.cell(head, column).fill = PatternFill("solid", BAND)
    for measure in survey.measures:
        row = next(page.rows)
        page.write(row, 1, measure.number)
        page.write(row, 2, measure.name)
        of, missing = f"{ANSWERS}!$G$1:$G${last}", f"{ANSWERS}!$F$1:$F${last}"
        sheet.cell(row, 3, f"=SUMIF({of},A{row},{missing})").font = Font(name="BIZ UDPGothic", color=INK)
    for letter, wide in zip("ABC", (10, 60, 24), strict=True):
        sheet.column_dimensions[letter].width = wide
    _printed(sheet, "portrait", f"A1:C{row}")
    sheet.protection.sheet = True


def _answers(page: _Sheet, survey: OfficeSurvey) -> int:
    """Write the sheet to fill in; return its last row."""
    sheet, title = page.sheet, next(page.rows)
    page.write(title, 1, f"{survey.office}　{survey.title}（{survey.plan}）", bold=True, size=13)
    told, head = next(page.rows), next(page.rows)
    for row in (title, told):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADS))
    for column, words in enumerate(HEADS, 1):
        page.write(head, column, words, bold=True)
        sheet.cell(head, column).fill = PatternFill("solid", BAND)
    for place, measure in enumerate(survey.measures):
        if place:
            sheet.row_breaks.append(Break(id=next(page.rows)))  # each measure is printed on a page of its own
        _measure(page, measure)
    last = next(page.rows) - 1
    words = f'"まだ書いていない{STAR}の欄："&SUM($F$1:$F${last})&"か所"'
    sheet.cell(told, 1, f"={words}").font = Font(name="BIZ UDPGothic", bold=True, color=INK)
    for letter, wide in zip("ABCD", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = wide
    for letter in "EFG":
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    _printed(sheet, "landscape", f"A1:D{last}")
    sheet.protection.sheet = True
    sheet.protection.formatRows = sheet.protection.insertRows = False  # both are allowed
    return last


def _measure(page: _Sheet, measure: AskedMeasure) -> None:
    sheet = page.sheet
    band = next(page.rows)
    page.write(band, 1, f"{measure.number} {measure.name}", bold=True, size=12)
    sheet.merge_cells(start_row=band, end_row=band, start_column=1, end_column=len(HEADS))
    sheet.cell(band, 1).fill = PatternFill("solid", BAND)
    for label, words in measure.known:
        row = next(page.rows)
        page.write(row, 1, label)
        page.write(row, 2, words)
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=len(HEADS))
        _height(sheet, row, ((label, WIDTHS[0]), (words, sum(WIDTHS[1:]))), 1)
    for question in measure.questions:
        _question(page, question)


def _question(page: _Sheet, question: AskedValue) -> None:
    sheet, row = page.sheet, next(page.rows)
    label = f"{STAR} {question.label}" if question.required else question.label
    for column, words in zip((1, 2, 4), (label, question.known, question.hint), strict=True):
        page.write(row, column, words)
        sheet.cell(row, column).border = Border(THIN, THIN, THIN, THIN)
    cell = sheet.cell(row, ANSWER, _typed(question))
    cell.fill, cell.border = PatternFill("solid", FILL), Border(THICK, THICK, THICK, THICK)
    cell.font = Font(name="BIZ UDPGothic", size=11, color=INK)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    cell.protection = Protection(locked=False)
    cell.number_format = {"money": "#,##0", "number": "General"}.get(question.kind, "@")
    _validate(sheet, question, cell.coordinate)
    sheet.cell(row, KEY, PREFIX + json.dumps(question.key, ensure_ascii=False))
    if question.required:
        sheet.cell(row, MISSING, f"=IF(LEN(TRIM($C{row}))=0,1,0)")
    sheet.cell(row, OF_MEASURE, question.key.number).data_type = "s"
    sizes = ((label, WIDTHS[0]), (question.known, WIDTHS[1]), (question.before, WIDTHS[2]), (question.hint, WIDTHS[3]))
    _height(sheet, row, sizes, ROOM.get(question.kind, 1))


def _typed(question: AskedValue) -> str | float | None:
    """Return what stands in the cell at first."""
    if question.kind in ("number", "money") and question.before:
        value = float(question.before.replace(",", ""))
        return int(value) if value.is_integer() else value
    return question.before or None


def _validate(sheet: Worksheet, question: AskedValue, cell: str) -> None:
    """Offer the choices, or tell at once that a number is wanted; a text is still let through and judged on receipt."""
    match question.kind:
        case "choice" if (listed := ",".join(question.choices)).count(",") < len(
            question.choices
        ) and '"' not in listed:
            rule = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
        case "number" | "money":
            rule = DataValidation("decimal", operator="greaterThan", formula1="-1E+15", allow_blank=True)
        case _:
            return
    rule.errorStyle = "warning"
    rule.errorTitle, rule.error = "書き方", question.hint
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    rule.add(cell)


def _height(sheet: Worksheet, row: int, cells: Sequence[tuple[str, int]], least: int) -> None:
    """Make a row as high as its texts need; programs do not do so for merged or protected cells."""
    lines = (sum(max(1, ceil(columns(line) / (wide - 2))) for line in words.split("\n")) for words, wide in cells)
    sheet.row_dimensions[row].height = LINE * max(least, *lines) + INSET


def _printed(sheet: Worksheet, way: Literal["portrait", "landscape"], area: str) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = way
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = area
    sheet.oddFooter = HeaderFooterItem(center=HeaderFooterPart("&P / &N"))
    sheet.page_margins.left = sheet.page_margins.right = 0.5


def _hidden(sheet: Worksheet, survey: OfficeSurvey, printed: Iterable[str]) -> None:
    """Say what the form was made from, what stood in each cell to fill in, and all that stood anywhere."""
    about = {
        "format": FORMAT,
        "town": survey.town,
        "plan": survey.plan,
        "about": survey.about,
        "year": str(survey.year),
        "office": survey.office,
        "digest": survey.digest,
    }
    questions = (question for measure in survey.measures for question in measure.questions)
    stood = {PREFIX + json.dumps(each.key, ensure_ascii=False): each.before for each in questions}
    for row, (name, value) in enumerate((*about.items(), *stood.items()), 1):
        for column, words in enumerate((name, value), 1):
            sheet.cell(row, column, words).data_type = "s"
    for row, words in enumerate(printed, 1):
        sheet.cell(row, PRINTED, words).data_type = "s"
    sheet.protection.sheet = True
