"""The measures as open data: tables of one record a line, after the rules for machine-readable administrative data.

Rules (行政データにおける機械可読性に関するルール, 2026): one table a file (L1-02), names of columns in the first line (L1-05,
L3-01), one value a cell (L1-07), numbers without units or signs (L2-01), Seireki years (L3-05), tall form for years
(L3-09), a list of definitions (L3-02, L3-04, L3-08). What is not decided is an empty cell and is said so there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hidaka_dx.catalogue.fields import data_tables
from hidaka_dx.catalogue.tables import LongTable, Row
from hidaka_dx.compose.facts import measures_facts
from hidaka_dx.compose.source_plan import PlanPassage, measure_groups
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.facts import Facts

SPREADSHEETS = (
    "表計算ソフトでCSVをそのまま開くと、「1-1」のような番号が日付に変わることがある。"
    "同じ内容のブック（拡張子はxlsx）を使うか、文字列として取り込む"
)
"""Advice for opening the files in a spreadsheet."""

DEFINITIONS = "definitions"
"""Name of the table that says in words what the columns of the others are."""
_MEANINGS = DEFINITIONS, "項目の定義"


def titles() -> dict[str, str]:
    """Say what each file holds, by its name without ending."""
    return dict((*((table.name, table.title) for table in data_tables()), _MEANINGS))


@dataclass(frozen=True)
class DataTable:
    """A table of open data."""

    name: str
    """Name of its file, without ending; ASCII."""
    title: str
    """What it holds, in Japanese, for a spreadsheet's tab."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def chart_tables(facts: Facts) -> tuple[DataTable, ...]:
    """Give the values of each chart of a document as a table of one value a line."""
    return tuple(
        DataTable(
            f"figure-{chart.id}",
            chart.title,
            (chart.head or "項目", "系列", "値", "単位"),
            tuple((point.label, point.series, point.value, chart.unit) for point in chart.points),
        )
        for chart in facts.charts
    )


def opendata(manuscript: Manuscript, action: Document, plan: Mapping[str, PlanPassage]) -> tuple[DataTable, ...]:
    """Give all tables, the last of which defines the columns of the others.

    `action` is the composed action plan that they are said to come from, `plan` holds the passages of its plan.
    Raises ValueError for a town without action plan.
    """
    if manuscript.action is None:
        raise ValueError("the town has no action plan")
    groups, measures = measure_groups(manuscript.action, plan), tuple(manuscript.measures.values())
    facts = measures_facts(manuscript.action, groups, measures, manuscript.decided_results)
    return (*(_filled(table, facts) for table in data_tables(facts)), _definitions(action, facts))


def _filled(table: LongTable, facts: Facts) -> DataTable:
    rows = [row for measure in facts.measures for row in table.rows(measure, facts)]
    if table.by_year:
        rows.sort(key=lambda row: str(row[1]))
    return DataTable(table.name, table.title, tuple(column.name for column in table.columns), tuple(rows))


def _definitions(action: Document, facts: Facts) -> DataTable:
    about = (
        "（全体）",
        "",
        f"{action.name}から作成。年度は西暦。CSVの文字コードはUTF-8（BOM付き）、改行はCRLF、区切りはコンマ",
    )
    spreadsheets = ("（全体）", "取組番号", SPREADSHEETS)
    meanings = tuple(
        (f"{table.name}.csv", column.name, column.meaning) for table in data_tables(facts) for column in table.columns
    )
    return DataTable(*_MEANINGS, ("ファイル", "項目", "定義"), (about, spreadsheets, *meanings))
