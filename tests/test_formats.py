"""What is kept of every format is read for ever, to the last key; what a later program wrote is said to be so."""

import json
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from forging import Tamper, edit, forged, remove, stated, write
from pydantic import TypeAdapter

from hidaka_dx import comparison, document, formats
from hidaka_dx.archive import COMPARISON, DATA, Archive, EditionName
from hidaka_dx.compose.opendata import titles
from hidaka_dx.datafiles import read_csv
from hidaka_dx.formats import NEWEST, FormatError, NewerError
from hidaka_dx.pipeline import compare as comparing
from hidaka_dx.pipeline import rebuilding
from hidaka_dx.pipeline.basis_consistency import judge_basis
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.pipeline.working_documents import compose
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Job, Progress

KEPT = Path(__file__).parent / "fixtures/formats"
NUMBERS = sorted(int(path.name) for path in KEPT.iterdir())
ROOT = Path(__file__).parents[1]
ACTION = "action-plan-01"


def quiet(_words: str, _share: float) -> None:
    return


Read = Callable[[bytes], object]


def test_something_is_kept_of_every_format() -> None:
    """Made by `tests/keeping.py`, once."""
    assert [*range(1, NEWEST + 1)] == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_kept_is_read(number: int) -> None:
    archive = Archive(KEPT / str(number))
    audit = archive.audit()
    assert (audit.findings, audit.notes) == ((), ())
    assert [bag.name.folder for bag in audit.bags] == [
        ACTION,
        f"{ACTION}-withdrawn",
        "promotion-plan-01",
        "promotion-plan-01.1",
    ]
    for name in archive.names:
        bag = archive.bag(name)
        assert archive.record(name).format == bag.format == number
        assert document.dumped(archive.document(name), number) == bag.payload[DATA]
        assert reloaded(bag.source)[0]
        assert [*judge_basis(archive, bag)] == []
    newest = archive.bag(EditionName("promotion-plan", "1.1")).payload[COMPARISON[0]]
    assert number != NEWEST or comparison.dumped(comparison.restored(newest)) == newest
    assert archive.withdrawal(EditionName("action-plan", "1"))


def undrawn(data: bytes) -> bytes:
    """Return data without drawings: they look as the program draws them now, whatever the format."""
    return re.sub(rb'"drawing": "(?:[^"\\]|\\.)*"', b'"drawing": ""', data)


