"""A document that is kept is the one that would be set; whatever it is made from, a change sets it anew."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hidaka_dx.typeset import kept_documents
from hidaka_dx.typeset.job import Attachment, Job, PdfFacts, Pressed
from hidaka_dx.typeset.kept_documents import key_of, press_or_take
from hidaka_dx.typeset.press import press

ASSETS = Path(__file__).parents[2] / "assets"
DAY = datetime(2023, 7, 1, tzinfo=UTC)
FACTS = PdfFacts("題", "町", DAY, DAY)
HTML = '<html lang="ja"><title>題</title><body><h1 id="top">題</h1><p>町の本文。<img src="a.svg" alt="図">'
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
JOB = Job(HTML, ("fonts.css", "page.css", "own.css"), {"a.svg": SVG}, FACTS)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HIDAKA_DX_CACHE", str(tmp_path / "kept"))
    (tmp_path / "assets/css").mkdir(parents=True)
    (tmp_path / "assets/css/own.css").write_text("h1 { font-size: 20pt }", encoding="utf-8")
    return tmp_path / "assets"


@pytest.fixture
def presses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Job]]:
    """Give the jobs that are really set."""
    seen: list[Job] = []

    def counting(job: Job, *more: object) -> object:
        seen.append(job)
        return press(job, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_documents, "press", counting)
    return iter([seen])


def made(town: Path, job: Job = JOB) -> Pressed:
    pressed, faults = press_or_take(job, (town, ASSETS), lambda _words, _share: None)
    assert faults == ()
    assert pressed is not None
    return pressed


def test_what_is_kept_is_what_would_be_set(town: Path, presses: Iterator[list[Job]]) -> None:
    seen = next(presses)
    first = made(town)
    assert made(town) == first
    assert len(seen) == 1
    for entry in (town.parent / "kept/hidaka-dx").iterdir():
        entry.write_bytes(entry.read_bytes()[:-1])
    assert made(town) == first
    assert len(seen) == 2
    assert press(JOB, (town, ASSETS), lambda _words, _share: None)[0] == first


@pytest.mark.parametrize(
    "change",
    [
        lambda town: (town / "css/own.css").write_text("h1 { font-size: 21pt }", encoding="utf-8"),
        lambda town: shutil.copyfile(ASSETS / "css/text.css", town / "css/page.css"),
    ],
    ids=["a file", "a file of the town in place of one of the house"],
)
def test_other_assets_are_seen(town: Path, presses: Iterator[list[Job]], change: Callable[[Path], object]) -> None:
    seen = next(presses)
    before = made(town)
    change(town)
    assert made(town).pdf != before.pdf
    assert len(seen) == 2


def test_a_document_with_faults_is_not_kept(town: Path, presses: Iterator[list[Job]]) -> None:
    seen = next(presses)
    faulty = replace(JOB, html=HTML + '<a href="#nowhere">参照</a>')
    told = [press_or_take(faulty, (town, ASSETS), lambda _words, _share: None) for _ in range(2)]
    assert told[0] == told[1]
    assert told[0][0] is None
    assert len(seen) == 2


def test_each_part_of_a_job_and_each_release_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    note = Attachment("a.json", b"{}", "内容", "application/json")
    others = [
        replace(JOB, html=HTML + "。"),
        replace(JOB, styles=("fonts.css", "page.css")),
        replace(JOB, files={"a.svg": SVG + b" "}),
        replace(JOB, files={"b.svg": SVG}),
        replace(JOB, facts=replace(FACTS, two_sided=True)),
        replace(JOB, attachments=(note,)),
        replace(JOB, attachments=(replace(note, content=b"[]"),)),
    ]
    keys = [key_of(each) for each in (JOB, *others)]
    monkeypatch.setattr(kept_documents, "_releases", lambda: b"another release")
    assert len({*keys, key_of(JOB)}) == len(others) + 2
