"""見え消し版: the new edition with deletions and insertions marked, moves described in words, and change bars."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Final, Literal, cast

from hidaka_dx.comparison.changes import Change, Comparison, together
from hidaka_dx.comparison.marked_text import State, calls, has_changed, marked, spanned
from hidaka_dx.comparison.naming import LINES, UnitPlace, names
from hidaka_dx.comparison.placing import as_sheets
from hidaka_dx.comparison.printed_change import JOINTS, is_redrawn, merged, remark
from hidaka_dx.comparison.rebuilding import block_of, line_of
from hidaka_dx.comparison.reshaping import is_remerged, is_reshaped
from hidaka_dx.comparison.units import BLOCKS, Fact, Unit, unit_of
from hidaka_dx.document import (
    Block,
    ContentsEntry,
    Document,
    Figure,
    Heading,
    Inline,
    NoteCall,
    Paragraph,
    Part,
    Table,
    Text,
)

OLD: Final = "old."
"""Prefix of the ids of removed sections and blocks, which keeps ids unique in the document."""


def compose_redline(comparison: Comparison, old: Document, new: Document) -> Document:
    """Compose the redline of a comparison, with the new edition's cover, structure and facts."""
    composer = _Composer(comparison, unit_of(old), unit_of(new))
    parts = tuple(composer.part(change) for change in composer.below(comparison.root))
    return replace(
        new,
        kind="redline",
        edition=f"{new.edition}（{old.edition_name}からの見え消し）",
        contents=composer.contents(old, new),
        parts=as_sheets(parts),
    )


