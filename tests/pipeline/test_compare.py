"""Two editions in, 新旧対照表, 見え消し版 and data out: as people and screen readers meet them."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from comparison.editions import NEW, OLD
from measure import alone, bench, fidelity, pdf_reading, readers, search
from towns import FIRST, copied, publish_plan, tiny

from hidaka_dx import comparison
from hidaka_dx.document import Document, Table, dumped, restored
from hidaka_dx.inspection import failures, stated_metadata
from hidaka_dx.newtown import TownAnswers
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.compare import ComparisonRequest, _of_another_town, compare
from hidaka_dx.pipeline.finding import FoundEdition
from hidaka_dx.pipeline.new import new
from hidaka_dx.pipeline.output import printed
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.side_by_side import side_by_side
from hidaka_dx.plan import ComparisonWording
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
ROOT = Path(__file__).parents[2]
REASONS = {"online": "手続の現状を分けて述べるため。"}


def quiet(_words: str, _share: float) -> None:
    pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("compared")
    for name, document in (("old", OLD), ("new", NEW)):
        (where / f"{name}.json").write_bytes(dumped(document))
    printer = Printer(None, folders(ROOT, "templates"), folders(ROOT, "assets"), quiet)
    found = side_by_side(OLD, NEW, REASONS, ComparisonWording(), printer)
    assert printer.problems == []
    more: dict[tuple[str, ...], bytes] = {("見本町DX推進計画_第1版から第2版.json",): comparison.dumped(found)}
    assert [built.path.name for built in printed(where, printer.done, more)] == [TABLE, REDLINE]
    return where


TABLE = "見本町DX推進計画新旧対照表_第1版から第2版.pdf"
REDLINE = "見本町DX推進計画_第2版（第1版からの見え消し）.pdf"


@pytest.fixture(params=[TABLE, REDLINE])
def path(request: pytest.FixtureRequest, folder: Path) -> Path:
    return folder / str(request.param)


def inside(path: Path) -> Document:
    return restored(stated_metadata(path.read_bytes()).data or b"")


def test_both_standards_hold(path: Path) -> None:
    assert failures(path.read_bytes()) == []


def test_both_can_be_searched_in_browsers_and_are_read_in_their_language(path: Path) -> None:
    pdf = path.read_bytes()
    assert search.not_found(pdf, search.phrases(pdf)) == []
    assert search.scattered(pdf) == []
    assert search.wrongly_read(pdf) == []


def test_what_is_heard_alone_says_what_it_is(path: Path) -> None:
    assert alone.same_links(path.read_bytes()) == []
    assert alone.same_rows(path.read_bytes()) == []
    assert alone.same_alts(path.read_bytes()) == []


def test_every_phrase_is_found_and_read_in_its_order_by_every_reader(path: Path) -> None:
    assert bench.faults(bench.report(path)) == []


def test_headings_go_down_one_step_at_a_time(path: Path) -> None:
    levels = [int(role[1]) for role in pdf_reading.roles(path.read_bytes()) if re.fullmatch(r"H\d", role)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def words(document: Document) -> Iterator[str]:
    """Yield the words of each cell of the table, row by row."""
    for part in document.parts[1].parts:
        yield part.heading.mark + "".join(inline.text for inline in part.heading.words)
        for block in part.blocks:
            assert isinstance(block, Table)
            yield from (cell.text for row in block.rows for cell in row)


def test_the_table_is_read_row_by_row_and_copied_as_it_is(folder: Path) -> None:
    path = folder / TABLE
    spoken = fidelity.BLANK.sub("", pdf_reading.spoken(path.read_bytes()))
    place = spoken.index("下線の部分は")
    for each in words(inside(path)):
        plain = fidelity.BLANK.sub("", each)
        found = spoken.find(plain, place)
        assert found >= 0, f"not read in its place: {each}"
        place = found + len(plain)
    copied = fidelity.extracted(path, "-raw").replace("\n", "")
    assert "令和9年度の調査では、手続に平均で21分掛かりました。" in copied, "underlined words are copied without signs"


def test_the_heads_of_the_table_come_again_on_each_page(folder: Path) -> None:
    pages = fidelity.extracted(folder / TABLE, "-layout").split("\f")[1:-1]
    assert pages
    assert all("改正後" in page and "改正前" in page for page in pages)


def test_the_redline_tells_the_ear_and_the_copy_what_is_struck_out(folder: Path) -> None:
    copied = fidelity.extracted(folder / REDLINE, "-raw").replace("\n", "")
    assert (
        "〔削る：令和7年度〕〔加える：令和9年度〕の調査では、手続に平均で〔削る：32分〕〔加える：21分〕掛かりました。"
        in copied
    )
    spans = pdf_reading.elements((folder / REDLINE).read_bytes(), "Span")
    lines = {str(span["/A"]["/TextDecorationType"]) for span in spans if "/A" in span}
    assert lines == {"/Underline", "/LineThrough"}


def test_every_reader_of_the_redline_hears_each_change(folder: Path) -> None:
    path = folder / REDLINE
    asked = list(readers.groups(path.read_bytes()))
    assert sum(group.phrases.total() for group in asked) > 60
    signs = set()
    for reader in readers.there():
        (text,) = reader.texts([path])
        signs.add(tuple(text.count(sign) for sign in ("〔削る：", "〔加える：")))
        if not reader.by_place:
            assert [group.name for group in asked if readers.unheard(text, group)] == [], reader.name
    assert len(signs) == 1


def test_the_contents_of_the_redline_name_what_is_new_and_gone(folder: Path) -> None:
    contents = fidelity.extracted(folder / REDLINE, "-layout").split("\f")[1]
    assert "〔新設〕" in contents
    assert "〔削除〕" in contents


def test_the_comparison_lies_beside_as_data(folder: Path) -> None:
    raw = (folder / "見本町DX推進計画_第1版から第2版.json").read_bytes()
    read = comparison.restored(raw)
    assert comparison.apply(read, OLD) == NEW
    assert json.loads(raw)["entries"][3]["classes"] == ["新設"]


def test_two_files_are_compared_like_two_editions(folder: Path, tmp_path: Path) -> None:
    asked = ComparisonRequest(str(folder / "old.json"), str(folder / "new.json"), "promotion-plan")
    built, problems = compare(asked, ROOT, tmp_path, quiet)
    assert problems == ()
    assert [each.path.name for each in built] == [TABLE, REDLINE]
    same = "見本町DX推進計画_第1版から第2版.json"
    assert (tmp_path / same).read_bytes() == (folder / same).read_bytes()


def test_two_drafts_that_do_not_differ_are_compared_like_any_others(tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_bytes(dumped(replace(NEW, draft=True)))
    draft = str(tmp_path / "draft.json")
    built, problems = compare(ComparisonRequest(draft, draft, "promotion-plan"), ROOT, tmp_path, quiet)
    assert problems == ()
    assert [each.path.name for each in built] == [
        "見本町DX推進計画新旧対照表_第2版（案）から第2版（案）.pdf",
        "見本町DX推進計画_第2版（第2版（案）からの見え消し）（案）.pdf",
    ]
    assert (tmp_path / "見本町DX推進計画_第2版（案）から第2版（案）.json").is_file()
    assert inside(built[1].path).parts == NEW.parts


def test_the_working_content_is_not_compared_with_itself(tmp_path: Path) -> None:
    answers = TownAnswers("若桑町", "若桑町地域防災計画", "危機管理課", 2026, 2030, None)
    new(tmp_path / "町", answers)
    for old in ("第1版", "原稿"):
        with pytest.raises(RefusalError, match="も、今の原稿（若桑町地域防災計画 第1版（案））です"):
            compare(ComparisonRequest(old, "原稿", "promotion-plan"), tmp_path / "町", tmp_path, quiet)


def test_a_pdf_of_ours_is_an_edition(folder: Path, tmp_path: Path) -> None:
    pdf = str(folder / TABLE)
    built, problems = compare(ComparisonRequest(pdf, str(folder / "old.json"), "promotion-plan"), ROOT, tmp_path, quiet)
    assert built == ()
    assert [problem.rule for problem in problems] == ["edition"], "the table is read, but is another kind of document"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"title": "見本町DX', '"title": "../../外/見本町DX', "名前（title）"),
        ("<rect ", '<rect onclick=\\"alert(1)\\" ', "図に、使わない属性"),
        ("<rect ", "<script>alert(1)</script><rect ", "図に、使わない要素"),
        ('"kind": "promotion-plan"', '"kind": "web/index"', "kind が、使えない形"),
        ('"parts": [', '"parts": ' + "[" * 5000, ""),
    ],
)
def test_what_was_received_and_may_do_harm_is_not_printed(
    old: str, new: str, reason: str, folder: Path, tmp_path: Path
) -> None:
    received = tmp_path / "received.json"
    text = (folder / "new.json").read_text(encoding="utf-8")
    assert old in text
    received.write_text(text.replace(old, new, 1), encoding="utf-8")
    asked = ComparisonRequest(str(folder / "old.json"), str(received), "promotion-plan")
    built, problems = compare(asked, ROOT, tmp_path / "a/b/output", quiet)
    assert built == ()
    assert [(problem.place.path, problem.rule) for problem in problems] == [(str(received), "edition")]
    assert reason in problems[0].message
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["received.json"]


def said(*arguments: str) -> str:
    command = [sys.executable, "-m", "hidaka_dx", "compare", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stderr


def test_wrong_use_is_told_in_japanese(tmp_path: Path) -> None:
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7 broken")
    other = str(tmp_path / "other.pdf")
    assert "見付かりません" in said(str(tmp_path / "none.pdf"), other)
    assert f"{other}:1:1: このしくみで作った文書ではありません" in said(other, other)
    assert "「改正前」と「改正後」の二つの版を書いてください" in said(other)


def test_the_towns_wording_is_checked_at_its_place(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/comparison.yaml").write_text("left: old\nnew: 改正案\nrigth: new\n", encoding="utf-8")
    old = str(folder / "old.json")
    _, problems = compare(ComparisonRequest(old, old, "promotion-plan"), tmp_path, tmp_path / "output", quiet)
    assert [str(problem.place) for problem in problems] == ["content/comparison.yaml:3:1"]


# 受け取った文書は、だれの何の計画か


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town that has issued its plan."""
    town = tiny(tmp_path_factory.mktemp("town"), FIRST)
    publish_plan(town)
    return town


