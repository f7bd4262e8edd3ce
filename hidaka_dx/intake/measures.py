"""Writes measures and the frame of the action plan as files of a town's content."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from hidaka_dx.intake.blocks import Discrepancy, Ledger
from hidaka_dx.intake.drafting import one_line
from hidaka_dx.intake.measure_entries import IndicatorEntry, MeasureEntry
from hidaka_dx.intake.measure_rows import OPEN
from hidaka_dx.japanese.letters import narrowed
from hidaka_dx.source.schema_line import schema_line

QUOTED: Final = re.compile("趣旨|位置付け|位置づけ|期間|体制|進行管理|進捗|推進管理|見直し|評価")
"""Headings of sections that open an action plan."""
AIM: Final = re.compile("理念|将来像|目指す|めざす|ビジョン")
HEAD: Final = (
    schema_line("content/measures/1-1.yaml", "measure")
    + """\
# Excelの一覧から取り込んだ取組。書いていない欄は「調整中」と印刷される。
{remarks}
"""
)
REST: Final = "調整中"
"""The source of what is left of a cost of which only a part is told."""
NO_PILLAR: Final = f"施策の柱{OPEN}"
"""The pillar of measures that a list puts into none."""


@dataclass(frozen=True)
class PlanSection:
    """A section of the plan that measures may rest on."""

    id: str
    level: int
    title: str
    filled: bool
    """Whether text stands right below it."""


@dataclass
class ActionDraft:
    """What is known of the plan that the measures belong to."""

    sections: Sequence[PlanSection]
    ledger: Ledger
    pillars: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By the words of the list: id, and the section whose title is the name (empty for none)."""
    lowest: frozenset[str] = frozenset()
    """Names of the groups below pillars to which measures belong, where the town's action plan has such."""
    texts: Sequence[str] = ()
    """What stands in the tables of the plan."""

    def section(self, words: str) -> PlanSection | None:
        """Return the section that a list calls by these words: 「Ⅰ」 for 「基本方針Ⅰ　町民にやさしい窓口」."""
        wanted = narrowed(words)
        if not wanted:
            return None
        exact = [each for each in self.sections if narrowed(each.title) == wanted]
        marked = [
            each
            for each in self.sections
            if re.match(rf"(?:基本)?(?:方針|施策|目標|柱|政策|分野|戦略)?{re.escape(words)}[\s　.．:：]", each.title)
        ]
        ending = [each for each in self.sections if len(wanted) > 2 and narrowed(each.title).endswith(wanted)]
        return next(iter((*exact, *marked, *ending)), None)

    def pillar(self, words: str) -> str:
        """Return the id of a pillar."""
        name = words or NO_PILLAR
        if name not in self.pillars:
            found = self.section(words)
            self.pillars[name] = (f"pillar-{len(self.pillars) + 1}", found.id if found else "")
        return self.pillars[name][0]

    def group(self, measure: MeasureEntry) -> str:
        """Return the id of the group of a measure: of its policy where the town groups measures by these, else of its pillar."""
        return self.pillar(measure.policy if measure.policy in self.lowest else measure.pillar)

    def pillar_name(self, words: str) -> str:
        """Return the name of a pillar that is no section: where a list has only its mark, as the plan's tables call it."""
        longer = (each for each in self.texts if re.match(rf"{re.escape(words)}[\s　.．:：]+\S", each))
        return next(longer, words) if len(words) <= 3 else words

    def basis(self, measure: MeasureEntry) -> str:
        """Return the section that a measure rests on, that of its policy or pillar; empty where the plan has neither."""
        policy, pillar = self.section(measure.policy), self.section(measure.pillar)
        found = policy or pillar
        if (measure.policy and policy is None) or found is None:
            named = "、".join(filter(None, (measure.policy, "" if pillar else measure.pillar)))
            why = f"「{named}」に当たる節が計画にない" if named else "どの施策に当たるかが書かれていない"
            place = f"柱の節「{pillar.title}」を根拠（basis）にしました" if pillar else "根拠（basis）は書いていません"
            self.ledger.add(
                "根拠の節",
                measure.at,
                "" if policy else measure.policy,
                "",
                f"取組「{measure.name}」は、{why}ので、{place}。",
            )
        return found.id if found else ""

    def says(self, words: str) -> bool:
        """Tell whether the plan says what a cell of the list says of the place of a measure."""
        return words in self.pillars or self.section(words) is not None

    @property
    def aim(self) -> str:
        """The section whose heading says that it tells what the town aims at; empty where there is none."""
        return next((each.id for each in self.sections if each.filled and AIM.search(each.title)), "")

    @property
    def quotes(self) -> list[str]:
        """Sections that open the action plan."""
        return [each.id for each in self.sections if each.filled and each.level > 1 and QUOTED.search(each.title)]


