"""概要版: two pages for councillors and residents, from the same data as the action plan.

The first answers what the town aims at and by what; the second how far (目標), what changes for residents, and names
all measures. What does not find room is left out by a rule that the page states: 重点取組 first, pillars in turn.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from hidaka_dx.catalogue.documents import SUMMARY
from hidaka_dx.compose.forms import bullets, paragraph
from hidaka_dx.compose.policy_tree import counted, covered, tops
from hidaka_dx.compose.source_plan import PlanPassage, measure_groups, passages, quoted
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Block, Document, Figure, Heading, Items, Paragraph, Part
from hidaka_dx.facts import NamedFacts
from hidaka_dx.japanese import amount, edition_name, short_fiscal_year
from hidaka_dx.measure import ActionPlan, Indicator, Measure
from hidaka_dx.walk import blocks
from hidaka_dx.wording import PENDING, Wording

PAGES: Final = 2
"""How long a summary is."""
LAST: Final = "summary.numbers"
"""Id of the part that begins the second page."""
MORE: Final = "summary.pillars.more"
"""Id of the pillars that begin it where they do not find room on the first."""
ACROSS: Final = 3
"""Number of pillars in a row, where there are many."""
FLAGSHIPS: Final = 3
"""Maximum number of measures shown for each pillar on the first page."""
MOST: Final = 60
"""Maximum number of lines of sentences and names on the second page."""
NUMBERS: Final = 6
SENTENCES: Final = 5


SENTENCE: Final = re.compile("[^。]*。?")


class ContentLimits(NamedTuple):
    """The amount of content on the two pages; reduced where texts are long."""

    named: int = FLAGSHIPS
    """Maximum number of measures of each pillar on the first page."""
    chosen: int = MOST
    """Maximum number of lines of sentences and names."""
    first: int | None = None
    """How many rows of pillars stand on the first page, where that cannot show a measure of each; none where all do."""
    numbers: int = NUMBERS
    """Maximum number of large numbers."""
    aim: int | None = None
    """How many sentences of めざす姿 are quoted; none where all are."""


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
        subtitle=f"{plan.title}（{plan.edition_name}）に基づく{manuscript.plan.names.measure}のあらまし",
        short_title=action.short_title or action.title,
        edition=edition_name(edition.number),
        draft=edition.status == "案",
        date=edition.date,
        town=manuscript.plan.town,
        office=manuscript.plan.office,
        contents_title=manuscript.plan.contents_title,
        keep=manuscript.plan.keep,
        appearance=manuscript.plan.theme.appearance.in_usual_size,
        contents=(),
        parts=tuple(_parts(manuscript, action, passages(plan, pages), plan, room)),
    )


def _parts(
    manuscript: Manuscript, action: ActionPlan, texts: Mapping[str, PlanPassage], plan: Document, room: ContentLimits
) -> Iterator[Part]:
    measures = tuple(manuscript.measures.values())
    groups, wording = measure_groups(action, texts), manuscript.plan.names
    owned = {each: covered(each, groups) for each in tops(groups)}
    yield _part("aim", wording.aim, tuple(_aim(action, texts, room.aim, wording)), "aim")
    period = next((each for each in blocks(plan) if isinstance(each, Figure) and each.is_table), None)
    if period:
        label = manuscript.plan.numbering.caption("図", None, 1)
        yield _part("period", "計画の期間", (quoted(period, {period.id: label}, wording),), "period")
    cards = tuple(
        _card(pillar, [each for each in measures if each.pillar in ids], room.named, wording)
        for pillar, ids in owned.items()
    )
    title = f"{counted(groups, wording)}と{len(measures)}の{wording.measure}"
    said = paragraph("summary.pillars.1", _rule(room.named, measures, wording))
    end = len(cards) if room.first is None else room.first * ACROSS
    yield Part("summary.pillars", Heading(1, "", title), (said,), cards[:end], layout="cards")
    if cards[end:]:
        yield Part(MORE, Heading(1, "", f"{title}（続き）"), (), cards[end:], layout="cards")
    turns = _in_turn(measures, tuple(owned.values()))
    yield _part("numbers", "数字で見る目標", tuple(_numbers(turns, action.decides, room.numbers)), "numbers")
    changes = tuple(_changes(turns))[: min(SENTENCES, room.chosen)]
    if changes:
        yield _part("changes", "暮らしはこう変わります", (bullets("summary.changes.list", changes),), "changes")
    listed = tuple(_listed(measures, turns, max(room.chosen - len(changes), 0), wording))
    whole = sum(len(each.items) for each in listed if isinstance(each, Items)) == len(measures)
    named = Heading(1, "", f"全ての{wording.measure}" if whole else f"{wording.measure}の一覧")
    yield Part("summary.measures", named, listed, layout="columns")


def _aim(action: ActionPlan, texts: Mapping[str, PlanPassage], most: int | None, wording: Wording) -> Iterator[Block]:
    """Quote what the town aims at: the whole paragraph, or its first sentences and where the others are."""
    if not action.aim:
        yield paragraph("summary.aim.1", f"{PENDING}（{action.decides}）")
    elif most is None:
        yield from texts[action.aim].blocks[:1]
    else:
        said = "".join(_sentences(texts[action.aim].blocks[0])[:most])
        where = f"{wording.plan}の{texts[action.aim].page}ページにあります。"
        yield paragraph("summary.aim.1", f"{said}（続きは、{where}）" if said else where)


def _sentences(block: Block) -> list[str]:
    """Return the sentences of a paragraph, each with the stop behind it."""
    return [each for each in SENTENCE.findall(block.text) if each] if isinstance(block, Paragraph) else []


def _part(
    name: str, title: str, found: Sequence[Block], layout: Literal["aim", "period", "numbers", "changes"]
) -> Part:
    return Part(f"summary.{name}", Heading(1, "", title), tuple(found), layout=layout)


def _rule(most: int, measures: Iterable[Measure], wording: Wording) -> str:
    """Say which measures are shown, and what of them."""
    if not most:
        return wording.said("{pillars}ごとの{measure}の数を示します。")
    said = (
        "めざす姿" if all(each.aim for each in measures if not each.repeats) else f"めざす姿か{wording.measure}の内容"
    )
    first = f"重点{wording.measure}を先に選んで、" if any(each.focus for each in measures) else ""
    return f"{wording.pillars}ごとに{'一二三'[most - 1]}つまで、{first}{said}を示します。"


def _card(pillar: NamedFacts, own: Sequence[Measure], most: int, wording: Wording) -> Part:
    """Show a pillar: how many measures it has, and the first of them with a sentence each."""
    card = f"summary.pillar.{pillar.id}"
    first = sorted((each for each in own if not each.repeats), key=lambda each: not each.focus)[:most]
    shown = tuple(
        (
            paragraph(f"summary.{each.number}.name", _named(each)),
            paragraph(f"summary.{each.number}.aim", each.aim or each.actions[0]),
        )
        for each in own
        if each in first
    )
    count = paragraph(f"{card}.count", f"{len(own)}の{wording.measure}")
    listed = (Items(f"{card}.list", ordered=False, items=shown),) if shown else ()
    return Part(card, Heading(2, "", pillar.numbered), (count, *listed))


def _in_turn(measures: Sequence[Measure], pillars: Sequence[frozenset[str]]) -> list[Measure]:
    """Order measures by pillars in turn, 重点取組 first in each; a pillar is the ids of its groups."""
    waiting = [[m for m in measures if m.pillar in ids and not m.repeats] for ids in pillars]
    for queue in waiting:
        queue.sort(key=lambda measure: not measure.focus)
    found: list[Measure] = []
    while any(waiting):
        found += [queue.pop(0) for queue in waiting if queue]
    return found


def _numbers(measures: Sequence[Measure], decides: str, most: int) -> Iterator[Block]:
    """Show the first indicators that have a base and a target, each with its name, both values and their years.

    Where words so long that fewer find room than usual leave some out, it is said.
    """
    found = [(m, each) for m in measures for each in _counted(m)[:1]]
    if not found:
        yield paragraph("summary.numbers.none", _no_numbers(measures, decides))
    elif most:
        items = tuple(tuple(_number(measure, each)) for measure, each in found[:most])
        yield Items("summary.numbers.list", ordered=False, items=items)
    if found and most < min(len(found), NUMBERS):
        yield paragraph("summary.numbers.rest", f"{'このほかの' if most else ''}指標は、本文の指標の一覧にあります。")


def _counted(measure: Measure) -> list[Indicator]:
    """Return the indicators of a measure that have a base and a target."""
    return [each for each in measure.indicators if each.base and each.targets]


def _no_numbers(measures: Iterable[Measure], decides: str) -> str:
    """Say whether there are no numbers yet, or none are wanted."""
    if all(m.is_written("indicators") and all(each.goal for each in m.indicators) for m in measures):
        return "数で示す目標は、設けません。"
    return f"指標と目標値は、{PENDING}です（{decides}が関係課と調整して定めます）。"


def _number(measure: Measure, indicator: Indicator) -> Iterator[Paragraph]:
    assert indicator.base is not None  # noqa: S101  chosen for it
    name, last = f"summary.{measure.number}.number", indicator.targets[-1]
    yield paragraph(f"{name}.name", indicator.name)
    unit = indicator.unit or ""
    yield paragraph(f"{name}.value", f"{amount(indicator.base.value)} → {amount(last.value)}{unit}")
    years = f"{short_fiscal_year(indicator.base.year)}から{short_fiscal_year(last.year)}まで"
    yield paragraph(f"{name}.years", f"{years}（{measure.number}）")


def _changes(measures: Iterable[Measure]) -> Iterator[str]:
    """Return what changes for residents, with the measure that does it."""
    for measure in measures:
        if measure.effects and measure.effects.residents:
            yield f"{measure.effects.residents}（{_named(measure)}）"


def _listed(measures: Sequence[Measure], turns: Sequence[Measure], most: int, wording: Wording) -> Iterator[Block]:
    """List the names of all measures, or of as many as find room."""
    repeated = [measure for measure in measures if measure.repeats]
    shown = {measure.number for measure in (*turns, *repeated)[:most]}
    texts = [_named(measure) for measure in measures if measure.number in shown]
    if texts:
        yield bullets("summary.measures.list", texts)
    if rest := len(measures) - len(texts):
        more = f"{'このほか' if texts else ''}{rest}の{wording.measure}があります。"
        yield paragraph("summary.measures.rest", f"{more}全ての{wording.measure}は、本文の一覧にあります。")


def _named(measure: Measure) -> str:
    return f"{measure.number} {measure.name}"
