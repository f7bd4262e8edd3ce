"""Rows of a list become measures: what each column means is known, every cell is used or written down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from hidaka_dx.intake.amounts import (
    NONE,
    NOTHING,
    YES,
    amount,
    lines,
    measure_number,
    offices,
    shown,
    stage_of,
    stages,
    thousands,
)
from hidaka_dx.intake.blocks import Ledger
from hidaka_dx.intake.cleaning import data_words
from hidaka_dx.intake.heads import UNUSED, Head, HeadRows
from hidaka_dx.intake.measure_entries import Groups, IndicatorEntry, MeasureEntry, group_of
from hidaka_dx.intake.workbook import Sheet, SheetCell
from hidaka_dx.japanese.letters import narrowed

KINDS: Final = ("新規", "継続", "拡充", "縮小", "統合", "終了", "再掲")
OPEN: Final = "（調整中）"
"""Stands where a manuscript needs words that the list has not."""
TOTALS: Final = frozenset({"合計", "計", "小計", "総計", "総合計"})
NOTES: Final = ("※", "＊", "*", "注", "（注", "(注")
OWN: Final = frozenset({"取組番号", "主管"})
"""What only a measure of its own has; a row that goes on with the one above has neither."""
MORE: Final = frozenset({"指標", "取組内容", "目標値", "事業費"})
"""What a row without a name may add to the measure above it."""
LEFT: Final = "取組に入れなかったセル"
TEXTS: Final = {
    "取組内容": "actions",
    "現状と課題": "issue",
    "めざす姿": "aim",
    "効果": "effect",
    "指標の定義": "definition",
}
"""Meanings of columns of prose, and where their text goes."""


@dataclass
class RowReader:
    """Reads the rows below the heads of one sheet."""

    heads: Sequence[Head | None]
    period: tuple[int, int]
    """First and last fiscal year of the plan."""
    ledger: Ledger
    marks: Mapping[str, str] = field(default_factory=dict)
    """What marks in the cells of years mean, where a person has said so."""

    def read(self, sheet: Sheet, rows: HeadRows) -> list[MeasureEntry]:
        """Return the measures of a sheet."""
        found: list[MeasureEntry] = []
        groups = Groups()
        for number, row in enumerate(sheet.rows[rows.last :], rows.last + 1):
            told = len(self.ledger.differences)
            cells = dict(self._by_meaning(row))
            own = [cell for cell in row if cell and not cell.joined]
            name = next((cell for _, cell in cells.get("取組名", ()) if not cell.joined), None)
            group = group_of(row, name)
            if name and narrowed(name.text) in TOTALS:
                self._left(own, "合計の行です。")
            elif len(own) == 1 and own[0].text.startswith(NOTES):
                self._left(own)
            elif group:
                groups.add(group)
            elif name:
                found.append(self._measure(name, number, cells))
                groups.give(found[-1])
                self._remark(found[-1], told, sheet, number)
            elif found and MORE & cells.keys() and not OWN & cells.keys():
                self._details(found[-1], cells, is_more=True)
                self._remark(found[-1], told, sheet, number)
            else:
                self._left(own)
        self._left(groups.unused)
        return found

    def _remark(self, measure: MeasureEntry, told: int, sheet: Sheet, row: int) -> None:
        """Keep with a measure what was written down about its row, and the comments on its cells."""
        measure.remarks += [each.remark for each in self.ledger.differences[told:] if each.remark]
        measure.remarks += [f"元の一覧のコメント（{note.said}）" for note in sheet.notes if note.row == row]

    def _by_meaning(self, row: Sequence[SheetCell | None]) -> Iterator[tuple[str, list[tuple[Head, SheetCell]]]]:
        pairs = [(head, cell) for head, cell in zip(self.heads, row, strict=False) if head and cell]
        for meaning, group in groupby(
            sorted(pairs, key=lambda pair: pair[0].meaning), key=lambda pair: pair[0].meaning
        ):
            yield meaning, sorted(group, key=lambda pair: pair[1].column)

    def _left(self, cells: Iterable[SheetCell], why: str = "") -> None:
        for cell in cells:
            self.ledger.add(
                LEFT, cell.row, cell.text, "", f"{cell.place}「{cell.text}」は、取組に入れていません。{why}"
            )

    def _measure(self, name: SheetCell, row: int, cells: Mapping[str, list[tuple[Head, SheetCell]]]) -> MeasureEntry:
        first = {meaning: found[0][1].text for meaning, found in cells.items()}
        measure = MeasureEntry(
            row,
            measure_number(first.get("取組番号", "")),
            self._words(name),
            self._words_of(first.get("柱", ""), row),
            self._words_of(first.get("施策", ""), row),
        )
        self._offices(measure, cells)
        measure.kind = self._kind(cells.get("区分", ()))
        measure.focus = self._focus(cells.get("重点", ()))
        self._details(measure, cells, is_more=False)
        for meaning in ("備考", UNUSED):
            self._left(cell for _, cell in cells.get(meaning, ()) if not cell.joined)
        return measure

    def _kind(self, pairs: Sequence[tuple[Head, SheetCell]]) -> str:
        """Read what kind a measure is; what names none, or several, is left open."""
        said = [(kind, cell) for _, cell in pairs for kind in KINDS if kind in cell.text]
        kinds = list(dict.fromkeys(kind for kind, _ in said))
        self._left(
            [cell for _, cell in pairs if narrowed(cell.text) not in (*kinds[:1], *NOTHING)], "区分を確かめてください。"
        )
        return kinds[0] if len(kinds) == 1 else ""

    def _focus(self, pairs: Sequence[tuple[Head, SheetCell]]) -> bool:
        """Tell whether a sign or word says that a measure is of the first rank; other words are left."""
        yes = [
            cell for _, cell in pairs if narrowed(cell.text).upper() in YES or narrowed(cell.text).startswith("重点")
        ]
        others = [cell for _, cell in pairs if cell not in yes and narrowed(cell.text) not in (*NOTHING, "FALSE")]
        self._left(others, "重点の取組かどうか、読めません。")
        for cell in yes:
            if not cell.joined:
                self.ledger.add(
                    "重点の印の読み方", cell.row, "", "", f"{cell.place}「{cell.text}」を、重点と読みました。"
                )
        return bool(yes)

    def _words(self, cell: SheetCell) -> str:
        return self._words_of(cell.text, cell.row)

    def _words_of(self, text: str, row: int) -> str:
        return data_words(" ".join(text.split("\n")), row, self.ledger)

    def _offices(self, measure: MeasureEntry, cells: Mapping[str, list[tuple[Head, SheetCell]]]) -> None:
        named, others = (
            [office for _, cell in cells.get(meaning, ()) for office in offices(self._flat(cell))]
            for meaning in ("主管", "関係課")
        )
        measure.lead = named[0] if named else ""
        if named[1:]:
            others_ = "、".join(named[1:])
            remark = f"主管に{len(named)}つの名前があります。初めの「{named[0]}」を主管（lead）、ほか（{others_}）を関係課（related）としました。"
            self.ledger.add("主管が二つ以上", measure.at, "", "", remark)
        together = dict.fromkeys((*named[1:], *others))
        measure.related = [office for office in together if office != measure.lead and narrowed(office) not in NOTHING]

    def _flat(self, cell: SheetCell) -> str:
        return data_words(cell.text.replace("\n", "、"), cell.row, self.ledger)

    def _details(
        self, measure: MeasureEntry, cells: Mapping[str, list[tuple[Head, SheetCell]]], *, is_more: bool
    ) -> None:
        """Add what a measure may have several rows of."""
        for meaning, key in TEXTS.items():
            own = [cell for _, cell in cells.get(meaning, ()) if not (is_more and cell.joined)]
            for cell in own:
                measure.texts.setdefault(key, []).extend(
                    data_words(line, cell.row, self.ledger) for line in lines(cell.text)
                )
        self._indicator(measure, cells, is_more=is_more)
        self._schedule(measure, cells.get("工程", ()), is_more=is_more)
        self._costs(
            measure,
            [pair for pair in (*cells.get("事業費", ()), *cells.get("財源", ())) if not (is_more and pair[1].joined)],
        )

    def _indicator(
        self, measure: MeasureEntry, cells: Mapping[str, list[tuple[Head, SheetCell]]], *, is_more: bool
    ) -> None:
        named = [cell for _, cell in cells.get("指標", ()) if not (is_more and cell.joined)]
        values = [
            pair
            for meaning in ("現状値", "目標値")
            for pair in cells.get(meaning, ())
            if not (is_more and pair[1].joined)
        ]
        if not named and not values:
            return
        name = "、".join(map(self._words, named)) or f"{measure.name}の指標{OPEN}"
        if any(each.name == name for each in measure.indicators):
            name = f"{name}（{len(measure.indicators) + 1}）"
        units = [cell.text for _, cell in cells.get("単位", ())]
        indicator = IndicatorEntry(
            name,
            " ".join(measure.texts.pop("definition", [])),
            data_words(units[0], measure.at, self.ledger) if units else "",
        )
        for head, cell in values:
            self._value(indicator, head, cell)
        measure.indicators.append(indicator)

    def _value(self, indicator: IndicatorEntry, head: Head, cell: SheetCell) -> None:
        found = amount(cell.text)
        is_base = head.meaning == "現状値"
        year = head.year
        if narrowed(cell.text) in NOTHING:
            return
        if found is None or (found.unit and indicator.unit and narrowed(found.unit) != narrowed(indicator.unit)):
            if not is_base and not indicator.targets and not indicator.base:
                indicator.goal = "、".join(filter(None, (indicator.goal, data_words(cell.text, cell.row, self.ledger))))
            else:
                self._left([cell], "数として読めません。")
            return
        indicator.was = found.value if is_base else indicator.was
        if year is None:
            self._left(
                [cell], f"「{head.words}」が何年度の値か、書かれていません。{indicator.name}の{head.meaning}です。"
            )
            return
        if not is_base and not self.period[0] <= year <= self.period[1]:
            self._left([cell], f"{year}年度は計画の期間の外です。")
            return
        indicator.unit = indicator.unit or found.unit
        if is_base:
            indicator.base = (year, shown(found.value))
        else:
            indicator.targets[year] = shown(found.value)

    def _schedule(self, measure: MeasureEntry, pairs: Sequence[tuple[Head, SheetCell]], *, is_more: bool) -> None:
        dated = [(head.year, cell) for head, cell in pairs if head.year]
        if is_more and all(cell.joined for _, cell in dated):
            return
        self._left([cell for head, cell in pairs if not head.year and not cell.joined], "年度が分かりません。")
        inside = {year: cell for year, cell in dated if year and self.period[0] <= year <= self.period[1]}
        self._left(
            [cell for year, cell in dated if year not in inside and not cell.joined], "計画の期間の外の年度です。"
        )
        years = range(self.period[0], self.period[1] + 1)
        texts = (
            (year, data_words(inside[year].text.replace("\n", "、"), measure.at, self.ledger) if year in inside else "")
            for year in years
        )
        taken = {year for first, last, _, _ in measure.schedule for year in range(first, last + 1)}
        for span in stages(texts, self.marks):
            stage, what = stage_of(span.words)
            if what:
                self.ledger.add(
                    "工程の読み方", measure.at, "", "", f"「{what}」を、段階「{stage}」の内容として書きました。"
                )
            if taken & set(range(span.first, span.last + 1)):
                self.ledger.add(
                    LEFT,
                    measure.at,
                    "",
                    "",
                    f"取組「{measure.name}」の工程「{span.words}」は、上の行の工程と年度が重なるので入れていません。",
                )
            else:
                measure.schedule.append((span.first, span.last, stage, what))

    def _costs(self, measure: MeasureEntry, pairs: Sequence[tuple[Head, SheetCell]]) -> None:
        year: int | None = None
        unit = ""
        for head, cell in sorted(pairs, key=lambda pair: pair[1].column):
            year = head.year or (year if head.meaning == "財源" else None)
            unit = head.unit or (unit if head.meaning == "財源" else "")
            value = thousands(cell.text, unit)
            if value is None or year is None or not self.period[0] <= year <= self.period[1]:
                self._unread_cost(head, cell, year, unit)
                continue
            if head.meaning == "事業費":
                measure.costs[year] = measure.costs.get(year, 0) + value
            else:
                name = narrowed(head.words.split("／")[-1]).removeprefix("うち")
                measure.sources.setdefault(year, {})[name] = value

    def _unread_cost(self, head: Head, cell: SheetCell, year: int | None, unit: str) -> None:
        """Say why an amount of money is not taken; what tells that there is none, or that it is open, is told so."""
        if narrowed(cell.text) in NONE:
            self._left([cell], "かからないと決まっているのなら、costs: [] と書いてください。")
        elif narrowed(cell.text) not in NOTHING:
            found = amount(cell.text)
            why = "年度が書かれていません。" if year is None else f"{year}年度は計画の期間の外です。"
            if found is None:
                why = "金額として読めません。"
            elif thousands(cell.text, unit or "千円") is not None and not (found.unit or unit):
                why = "金額の単位が書かれていません。"
            elif year is not None and self.period[0] <= year <= self.period[1]:
                why = "千円を単位とする金額になりません。"
            self._left([cell], f"「{head.words}」：{why}")
