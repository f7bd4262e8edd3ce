"""The fields of a measure, one row each: used for printing, lists, checks, comparison and publication.

A new field of text or numbers is an attribute of `measure.Measure` and a row here; the facts of a document hold its
values, and its sheet, list, open data, filter and editor hint are generated from the row.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Final, Literal

from hidaka_dx.catalogue import tables
from hidaka_dx.catalogue.field import Filter, MeasureField, Reader, SheetPosition
from hidaka_dx.catalogue.tables import Column, LongTable, Row
from hidaka_dx.facts import NO_FACTS, Facts, MeasureFacts, NamedFacts, ResultFacts, lineage
from hidaka_dx.japanese import amount, fiscal_year


def _group(level: int) -> Reader:
    """Return a reader of the group of a level that a measure belongs to."""

    def read(measure: MeasureFacts, facts: Facts) -> tuple[str, ...]:
        found = lineage(facts.pillars, measure.pillar)
        return tuple(each.numbered for each in found[level : level + 1])

    return read


def _has_levels(levels: int) -> Callable[[Facts], bool]:
    return lambda facts: facts.levels >= levels


def _priorities(measure: MeasureFacts, facts: Facts) -> tuple[str, ...]:
    return _named(measure.priorities, facts.priorities)


def _named(ids: tuple[str, ...], known: tuple[NamedFacts, ...]) -> tuple[str, ...]:
    names = {each.id: each.name for each in known}
    return tuple(names.get(each, each) for each in ids)


def _indicators(measure: MeasureFacts, _: Facts) -> tuple[str, ...]:
    return tuple(each.name for each in measure.indicators)


def _costs(measure: MeasureFacts, _: Facts) -> tuple[str, ...]:
    return tuple(f"{fiscal_year(each.year)} {amount(each.amount)}千円" for each in measure.costs)


def _schedule(measure: MeasureFacts, _: Facts) -> tuple[str, ...]:
    return tuple(each.stage for each in measure.schedule)


def _results(measure: MeasureFacts, _: Facts) -> tuple[str, ...]:
    return tuple(map(result_words, (each for each in measure.results if each.mark)))


def result_words(result: ResultFacts) -> str:
    """Return the grade of a year as sheets print it: 「令和8年度 B 目標どおり」."""
    return f"{fiscal_year(result.year)} {result.mark} {result.words}"


def _has_priorities(facts: Facts) -> bool:
    return bool(facts.priorities)


def _has_focus(facts: Facts) -> bool:
    return bool(facts.period and facts.period.focus_start) or any(each.focus for each in facts.measures)


OFFICE: Final = Filter("office", "担当（主管・関係課）", 4, "担当")
FIELDS: Final[tuple[MeasureField, ...]] = (
    MeasureField(
        "number",
        "番号",
        "取組番号。一度付けたら変えず、使い回さない",
        listed="番号",
        holds="code",
        column=Column("取組番号", "取組ごとの番号。版が変わっても変わらない"),
    ),
    MeasureField("name", "{measure}", "取組の名前", listed="{measure}", column=Column("取組名", "取組の名称")),
    MeasureField(
        "kind",
        "区分",
        "区分",
        spot=SheetPosition(1, "left", "line"),
        guide="新規・継続・拡充・縮小・統合・終了・再掲の別",
        listed="区分",
        holds="short",
        column=Column("区分", "新規・継続・拡充・縮小・統合・終了・再掲のどれか"),
        filter=Filter("kind", "区分", 7, "区分"),
    ),
    MeasureField(
        "pillar",
        "{pillar}",
        "施策の柱のid。柱の下に段（below）があるときは、一番下の段のid",
        _group(0),
        SheetPosition(2, "left", "line"),
        column=Column("施策の柱", "取組が属する柱の名称"),
        filter=Filter("pillar", "{pillar}", 1, "{pillar}"),
    ),
    MeasureField(
        "below-1",
        "{below_1}",
        read=_group(1),
        spot=SheetPosition(3, "left", "line"),
        column=Column("柱の下の段", "取組が属する、柱のすぐ下の段の名称"),
        filter=Filter("below-1", "{below_1}", 2),
        needs=_has_levels(2),
        seldom=True,
    ),
    MeasureField(
        "below-2",
        "{below_2}",
        read=_group(2),
        spot=SheetPosition(3, "right", "line"),
        column=Column("柱の二つ下の段", "取組が属する、柱の二つ下の段の名称"),
        filter=Filter("below-2", "{below_2}", 3),
        needs=_has_levels(3),
        seldom=True,
    ),
    MeasureField(
        "focus",
        "重点{measure}",
        "重点取組か（yes / no）",
        spot=SheetPosition(1, "right", "line"),
        absent="dash",
        guide="{focus}に特に力を入れる{measure}に○",
        listed="重点",
        holds="mark",
        column=Column("重点取組", "重点取組は1、そのほかは0"),
        filter=Filter("focus", "重点{measure}", 5, "重点", otherwise="―"),
        needs=_has_focus,
    ),
    MeasureField(
        "priorities",
        "国の重点取組",
        "応えている国の重点取組事項のid",
        _priorities,
        SheetPosition(2, "right", "foot"),
        absent="dash",
        guide="{measure}が応える国の重点取組事項",
        filter=Filter("priority", "国の重点取組", 6),
        needs=_has_priorities,
    ),
    MeasureField(
        "lead",
        "主管",
        "主管の課",
        spot=SheetPosition(4, "left", "line"),
        listed="主管",
        holds="short",
        column=Column("主管", "主管する課。空欄は調整中"),
        filter=OFFICE,
    ),
    MeasureField(
        "related",
        "関係課",
        "関係課。ないと決まっていれば []",
        spot=SheetPosition(4, "right", "line"),
        table=tables.RELATED,
        filter=OFFICE,
    ),
    MeasureField(
        "basis",
        "根拠",
        "基づいている推進計画の節・段落のid。決まっていなければ書かない",
        spot=SheetPosition(5, place="foot"),
        shape="references",
        guide="{measure}の基になる{plan}の項目と、{plan}でのページ",
        table=tables.BASIS,
        derived=True,
    ),
    MeasureField(
        "issue",
        "現状と課題",
        "現状と課題。書かなければ basis の段落が引かれる",
        spot=SheetPosition(6, place="half"),
        shape="quotes",
        prose="polite",
    ),
    MeasureField(
        "aim",
        "めざす姿",
        "めざす姿",
        spot=SheetPosition(7, place="lead"),
        column=Column("めざす姿", "取組がめざす姿。空欄は調整中"),
        prose="polite",
    ),
    MeasureField(
        "actions",
        "{measure}内容",
        "取組内容（箇条書き）",
        spot=SheetPosition(8, place="half"),
        shape="list",
        prose="items",
    ),
    MeasureField(
        "effects.residents", "{residents}への効果", "町民にとっての効果", spot=SheetPosition(9, "left"), prose="polite"
    ),
    MeasureField("effects.staff", "職員への効果", "職員にとっての効果", spot=SheetPosition(9, "right"), prose="polite"),
    MeasureField(
        "schedule",
        "工程",
        "工程",
        _schedule,
        SheetPosition(12),
        shape="table",
        absent="left out",
        guide="年度ごとの段階と内容",
        guide_to_focus="。地に色のある年度は{focus}",
        table=tables.SCHEDULE,
    ),
    MeasureField(
        "indicators",
        "指標と目標",
        "指標（KPI）。設けないと決まっていれば []",
        _indicators,
        SheetPosition(11),
        shape="table",
        name="targets",
        guide="増・減は望ましい向き。単年は年度ごとの値、累計は積み上げた値。基準値の括弧は基準の年度",
        table=tables.INDICATORS,
    ),
    MeasureField(
        "costs",
        "事業費と財源",
        "事業費と財源（千円）。かからないと決まっていれば []",
        _costs,
        SheetPosition(13),
        shape="table",
        guide="年度ごとの見込みの額",
        table=tables.COSTS,
    ),
    MeasureField(
        "results",
        "進捗",
        read=_results,
        spot=SheetPosition(10),
        absent="left out",
        name="progress",
        table=tables.PROGRESS,
        filter=Filter("state", "進捗", 8, "進捗", newest=True, otherwise="評価なし"),
        derived=True,
    ),
)
"""In the order of the columns of open data."""


def all_fields() -> tuple[MeasureField, ...]:
    """Give all fields."""
    return FIELDS


def on_sheet(facts: Facts) -> tuple[tuple[MeasureField, ...], ...]:
    """Give the rows of a measure's sheet in an action plan."""
    found = ((each.spot, each) for each in FIELDS if each.spot and each.applies(facts))
    placed = sorted(found, key=lambda pair: pair[0])
    return tuple(tuple(each for _, each in row) for _, row in groupby(placed, key=lambda pair: pair[0].row))


