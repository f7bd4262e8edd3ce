"""What `docs/custodian.md` asks of an archive's custodian, done for twenty years, with the mishaps that they bring."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from forging import forged, remove, stated, swap
from towns import FILES, PLAN, copied, publish_plan, tiny

from hidaka_dx.archive import Archive, WitnessList, dumped_list, restored_list, witness_list_of
from hidaka_dx.formats import NEWEST
from hidaka_dx.pipeline import freezing
from hidaka_dx.pipeline.verify import Verdict, verify

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
PAGE = Path(__file__).parents[2] / "docs/custodian.md"
YEARS = {2026: "1", 2031: "2", 2036: "3", 2041: "4", 2044: "4.1"}
"""The editions that are decided in twenty years, by the year."""
FIRST_ONE, THIRD_ONE, LAST_ONE = f"{PLAN}-01", f"{PLAN}-02", f"{PLAN}-04.1"


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def decided(until: int) -> list[str]:
    """Give the town's record of its editions, as it stands in a year."""
    why = "    category: 議決要\n    reason: 社会の変化\n    revised: [vision]\n"
    return [
        f'  - number: "{number}"\n    date: {year}-04-01\n    status: 決定\n{why if year > 2026 else ""}    changes: 改定\n'
        for year, number in YEARS.items()
        if year <= until
    ]


def publish(town: Path, year: int) -> None:
    """Decide and publish the edition of a year; every five years the period is the next."""
    tiny(town, *decided(year))
    start = year - (year - 2026) % 5
    plan = FILES["content/plan.yaml"].replace("start: 2026, end: 2030", f"start: {start}, end: {start + 4}")
    (town / "content/plan.yaml").write_text(plan, encoding="utf-8")
    words = f"# 将来展望 {{#vision}}\n\n町は、{year}年からの暮らしを便利にします。 {{#aim}}\n"
    (town / "content/chapters/vision.md").write_text(words, encoding="utf-8")
    publish_plan(town)


Shelf = dict[int, WitnessList]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Shelf]:
    """Give the town after twenty years, and the lists that the library has got, one each year."""
    town, shelf = tmp_path_factory.mktemp("twenty") / "town", Shelf()
    for year in range(2026, 2047):
        if year in YEARS:
            publish(town, year)
        verdict = verify(town, None, quiet, against=shelf.get(year - 1))
        assert is_well(verdict), (year, verdict)
        made = witness_list_of(Archive(town))
        assert made
        shelf[year] = restored_list(dumped_list(made))
    return town, shelf


def is_well(verdict: Verdict) -> bool:
    return not (verdict.findings or verdict.unasked or (verdict.collation and verdict.collation.faults))


def told(verdict: Verdict) -> str:
    """Give all that is told of what is not as it should be."""
    return "\n".join(map(str, (*verdict.findings, *(verdict.collation.faults if verdict.collation else ()))))


def test_every_list_of_twenty_years_still_agrees(kept: tuple[Path, Shelf]) -> None:
    town, shelf = kept
    assert len(Archive(town).names) == len(YEARS) == len(shelf[2046].entries)
    assert len({each.list_sha256 for each in shelf.values()}) == len(YEARS)
    for number in {each.list_sha256: each for each in shelf.values()}.values():
        assert is_well(verify(town, None, quiet, against=number))


def test_a_year_of_the_custodian_as_the_page_says(
    kept: tuple[Path, Shelf], typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """Each command of the page is typed, and gives the answer that the page calls good."""
    town, shelf = copied(kept[0], tmp_path / "town"), kept[1]
    (town / "預けた照合表.json").write_bytes(dumped_list(shelf[2046]))
    copied(kept[0], tmp_path / "控え")
    rows = re.findall(r"^\| \d \| .* \| `hidaka-dx (.*?)` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 6
    for words, answer in rows:
        code, said, complaint = typed(town, *words.replace("/mnt/控え", str(tmp_path / "控え")).split())
        assert (code, complaint) == (0, ""), words
        for piece in re.findall("「(.*?)」", answer):
            assert re.search(re.escape(piece).replace("…", ".*"), said), (words, piece)


def test_a_disk_that_loses_a_file(kept: tuple[Path, Shelf], tmp_path: Path) -> None:
    town, copy = copied(kept[0], tmp_path / "town"), kept[0]
    remove(f"{THIRD_ONE}/data/{THIRD_ONE}.pdf")(town / "archive")
    lost = told(verify(town, None, quiet))
    assert f"archive/{THIRD_ONE}/data/{THIRD_ONE}.pdf: 目録にあるファイルがありません。" in lost
    assert all(each.startswith(f"archive/{THIRD_ONE}/") for each in lost.splitlines())
    shutil.rmtree(town / "archive" / THIRD_ONE)
    shutil.copytree(copy / "archive" / THIRD_ONE, town / "archive" / THIRD_ONE)
    assert is_well(verify(town, None, quiet, against=kept[1][2046]))


def test_a_person_who_swaps_two(kept: tuple[Path, Shelf], tmp_path: Path) -> None:
    town = copied(kept[0], tmp_path / "town")
    swap(FIRST_ONE, THIRD_ONE)(town / "archive")
    said = told(verify(town, None, quiet, against=kept[1][2046]))
    assert (
        f"archive/{FIRST_ONE}: 中身が、照合表で archive/{THIRD_ONE} とされているものです。フォルダーが入れ替わって"
        in said
    )
    swap(FIRST_ONE, THIRD_ONE)(town / "archive")
    assert is_well(verify(town, None, quiet, against=kept[1][2046]))


def test_a_program_two_releases_newer(
    kept: tuple[Path, Shelf], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It sets the first edition again with other bytes, and says whose fault that is; what it writes, today's does not judge."""
    here = freezing.components()
    newer = {"project": {"hidaka-dx": "2.0.0"}, "parts": {**here["parts"], "weasyprint": "72.0"}}
    monkeypatch.setattr("hidaka_dx.pipeline.rebuilding.components", lambda: newer)
    monkeypatch.setattr("hidaka_dx.typeset.metadata.PRODUCER", "hidaka-dx (WeasyPrint 72.0)")
    first = next(iter(Archive(kept[0]).names))
    verdict = verify(kept[0], first, quiet, rebuild=True)
    assert is_well(verdict)
    assert "バイトは違いますが、すべてのページの大きさ、文字、その位置は同じです。違う版: " in verdict.notes[0]
    assert "→ 2.0.0）" in verdict.notes[0]
    assert "→ 72.0）" in verdict.notes[0]
    town = copied(kept[0], tmp_path / "town")
    forged(LAST_ONE, info=stated(f"Format: {NEWEST}", f"Format: {NEWEST + 2}"))(town / "archive")
    (finding,) = verify(town, None, quiet).findings
    assert finding.later
    assert f"新しい版のhidaka-dxで作られた形式（{NEWEST + 2}）です" in finding.message
