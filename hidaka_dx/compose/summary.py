"""概要版: two pages for councillors and residents, from the same data as the action plan."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from hidaka_dx.catalogue.documents import SUMMARY
from hidaka_dx.compose.blocks import plain
from hidaka_dx.compose.inlines import words
from hidaka_dx.compose.lists import PENDING
from hidaka_dx.compose.source_plan import PlanPassage, passages, pillar_names, quoted
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Block, Cell, Document, Figure, Heading, Paragraph, Part, Table
from hidaka_dx.japanese import edition_name
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.theme import ColumnKind
from hidaka_dx.walk import blocks

PAGES = 2
"""How long a summary is."""
LAST = "summary.measures"
"""Id of the part that fills the second page."""
MOST = 12
"""Maximum number of measures on the second page."""
MOST_NAMED = 36
"""Maximum number of measure names on the first page."""
NAMED_OF_MORE = 28
"""Number of names shown if there are more, which is stated beside them."""


class ContentLimits(NamedTuple):
    """The amount of content on the two pages; reduced where texts are long."""

    named: int = MOST_NAMED
    """Maximum number of names per pillar on the first page."""
    chosen: int = MOST
    """Maximum number of measures on the second page."""


KINDS: Final[tuple[ColumnKind, ...]] = ("text", "text", "short")
USUAL: Final = ContentLimits()


def compose_summary(
    manuscript: Manuscript, plan: Document, pages: Mapping[str, str], room: ContentLimits = USUAL
) -> Document:
    """Compose the summary of the newest edition of the action plan.

    Takes the composed plan and the printed page of each of its ids. Raises ValueError for a town without action plan.
    """
    action = manuscript.action
    if action is None or not manuscript.action_editions:
        raise ValueError("the town has no action plan")
    edition = manuscript.action_editions[-1]
    return Document(
        kind=SUMMARY,
        title=f"{action.title}概要版",
        subtitle=f"{plan.title}（{plan.edition_name}）に基づく取組のあらまし",
        short_title=action.short_title,
        edition=edition_name(edition.number),
        draft=edition.status == "案",
        date=edition.date,
        town=manuscript.plan.town,
        office=manuscript.plan.office,
        contents_title=manuscript.plan.contents_title,
        keep=manuscript.plan.keep,
        contents=(),
        parts=tuple(_parts(manuscript, action, passages(plan, pages), plan, room)),
    )


def _parts(
    manuscript: Manuscript, action: ActionPlan, texts: Mapping[str, PlanPassage], plan: Document, room: ContentLimits
) -> Iterator[Part]:
    measures = tuple(manuscript.measures.values())
    names = pillar_names(action, texts)
    aim = tuple(block for block in texts[action.aim].blocks if isinstance(block, Paragraph))
    yield _part("summary.aim", "めざす姿", aim[:1])
    period = next((each for each in blocks(plan) if isinstance(each, Figure) and each.table), None)
    if period:
        yield _part("summary.period", "計画の期間", (quoted(period, {period.id: 1}),))
    yield _part("summary.system", f"{len(names)}本の柱と{len(measures)}の取組", (_system(names, measures, room.named),))
    chosen = _chosen(measures, list(names), room.chosen)
    yield Part(LAST, Heading(1, "", "主な取組"), (_measures_table(chosen, names),), layout="page")


def _part(name: str, title: str, blocks: Sequence[Block]) -> Part:
    return Part(name, Heading(1, "", title), tuple(blocks))


def _system(names: Mapping[str, str], measures: Sequence[Measure], named: int) -> Table:
    """List each pillar's measures in one cell, at most `named` of them."""
    room = min(named, len(measures) if len(measures) <= MOST_NAMED else NAMED_OF_MORE // len(names))
    rows = tuple(
        (plain(name), plain(_listed([measure for measure in measures if measure.pillar == pillar], room)))
        for pillar, name in names.items()
    )
    return Table("summary.system.table", None, "施策の体系", (plain("施策の柱"), plain("取組")), rows, (0.3, 0.7))


def _listed(measures: Sequence[Measure], room: int) -> str:
    """List the measures of a pillar; if not all fit, focus measures first."""
    if len(measures) <= room:
        return "、".join(measure.name for measure in measures)
    if not room:
        return f"{len(measures)}の取組"
    first = sorted(measures, key=lambda measure: not measure.focus)[:room]
    named = "、".join(measure.name for measure in measures if measure in first)
    return f"{named}、ほか{len(measures) - room}の取組"


def _chosen(measures: Sequence[Measure], pillars: Sequence[str], most: int) -> list[Measure]:
    """Choose measures, focus measures first and pillars in turn, up to `most`; in the order of their numbers."""
    waiting = {pillar: [m for m in measures if m.pillar == pillar and not m.repeats] for pillar in pillars}
    for queue in waiting.values():
        queue.sort(key=lambda measure: not measure.focus)
    chosen: list[Measure] = []
    while len(chosen) < most and any(waiting.values()):
        chosen += [queue.pop(0) for queue in waiting.values() if queue][: most - len(chosen)]
    return [measure for measure in measures if measure in chosen]


def _measures_table(measures: Sequence[Measure], names: Mapping[str, str]) -> Table:
    rows = tuple(
        (plain(f"{measure.number} {measure.name}"), _aim(measure), plain(measure.lead or PENDING))
        for measure in measures
    )
    head = (plain("取組"), plain("めざす姿と内容"), plain("主管"))
    return Table(
        "summary.measures.table",
        None,
        f"主な取組（{len(names)}本の柱から）",
        head,
        rows,
        (0.3, 0.54, 0.16),
        kinds=KINDS,
    )


def _aim(measure: Measure) -> Cell:
    return Cell(tuple(words(measure.aim or measure.actions[0])))
