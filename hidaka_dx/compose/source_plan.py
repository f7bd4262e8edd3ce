"""The plan from which another document is derived: its sections and named paragraphs, by id, with their pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hidaka_dx.document import Block, Document, Figure, Inline, Items, Link, Panel, Paragraph, Part, Text, label
from hidaka_dx.facts import NamedFacts
from hidaka_dx.japanese.marks import joined
from hidaka_dx.measure import ActionPlan
from hidaka_dx.measure_group import MeasureGroup
from hidaka_dx.walk import changed_lines
from hidaka_dx.wording import Wording


@dataclass(frozen=True)
class PlanPassage:
    """A section of the plan, or a paragraph of one."""

    name: str
    """「2(1)ア」."""
    title: str
    """Heading of the section."""
    page: str
    """Page on which it stands, as printed."""
    blocks: tuple[Block, ...]
    """What it says."""

    @property
    def reference(self) -> str:
        """The reference text: 「2(1)ア デジタル化への対応（4ページ）」."""
        return f"{self.name} {self.title}（{self.page}ページ）".lstrip()


def passages(plan: Document, pages: Mapping[str, str]) -> dict[str, PlanPassage]:
    """Return every section and paragraph of a plan; `pages` maps ids to printed pages."""
    return dict(_walk(plan.parts, "", pages))


def measure_groups(action: ActionPlan, plan: Mapping[str, PlanPassage]) -> tuple[NamedFacts, ...]:
    """Return all groups of measures: each pillar, then what is below it before the next one.

    A group is named by its own name, or by the heading of the plan's section it is based on. They are numbered where
    there is more than one level.
    """
    return tuple(_groups(action.pillars, plan, None, numbered=any(each.below for each in action.pillars)))


def _groups(
    groups: Sequence[MeasureGroup], plan: Mapping[str, PlanPassage], above: NamedFacts | None, *, numbered: bool
) -> Iterator[NamedFacts]:
    before, under = (f"{above.mark}-", above.id) if above else ("", None)
    for place, each in enumerate(groups, 1):
        name = each.name or plan[each.basis or ""].title
        group = NamedFacts(each.id, name, f"{before}{place}" if numbered else "", under)
        yield group
        yield from _groups(each.below, plan, group, numbered=numbered)


def _walk(parts: tuple[Part, ...], before: str, pages: Mapping[str, str]) -> Iterator[tuple[str, PlanPassage]]:
    for part in parts:
        name = joined(before, part.heading.mark)
        yield part.id, PlanPassage(name, part.heading.title, pages[part.id], part.blocks)
        for block in part.blocks:
            inner = block.blocks if isinstance(block, Panel) else ()
            for each in (block, *inner):
                if isinstance(each, Paragraph | Panel):
                    yield each.id, PlanPassage(name, part.heading.title, pages[each.id], (each,))
        yield from _walk(part.parts, name, pages)


def quoted(block: Block, numbers: Mapping[str, int | str], wording: Wording) -> Block:
    """Return a block of the plan as another document quotes it.

    Figures that are reprinted get new `numbers`; other references state that they refer to the plan.
    """
    if isinstance(block, Figure):
        return replace(block, number=numbers[block.id] if block.number else 0)
    if isinstance(block, Panel):
        return replace(block, blocks=tuple(quoted(each, numbers, wording) for each in block.blocks))
    if isinstance(block, Items):
        return replace(
            block, items=tuple(tuple(quoted(each, numbers, wording) for each in item) for item in block.items)
        )
    return changed_lines(block, lambda line: tuple(_inline(inline, numbers, wording) for inline in line))


def _inline(inline: Inline, numbers: Mapping[str, int | str], wording: Wording) -> Inline:
    if not isinstance(inline, Link):
        return inline
    if inline.target in numbers:
        return Link(inline.target, label("図", numbers[inline.target]))
    return Text(f"{wording.plan}の{inline.text}")