def compared(town: Path, output: Path, facts: dict[str, Any]) -> tuple[str, str]:
    """Compare the issued edition with one that was received and says this of itself; give problems and notes."""
    document = restored((town / "archive/promotion-plan-01/data/document.json").read_bytes())
    received = output / "received.json"
    received.write_bytes(dumped(replace(document, **{"edition": "第2版", **facts})))
    built, problems = compare(ComparisonRequest("第1版", str(received), "promotion-plan"), town, output, quiet)
    assert bool(built) != bool(problems)
    notes = dict.fromkeys(note for each in built for note in each.notes)
    return "".join(map(str, problems)).replace(str(received), "received"), "".join(notes)


STRANGE: dict[str, tuple[dict[str, Any], str]] = {
    "kind": ({"kind": "action-plan"}, "received:1:1: 種類の違う文書は比べられません。"),
    "town": (
        {"town": "若桑町"},
        "received:1:1: 若桑町の「見本町DX推進計画 第2版」なので、見本町の「見本町DX推進計画 第1版」と",
    ),
    "title": ({"title": "子育て計画"}, "received:1:1: 見本町の「子育て計画 第2版」なので、"),
    "draft of another town": ({"town": "若桑町", "draft": True}, "received:1:1: 若桑町の"),
}


@pytest.mark.parametrize("what", STRANGE)
def test_what_was_received_of_another_town_or_plan_is_not_compared(what: str, town: Path, tmp_path: Path) -> None:
    facts, said = STRANGE[what]
    problems, _ = compared(town, tmp_path, facts)
    assert problems.startswith(said)
    assert problems.endswith("[edition]")
    assert [path.name for path in tmp_path.iterdir()] == ["received.json"]


def test_what_the_town_was_called_once_is_its_own(town: Path, tmp_path: Path) -> None:
    mine = copied(town, tmp_path / "town")
    editions = (mine / "content/editions.yaml").read_text(encoding="utf-8")
    renamed = editions + "    issued_as: {town: 旧町, title: 旧町DX推進計画}\n"
    (mine / "content/editions.yaml").write_text(renamed, encoding="utf-8")
    found = FoundEdition(replace(OLD, town="旧町", title="旧町DX推進計画"))
    assert not list(
        _of_another_town(ComparisonRequest("a.json", "b.json", "promotion-plan"), found, FoundEdition(NEW), mine)
    )
    assert list(
        _of_another_town(ComparisonRequest("a.json", "b.json", "promotion-plan"), found, FoundEdition(NEW), town)
    )


def test_a_draft_may_still_change_its_title(town: Path, tmp_path: Path) -> None:
    problems, notes = compared(town, tmp_path, {"title": "見本町デジタル計画", "draft": True})
    assert problems == ""
    assert notes == (
        "改正前は見本町の「見本町DX推進計画」、改正後は見本町の「見本町デジタル計画」で、名が違います。同じ計画の版かを確かめてください。"
    )
