"""変更一覧: the changes by section, worded like an amendment."""

from collections.abc import Iterator
from typing import Final

from hidaka_dx.comparison.changes import Change, Class, Entry, together
from hidaka_dx.comparison.naming import Names, title_of
from hidaka_dx.comparison.units import BLOCKS

FRONT: Final = {
    "title": "題名",
    "subtitle": "副題",
    "edition": "版",
    "draft": "案の別",
    "date": "年月日",
    "town": "町名",
    "office": "担当",
    "short_title": "柱の題",
}
"""Names of the cover's facts in Japanese."""
PIECES: Final = frozenset(("item", "head", "row", "field", "note"))
"""Kinds of parts that are named individually."""
BEFORE: Final = "改正前の"
"""Prefix of places in the old edition, used for removed parts."""
MOST: Final = 4
"""Maximum number of places listed by name; beyond that only their number is given."""


def entries(root: Change, names: Names) -> tuple[Entry, ...]:
    """List the changes of a comparison."""
    return tuple(_Lister(root, names).entries())


class _Lister:
    def __init__(self, root: Change, names: Names) -> None:
        self.root, self.names, self.olds, self.news = root, names, names.olds, names.news
        self.moves = {each.old: each for each in root.walk() if each.moved and each.old is not None}

    def entries(self) -> Iterator[Entry]:
        """List the cover and each section of which something has changed."""
        cover = [FRONT[fact.name] for fact in self.root.facts if fact.name in FRONT]
        if cover:
            yield Entry(("改正",), "表紙", "", f"{'、'.join(cover)}を改める。", "", "")
        for change in self.root.walk():
            if change.kind == "part" and (words := tuple(self.words(change))):
                place = self.names.of(change)
                classes = _classes(change)
                mark = f"旧{place.mark}" if change.new is None and place.mark else place.mark
                yield Entry(classes, mark, place.title, "".join(words), change.old, change.new)

    def words(self, part: Change) -> Iterator[str]:
        """Describe the changes of a section itself and its blocks."""
        own = [each for each in part.changes if each.kind in BLOCKS]
        if part.fate == "added":
            sources = dict.fromkeys(self.olds[each.old].section for each in own if each.old is not None)
            yield f"{BEFORE}{'、'.join(sources)}から分けて設ける。" if sources else "新たに設ける。"
            return
        if part.fate == "removed":
            aims = dict.fromkeys(self.news[each.new or ""].section for each in self.gone(part))
            yield f"{'、'.join(aims)}に移して廃止する。" if aims else "削る。"
            return
        if part.moved:
            yield f"{BEFORE}{self.olds[part.old or ''].section}から移す。"
        named = ["見出し"] if part.fate == "amended" else []
        for fate, verb in (("amended", "改める"), ("added", "加える"), ("removed", "削る")):
            labels = [label for each in own for label in self.changed_parts(each, fate)]
            labels = [*named, *labels] if fate == "amended" else labels
            yield from _sentence(labels, verb, BEFORE if fate == "removed" else "")
        yield from self.joints(part)
        for each in own:
            if each.moved and each.old is not None:
                yield f"{BEFORE}{self.olds[each.old].name}を{self.names.of(each).label}に移す。"

    def joints(self, part: Change) -> Iterator[str]:
        """Describe split or joined paragraphs; in lists and fields by the name of their container."""
        blocks = [each for each in part.changes if each.kind in BLOCKS]
        runs = (blocks, *(each.changes for block in blocks for each in block.walk()))
        for group in (group for run in runs for group in together(run) if len(group) > 1):
            olds = dict.fromkeys(self.olds[each.old or ""].label for each in group)
            news = dict.fromkeys(self.news[each.new or ""].label for each in group)
            verb = "分ける" if group[-1].joint == "split" else "つなぐ"
            named = f"{BEFORE}{'、'.join(olds)}を{'、'.join(news)}に"
            yield f"{named}{verb}。" if len(olds) != len(news) else f"{'、'.join(news)}の段落を{verb}。"

    def gone(self, part: Change) -> Iterator[Change]:
        """Yield the blocks of a removed section that were moved elsewhere."""
        units = self.olds[part.old or ""].unit.units
        moves = (self.moves.get(f"{part.old}.{index}") for index in range(len(units)))
        return (each for each in moves if each is not None and each.kind in BLOCKS)

    def changed_parts(self, block: Change, fate: str) -> list[str]:
        """Name each changed part of a block once; of a table's rows only the first names the table."""
        labels = list(dict.fromkeys(self.parts_changed_as(block, fate)))
        table = self.names.of(block).label if block.kind == "table" else ""
        return [*labels[:1], *(label.removeprefix(table) for label in labels[1:])]

    def parts_changed_as(self, block: Change, *fates: str) -> Iterator[str]:
        """Name the parts with one of some kinds of change: a block, or the list items, rows and fields in it."""
        if block.kind != "form" and block.fate in ("added", "removed"):
            yield from [self.block_name(block)] if block.fate in fates else []
            return
        if block.kind != "form" and "amended" in fates and _touched_itself(block):
            yield self.block_name(block)
        yield from (self.names.of(each).label for each in _pieces(block) if _met(each, fates))

    def block_name(self, block: Change) -> str:
        """Name a block; the only table of a section, which has no label, by its title."""
        place = self.names.of(block)
        return place.label or title_of(place.unit) or "表"


def _pieces(change: Change) -> Iterator[Change]:
    """Yield the list items, rows and fields in a unit, except those added or removed together with one of them."""
    for each in change.changes:
        named = each.kind in PIECES
        if named or (each.kind == "fields" and each.moved):
            yield each
        if not named or each.fate not in ("added", "removed"):
            yield from _pieces(each)


def _met(piece: Change, fates: tuple[str, ...]) -> bool:
    if piece.fate in ("added", "removed"):
        return piece.fate in fates
    return "amended" in fates and (piece.moved or _touched_itself(piece))


def _touched_itself(change: Change) -> bool:
    """Tell whether a unit itself has changed, ignoring list items, rows and fields in it."""
    if change.fate not in ("same", "renumbered"):
        return True
    return any(each.moved or _touched_itself(each) for each in change.changes if each.kind not in PIECES)


def altered(change: Change) -> bool:
    """Tell whether a unit or anything in it has changed; moving it does not count."""
    inner = (each for outer in change.changes for each in outer.walk())
    return change.fate not in ("same", "renumbered") or any(
        each.moved or each.fate not in ("same", "renumbered") for each in inner
    )


def _classes(part: Change) -> tuple[Class, ...]:
    if part.fate == "added":
        return ("新設",)
    if part.fate == "removed":
        return ("削除",)
    own = [each for each in part.changes if each.kind in BLOCKS]
    amended = part.fate == "amended" or any(each.differs for each in own)
    found: list[Class] = ["移動"] if part.moved else []
    return (*found, "改正") if amended else tuple(found)


def _sentence(labels: list[str], verb: str, whose: str) -> Iterator[str]:
    if labels:
        named = "、".join(labels[:MOST]) + (f"ほか{len(labels) - MOST}か所" if len(labels) > MOST else "")
        yield f"{whose}{named}を{verb}。"