@pytest.mark.parametrize("number", NUMBERS)
def test_an_issued_edition_is_set_in_the_format_of_its_bag(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its PDF would else have other bytes, as the data are in it."""
    archive = Archive(KEPT / str(number))
    bag = archive.bag(EditionName("promotion-plan", "1.1"))
    manuscript = reloaded(bag.source)[0]
    assert manuscript
    jobs: list[Job] = []

    def press(job: Job, _assets: Sequence[Path], _progress: Progress) -> tuple[None, tuple[()]]:
        jobs.append(job)
        return None, ()

    homes = folders(ROOT, "templates"), folders(ROOT, "assets")
    compose(archive, manuscript, Printer(manuscript, *homes, quiet, press=press))
    assert [undrawn(each.content) for each in jobs[0].attachments] == [undrawn(bag.payload[DATA])]

    set_again = Mock(return_value=(None, ("a problem",)))
    monkeypatch.setattr(rebuilding, "confined", lambda work, told, *_: work(told))
    monkeypatch.setattr(rebuilding, "typeset_again", set_again)
    rebuilding.rebuild(ROOT, bag, quiet)
    assert set_again.call_args.args[-1].format == number


def test_facts_that_were_not_kept_yet_are_no_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Else each number of the new edition would be new, and kept as such for ever."""
    side_by_side = Mock(side_effect=RefusalError)
    monkeypatch.setattr(comparing, "side_by_side", side_by_side)
    asked = comparing.ComparisonRequest("第1版", "第1.1版", "promotion-plan")
    with pytest.raises(RefusalError):
        comparing.compare(asked, KEPT / "1", tmp_path, quiet)
    old, new = side_by_side.call_args.args[:2]
    found = comparison.compare(old, new)
    assert old.facts
    assert new.facts
    assert found.root.differs
    assert found.values == ()


def test_the_numbers_of_an_action_plan_outlive_the_press() -> None:
    payload = Archive(KEPT / "2").bag(EditionName("action-plan", "1")).payload.below("opendata/")
    assert {path.removesuffix(".csv") for path in payload} == titles().keys()
    assert read_csv(payload["indicators.csv"])["値"] == ("48", "70.5", "160", "72")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Give what is kept of the newest format, to be tampered with."""
    return Path(shutil.copytree(KEPT / str(NEWEST) / "archive", tmp_path / "archive"))


TABLE = f"{ACTION}/data/opendata/costs.csv"
LATER = "新しい版のhidaka-dxで作られた形式"
FORGED: dict[str, tuple[str, Tamper, str]] = {
    "another number in the open data": (
        ACTION,
        forged(ACTION, edit(TABLE, "国庫支出金,900", "国庫支出金,800")),
        "costs.csv: 保存した原稿の取組と違います（金額）",
    ),
    "open data that are gone": (ACTION, forged(ACTION, remove(TABLE)), "costs.csv: 版にあるはずのファイル"),
    "open data that are none": (ACTION, forged(ACTION, write(TABLE, 'a,b\r\n"')), "costs.csv: CSVとして読めません"),
    "open data of a plan": (
        "promotion-plan-01.1",
        forged("promotion-plan-01.1", write("promotion-plan-01.1/data/opendata/costs.csv")),
        "costs.csv: 版にはないはずのファイル",
    ),
    "open data of format 1": (ACTION, forged(ACTION, info=stated("Format: 4\n", "")), "版にはないはずのファイル"),
    "data in another format than the bag": (
        ACTION,
        forged(ACTION, info=stated("Format: 4\n", "")),
        "形式が4です。記録では1です",
    ),
    "a bag of a later program": (ACTION, forged(ACTION, info=stated("Format: 4", "Format: 5")), LATER),
    "a format that is no number": (ACTION, forged(ACTION, info=stated("Format: 4", "Format: II")), "形式の番号（II）"),
    "a format that has no number": (ACTION, forged(ACTION, info=stated("Format: 4", "Format: 1")), "形式の番号（1）"),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_a_bag_says_of_its_format_is_judged(case: str, archive: Path) -> None:
    folder, tamper, said = FORGED[case]
    tamper(archive)
    shutil.rmtree(archive / f"{ACTION}-withdrawn")
    opened = Archive(archive.parent)
    audit, bag = opened.audit(), next(bag for bag in opened.audit().bags if bag.name.folder == folder)
    findings = audit.findings or tuple(judge_basis(opened, bag))
    assert any(said in str(finding) for finding in findings), findings


def test_a_bag_of_a_later_program_is_not_said_to_be_broken(
    archive: Path, typed: Callable[..., tuple[int, str, str]]
) -> None:
    forged(f"{ACTION}-withdrawn", info=stated("Format: 4", "Format: 5"))(archive)
    code, _, complained = typed(archive.parent, "verify")
    assert code == 1
    assert complained.splitlines()[1:] == ["このhidaka-dxでは読めない版があるので、確かめられませんでした。"]
    with pytest.raises(RefusalError, match=LATER) as told:
        Archive(archive.parent).withdrawal(EditionName("action-plan", "1"))
    assert "発行した時のままではありません" not in str(told.value)


KEPT_DATA = KEPT / "2/archive/promotion-plan-01.1/data"
READ: dict[str, Read] = {DATA: document.restored, COMPARISON[0]: comparison.restored}


SINCE_2 = {"format", "facts", "values"}
"""Keys at the top that the first format has not."""


def renamed(value: Any, old: str) -> bool:
    """Rename the first key of that name, wherever it is."""
    if isinstance(value, dict):
        if old in value:
            value["renamed"] = value.pop(old)
            return True
        return any(renamed(each, old) for each in value.values())
    return isinstance(value, list) and any(renamed(each, old) for each in value)


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (DATA, "town"),
        (DATA, "keep"),
        (DATA, "span"),
        (DATA, "redrawn"),
        (COMPARISON[0], "joint"),
        (COMPARISON[0], "seam"),
    ],
)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_key_that_has_another_name_is_told(number: int, file: str, key: str) -> None:
    data = json.loads((KEPT_DATA / file).read_bytes())
    assert renamed(data, key)
    data = data if number > 1 else {name: value for name, value in data.items() if name not in SINCE_2}
    with pytest.raises(FormatError, match=r"renamed があります|項目 .*がありません"):
        READ[file](json.dumps(data).encode())


@pytest.mark.parametrize("file", READ)
def test_a_key_that_is_left_out_is_told(file: str) -> None:
    data = json.loads((KEPT_DATA / file).read_bytes())
    inside = data["parts"][0] if file == DATA else data["root"]
    del inside["layout" if file == DATA else "joint"]
    with pytest.raises(FormatError, match=r"項目 (parts\.0\.layout|root\.joint) がありません"):
        READ[file](json.dumps(data).encode())


@pytest.mark.parametrize("file", READ)
@pytest.mark.parametrize("number", [NEWEST + 1, 99])
def test_data_of_a_later_program_are_told_with_what_to_do(number: int, file: str) -> None:
    with pytest.raises(NewerError, match="hidaka-dxを新しい版に入れ替えて"):
        READ[file](json.dumps({"format": number, "anything": []}).encode())


@pytest.mark.parametrize("number", [0, 1, -1, True, "2", None, 2.5])
def test_what_is_no_number_of_a_format_is_none(number: object) -> None:
    with pytest.raises(FormatError, match="形式の番号"):
        document.restored(json.dumps({"format": number}).encode())


@dataclass(frozen=True)
class Inner:
    old: int
    new: int = field(default=0, metadata=formats.since(2))


@dataclass(frozen=True)
class Outer:
    inner: tuple[Inner, ...]
    facts: tuple[str, ...] = field(default=(), metadata=formats.since(2))


def test_a_format_is_written_without_what_came_later() -> None:
    adapter, value = TypeAdapter(Outer), Outer((Inner(1, 2),), ("a",))
    old = formats.written(value, 1)
    assert json.loads(old) == {"inner": [{"old": 1}]}
    assert formats.read(adapter, old) == Outer((Inner(1),))
    assert formats.read(adapter, formats.written(value, 2), 2) == value
    with pytest.raises(FormatError, match="知らない項目 facts"):
        formats.read(adapter, b'{"inner": [], "facts": []}')


def test_a_file_of_a_later_program_is_not_taken_for_a_stranger(
    tmp_path: Path, typed: Callable[..., tuple[int, str, str]]
) -> None:
    data = json.loads((KEPT_DATA / DATA).read_bytes())
    (tmp_path / "later.json").write_text(json.dumps({**data, "format": NEWEST + 1}), encoding="utf-8")
    code, _, complained = typed(ROOT, "compare", str(tmp_path / "later.json"), "第1版")
    assert code == 1
    assert LATER in complained
    assert "このしくみで作った文書ではありません" not in complained
