"""Charts that Word draws of numbers: their numbers are in the file, and become a chart of the same kind, or a table."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import isfinite
from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.figure import Chart, ChartData, ChartType, chart_data
from hidaka_dx.intake.blocks import DrawnChart
from hidaka_dx.intake.names import name, number
from hidaka_dx.office_files import OfficePackage, PackageLink

MOST: Final = 200
"""Rows of a chart's table."""
PLACES: Final = 6
"""Decimals; what is beyond them comes from the arithmetic of machines."""


BARS: Final[Mapping[str, ChartType]] = {"stacked": "stacked", "percentStacked": "band"}
"""Of bars, by how Word groups them; else they stand beside one another."""
PLOTS: Final[Mapping[str, ChartType]] = {
    "c:barChart": "bar",
    "c:bar3DChart": "bar",
    "c:lineChart": "line",
    "c:line3DChart": "line",
    "c:pieChart": "pie",
    "c:pie3DChart": "pie",
    "c:doughnutChart": "pie",
}
UNNAMED: Final = "値"
"""Heads the values of a single series without a name."""
DATE: Final = re.compile(r"[^0#]*(?:y|d|m|gg?g?e)[^0#]*")
"""A format of days, without its quotations."""
QUOTED: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|general')
DAY: Final = re.compile("[0-9]{1,7}")
"""A day as spreadsheets count it."""
LAST_DAY: Final = 2_958_465
"""The last one that spreadsheets know."""
FIRST_DAY: Final = date(1899, 12, 30)
"""Days of spreadsheets are counted from here."""
UNIT: Final = re.compile(r"[（(]?(?:単位[：:])?(?P<unit>[^（）()：:0-9]{1,6})[)）]?")
"""The title of an axis of values that says nothing but their unit: （人）, 単位：千円."""


def drawn_chart(package: OfficePackage, link: PackageLink | None, rows: Sequence[Sequence[str]]) -> DrawnChart | None:
    """Tell how a chart shows its rows (`chart_rows`); None for several plots in one, and for kinds that the press does not have."""
    root = _root(package, link)
    area = None if root is None else root.find(f".//{name('c:plotArea')}")
    plots = [] if area is None else [each for each in area if each.find(name("c:ser")) is not None]
    found = next((PLOTS[each] for each in PLOTS if len(plots) == 1 and plots[0].tag == name(each)), None)
    signs = {cell.endswith("%") for row in rows[1:] for cell in row[1:] if cell}
    if found is None or area is None or len(signs) != 1 or area.find(f".//{name('c:multiLvlStrRef')}") is not None:
        return None
    if found == "bar":
        found = BARS.get(_grouping(plots[0]), "grouped" if len(rows[0]) > 2 else "bar")
    drawn = DrawnChart(found, "%" if signs == {True} else _unit(area))
    return drawn if values_of(drawn, plotted(rows)) else None


def plotted(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a chart as data of ours: values have a name, even where there is one series only."""
    head, *body = map(tuple, rows)
    return (head[0], head[1] or UNNAMED) if len(head) == 2 else head, *body


def values_of(drawn: DrawnChart, rows: tuple[tuple[str, ...], ...]) -> ChartData | None:
    """Read plotted rows as the press will; None where it could not draw them."""
    model = Chart.model_construct(type=drawn.type, title="", unit=drawn.unit or None, data=rows)
    return chart_data(model, rows)[0]


def printed(drawn: DrawnChart, rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Return what the table of a chart's values will say."""
    if data := values_of(drawn, rows):
        unit = f"（{drawn.unit}）" if drawn.unit and len(data.series) == 1 else ""
        yield from (data.head, *(f"{each}{unit}" for each in data.series), *data.labels)
        yield from (data.shown(value) for row in data.values for value in row)


def _grouping(plot: Element) -> str:
    found = plot.find(name("c:grouping"))
    return "" if found is None else found.get("val", "")


def _unit(area: Element) -> str:
    title = area.find(f"{name('c:valAx')}/{name('c:title')}")
    words = "" if title is None else "".join(each.text or "" for each in title.iter(name("a:t"))).strip()
    found = UNIT.fullmatch(words)
    return found["unit"] if found else ""


def chart_title(package: OfficePackage, link: PackageLink | None) -> str:
    """Return the title of a chart; empty where it has none."""
    root = _root(package, link)
    title = None if root is None else root.find(f".//{name('c:chart')}/{name('c:title')}")
    return "" if title is None else "".join(each.text or "" for each in title.iter(name("a:t"))).strip()


def chart_rows(package: OfficePackage, link: PackageLink | None) -> tuple[tuple[str, ...], ...]:
    """Return the numbers of a chart as rows, heads first; empty where the file does not hold them."""
    root = _root(package, link)
    series = [] if root is None else list(root.iter(name("c:ser")))
    labels: dict[int, str] = {}
    for each in series:
        labels = {**_points(each, "c:cat"), **labels}
    values = [_points(each, "c:val") or _points(each, "c:yVal") for each in series]
    places = sorted({place for each in values for place in each} | set(labels))[:MOST]
    if not places or not any(values):
        return ()
    heads = ("", *(_name(each) for each in series))
    return (heads, *((labels.get(place, ""), *(each.get(place, "") for each in values)) for place in places))


def _root(package: OfficePackage, link: PackageLink | None) -> Element | None:
    if link is None or link.outside or link.target not in package.parts or link.kind != "chart":
        return None
    return package.xml(link.target)


def _name(series: Element) -> str:
    found = series.find(name("c:tx"))
    return "" if found is None else "".join(each.text or "" for each in found.iter(name("c:v"))).strip()


def _points(series: Element, what: str) -> dict[int, str]:
    """Return labels or values of a series by their place, as they are shown."""
    found = series.find(name(what))
    points: dict[int, str] = {}
    for cache in () if found is None else found.iter():
        form = cache.findtext(name("c:formatCode"), "")
        for point in cache.findall(name("c:pt")):
            text = (point.findtext(name("c:v")) or "").strip()
            points[number(point.get("idx", "0"))] = (_label if what == "c:cat" else _shown)(text, form)
    return points


def _label(text: str, form: str) -> str:
    """Write a day that is counted as the chart does: with its year, month and day, or only some of them."""
    letters = QUOTED.sub("", form.lower())
    if not (DATE.fullmatch(letters) and DAY.fullmatch(text) and int(text) < LAST_DAY):
        return text
    day = FIRST_DAY + timedelta(int(text))
    said = (
        (f"{day.year}年", "y" in letters or "e" in letters),
        (f"{day.month}月", "m" in letters),
        (f"{day.day}日", "d" in letters),
    )
    return "".join(words for words, is_shown in said if is_shown)


def _shown(text: str, form: str) -> str:
    """Write a number without needless digits, a share as a percentage where the chart does; what is no number stays."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not isfinite(value * 100):
        return text
    value, sign = (value * 100, "%") if "%" in form else (value, "")
    rounded = round(value, PLACES)
    return f"{int(rounded) if rounded == int(rounded) else rounded}{sign}"
