"""概要版 says the same as the action plan, on two pages."""

from dataclasses import replace
from pathlib import Path

import pytest
from towns import pressed

from hidaka_dx.compose import ContentLimits, compose_promotion_plan, compose_summary
from hidaka_dx.compose.summary import FLAGSHIPS, MOST, NUMBERS
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Block, Document, Items, Paragraph, Part

ROOT = Path(__file__).parents[2]
TOWNS = [ROOT, ROOT / "examples/mihon"]


class Pages(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "1"


def town(root: Path) -> Manuscript:
    manuscript, problems = load(root)
    assert manuscript is not None, problems
    return manuscript


def summary(manuscript: Manuscript, room: ContentLimits | None = None) -> Document:
    plan = compose_promotion_plan(manuscript)[0]
    return compose_summary(manuscript, plan, Pages(), room or ContentLimits())


def part(document: Document, name: str) -> Part:
    return next(each for each in document.parts if each.id == f"summary.{name}")


def words(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return ["".join(inline.text for inline in block.inlines)]
        case Items():
            return [text for item in block.items for inner in item for text in words(inner)]
    return []


@pytest.mark.parametrize("root", TOWNS)
def test_names_are_those_of_the_measures(root: Path) -> None:
    manuscript = town(root)
    document = summary(manuscript)
    names = [f"{measure.number} {measure.name}" for measure in manuscript.measures.values()]
    assert [text for block in part(document, "measures").blocks for text in words(block)] == names
    for card in part(document, "pillars").parts:
        count, *listed = card.blocks
        own = [m for m in manuscript.measures.values() if f"summary.pillar.{m.pillar}" == card.id]
        assert words(count) == [f"{len(own)}の取組"]
        said = [text for block in listed for text in words(block)][::2]
        assert len(said) == min(FLAGSHIPS, sum(not m.repeats for m in own))
        assert set(said) <= set(names)


def test_numbers_are_base_and_goal_of_indicators() -> None:
    manuscript = town(TOWNS[1])
    (block,) = part(summary(manuscript), "numbers").blocks
    assert isinstance(block, Items)
    assert len(block.items) == NUMBERS
    known = {each.name: each for m in manuscript.measures.values() for each in m.indicators}
    for name, value, _ in (item for item in block.items):
        indicator = known[words(name)[0]]
        assert indicator.base is not None
        base, goal = words(value)[0].removesuffix(indicator.unit or "").split(" → ")
        assert float(base.replace(",", "")) == indicator.base.value
        assert float(goal.replace(",", "")) == indicator.targets[-1].value


def test_a_town_without_indicators_says_who_decides_them() -> None:
    (block,) = part(summary(town(ROOT)), "numbers").blocks
    assert words(block) == ["指標と目標値は、調整中です（デジタル推進室が関係課と調整して定めます）。"]


@pytest.mark.parametrize("root", TOWNS)
def test_sentences_are_effects_on_residents(root: Path) -> None:
    manuscript = town(root)
    (block,) = part(summary(manuscript), "changes").blocks
    effects = {f"{m.effects.residents}（{m.number} {m.name}）" for m in manuscript.measures.values()}
    assert set(words(block)) <= effects


@pytest.mark.parametrize("root", TOWNS)
def test_two_pages_with_what_finds_room(root: Path) -> None:
    assert pressed(root, summary(town(root), ContentLimits(1, 12, first=1))).pages == 2


def test_a_town_of_many_measures_names_those_that_find_room_and_says_so() -> None:
    manuscript = town(TOWNS[1])
    more = {
        f"9-{n}": measure.model_copy(update={"number": f"9-{n}", "name": f"追加の取組{n}"})
        for n, measure in enumerate(manuscript.measures.values(), 1)
    }
    many = replace(manuscript, measures={**manuscript.measures, **more})
    changes = [text for block in part(summary(many), "changes").blocks for text in words(block)]
    *names, rest = [text for block in part(summary(many), "measures").blocks for text in words(block)]
    assert len(names) == MOST - len(changes)
    assert rest == f"このほか{len(many.measures) - len(names)}の取組があります。全ての取組は、本文の一覧にあります。"
    focus = [m for m in many.measures.values() if m.focus and not m.repeats]
    assert {f"{m.number} {m.name}" for m in focus} <= set(names) or len(focus) > len(names)


def changed(manuscript: Manuscript, **fields: object) -> Manuscript:
    measures = {key: each.model_copy(update=fields) for key, each in manuscript.measures.items()}
    return replace(manuscript, measures=measures)


def test_a_town_that_wants_no_indicators_does_not_say_that_they_are_pending() -> None:
    manuscript = town(TOWNS[1])
    (block,) = part(summary(changed(manuscript, indicators=())), "numbers").blocks
    assert words(block) == ["数で示す目標は、設けません。"]


def test_the_first_indicator_with_base_and_target_is_shown() -> None:
    manuscript = town(TOWNS[1])
    found = next(each for each in manuscript.measures.values() if each.indicators and each.indicators[0].base)
    first, *_ = found.indicators
    open_first = found.model_copy(update={"indicators": (first.model_copy(update={"base": None}), first)})
    (block,) = part(summary(replace(manuscript, measures={found.number: open_first})), "numbers").blocks
    assert words(block)[0] == first.name


def test_the_rule_says_what_is_shown_where_aims_are_missing() -> None:
    (said,) = part(summary(changed(town(TOWNS[1]), aim=None)), "pillars").blocks
    assert "めざす姿か取組の内容を示します" in words(said)[0]


def test_a_list_that_is_cut_is_not_called_all() -> None:
    manuscript = town(TOWNS[1])
    assert part(summary(manuscript), "measures").heading.title == "全ての取組"
    assert part(summary(manuscript, ContentLimits(1, 20)), "measures").heading.title == "取組の一覧"