def numbered(measures: Sequence[MeasureEntry], taken: Iterable[str], ledger: Ledger) -> list[MeasureEntry]:
    """Give a number to measures that have none, and another to those whose number is given already."""
    used = set(taken)
    places: dict[str, int] = {}
    for measure in measures:
        pillar = list(dict.fromkeys(each.pillar for each in measures)).index(measure.pillar) + 1
        if not re.fullmatch(r"[0-9A-Z]+(-[0-9]+)*", measure.number):
            places[measure.pillar] = places.get(measure.pillar, 0) + 1
            measure.number = f"{pillar}-{places[measure.pillar]}"
            ledger.add(
                "取組番号", measure.at, "", "", f"取組「{measure.name}」に番号がないので、{measure.number} としました。"
            )
        while measure.number in used:
            old, measure.number = measure.number, f"{measure.number}-2"
            ledger.add(
                "取組番号",
                measure.at,
                "",
                "",
                f"取組番号 {old} が二度使われているので、「{measure.name}」を {measure.number} としました。",
            )
        used.add(measure.number)
    return list(measures)


def measure_yaml(measure: MeasureEntry, draft: ActionDraft) -> str:
    """Write a measure, with what a person has to decide as comments above it."""
    told = len(draft.ledger.differences)
    if not measure.kind:
        draft.ledger.add("区分", measure.at, "", "", f"取組「{measure.name}」の区分（kind）は書いていません。")
    basis = draft.basis(measure)
    lines = [
        f"number: {one_line(measure.number)}",
        f"name: {one_line(measure.name)}",
        *([f"kind: {measure.kind}"] if measure.kind else []),
        f"pillar: {draft.group(measure)}",
        *([f"basis: [{basis}]"] if basis else []),
        *(["focus: true"] if measure.focus else []),
        *([f"lead: {one_line(measure.lead)}"] if measure.lead else []),
        *([f"related: [{', '.join(map(one_line, measure.related))}]"] if measure.related else []),
        *(f"{key}: {one_line(_joined(measure.texts[key]))}" for key in ("issue", "aim") if measure.texts.get(key)),
        "actions:",
        *(f"  - {one_line(each)}" for each in measure.texts.get("actions") or [f"取組の内容{OPEN}"]),
        *(
            [f"effects: {{residents: {one_line(_joined(measure.texts['effect']))}}}"]
            if measure.texts.get("effect")
            else []
        ),
        *_indicators(measure.indicators),
        *(["schedule:"] if measure.schedule else []),
        *(
            f"  - {{from: {first}, to: {last}, stage: {one_line(stage)}{f', what: {one_line(what)}' if what else ''}}}"
            for first, last, stage, what in sorted(measure.schedule)
        ),
        *_costs(measure, draft),
    ]
    remarks = [*measure.remarks, *(each.remark for each in draft.ledger.differences[told:] if each.remark)]
    return HEAD.format(remarks="".join(map(_comment, remarks))) + "\n".join(lines) + "\n"


def _comment(remark: str) -> str:
    """Write a remark as a comment on one line."""
    letters = (letter if letter.isprintable() else " " for letter in remark)
    return f"# ・{' '.join(''.join(letters).split())}\n"


def _joined(lines: Sequence[str]) -> str:
    return "　".join(lines)


