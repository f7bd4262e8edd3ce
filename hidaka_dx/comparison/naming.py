"""Names of the places of a document: 「2(1)ア」, 「第2段落」, 「箇条書き(3)」, 「表1」."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hidaka_dx.comparison.changes import Change, Entry
from hidaka_dx.comparison.row_names import RowName, row_names
from hidaka_dx.comparison.units import Unit
from hidaka_dx.document import label
from hidaka_dx.japanese.marks import joined

LINES: Final = {
    "title": "題名",
    "source": "出典",
    "note": "注記",
    "spoken": "図の言葉",
    "alt": "代替テキスト",
}
"""What the lines of a figure are called."""


PANELS: Final = {"column": "コラム", "aim": "理念", "articles": "要綱", "names": "名簿", "chronology": "年表"}
"""What is set apart from the text, by its role."""


@dataclass(frozen=True)
class UnitPlace:
    """A unit of a tree with the names of its place."""

    unit: Unit
    mark: str
    """Number of the section that it is or belongs to: 「2(1)ア」; empty where it has none."""
    title: str
    """Title of that section."""
    label: str
    """Its name within the section; empty for a section itself."""

    @property
    def section(self) -> str:
        """The section's short name: its number, or its title."""
        return self.mark or self.title

    @property
    def name(self) -> str:
        """Section and label together: 「2(1)ア第2段落」."""
        return self.section + self.label


@dataclass(frozen=True)
class Names:
    """Names of the places of two editions, by their paths in the trees."""

    olds: Mapping[str, UnitPlace]
    news: Mapping[str, UnitPlace]

    def of(self, change: Change | Entry) -> UnitPlace:
        """Return the place of a change: in the new edition, or for removed units in the old one."""
        return self.news[change.new] if change.new is not None else self.olds[change.old or ""]


def names(old: Unit, new: Unit) -> Names:
    """Name the places of two editions."""
    return Names(places(old), places(new))


def places(root: Unit) -> dict[str, UnitPlace]:
    """Name every unit of a document's tree, by its path as comparisons write it."""
    return dict(_inside(UnitPlace(root, "", "", ""), ""))


def _inside(outer: UnitPlace, name: str) -> Iterator[tuple[str, UnitPlace]]:
    yield name, outer
    labels = _labels(outer) if outer.unit.units else []
    for index, unit in enumerate(outer.unit.units):
        inner = (
            _section(outer, unit) if unit.kind == "part" else UnitPlace(unit, outer.mark, outer.title, labels[index])
        )
        yield from _inside(inner, f"{name}.{index}" if name else str(index))


def _section(outer: UnitPlace, part: Unit) -> UnitPlace:
    """Name a section; the number of a measure needs no prefix."""
    mark = str(part.fact("mark"))
    alone = not mark or part.fact("layout") == "sheet"
    return UnitPlace(part, mark if alone else joined(outer.mark, mark), part.text, "")


def _labels(outer: UnitPlace) -> list[str]:
    """Label the children of a unit."""
    units = outer.unit.units
    counts = {kind: sum(unit.kind == kind for unit in units) for kind in ("paragraph", "items")}
    seen = dict.fromkeys(counts, 0)
    labels = []
    rows = row_names(outer.unit) if outer.unit.kind == "table" else {}
    for index, unit in enumerate(units):
        if unit.kind in seen:
            seen[unit.kind] += 1
        number = f"{seen[unit.kind]}" if counts.get(unit.kind, 0) > 1 else ""
        labels.append(_label(outer, unit, number, index, rows.get(index)))
    return labels


def _label(outer: UnitPlace, unit: Unit, number: str, index: int, row: RowName | None) -> str:
    match outer.unit.kind, unit.kind:
        case "part", _:
            return _block(outer, unit, number)
        case "panel", "figure" | "table" if unit.fact("number"):
            return _block(outer, unit, number)
        case _, "figure":
            return _numbered("図", unit)
        case _, "field":
            return unit.text
        case _, "fields":
            return "、".join(each.text for each in unit.units)
        case _:
            endings = {
                "item": f"({index + 1})",
                "note": "の注",
                "head": "の見出し",
                "row": "" if row is None else _row(row),
            }
            return outer.label + endings.get(unit.kind, "")


def _row(name: RowName) -> str:
    """Name a row within its table, its group before it."""
    return (f"「{name.group}」の" if name.group else "") + f"「{name.row}」の項"


def _block(outer: UnitPlace, block: Unit, number: str) -> str:
    """Name a block of a section; the only table of one, without a number, needs no name."""
    match block.kind:
        case "paragraph":
            return f"第{number}段落" if number else "本文"
        case "items":
            return f"箇条書き{number}"
        case "figure" | "table" if block.fact("number"):
            return _numbered("図" if block.kind == "figure" else "表", block)
        case "table":
            alone = sum(each.kind == "table" for each in outer.unit.units) == 1
            return "" if alone else title_of(block)
        case "panel":
            return PANELS.get(str(block.fact("role")), "")
        case _:
            return "図" if block.kind == "figure" and not title_of(block) else ""


def _numbered(word: str, unit: Unit) -> str:
    number = unit.fact("number")
    return label(word, number if isinstance(number, int | str) else None)


def title_of(table: Unit) -> str:
    """Give the title of a table or figure."""
    return next((unit.text for unit in table.units if unit.kind == "line" and unit.fact("name") == "title"), "")
