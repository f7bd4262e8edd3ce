"""The measures as open data: tables of one record a line, after the rules for machine-readable administrative data.

Rules (行政データにおける機械可読性に関するルール, 2026): one table a file (L1-02), names of columns in the first line (L1-05,
L3-01), one value a cell (L1-07), numbers without units or signs (L2-01), Seireki years (L3-05), tall form for years
(L3-09), a list of definitions (L3-02, L3-04, L3-08). What is not decided is an empty cell and is said so there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hidaka_dx.compose.source_plan import Passage, pillar_names
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.progress import Progress, assessed

Row = tuple[str | int | float | None, ...]

COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "measures": (
        ("取組番号", "取組ごとの番号。版が変わっても変わらない"),
        ("取組名", "取組の名称"),
        ("区分", "新規・継続・拡充・縮小・統合・終了・再掲のどれか"),
        ("施策の柱", "取組が属する柱の名称"),
        ("重点取組", "重点取組は1、そのほかは0"),
        ("主管", "主管する課。空欄は調整中"),
        ("めざす姿", "取組がめざす姿。空欄は調整中"),
    ),
    "related": (("取組番号", "measures.csvの取組番号"), ("関係課", "関係する課。一行に一つ")),
    "basis": (
        ("取組番号", "measures.csvの取組番号"),
        ("種類", "推進計画または重点取組事項"),
        ("ID", "推進計画の節・段落、または国の重点取組事項のID"),
    ),
    "schedule": (
        ("取組番号", "measures.csvの取組番号"),
        ("年度", "工程がある年度（西暦）。一行に一年度"),
        ("段階", "検討・構築など、その年度の段階"),
    ),
    "indicators": (
        ("取組番号", "measures.csvの取組番号"),
        ("指標名", "指標の名称"),
        ("年度", "値の年度（西暦）"),
        ("値の種類", "基準値、目標値または実績値"),
        ("値", "数値。単位を含まない"),
        ("単位", "値の単位"),
        ("向き", "増または減"),
        ("数え方", "単年または累計"),
    ),
    "costs": (
        ("取組番号", "measures.csvの取組番号"),
        ("年度", "事業費の年度（西暦）"),
        ("財源", "財源の名称。「総額」は事業費の合計"),
        ("金額", "金額（千円）。単位を含まない"),
    ),
    "progress": (
        ("取組番号", "measures.csvの取組番号"),
        ("年度", "評価した年度（西暦）。評価の対象外の年度は行がない"),
        ("評価", "評価の符号"),
        ("評価の意味", "評価の符号が表す言葉"),
        ("達成率による評価", "目標と実績値から決まる評価の符号。空欄はその年度の数値の目標がない"),
        ("評価の理由", "達成率による評価と違う評価、または数値の目標がない評価の理由"),
        ("決算額", "決算額（千円）。単位を含まない。空欄は報告がない"),
    ),
}
"""Files with their columns and what each column means."""
SPREADSHEETS = (
    "表計算ソフトでCSVをそのまま開くと、「1-1」のような番号が日付に変わることがある。"
    "同じ内容のブック（拡張子はxlsx）を使うか、文字列として取り込む"
)
"""What whoever opens the files in a spreadsheet must know."""
TITLES: Mapping[str, str] = {
    "measures": "取組",
    "related": "関係課",
    "basis": "根拠",
    "schedule": "工程",
    "indicators": "指標の値",
    "costs": "事業費",
    "progress": "進捗",
    "definitions": "項目の定義",
}
"""What each file holds."""


@dataclass(frozen=True)
class DataTable:
    """A table of open data."""

    name: str
    """Name of its file, without ending; ASCII."""
    title: str
    """What it holds, in Japanese, for a spreadsheet's tab."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def opendata(manuscript: Manuscript, action: Document, plan: Mapping[str, Passage]) -> tuple[DataTable, ...]:
    """Give all tables, the last of which defines the columns of the others.

    `action` is the composed action plan that they are said to come from, `plan` holds the passages of its plan.
    Raises ValueError for a town without action plan.
    """
    if manuscript.action is None:
        raise ValueError("the town has no action plan")
    names = pillar_names(manuscript.action, plan)
    measures = tuple(manuscript.measures.values())
    rows: dict[str, Iterable[Row]] = {
        "measures": (_measure(measure, names) for measure in measures),
        "related": ((measure.number, office) for measure in measures for office in measure.related),
        "basis": _basis(measures),
        "schedule": _schedule(measures),
        "indicators": _indicators(measures, manuscript.settled),
        "costs": _costs(measures),
        "progress": _progress(manuscript.action, manuscript),
    }
    tables = tuple(
        DataTable(name, TITLES[name], tuple(column for column, _ in COLUMNS[name]), tuple(lines))
        for name, lines in rows.items()
    )
    return (*tables, _definitions(action))


def _definitions(action: Document) -> DataTable:
    about = (
        "（全体）",
        "",
        f"{action.name}から作成。年度は西暦。CSVの文字コードはUTF-8（BOM付き）、改行はCRLF、区切りはコンマ",
    )
    spreadsheets = ("（全体）", "取組番号", SPREADSHEETS)
    meanings = tuple((f"{name}.csv", column, words) for name, columns in COLUMNS.items() for column, words in columns)
    return DataTable(
        "definitions", TITLES["definitions"], ("ファイル", "項目", "定義"), (about, spreadsheets, *meanings)
    )


def _measure(measure: Measure, names: Mapping[str, str]) -> Row:
    return (
        measure.number,
        measure.name,
        measure.kind,
        names[measure.pillar],
        int(measure.focus),
        measure.lead,
        measure.aim,
    )


def _basis(measures: Sequence[Measure]) -> Iterator[Row]:
    for measure in measures:
        yield from ((measure.number, "推進計画", part) for part in measure.basis)
        yield from ((measure.number, "重点取組事項", each) for each in measure.priorities)


def _schedule(measures: Sequence[Measure]) -> Iterator[Row]:
    for measure in measures:
        for step in measure.schedule:
            yield from ((measure.number, year, step.stage) for year in range(step.start, step.end + 1))


def _indicators(measures: Sequence[Measure], years: Sequence[Progress]) -> Iterator[Row]:
    """Give base, targets and values reached, a row for each year of each indicator."""
    for measure in measures:
        reached = {
            progress.year: result.values
            for progress in years
            for result in progress.results
            if result.number == measure.number
        }
        for each in measure.indicators:
            values = [("基準値", each.base.year, each.base.value)] if each.base else []
            values += [("目標値", target.year, target.value) for target in each.targets]
            values += [("実績値", year, found[each.name]) for year, found in reached.items() if each.name in found]
            for kind, year, value in values:
                yield measure.number, each.name, year, kind, _number(value), each.unit, each.direction, each.counting


def _progress(action: ActionPlan, manuscript: Manuscript) -> Iterator[Row]:
    """Give what became of each measure in each year that was reported."""
    for progress in manuscript.settled:
        for each in assessed(manuscript.measures.values(), progress, action.grades):
            if each.result:
                mark, words = (each.grade.mark, each.grade.words) if each.grade else (None, None)
                by_values = each.proposal.mark if each.proposal else None
                reason, spent = each.result.reason, each.result.spent
                yield each.measure.number, progress.year, mark, words, by_values, reason, spent


def _costs(measures: Sequence[Measure]) -> Iterator[Row]:
    for measure in measures:
        for cost in measure.costs:
            yield measure.number, cost.year, "総額", cost.total
            yield from ((measure.number, cost.year, source, amount) for source, amount in cost.sources.items())


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value