def _indicators(indicators: Sequence[IndicatorEntry]) -> Iterator[str]:
    if indicators:
        yield "indicators:"
    for each in indicators:
        yield f"  - name: {one_line(each.name)}"
        yield from _direction(each)
        yield f"    definition: {one_line(each.definition or f'数え方{OPEN}')}"
        if each.unit or each.targets or each.base:
            yield f"    unit: {one_line(each.unit or OPEN)}"
        if each.base:
            yield f"    base: {{year: {each.base[0]}, value: {each.base[1]}}}"
        if each.targets:
            found = (f"{{year: {year}, value: {value}}}" for year, value in sorted(each.targets.items()))
            yield f"    targets: [{', '.join(found)}]"
        elif each.goal and not each.base:
            yield f"    goal: {one_line(each.goal)}"


def _direction(indicator: IndicatorEntry) -> Iterator[str]:
    """Say that a number is to fall, where all its targets are below what it was; else the file says nothing."""
    values = [float(value) for value in indicator.targets.values()]
    if indicator.was is not None and values and max(values) < indicator.was:
        yield "    direction: 減"


def _costs(measure: MeasureEntry, draft: ActionDraft) -> Iterator[str]:
    if measure.costs:
        yield "costs:"
    for year, total in sorted(measure.costs.items()):
        sources = dict(measure.sources.get(year, {}))
        rest = total - sum(sources.values())
        if sources and rest > 0:
            sources[REST] = sources.get(REST, 0) + rest
            remark = f"{year}年度の財源は一部だけが書かれているので、残りの{rest:,}千円を「{REST}」としました。"
            draft.ledger.add("財源", measure.at, "", "", remark)
        elif rest < 0:
            draft.ledger.add(
                "財源",
                measure.at,
                "",
                "",
                f"取組「{measure.name}」の{year}年度の財源の合計が事業費を超えるので、入れていません。",
            )
            sources = {}
        told = ", ".join(f"{one_line(name)}: {value}" for name, value in sources.items())
        yield f"  - {{year: {year}, total: {total}{f', sources: {{{told}}}' if told else ''}}}"
    for year in sorted(measure.sources.keys() - measure.costs.keys()):
        remark = f"取組「{measure.name}」の{year}年度の財源には事業費がないので、入れていません。"
        draft.ledger.add("財源", measure.at, "", "", remark)


def action_yaml(title: str, office: str, draft: ActionDraft) -> str:
    """Write the frame of the action plan."""
    pillars = "".join(
        f"  - {{id: {key}, {f'basis: {basis}' if basis else f'name: {one_line(draft.pillar_name(words))}'}}}\n"
        for words, (key, basis) in draft.pillars.items()
    )
    return (
        f"{schema_line('content/action-plan.yaml', 'action-plan')}# 実行計画の骨組み。取組は measures/ に、一つの取組を一つのファイルで書く。\n\n"
        f"title: {one_line(title)}\ndecides: {one_line(office)}                  # 決まっていない欄は「調整中」と印刷され、ここが決める\n\n"
        f"quotes: [{', '.join(draft.quotes)}]   # 実行計画の初めに引く、計画の節（見出しの言葉から選んだ）\n"
        f"{f'aim: {draft.aim}' if draft.aim else '# aim:'}   # 概要版の初めに引く節（見出しの言葉から選ぶ）。書かなければ「調整中」\n\n"
        f"pillars:                           # 施策の柱\n{pillars}"
    )


def frame_remarks(draft: ActionDraft) -> Iterator[Discrepancy]:
    """Tell what of the frame was chosen by words, and has to be confirmed."""
    said = [
        f"担当課（decides）は、計画の担当課としました。実行計画の初めに引く節（quotes）は、見出しの言葉から{len(draft.quotes)}つ選びました。"
    ]
    said.append(
        "概要版の初めに引く節（aim）は、見出しの言葉から選びました。"
        if draft.aim
        else "めざす姿を書いた節が見付からないので、aim は書いていません。概要版では「調整中」になります。"
    )
    yield Discrepancy("実行計画の骨組み", 0, "", "", f"{''.join(said)}content/action-plan.yaml を確かめてください。")
    if NO_PILLAR in draft.pillars:
        remark = f"柱の分からない取組があるので、柱「{NO_PILLAR}」に入れました。"
        yield Discrepancy("実行計画の骨組み", 0, "", "", remark)


def file_name(number: str) -> str:
    """Return the path of a measure's file."""
    return f"content/measures/{number}.yaml"