class _Composer:
    def __init__(self, comparison: Comparison, old: Unit, new: Unit) -> None:
        self.root = comparison.root
        self.names = names(old, new)
        self.olds, self.news = self.names.olds, self.names.news
        self.classes = {
            (entry.new if entry.new is not None else f"{OLD}{entry.old}"): "・".join(entry.classes)
            for entry in comparison.entries
        }
        self.moves = {each.old: each for each in self.root.walk() if each.moved and each.old is not None}

    def part(self, change: Change) -> Part:
        """Compose a section with its deletions and insertions."""
        unit = self.names.of(change).unit
        own = [each for each in self.below(change) if each.kind in BLOCKS]
        inner = tuple(self.part(each) for each in self.below(change) if each.kind == "part")
        blocks = (
            *self.moved_section(change),
            *(block for each in together(own) for block in self.blocks(*each)),
            *self.gone(change),
        )
        facts = {fact.name: fact.value for fact in unit.facts}
        words = self.line(change)
        heading = Heading(int(str(facts["depth"])), str(facts["mark"]), unit.text, words if has_changed(words) else ())
        name = f"{OLD}{facts['id']}" if change.new is None else str(facts["id"])
        layout: Literal["flow", "page", "wide"] = facts["layout"]  # type: ignore[assignment]
        return Part(name, heading, blocks, inner, layout)

    def below(self, change: Change) -> Sequence[Change]:
        """Return the changes of a unit's children; all children of a `kept` unit are kept."""
        if not change.kept:
            return change.changes
        return [
            replace(change, kind=unit.kind, old=_at(change.old, i), new=_at(change.new, i), moved=False)
            for i, unit in enumerate(self.names.of(change).unit.units)
        ]

    def moved_section(self, change: Change) -> Iterator[Block]:
        """State on a moved section where it was before."""
        if change.moved and change.old is not None and change.kind == "part":
            yield _remark_paragraph(f"moved.{change.new}", f"〔改正前の{self.olds[change.old].section}から移動〕")

    def gone(self, part: Change) -> Iterator[Block]:
        """State where the blocks that were removed from a section have moved."""
        if part.old is None:
            return
        for index in range(len(self.olds[part.old].unit.units)):
            move = self.moves.get(f"{part.old}.{index}")
            if move and move.new is not None and move.kind in BLOCKS and move.new.rpartition(".")[0] != part.new:
                words = f"〔改正前の{self.olds[move.old or ''].label}は、{self.news[move.new].name}へ移動〕"
                yield _remark_paragraph(f"gone.{move.old}", words)

    def blocks(self, change: Change, *others: Change) -> Iterator[Block]:
        """Compose a changed block; one that cannot show both versions at once is printed twice, deleted and inserted."""
        if change.kept and not change.moved:
            yield block_of(self.names.of(change).unit)
            return
        if others:
            yield from map(block_of, self.jointly(change, *others))
        elif change.fate not in ("added", "removed") and (is_reshaped(change) or self.remerged(change)):
            yield from map(block_of, self.both(change))
        else:
            yield self.captioned(block_of(self.unit(change)), change)
        yield from self.figure(change)
        if change.moved and change.old is not None:
            yield _remark_paragraph(
                f"moved.{change.new}", f"〔上の{_noun(change)}は、改正前の{self.olds[change.old].name}から移動〕"
            )

    def remerged(self, table: Change) -> bool:
        """Tell whether a table whose cells cover several rows has other rows now."""
        both = table.kind == "table" and table.old is not None and table.new is not None
        return both and is_remerged(table, self.olds[table.old or ""].unit, self.news[table.new or ""].unit)

    def captioned(self, block: Block, change: Change) -> Block:
        """Show the change in the title of a figure or table."""
        title = next((each for each in change.changes if each.kind == "line" and self.is_title(each)), None)
        if not isinstance(block, Figure | Table) or title is None:
            return block
        words = self.line(title)
        plain_title = self.names.of(title).unit.text
        return replace(block, title=plain_title, caption=words if has_changed(words) else ())

    def is_title(self, line: Change) -> bool:
        """Tell whether a line is the title of a figure or table."""
        return self.names.of(line).unit.fact("name") == "title"

    def figure(self, change: Change) -> Iterator[Block]:
        """State below a figure what has changed in it: its text, or only the drawing."""
        if change.kind != "figure" or change.kept or change.fate == "removed":
            return
        name = f"figure.{change.new}"
        if change.fate == "added":
            yield _remark_paragraph(name, "〔上の図を加える〕")
            return
        lines = [each for each in change.changes if each.kind == "line" and each.spans]
        names = [str(self.names.of(each).unit.fact("name")) for each in lines]
        for index, (each, line) in enumerate(zip(lines, names, strict=True)):
            if line != "title":
                called = LINES[line].removeprefix("図の")
                yield Paragraph(f"{name}.{index}", (remark(f"〔上の図の{called}〕　"), *self.line(each)))
        if is_redrawn(change, names):
            yield _remark_paragraph(name, "〔上の図を改める〕")

    def unit(self, change: Change) -> Unit:
        """Return a unit with its changes marked, including its removed parts."""
        unit = self.names.of(change).unit
        if change.kept:
            return unit
        if change.fate in ("added", "removed"):
            return self.whole(unit, change.fate, change)
        words = line_of(unit) if change.kind == "line" else self.line(change)
        inner = together(each for each in change.changes if each.kind != "note")
        units = tuple(piece for each in inner for piece in self.pieces(*each))
        return Unit(unit.kind, unit.facts, words, units)

    def jointly(self, *group: Change) -> Iterator[Unit]:
        """Return the parts of a split paragraph, or the result of joined ones, with a remark on the split or join."""
        if group[0].kind == "item":
            paragraphs = self.jointly(*(each.changes[0] for each in group))
            yield from (Unit("item", units=(paragraph,)) for paragraph in paragraphs)
            return
        units = [self.news[place or ""].unit for place in dict.fromkeys(each.new for each in group)]
        words = self.line(*group)
        ends = [index + 1 for index, each in enumerate(words) if each == remark(JOINTS["split"])]
        for unit, (start, end) in zip(units, pairwise([0, *ends, len(words)]), strict=True):
            yield Unit(unit.kind, unit.facts, words[start:end])

    def pieces(self, change: Change, *others: Change) -> Iterator[Unit]:
        """Return the marked units of one part of a block: a row with other column spans is shown twice."""
        if others:
            yield from self.jointly(change, *others)
        elif change.kind == "row" and change.fate not in ("added", "removed") and is_reshaped(change):
            yield from self.both(change)
        elif change.moved and change.kind in ("row", "item"):
            yield _with_remark(self.unit(change), "〔並びを変更〕")
        elif change.kind != "line" or change.fate != "removed":
            yield self.unit(change)

    def both(self, change: Change) -> Iterator[Unit]:
        """Return the old unit marked as deleted, and the new one marked as inserted."""
        yield self.whole(self.olds[change.old or ""].unit, "removed", change)
        yield self.whole(self.news[change.new or ""].unit, "added", change)

    def whole(self, unit: Unit, state: State, change: Change) -> Unit:
        """Mark all text of a unit and its descendants; alternative text and labels stay unmarked."""
        facts = tuple(
            Fact("id", f"{OLD}{fact.value}") if fact.name == "id" and state == "removed" else fact
            for fact in unit.facts
        )
        units = tuple(self.whole(each, state, change) for each in unit.units if each.kind != "note")
        words = unit.words
        if unit.kind not in ("line", "field"):
            words = marked(tuple(self.noted(line_of(unit), state, change)), state)
        return Unit(unit.kind, facts, words, units)

    def line(self, *group: Change) -> tuple[Inline, ...]:
        """Return a line with old and new text merged, and the footnotes called in the new one."""
        change = merged(group)
        if change.fate in ("added", "removed"):
            words = line_of(self.names.of(change).unit)
            return marked(tuple(self.noted(words, change.fate, change)), change.fate)
        new = tuple(self.noted(self.words(self.news, (each.new for each in group)), "added", change))
        if not change.spans:
            return new
        old = self.noted(self.words(self.olds, (each.old for each in group)), "removed", change)
        notes: dict[State, Iterator[NoteCall]] = {"removed": calls(old), "added": calls(new)}
        return tuple(inline for span in change.spans for inline in spanned(span, notes))

    @staticmethod
    def words(places: Mapping[str, UnitPlace], names: Iterable[str | None]) -> Iterator[Inline]:
        """Return the text at some places of one edition, each place once."""
        return chain.from_iterable(line_of(places[name or ""].unit) for name in dict.fromkeys(names))

    def noted(self, words: Iterable[Inline], state: State, change: Change) -> Iterator[Inline]:
        """Return one side's text with the changes of its footnotes."""
        for inline in words:
            yield self.called(inline, state, change) if isinstance(inline, NoteCall) else inline

    def called(self, call: NoteCall, state: State, change: Change) -> NoteCall:
        """Return a call with its footnote in its changed form, or the removed footnote; later calls have none."""
        notes = (each for each in change.walk() if each.kind == "note" and state in ("added", each.fate))
        note = next((each for each in notes if self.names.of(each).unit.key == call.note), None)
        if note is None or not call.content:
            return call if state == "added" else replace(call, content=())
        words = self.names.of(note).unit.words if state == "removed" else self.line(note)
        return replace(call, content=cast("tuple[Text, ...]", words))

    def contents(self, old: Document, new: Document) -> tuple[ContentsEntry, ...]:
        """List the sections of the new edition and, at their former places, the removed ones, each with its change."""
        entries = {entry.target: entry for entry in new.contents}
        gone = {entry.target: entry for entry in old.contents}
        found: dict[str, ContentsEntry] = {}
        for change, owner in self.sections(self.root, {*entries, *gone}):
            if owner is None:
                continue
            name, source = self.identity(owner), entries if owner.new is not None else gone
            target = name if owner.new is not None else f"{OLD}{name}"
            if owner is change and name in source:
                found[target] = replace(source[name], target=target)
            if (said := self.css_classes(change)) and target in found and not found[target].change:
                found[target] = replace(found[target], change=said if owner is change else "改正")
        return (*found.values(), *(entry for entry in new.contents if entry.target not in found))

    def sections(
        self, change: Change, listed: Container[str], owner: Change | None = None
    ) -> Iterator[tuple[Change, Change | None]]:
        """Yield all sections, each with the contents entry that represents it; none if there is none."""
        for each in self.below(change):
            if each.kind == "part":
                own = each if self.identity(each) in listed else owner
                yield each, own
                yield from self.sections(each, listed, own)

    def identity(self, change: Change) -> str:
        """Return the id of a section."""
        return str(self.names.of(change).unit.fact("id"))

    def css_classes(self, change: Change) -> str:
        """Return the CSS classes of a listed change."""
        return self.classes.get(change.new if change.new is not None else f"{OLD}{change.old}", "")


def _at(path: str | None, index: int) -> str | None:
    if path is None:
        return None
    return f"{path}.{index}" if path else str(index)


def _remark_paragraph(name: str, words: str) -> Paragraph:
    return Paragraph(f"told.{name}", (remark(words),))


def _with_remark(unit: Unit, words: str) -> Unit:
    """Insert a remark at the end of a unit's first line."""
    if unit.words or not unit.units:
        return replace(unit, words=(*unit.words, remark(words)))
    return replace(unit, units=(_with_remark(unit.units[0], words), *unit.units[1:]))


def _noun(change: Change) -> str:
    return {"paragraph": "段落", "items": "箇条書き", "figure": "図", "table": "表"}.get(change.kind, "欄")