def data_tables(facts: Facts = NO_FACTS) -> tuple[LongTable, ...]:
    """Return the tables of open data: one of the single-valued fields, then one for each multi-valued field.

    Columns of what action plans seldom have are left out where these facts have none of it.
    """
    once = tuple((each, each.column) for each in FIELDS if each.column and each.is_told(facts))

    def row(measure: MeasureFacts, facts: Facts) -> Iterator[Row]:
        yield tuple(each.cell(measure, facts) for each, _ in once)

    columns = tuple(column for _, column in once)
    return LongTable("measures", "取組", columns, row), *(each.table for each in FIELDS if each.table)


def filters(facts: Facts) -> dict[Filter, tuple[MeasureField, ...]]:
    """Return the filters of the website's list, in order, each with its fields."""
    found = sorted({each.filter for each in FIELDS if each.filter and each.is_told(facts)}, key=lambda each: each.rank)
    return {one: tuple(each for each in FIELDS if each.filter == one) for one in found}


def hints() -> Mapping[str, Mapping[str, str]]:
    """Return the editor hints, by the field's model and attribute name."""
    found: dict[str, dict[str, str]] = {}
    for each in FIELDS:
        model, _, name = each.key.rpartition(".")
        if each.hint:
            found.setdefault(model.capitalize() or "Measure", {})[name] = each.hint
    return found


def prose(sort: Literal["polite", "items"]) -> tuple[str, ...]:
    """Return the names of prose fields of a kind as used by the checks: 「measure.aim」."""
    return tuple(f"measure.{each.key}" for each in FIELDS if each.prose == sort)
