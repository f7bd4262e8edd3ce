"""概要版 keeps to two pages, whatever the measures are called, and names as many of them as find room."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hidaka_dx.compose import compose_promotion_plan
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, Table
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.conductor import NOWHERE
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.summarising import summary
from hidaka_dx.typeset.job import Fault, Job, Pressed, Progress

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def manuscript(**changes: str) -> Manuscript:
    """Give the town's content with fifty measures more, and with other words in all of them."""
    found, _ = load(ROOT)
    assert found is not None
    first = next(iter(found.measures.values()))
    many = (f"1-{number}" for number in range(10, 60))
    more = {key: first.model_copy(update={"number": key, "name": "生成AIの利用", "repeats": None}) for key in many}
    measures = {**found.measures, **more}
    return replace(found, measures={key: each.model_copy(update=changes) for key, each in measures.items()})


def on_two_pages(content: Manuscript) -> tuple[Document, int]:
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)
    document = summary(content, compose_promotion_plan(content)[0], NOWHERE, printer)
    assert printer.done == []
    pressed = printer.print(document, ())
    assert pressed is not None
    return document, pressed.pages


def tables(document: Document) -> tuple[Table, Table]:
    system, main = (part.blocks[0] for part in document.parts[-2:])
    assert isinstance(system, Table)
    assert isinstance(main, Table)
    return system, main


def test_one_measure_too_many_for_the_first_page() -> None:
    document, pages = on_two_pages(manuscript())
    system, main = tables(document)
    assert pages == 2
    assert re.search(r"ほか[0-9]+の取組", system.rows[0][1].text)
    assert len(main.rows) == 12


def test_long_words_leave_room_for_fewer() -> None:
    changes = {"name": "とても長い名前の取組" * 9, "aim": "目指す姿を長く書いた文です。" * 20}
    document, pages = on_two_pages(manuscript(**changes))
    system, main = tables(document)
    assert pages == 2
    assert len(main.rows) < 12
    assert "ほか" in system.rows[0][1].text or system.rows[0][1].text.endswith("の取組")


def test_a_summary_that_fits_is_set_once() -> None:
    content, _ = load(ROOT)
    assert content is not None
    printer = Printer(content, folders(ROOT, "templates"), folders(ROOT, "assets"), lambda _words, _share: None)
    original, jobs = printer.press, list[Job]()

    def counting(job: Job, assets: Sequence[Path], progress: Progress) -> tuple[Pressed | None, tuple[Fault, ...]]:
        jobs.append(job)
        return original(job, assets, progress)

    printer.press = counting
    assert printer.print(summary(content, compose_promotion_plan(content)[0], NOWHERE, printer), ())
    assert len(jobs) == 1
