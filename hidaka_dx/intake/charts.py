"""Charts that Word draws of numbers: their numbers are in the file, and become a table."""

from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.intake.names import name, number
from hidaka_dx.office_files import OfficePackage, PackageLink

MOST: Final = 200
"""Rows of a chart's table."""
PLACES: Final = 6
"""Decimals; what is beyond them comes from the arithmetic of machines."""


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
            points[number(point.get("idx", "0"))] = _shown(text, form) if what != "c:cat" else text
    return points


def _shown(text: str, form: str) -> str:
    """Write a number without needless digits, a share as a percentage where the chart does."""
    try:
        value = float(text)
    except ValueError:
        return text
    value, sign = (value * 100, "%") if "%" in form else (value, "")
    rounded = round(value, PLACES)
    return f"{int(rounded) if rounded == int(rounded) else rounded}{sign}"
