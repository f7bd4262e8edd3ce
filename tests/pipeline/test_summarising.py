"""概要版 keeps to two pages, whatever the measures are called, and names as many of them as find room."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.compose.summary import LAST, MORE
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, Heading, Items, Paragraph, Part, Text
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.conductor import NOWHERE
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.summarising import summary
from hidaka_dx.typeset.job import Fault, Job, Pressed, Progress

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def manuscript(more: int = 50, **changes: str) -> Manuscript:
    """Give the town's content with so many measures more, and with other words in all of them."""
    found, _ = load(ROOT)
    assert found is not None
    first = next(iter(found.measures.values()))
    many = (f"1-{number}" for number in range(10, 10 + more))
    others = {key: first.model_copy(update={"number": key, "name": "生成AIの利用", "repeats": None}) for key in many}
    measures = {**found.measures, **others}
    return replace(found, measures={key: each.model_copy(update=changes) for key, each in measures.items()})


def on_two_pages(content: Manuscript) -> tuple[Document, int]:
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)
    document = summary(content, compose_promotion_plan(content)[0], NOWHERE, printer)
    assert printer.done == []
    pressed = printer.print(document, ())
    assert pressed is not None
    return document, pressed.pages


def named(document: Document) -> list[str]:
    (measures,) = (part for part in document.parts if part.id == "summary.measures")
    return [
        "".join(inline.text for inline in block.inlines)
        for each in measures.blocks
        for block in ([inner for item in each.items for inner in item] if isinstance(each, Items) else [each])
        if isinstance(block, Paragraph)
    ]


def test_measures_too_many_for_two_pages() -> None:
    document, pages = on_two_pages(manuscript())
    assert pages == 2
    assert re.fullmatch(r"このほか[0-9]+の取組があります。全ての取組は、本文の一覧にあります。", named(document)[-1])
    assert len(named(document)) > 20


def test_long_words_leave_room_for_fewer() -> None:
    changes = {"name": "とても長い名前の取組" * 9, "aim": "目指す姿を長く書いた文です。" * 20}
    document, pages = on_two_pages(manuscript(10, **changes))
    assert pages == 2
    assert len(named(document)) < 20
    assert "取組があります" in named(document)[-1]


@pytest.mark.parametrize(("names", "aims", "numbers", "sentences"), [(9, 1, 3, None), (1, 9, 6, 4), (9, 9, 3, 4)])
def test_words_of_any_length_leave_two_pages(names: int, aims: int, numbers: int, sentences: int | None) -> None:
    """Tried with a press whose pages have room for three long names of indicators and four sentences of めざす姿."""
    content, _ = load(ROOT / "examples/mihon")
    assert content is not None
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)

    def pressing(job: Job, _assets: Sequence[Path], _progress: Progress) -> tuple[Pressed, tuple[Fault, ...]]:
        second, quoted = job.html.partition(f'id="{LAST}"')[2], job.html.count("町の文。")
        first = "2" if quoted * aims <= 36 else "3"
        pages = int(first) + (second.count(" → ") * names > 27)
        return Pressed(b"", pages, {LAST: first}, {}), ()

    printer.press = pressing
    plan, action = compose_promotion_plan(content)[0], content.action
    assert action is not None
    aim = Paragraph("hope", (Text("町の文。" * 5),))
    plan = replace(plan, parts=(Part("here", Heading(1, "1", "章"), (aim,)), *plan.parts))
    content = replace(content, action=action.model_copy(update={"aim": "hope"}))
    document = summary(content, plan, NOWHERE, printer)
    words = " ".join(each.text for part in document.parts for each in part.blocks if isinstance(each, Paragraph))
    listed = next(each for part in document.parts for each in part.blocks if each.id == "summary.numbers.list")
    assert isinstance(listed, Items)
    assert len(listed.items) == numbers
    assert ("このほかの指標は、" in words) == (numbers < 6)
    assert words.count("町の文。") == (5 if sentences is None else sentences)
    assert ("（続きは、推進計画の" in words) == (sentences is not None)


def test_pillars_too_many_for_a_page_go_on_below_a_heading_of_their_own() -> None:
    """Tried with a press whose first page has room for two rows of pillars."""
    content, _ = load(ROOT)
    assert content is not None
    assert content.action is not None
    first = content.action.pillars[0]
    many = tuple(first.model_copy(update={"id": f"pillar-{number}", "name": "柱"}) for number in range(5))
    content = replace(content, action=content.action.model_copy(update={"pillars": (*content.action.pillars, *many)}))
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)

    def narrow(job: Job, _assets: Sequence[Path], _progress: Progress) -> tuple[Pressed, tuple[Fault, ...]]:
        rows = job.html.partition(f'id="{MORE}"')[0].partition(f'id="{LAST}"')[0].count('class="row of-3"')
        page = "2" if rows <= 2 else "3"
        return Pressed(b"", int(page), {LAST: page, MORE: page}, {}), ()

    printer.press = narrow
    document = summary(content, compose_promotion_plan(content)[0], NOWHERE, printer)
    cards = [part for part in document.parts if part.layout == "cards"]
    assert [part.heading.title for part in cards] == ["11本の柱と16の取組", "11本の柱と16の取組（続き）"]
    assert [len(part.parts) for part in cards] == [6, 5]


def test_a_summary_is_set_a_few_times_at_most() -> None:
    content, _ = load(ROOT)
    assert content is not None
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)
    original, jobs = printer.press, list[Job]()

    def counting(job: Job, assets: Sequence[Path], progress: Progress) -> tuple[Pressed | None, tuple[Fault, ...]]:
        jobs.append(job)
        return original(job, assets, progress)

    printer.press = counting
    assert printer.print(summary(content, compose_promotion_plan(content)[0], NOWHERE, printer), ())
    assert len(jobs) <= 10


def test_a_fault_of_its_own_is_told_after_two_trials() -> None:
    content, _ = load(ROOT)
    assert content is not None
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)
    jobs = list[Job]()

    def faulty(job: Job, _assets: Sequence[Path], _progress: Progress) -> tuple[Pressed | None, tuple[Fault, ...]]:
        jobs.append(job)
        return None, ()

    printer.press = faulty
    assert summary(content, compose_promotion_plan(content)[0], NOWHERE, printer)
    assert len(jobs) == 2
