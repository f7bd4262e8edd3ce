"""Charts: numbers as an author writes them, in the figure's file or as CSV, and what is wrong with them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from hidaka_dx.bounds import LARGEST_AMOUNT
from hidaka_dx.figure.parts import Alt, Caption, Captioned
from hidaka_dx.records import RecordFault, raise_faults

ChartType: TypeAlias = Literal["bar", "grouped", "stacked", "band", "line", "pie"]
NUMBER: Final = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[-+]?[0-9]{1,15}(?:\.[0-9]{1,6})?")
MISSING: Final = frozenset(("", "-", "―", "ー", "−", "－", "–", "…", "...", "‥"))
"""What people write where there is no value."""
MINUS: Final = str.maketrans("△▲−－–", "-----")
MOST_SERIES: Final = {"bar": 1, "pie": 1, "grouped": 4, "line": 4, "stacked": 6, "band": 6}
MOST_LABELS: Final = {"bar": 20, "pie": 6, "grouped": 15, "line": 24, "stacked": 15, "band": 15}
NAMES: Final = {
    "bar": "棒グラフ",
    "grouped": "棒を並べたグラフ",
    "stacked": "棒を積み上げたグラフ",
    "band": "帯グラフ",
    "line": "折れ線グラフ",
    "pie": "円グラフ",
}
"""What the types are called."""
INSTEAD: Final = {
    "bar": "並べるなら grouped、積み上げるなら stacked、割合なら band にしてください。",
    "pie": "割合を並べて比べるなら band にしてください。",
}
HUNDRED: Final = 100
FILE: Final = r"^[a-z0-9][a-z0-9_-]*\.csv$"


def _people(value: str) -> str:
    """Accept how many were asked, with or without a comma and in any width."""
    figures = unicodedata.normalize("NFKC", value).replace(",", "").removesuffix("人")
    if not figures.isdecimal() or int(figures) < 1:
        raise_faults([RecordFault((), "回答者などの数を、1,234 のように数字だけで書いてください。")])
    return f"{int(figures):,}"


def _file_or_rows(value: object) -> object:
    """Accept the name of a file, or two rows of texts or more; tell in one sentence what else is wrong."""
    if isinstance(value, str):
        is_right = bool(re.fullmatch(FILE, value))
    else:
        rows = value if isinstance(value, list | tuple) else ()
        cells = (cell for row in rows for cell in (row if isinstance(row, list | tuple) else (None,)))
        is_right = len(rows) > 1 and all(isinstance(cell, str) for cell in cells)
    if not is_right:
        message = (
            "content/tables/ にあるCSVの名前（半角の英小文字・数字・-・_。例：visitors.csv）か、"
            "「- [年, 人口]」のような行を二行以上書いてください（一行目は列の名前）。"
        )
        raise_faults([RecordFault((), message)])
    return value


class Chart(Captioned):
    """Numbers as bars, bands, lines or a pie."""

    kind: Literal["chart"] = "chart"
    type: ChartType
    alt: Alt | None = None
    """Says what the chart says; computed where the author does not."""
    unit: Caption | None = None
    """Unit of the values: 人, %, 千円."""
    n: Annotated[str, AfterValidator(_people)] | None = None
    """How many were asked."""
    data: Annotated[
        Annotated[str, StringConstraints(pattern=FILE)] | Annotated[tuple[tuple[str, ...], ...], Field(min_length=2)],
        BeforeValidator(_file_or_rows),
    ]
    """Name of a file in content/tables/, or rows: the first has the heads, each other one a label and its values."""
    table: bool = False
    """Whether the values are printed as a table, too, even where the chart has room for all of them."""


class ChartFault(NamedTuple):
    """What is wrong with the rows of a chart."""

    at: tuple[int, int]
    """Row and column, counted from 0."""
    message: str


@dataclass(frozen=True)
class ChartData:
    """The values of a chart."""

    head: str
    """What the labels are: 年度."""
    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    """A row for each label, a value for each series; none where there is none."""
    decimals: int
    """Of the value with the most."""

    def shown(self, value: float | None) -> str:
        """Return a value as it is printed."""
        return "―" if value is None else f"{value:,.{self.decimals}f}".replace("-", "△", 1)

    @property
    def known(self) -> tuple[float, ...]:
        """All values that there are."""
        return tuple(value for row in self.values for value in row if value is not None)

    @property
    def parts(self) -> "ChartData":
        """The data with the parts of each whole in one row: a single column becomes one."""
        if len(self.series) > 1:
            return self
        turned = (tuple(row[0] for row in self.values),)
        return ChartData("", ("",), self.labels, turned, self.decimals)


def chart_data(chart: Chart, rows: Sequence[Sequence[str]]) -> tuple[ChartData | None, tuple[ChartFault, ...]]:
    """Read the rows of a chart; none with faults where they cannot be drawn."""
    faults = tuple(_shape(rows))
    if faults:
        return None, faults
    head, *body = rows
    numbers = [[_number(cell) for cell in row[1:]] for row in body]
    faults = tuple(_no_numbers(body, numbers))
    if faults:
        return None, faults
    found = [[None if isinstance(number, str) else number for number in row] for row in numbers]
    exponents = [number.as_tuple().exponent for row in found for number in row if number is not None]
    decimals = max((-each for each in exponents if isinstance(each, int)), default=0)
    values = tuple(tuple(None if number is None else float(number) for number in row) for row in found)
    data = ChartData(head[0], tuple(row[0] for row in body), tuple(head[1:]), values, max(decimals, 0))
    faults = tuple(_unfit(chart, data))
    return (None if faults else data), faults


def _shape(rows: Sequence[Sequence[str]]) -> Iterator[ChartFault]:
    if len(rows[0]) < 2:
        yield ChartFault((0, 0), "列が一つしかありません。一列目に名前、二列目から値を書いてください。")
        return
    for number, row in enumerate(rows):
        if len(row) != len(rows[0]):
            message = f"この行には欄が{len(row)}つありますが、一行目には{len(rows[0])}つあります。数をそろえてください（1,234 は引用符で囲みます）。"
            yield ChartFault((number, 0), message)
        elif number and not row[0].strip():
            yield ChartFault((number, 0), "一列目の名前がありません。書いてください。")
    for column, name in enumerate(rows[0]):
        if column and (not name.strip() or name in rows[0][1:column]):
            yield ChartFault((0, column), "一行目に、列ごとに違う名前を書いてください。")


def _number(text: str) -> Decimal | str | None:
    """Return a number, none where it is missing; a text is no number."""
    plain = unicodedata.normalize("NFKC", text.translate(MINUS)).strip().removesuffix("%")
    if text.strip() in MISSING or plain in MISSING:
        return None
    return Decimal(plain.replace(",", "")) if NUMBER.fullmatch(plain) else text


def _no_numbers(
    body: Sequence[Sequence[str]], numbers: Sequence[Sequence[Decimal | str | None]]
) -> Iterator[ChartFault]:
    for row, found in enumerate(numbers, 1):
        for column, number in enumerate(found, 1):
            if isinstance(number, str):
                message = f"「{body[row - 1][column]}」は数ではありません。数字だけを書き、値がなければ空けるか「-」にしてください。"
                yield ChartFault((row, column), message)
            elif number is not None and abs(number) >= LARGEST_AMOUNT:
                message = f"「{body[row - 1][column]}」は大きすぎます。万円や億円など、大きな単位で書いてください。"
                yield ChartFault((row, column), message)


def _unfit(chart: Chart, data: ChartData) -> Iterator[ChartFault]:
    """Find data that a chart of this type would show wrongly or not at all."""
    name, series, labels = NAMES[chart.type], len(data.series), len(data.labels)
    if series > MOST_SERIES[chart.type]:
        message = f"{name}の系列は{MOST_SERIES[chart.type]}つまでです（今は{series}）。減らすか、分けてください。"
        yield ChartFault((0, MOST_SERIES[chart.type] + 1), message + INSTEAD.get(chart.type, ""))
    parts = labels if chart.type == "band" and series == 1 else 0
    if labels > MOST_LABELS[chart.type] or parts > MOST_SERIES["band"]:
        most = MOST_SERIES["band"] if parts else MOST_LABELS[chart.type]
        more = "項目が多ければ bar にしてください。" if chart.type in ("pie", "band") else ""
        yield ChartFault(
            (most + 1, 0), f"{name}の項目は{most}までです（今は{labels}）。まとめるか、分けてください。{more}"
        )
    if not data.known:
        yield ChartFault((1, 1), "値が一つもありません。書いてください。")
    elif chart.type in ("stacked", "band", "pie"):
        yield from _unfit_parts(chart, data)


def _unfit_parts(chart: Chart, data: ChartData) -> Iterator[ChartFault]:
    """Find values that are no parts of a whole."""
    for row, values in enumerate(data.values, 1):
        for column, value in enumerate(values, 1):
            if value is not None and value < 0:
                message = f"負の数は、{NAMES[chart.type]}には描けません。bar か line にしてください。"
                yield ChartFault((row, column), message)
            if value is None and chart.type != "stacked":
                message = f"{NAMES[chart.type]}には、すべての値が要ります。なければ 0 と書いてください。"
                yield ChartFault((row, column), message)
    if chart.type != "stacked":
        yield from _sums(chart, data)


def _sums(chart: Chart, data: ChartData) -> Iterator[ChartFault]:
    """Find shares that do not make a hundred, allowing for each having been rounded."""
    parts = data.parts
    for row, values in enumerate(parts.values, 1):
        total = sum(Decimal(repr(value)) for value in values if value is not None)
        spare = Decimal(len(values)) / 2 / 10**data.decimals
        if not total:
            yield ChartFault((row, 1), "値の合計が 0 です。割合が決まりません。")
        elif chart.unit in ("%", "％") and abs(total - HUNDRED) > spare:
            message = f"割合の合計が {total:,f}% です。100% になるように直すか、数そのものを書いて unit を 人 などにしてください。"
            yield ChartFault((row, 0), message)
