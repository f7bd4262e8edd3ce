"""Charts: drawn from numbers, told in words, and as a table of their values."""

from dataclasses import dataclass
from math import ceil, fsum
from typing import Final

from hidaka_dx import theme
from hidaka_dx.figure import NAMES, Chart, ChartData
from hidaka_dx.figures import bands, bars, curves, pie
from hidaka_dx.figures.svg import LEADING, SMALL, Drawing, TextLine, sheet
from hidaka_dx.figures.telling import listed

ENOUGH: Final = 160
"""Letters of a computed alternative text, above which only the first line is told."""
LONGEST: Final = 60
"""Letters of a title in a computed alternative text."""


@dataclass(frozen=True)
class ChartDrawing:
    """A drawn chart."""

    drawing: Drawing
    lines: float
    """Its height in lines of text, a multiple of a half."""
    is_whole: bool
    """Whether every value is printed in it."""


def draw(chart: Chart, data: ChartData) -> ChartDrawing:
    """Draw a chart as wide as the text and as high as it needs."""
    paper, top = sheet(0), 0.0
    said = "　".join(filter(None, (_unit(chart), f"n={chart.n}" if chart.n else "")))
    if said:
        paper.words((TextLine(said, SMALL, colour="grey"),), 0, 0, "start")
        top = LEADING + 2
    match chart.type:
        case "bar" | "grouped" | "stacked":
            whole = bars.draw(paper, bars.Bars(data, chart.type == "stacked"), top)
        case "band":
            whole = bands.draw(paper, data.parts, chart.unit, top)
        case "line":
            whole = curves.draw(paper, data, top)
        case "pie":
            whole = pie.draw(paper, data.parts, chart.unit, top)
    lines = ceil(paper.height / (theme.LINE / 2)) / 2
    paper.height = lines * theme.LINE
    return ChartDrawing(paper.drawing(), lines, whole)


def _unit(chart: Chart) -> str:
    """Name the unit of what is printed: bands and pies show shares."""
    unit = "%" if chart.type in ("band", "pie") else chart.unit
    return f"単位：{unit}" if unit else ""


def alternative(chart: Chart, data: ChartData) -> str:
    """Return in a sentence what a chart says: the greatest part, how a line goes, the highest and the lowest bar."""
    title = f"{chart.title[:LONGEST]}を表す{NAMES[chart.type]}。"
    if chart.type in ("band", "pie"):
        return title + "".join(_greatest(chart, data.parts, place) for place in range(min(len(data.parts.labels), 2)))
    if chart.type == "line":
        first, second = (_course(chart, data, series) for series in (0, min(len(data.series), 2) - 1))
        return title + first + (second if second != first and len(title + first + second) <= ENOUGH else "")
    return title + _extremes(chart, data)


def _extremes(chart: Chart, data: ChartData) -> str:
    """Tell the highest and the lowest bar."""
    if chart.type == "grouped":
        cells = (
            (f"{label}の{name}", value)
            for label, row in zip(data.labels, data.values, strict=True)
            for name, value in zip(data.series, row, strict=True)
        )
        known = [(name, value) for name, value in cells if value is not None]
    else:
        rows = (
            (label, [each for each in row if each is not None])
            for label, row in zip(data.labels, data.values, strict=True)
        )
        known = [(label, fsum(row)) for label, row in rows if row]
    high, low = (pick(known, key=lambda each: each[1]) for pick in (max, min))
    what = "合計" if chart.type == "stacked" else "値"
    if high == low:
        return f"{high[0]}の{what}は{_said(chart, data, high[1])}。"
    most, least = (f"{name}の{_said(chart, data, value)}" for name, value in (high, low))
    return f"{what}が最も大きいのは{most}、最も小さいのは{least}。"


def _greatest(chart: Chart, data: ChartData, place: int) -> str:
    shares = bands.shares(data.values[place])
    most = max(range(len(shares)), key=shares.__getitem__)
    said = bands.percent(data, data.values[place][most], shares[most], chart.unit)
    of = f"{data.labels[place]}は、" if data.labels[place] else ""
    return f"{of}「{data.series[most]}」が最も多く{said}。"


def _course(chart: Chart, data: ChartData, series: int) -> str:
    known = [
        (label, row[series]) for label, row in zip(data.labels, data.values, strict=True) if row[series] is not None
    ]
    if not known:
        return ""
    (first, start), (last, end) = known[0], known[-1]
    of = f"{data.series[series]}は、" if len(data.series) > 1 else ""
    return f"{of}{first}の{_said(chart, data, start)}から{last}の{_said(chart, data, end)}まで。"


def _said(chart: Chart, data: ChartData, value: float | None) -> str:
    if value is None:
        return "値なし"
    return f"{data.shown(value)}{chart.unit or ''}"


def spoken(chart: Chart, data: ChartData) -> str:
    """Tell every value of a chart in words."""
    asked = f"回答数などの数は{chart.n}。" if chart.n else ""
    if len(data.series) == 1:
        pairs = zip(data.labels, data.values, strict=True)
        return asked + listed("", (f"{label}が{_said(chart, data, row[0])}" for label, row in pairs))
    return asked + "".join(
        listed(
            f"{label}は、",
            (f"{name}が{_said(chart, data, value)}" for name, value in zip(data.series, row, strict=True)),
        )
        for label, row in zip(data.labels, data.values, strict=True)
    )
