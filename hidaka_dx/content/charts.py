"""The values of charts, from the figures' own files or from CSV files, and the CSV files that nothing uses."""

from collections.abc import Iterable, Iterator, Mapping

from hidaka_dx.content.checks import near
from hidaka_dx.content.manuscript import Located
from hidaka_dx.content.walk import all_blocks
from hidaka_dx.figure import Chart, ChartData, Figure, chart_data
from hidaka_dx.problem import Place, Problem
from hidaka_dx.prose import Chapter, WrittenTable
from hidaka_dx.source import CsvTable

RULE = "chart-data"


def read_charts(
    figures: Mapping[str, Located[Figure]], tables: Mapping[str, CsvTable], there: Iterable[str]
) -> tuple[dict[str, ChartData], tuple[Problem, ...]]:
    """Return the values of all charts that can be drawn, by the ids of their figures, and what is wrong with the others.

    `tables` are the CSV files that can be read, `there` the names of all of them.
    """
    found: dict[str, ChartData] = {}
    problems: list[Problem] = []
    for name, located in figures.items():
        chart = located.value
        if not isinstance(chart, Chart):
            continue
        if isinstance(chart.data, str) and chart.data not in tables:
            problems += _lost(located, chart.data, there)
            continue
        table = tables[chart.data] if isinstance(chart.data, str) else None
        rows = tuple(tuple(cell.text for cell in row) for row in table.rows) if table else chart.data
        data, faults = chart_data(chart, tuple(row for row in rows if not isinstance(row, str)))
        problems += (Problem(_place(located, table, fault.at), fault.message, RULE) for fault in faults)
        if data:
            found[name] = data
    return found, tuple(problems)


def _lost(located: Located[Figure], name: str, there: Iterable[str]) -> Iterator[Problem]:
    """Report a file that is missing; one that cannot be read has been reported."""
    known = set(there)
    if name not in known:
        message = f"content/tables/{name} がありません。置くか、名前を直してください。{near(name, known)}"
        yield Problem(located.data.place(("data",)), message, "table-file")


def _place(located: Located[Figure], table: CsvTable | None, at: tuple[int, int]) -> Place:
    """Return the place of a cell, or the nearest one that there is."""
    row, column = at
    if table is None:
        chart = located.value
        rows = chart.data if isinstance(chart, Chart) and not isinstance(chart.data, str) else ()
        row = min(row, len(rows) - 1)
        return located.data.place(("data", row, min(column, len(rows[row]) - 1)))
    cells = table.rows[min(row, len(table.rows) - 1)]
    return cells[min(column, len(cells) - 1)].place


def unused_tables(
    there: Iterable[str], chapters: Iterable[Chapter], figures: Mapping[str, Located[Figure]]
) -> Iterator[Problem]:
    """Find CSV files that neither a table nor a chart uses."""
    used = {
        (block.file or "").rpartition("/")[2]
        for chapter in chapters
        for block in all_blocks(chapter.blocks)
        if isinstance(block, WrittenTable)
    }
    used |= {str(each.value.data) for each in figures.values() if isinstance(each.value, Chart)}
    for name in sorted(set(there) - used):
        message = f'この表はどこにも使われていません。表の題に data="{name}" と書くか、図の data に書くか、ファイルを除いてください。'
        yield Problem(Place(f"content/tables/{name}"), message, "table-unused")
