"""Pages that have changed are shown before the whole is set, and give way to it."""

import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import pytest
from asking import Browser
from towns import FIRST, tiny

from hidaka_dx.installed import HOUSE
from hidaka_dx.preview import Session, opened
from hidaka_dx.preview.part_setter import PartSetter
from hidaka_dx.preview.pictures import NewPages, Sheets
from hidaka_dx.preview.updating import AHEAD
from hidaka_dx.typeset.changed_parts import ChangedPart
from hidaka_dx.typeset.fitting import KnownFit
from hidaka_dx.typeset.job import Job, PdfFacts
from hidaka_dx.typeset.press import press

pytestmark = pytest.mark.slow
VIEW = "action-plan"
MEASURE = "content/measures/1-2.yaml"
DAY = datetime(2026, 4, 1, tzinfo=UTC)
FACTS = PdfFacts("計画", "町", DAY, DAY)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with opened(tiny(tmp_path_factory.mktemp("town"), FIRST, action=FIRST), 0, ahead=True) as session:
        Thread(target=session.watch, daemon=True).start()
        yield session


def saved(session: Session, words: str) -> None:
    file = session.root / MEASURE
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:-1], f"actions: [{words}]\n"]), encoding="utf-8")


def at_rest(sights: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return next(each for each in sights if each["printed"] and not each["busy"])


def test_what_has_changed_is_shown_ahead_and_the_same_when_the_whole_is_set(session: Session) -> None:
    browser = Browser(session.address)
    sights = browser.follow(VIEW)
    first = at_rest(sights)
    page = next(place[0] for name, place in places(browser).items() if name == "measure.1-2")
    before = browser.get(f"page/{VIEW}/{page}")[2]

    saved(session, "窓口の手続を、一つずつ電子化します。")
    ahead = next(each for each in sights if each["printed"] > first["printed"])
    assert ahead["busy"]
    shown, where = browser.get(f"page/{VIEW}/{page}")[2], places(browser)
    assert shown != before
    assert any(AHEAD in each["busy"] for each in sights if each["busy"].startswith("紙面"))
    whole = at_rest(sights)
    assert whole["printed"] > ahead["printed"]
    assert browser.get(f"page/{VIEW}/{page}")[2] == shown
    assert {name: (page, round(down)) for name, (page, down) in where.items()} == {
        name: (page, round(down)) for name, (page, down) in places(browser).items()
    }


def places(browser: Browser) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = json.loads(browser.get(f"places/{VIEW}/")[2])
    return found


def test_where_a_fault_is_found_the_pages_before_come_back(session: Session) -> None:
    browser = Browser(session.address)
    sights = browser.follow(VIEW)
    first = at_rest(sights)
    pictures = [browser.get(f"page/{VIEW}/{page}")[2] for page in range(len(first["sizes"]))]
    saved(session, "手続を、令和８年２月３０日までに、一つずつ電子化します。")
    told = next(each for each in sights if each["read"] > first["read"] and each["stale"])
    assert told["problems"][0]["level"] == "誤り"
    assert [browser.get(f"page/{VIEW}/{page}")[2] for page in range(len(first["sizes"]))] == pictures
    saved(session, "窓口の手続を、一つずつ電子化します。")
    assert not at_rest(sights)["stale"]


def part(html: str) -> ChangedPart:
    return ChangedPart(Job(html, ("fonts.css", "page.css"), {}, FACTS), 0, 1, 1, KnownFit(beside=False, more=False), ())


def test_a_setter_that_fails_or_is_killed_gives_nothing_and_goes_on() -> None:
    setter = PartSetter([HOUSE / "assets"])
    try:
        made = setter.set(part("<main><p id='a'>紙面</p></main>"))
        assert made
        assert Sheets(made).places().keys() == {"a"}
        assert setter.set(part("<img src='https://example.com/x.png'>")) is None
        assert setter._running
        child = setter._running.process
        assert child.pid
        os.kill(child.pid, signal.SIGINT)  # Ctrl+C is meant for the preview
        assert setter.set(part("<main><p>紙面</p></main>"))
        os.kill(child.pid, signal.SIGKILL)
        assert setter.set(part("<main><p>紙面</p></main>")) is None
        assert setter.set(part("<main><p>紙面</p></main>"))
        line = setter._running
        line.line.close()  # as when the preview is killed
        line.process.join(60)
        assert line.process.exitcode == 0
    finally:
        setter.end()


def test_pages_take_the_place_of_others() -> None:
    def pdf(*names: str) -> bytes:
        pages = "".join(f'<section style="break-after: page"><p id="{name}">{name}</p></section>' for name in names)
        made, faults = press(
            Job(pages, ("fonts.css", "page.css"), {}, FACTS), [HOUSE / "assets"], lambda _words, _share: None
        )
        assert made, faults
        return made.pdf

    whole = Sheets(pdf("a", "b", "c", "d"))
    mixed = whole.with_parts([NewPages(1, 2, pdf("b", "x", "c")), NewPages(3, 1, pdf("e"))])
    assert [name for name, _ in sorted(mixed.places().items(), key=lambda each: each[1])] == ["a", "b", "x", "c", "e"]
    assert [mixed.at(page, 100, 800) for page in range(5)] == ["a", "b", "x", "c", "e"]
    assert len({mixed.picture(page) for page in range(5)}) == 5
    assert mixed.picture(3) == whole.picture(2)
    assert mixed.is_ahead
    assert mixed.pdf == whole.pdf
    assert mixed.whole is whole
    with pytest.raises(IndexError):
        mixed.picture(5)
    again = mixed.whole.with_parts([NewPages(0, 1, pdf("z"))])
    assert {*again.places()} == {"z", "b", "c", "d"}
