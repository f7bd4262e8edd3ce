"""Charts as figures of a document: the drawing, its words, and the table of its values."""

from hidaka_dx.compose.columns import column_shares
from hidaka_dx.compose.forms import plain
from hidaka_dx.document import Figure, Table
from hidaka_dx.figure import Chart, ChartData
from hidaka_dx.figures import chart


def chart_figure(name: str, model: Chart, data: ChartData, number: int | str) -> Figure:
    """Draw a chart; its values are printed below as a table where the drawing has no room for all, or the author wishes."""
    drawn = chart.draw(model, data)
    return Figure(
        id=name,
        number=number,
        title=model.title,
        alt=model.alt or chart.alternative(model, data),
        spoken=chart.spoken(model, data),
        height=drawn.lines,
        drawing=drawn.drawing.svg,
        image=None,
        source=model.source,
        redrawn=model.redrawn,
        notes=model.notes,
        table=_table(name, model, data),
        values="printed" if model.table or not drawn.is_whole else "read",
    )


def _table(name: str, model: Chart, data: ChartData) -> Table:
    unit = f"（{model.unit}）" if model.unit else ""
    single = len(data.series) == 1
    heads = (data.head, *(f"{series}{unit}" if single else series for series in data.series))
    rows = tuple(
        (plain(label), *(plain(data.shown(value)) for value in row))
        for label, row in zip(data.labels, data.values, strict=True)
    )
    head = tuple(map(plain, heads))
    numeric = (False, *(True for _ in data.series))
    return Table(f"{name}.table", None, model.title, head, rows, column_shares((head, *rows)), numeric)
