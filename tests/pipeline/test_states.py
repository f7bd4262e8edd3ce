"""Editions know their state: what is issued keeps its name and bytes, what differs from it is a draft in mark and name."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import forging
import pytest
from towns import ACTION, DRAFT, ERRATA, FIRST, PLAN, SECOND, copied, publish_plan, tiny

from hidaka_dx.content import load
from hidaka_dx.document import restored
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.compare import ComparisonRequest, compare
from hidaka_dx.pipeline.council import CouncilRequest, council, meeting
from hidaka_dx.pipeline.editions import editions
from hidaka_dx.pipeline.outcome import Outcome
from hidaka_dx.pipeline.output import LIST
from hidaka_dx.pipeline.preview import Viewer
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.verify import verify
from hidaka_dx.pipeline.website import website
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
VISION = "content/chapters/vision.md"
EDITIONS = "content/editions.yaml"
NAME = "見本町DX推進計画_第1版.pdf"
AT_WORK = "見本町DX推進計画_第1版の改訂作業中（案）.pdf"


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town whose plan and action plan are published."""
    town = tiny(tmp_path_factory.mktemp("states") / "town", FIRST, action=FIRST)
    publish_plan(town)
    made, problems = publish(town, "action-plan", quiet)
    assert made, problems
    return town


@pytest.fixture
def town(issued: Path, tmp_path: Path) -> Path:
    return copied(issued, tmp_path / "town")


def edit(town: Path, path: str, old: str, new: str) -> None:
    text = (town / path).read_text(encoding="utf-8")
    assert old in text
    (town / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def built(town: Path) -> Outcome:
    return build(town, town / "output", quiet)


def names(outcome: Outcome) -> list[str]:
    return [each.path.name for each in outcome.built]


def archived(town: Path, folder: str) -> bytes:
    return (town / "archive" / folder / "data" / f"{folder}.pdf").read_bytes()


def faults(town: Path) -> str:
    return "\n".join(f"{each.level} {each.problem}" for each in check(town).remarks)


# 発行した名前


def test_what_is_issued_is_handed_out_as_it_lies_in_the_archive(town: Path) -> None:
    outcome = built(town)
    assert outcome.problems == ()
    assert (town / "output" / NAME).read_bytes() == archived(town, "promotion-plan-01")
    assert (town / "output/見本町DX実行計画_第1版.pdf").read_bytes() == archived(town, "action-plan-01")
    assert "発行済みの版です" in outcome.built[0].notes[0]


def test_changed_content_never_bears_the_issued_name(town: Path) -> None:
    built(town)
    edit(town, VISION, "便利に", "安全に")
    outcome = built(town)
    assert (town / "output" / NAME).read_bytes() == archived(town, "promotion-plan-01")
    assert names(outcome)[:2] == [AT_WORK, NAME]
    assert stated_metadata((town / "output" / AT_WORK).read_bytes()).title == "見本町DX推進計画 第1版の改訂作業中（案）"
    document = restored(stated_metadata((town / "output" / AT_WORK).read_bytes()).data or b"")
    assert (document.draft, document.date) == (True, None)
    notes = "\n".join(outcome.built[0].notes)
    assert "1 将来展望" in notes
    assert '- {number: "1.1", status: 案, revised: [vision], changes: 改めた内容}' in notes


def test_what_the_build_advises_can_be_written_as_it_stands(town: Path) -> None:
    edit(town, VISION, "便利に", "安全に")
    note = next(note for note in built(town).built[0].notes if "書き加えて" in note)
    entry = note.partition("：")[2]
    edit(town, EDITIONS, "action-plan:", f"  {entry}\naction-plan:")
    outcome = built(town)
    assert "見本町DX推進計画_第1.1版（案）.pdf" in names(outcome)
    assert outcome.problems == ()


def test_an_action_plan_follows_its_plan_into_the_draft(town: Path) -> None:
    edit(town, EDITIONS, "action-plan:", f"{DRAFT}action-plan:")
    outcome = built(town)
    assert "見本町DX実行計画_第1版の改訂作業中（案）.pdf" in names(outcome)
    assert "見本町DX実行計画概要版_第1版の改訂作業中（案）.pdf" in names(outcome)
    issued = (town / "output/見本町DX実行計画_第1版.pdf").read_bytes()
    assert issued == archived(town, "action-plan-01")
    assert not any(path.name.startswith("見本町DX実行計画_第1版_") for path in (town / "output").iterdir())


def test_a_picture_that_was_replaced_is_a_change(town: Path) -> None:
    picture = (Path(__file__).parents[1] / "fixtures/picture.png").read_bytes()
    figure = "kind: picture\ntitle: 庁舎\nalt: 庁舎の写真。\nimage: hall.png\nlines: 4\nmissing: 写真\n"
    for path, content in (("assets/images/hall.png", picture), ("content/figures/hall.yaml", figure.encode())):
        (town / path).parent.mkdir(parents=True, exist_ok=True)
        (town / path).write_bytes(content)
    edit(town, VISION, "{#aim}\n", "{#aim}\n\n![](hall)\n")
    edit(town, EDITIONS, "action-plan:", f"{SECOND.replace('1.1', '2')}action-plan:")
    publish_plan(town)
    assert "見本町DX推進計画_第2版.pdf" in names(built(town))
    (town / "assets/images/hall.png").write_bytes(_other(picture))
    assert "見本町DX推進計画_第2版の改訂作業中（案）.pdf" in names(built(town))


def _other(picture: bytes) -> bytes:
    """Give another picture."""
    from io import BytesIO  # noqa: PLC0415  only here

    from PIL import Image, ImageOps  # noqa: PLC0415  only here

    out = BytesIO()
    ImageOps.invert(Image.open(BytesIO(picture)).convert("RGB")).save(out, "PNG")
    return out.getvalue()


def test_other_looks_lie_beside_what_was_issued(town: Path) -> None:
    (town / "assets/css").mkdir(parents=True, exist_ok=True)
    house = Path(__file__).parents[2] / "assets/css/page.css"
    (town / "assets/css/page.css").write_text(house.read_text("utf-8") + "\np { color: #333 }\n", "utf-8")
    outcome = built(town)
    again = next(each for each in outcome.built if each.path.name == "見本町DX推進計画_第1版（組み直し）.pdf")
    assert (town / "output" / NAME).read_bytes() == archived(town, "promotion-plan-01")
    assert again.path.read_bytes() != archived(town, "promotion-plan-01")
    assert "発行した版ではありません" in again.notes[0]
    assert "assets/css/page.css" in again.notes[0]


def test_a_program_that_composes_otherwise_makes_no_revision(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.compose.back_matter.seireki_date", lambda day: f"{day:%Y.%m.%d}")
    outcome = built(town)
    assert NAME in names(outcome)
    assert "見本町DX推進計画_第1版（組み直し）.pdf" in names(outcome)
    assert not any("改訂作業中" in name for name in names(outcome))


def test_the_folder_tells_what_is_current(town: Path) -> None:
    edit(town, VISION, "便利に", "安全に")
    built(town)
    edit(town, VISION, "安全に", "便利に")
    outcome = built(town)
    assert AT_WORK in outcome.stale
    listed = (town / "output" / LIST).read_text(encoding="utf-8")
    current, _, stale = listed.partition("■ 前の build")
    assert NAME in current
    assert AT_WORK in stale
    assert (town / "output" / AT_WORK).is_file(), "nothing is deleted in silence"


def test_an_old_file_under_an_issued_name_is_told(town: Path) -> None:
    edit(town, EDITIONS, "action-plan:", f"{DRAFT}action-plan:")
    (town / "output").mkdir()
    (town / "output" / NAME).write_bytes(archived(town, "promotion-plan-01") + b" ")
    assert f"{NAME}（発行した版と同じ名前ですが、中身が違います。archive/ のPDFを使ってください）" in built(town).stale
    (town / "output" / NAME).write_bytes(archived(town, "promotion-plan-01"))
    assert f"{NAME}（発行した版です）" in built(town).stale


# ほかの命令


def test_comparing_the_working_content_says_what_it_is(town: Path) -> None:
    edit(town, VISION, "便利に", "安全に")
    made, problems = compare(ComparisonRequest("第1版", "原稿", PLAN), town, town / "output", quiet)
    assert problems == ()
    assert any("第1版の改訂作業中" in each.path.name for each in made)


def test_a_pack_of_the_working_content_is_no_pack_of_the_issued_edition(town: Path) -> None:
    edit(town, VISION, "便利に", "安全に")
    asked = CouncilRequest("原稿", PLAN, meeting("第1回定例会", "資料1", None))
    handed, problems = council(asked, town, town / "output", quiet)
    assert handed, problems
    assert handed.folder.name == "資料1_見本町DX推進計画_第1版の改訂作業中（案）"
    titles = [paper.title for paper in handed.papers]
    assert any("新旧対照表" in title for title in titles)
    asked = CouncilRequest("第1版", PLAN, meeting("第1回定例会", "資料2", None))
    handed, problems = council(asked, town, town / "output", quiet)
    assert handed, problems
    body = next(path for path in handed.folder.iterdir() if path.name.endswith("見本町DX推進計画 第1版.pdf"))
    assert body.read_bytes() == archived(town, "promotion-plan-01")


def test_the_list_of_editions_says_that_the_content_has_changed(town: Path) -> None:
    listed, _ = editions(town)
    assert {each.state for each in listed} == {"発行済み"}
    assert [each.note for each in listed] == ["", ""]
    edit(town, VISION, "便利に", "安全に")
    listed, _ = editions(town)
    assert "発行した版から変わっています（1 将来展望）" in listed[0].note


def test_what_no_issued_text_names_makes_no_revision_of_it(town: Path) -> None:
    """A source may be meant for the next edition of the action plan, which rests on this plan as issued."""
    (town / "content/references.yaml").write_text("- {id: new-law, title: 新しい法律}\n", encoding="utf-8")
    assert [each.note for each in editions(town)[0]] == ["", ""]


def test_a_source_makes_no_revision_of_an_edition_without_facts_that_is_composed_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """日高町's 第1版 was issued before facts were kept, so those of now are held against none of its own."""
    for name in ("content", "archive", "assets", "templates"):
        shutil.copytree(Path(__file__).parents[2] / name, tmp_path / name)
    references = tmp_path / "content/references.yaml"
    references.write_text(references.read_text("utf-8") + "- {id: new-law, title: 新しい法律}\n", "utf-8")
    monkeypatch.setattr("hidaka_dx.compose.back_matter.seireki_date", lambda day: f"{day:%Y.%m.%d}")
    assert [each.note for each in editions(tmp_path)[0]] == ["", ""]


def test_what_is_as_it_was_issued_before_facts_were_kept_is_not_compared_with_itself(tmp_path: Path) -> None:
    with pytest.raises(RefusalError, match="同じ内容なので、比べるものがありません"):
        compare(ComparisonRequest("第1版", "原稿", "promotion-plan"), Path(__file__).parents[2], tmp_path, quiet)


# 保存庫の持ち主

READERS: dict[str, Callable[[Path], object]] = {
    "editions": editions,
    "verify": lambda town: verify(town, None, quiet),
    "website": lambda town: website(town, town / "output", quiet),
    "compare": lambda town: compare(ComparisonRequest("第1版", "原稿", PLAN), town, town / "output", quiet),
    "council": lambda town: council(
        CouncilRequest("第1版", PLAN, meeting("会議", "資料1", None)), town, town / "output", quiet
    ),
}


def rename(town: Path, old: str, new: str) -> None:
    for path in ("content/plan.yaml", "content/action-plan.yaml"):
        text = (town / path).read_text(encoding="utf-8")
        (town / path).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("command", READERS)
def test_no_command_reads_another_town_s_archive(command: str, town: Path) -> None:
    rename(town, "見本町", "若桑町")
    with pytest.raises(RefusalError, match=r"見本町の「見本町DX.+第1版」など2版.+この町（若桑町"):
        READERS[command](town)
    assert not (town / "output").exists()


def test_build_check_and_publish_tell_another_town_s_archive(town: Path) -> None:
    rename(town, "見本町", "若桑町")
    outcome = built(town)
    assert outcome.built == ()
    assert outcome.problems[0].rule == "archive-owner"
    assert str(outcome.problems[0]).startswith("content/plan.yaml:1:7: 保存庫（archive/）にあるのは、見本町の")
    assert "archive-owner" in faults(town)
    assert publish(town, PLAN, quiet)[0] is None


def test_a_town_renamed_by_decision_says_so(town: Path) -> None:
    rename(town, "見本町", "若桑町")
    text = (town / EDITIONS).read_text(encoding="utf-8")
    for title in ("見本町DX推進計画", "見本町DX実行計画"):
        said = f"    issued_as: {{town: 見本町, title: {title}}}\n"
        before, after = text.split("action-plan:") if "推進" in title else (text, "")
        text = f"{before}{said}action-plan:{after}" if "推進" in title else f"{text}{said}"
    (town / EDITIONS).write_text(text, encoding="utf-8")
    assert [each.title for each in editions(town)[0]] == ["見本町DX推進計画", "見本町DX実行計画"]
    assert not any(each.rule.startswith("archive") for each in built(town).problems)


# 基になる推進計画


def test_an_action_plan_is_published_on_a_published_plan(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    with pytest.raises(RefusalError, match=r"推進計画 第1版は、まだ保存されていません.+publish 推進計画"):
        publish(town, "action-plan", quiet)
    publish_plan(town)
    edit(town, VISION, "便利に", "安全に")
    with pytest.raises(RefusalError, match=r"推進計画の原稿が、保存した推進計画 第1版から変わっています（1 将来展望）"):
        publish(town, "action-plan", quiet)


def test_the_bag_names_the_plan_that_it_rests_on(town: Path) -> None:
    info = (town / "archive/action-plan-01/bag-info.txt").read_text(encoding="utf-8")
    seal = dict(verify(town, None, quiet).seals)
    assert f"Based-On-Edition: promotion-plan-01\nBased-On-Tag-Manifest-SHA256: {list(seal.values())[-1]}\n" in info


def test_a_quotation_that_the_plan_does_not_say_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish as was possible once: an action plan on a plan that was changed before its own publication."""
    town = tiny(tmp_path, FIRST, action=FIRST)
    publish_plan(town)
    edit(town, VISION, "便利に", "安全に")
    monkeypatch.setattr("hidaka_dx.pipeline.publish._basis", lambda _archive, _manuscript, _day: None)
    assert publish(town, "action-plan", quiet)[0]
    found = [str(finding) for finding in verify(town, None, quiet).findings]
    assert any(
        "action-plan-01/data/document.json: 引用が、保存した推進計画 第1版と違います" in each for each in found
    ), found


# 日付と版の一覧


def test_an_edition_dated_ahead_is_asked_about(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    with pytest.raises(RefusalError, match=r"2026年4月1日.+今日（2026年3月1日）より後.+--ahead"):
        publish(town, PLAN, quiet, date(2026, 3, 1))
    assert publish(town, PLAN, quiet, date(2026, 4, 1))[0]
    with pytest.raises(RefusalError, match="すでに保存されています"):
        publish(town, PLAN, quiet, date(2026, 3, 1))


@pytest.mark.parametrize("day", ["2206-04-01", "2016-04-01", "2062-04-01"])
def test_a_day_far_from_the_plan_s_years_is_a_slip_of_the_pen(day: str, tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST.replace("2026-04-01", day))
    made, problems = publish(town, PLAN, quiet)
    assert made is None
    assert str(problems[0]).startswith("content/editions.yaml:3:11: 第1版の日付")
    assert problems[0].rule == "edition-date"


LOST = {
    "taken out": (FIRST, "", "content/editions.yaml:2:3: 発行した推進計画 第1版が、ここにありません。"),
    "another day": (
        "date: 2026-04-01",
        "date: 2026-04-02",
        "content/editions.yaml:3:11: 推進計画 第1版は、番号 1、日付 2026-04-01",
    ),
    "a draft again": (
        "status: 決定\n    decided_by: 町長\n",
        "status: 案\n",
        "content/editions.yaml:4:13: 推進計画 第1版は発行済みなので、案に戻せません。",
    ),
}


@pytest.mark.parametrize("what", LOST)
def test_what_is_issued_stays_in_the_list_of_editions(what: str, town: Path) -> None:
    old, new, said = LOST[what]
    text = (town / EDITIONS).read_text(encoding="utf-8").replace(old, new or DRAFT, 1)
    (town / EDITIONS).write_text(text, encoding="utf-8")
    assert said in faults(town)
    assert any(said in str(problem) for problem in built(town).problems)


def test_an_action_plan_without_edition_is_told(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    for path, text in ACTION.items():
        (town / path).parent.mkdir(parents=True, exist_ok=True)
        (town / path).write_text(text, encoding="utf-8")
    outcome = built(town)
    assert names(outcome) == [NAME]
    assert "実行計画の版（action-plan:）がないので" in str(outcome.problems[0])
    assert outcome.unmade == ("実行計画（概要版とデータも）",)


def test_an_edition_of_an_action_plan_that_is_not_written_is_told(town: Path) -> None:
    for path in ACTION:
        (town / path).unlink()
    (town / "content/measures").rmdir()
    assert "content/action-plan.yaml がないので" in faults(town)
    assert NAME in names(built(town))


def test_ids_of_the_wrong_document_are_told_with_their_line(town: Path) -> None:
    edit(town, EDITIONS, "action-plan:", f"{SECOND.replace('[vision]', '[vision, 1-2, nowhere]')}action-plan:")
    said = faults(town)
    assert (
        "content/editions.yaml:12:23: `1-2` は、推進計画の前の版にもこの版にもありません。実行計画にはあります。"
        in said
    )
    assert "content/editions.yaml:12:28: `nowhere` は、推進計画の前の版にもこの版にもありません。節・段落のid" in said
    made, problems = publish(town, PLAN, quiet)
    assert made is None
    assert {problem.rule for problem in problems} == {"revised"}


# 案はほかの文書を止めない

RESULTS = """\
year: 2026
as_of: 2027-03-31
assessor: 町長
results:
  - number: 1-1
    done:
    values:
    spent:
  - {number: 1-2, done: [始めました。]}
"""


def test_a_half_filled_report_prints_what_is_not_reported(town: Path) -> None:
    (town / "content/progress").mkdir()
    (town / "content/progress/2026.yaml").write_text(RESULTS, encoding="utf-8")
    outcome = built(town)
    assert outcome.problems == ()
    report = next(each.path for each in outcome.built if "進捗報告書" in each.path.name)
    assert (stated_metadata(report.read_bytes()).data or b"").count("未報告".encode()) > 2
    said = faults(town)
    assert "注意 content/progress/2026.yaml:5:5: 取組 1-1 の実績（done）がありません。" in said
    assert "取組 1-2 には目標と値がないので" in said
    edit(town, "content/progress/2026.yaml", "results:", "status: 決定\ndate: 2027-06-01\nresults:")
    assert "誤り content/progress/2026.yaml:7:5: 取組 1-1 の実績（done）がありません。" in faults(town)


BROKEN = {
    "progress": ("content/progress/2026.yaml", "year: ん\n", "進捗報告書"),
    "measure": ("content/measures/1-2.yaml", "number: 1-2\n", "実行計画（概要版とデータも）"),
    "errata": ("content/errata.yaml", "- {document: x}\n", "正誤表"),
    "comments": ("content/comments.yaml", "- {document: x}\n", "意見と町の考え方"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_fault_of_one_document_stops_no_other(what: str, town: Path) -> None:
    path, text, unmade = BROKEN[what]
    (town / path).parent.mkdir(exist_ok=True)
    (town / path).write_text(text, encoding="utf-8")
    outcome = built(town)
    assert NAME in names(outcome)
    assert "見本町DX実行計画_第1版.pdf" in names(outcome), "as it was issued, where nothing can be made of the content"
    assert ("見本町DX実行計画概要版_第1版.pdf" in names(outcome)) == (what != "measure")
    assert {problem.place.path for problem in outcome.problems} == {path}
    assert unmade in outcome.unmade
    assert unmade in (town / "output" / LIST).read_text(encoding="utf-8")


def test_decided_results_that_cannot_be_read_stop_what_prints_them(town: Path) -> None:
    (town / "content/progress").mkdir()
    (town / "content/progress/2026.yaml").write_text("year: ん\nstatus: 決定\n", encoding="utf-8")
    assert names(built(town)) == [NAME, "見本町DX実行計画_第1版.pdf"]


def test_publishing_the_plan_asks_nothing_of_the_action_plan(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    (town / "content/measures/1-2.yaml").write_text("number: 1-2\n", encoding="utf-8")
    assert publish(town, PLAN, quiet)[0]
    assert publish(town, "action-plan", quiet)[0] is None


# 正誤表


def with_errata(town: Path) -> Path:
    (town / "content/errata.yaml").write_text(ERRATA, encoding="utf-8")
    return town


def test_misprints_of_an_issued_edition_can_be_listed_at_any_time(town: Path) -> None:
    with_errata(town)
    assert "見本町DX推進計画正誤表_第1版.pdf" in names(built(town))
    edit(town, EDITIONS, "action-plan:", f"{DRAFT}action-plan:")
    edit(town, VISION, "便利に", "便利で安全に")
    outcome = built(town)
    assert "見本町DX推進計画正誤表_第1版.pdf" in names(outcome)
    assert "見本町DX推進計画_第3版（案）.pdf" in names(outcome)


def test_a_misprint_not_mended_is_told_where_it_is_written(town: Path) -> None:
    with_errata(town)
    edit(town, EDITIONS, "action-plan:", f"{DRAFT}action-plan:")
    said = "content/chapters/vision.md:3:8: 第1版の誤り「便利にします」が、この版でも直っていません"
    assert f"注意 {said}" in faults(town)
    assert built(town).problems == (), "a draft may still have it"
    edit(town, EDITIONS, DRAFT, SECOND)
    assert f"誤り {said}" in faults(town)
    assert publish(town, PLAN, quiet)[0] is None


ERRATA_FAULTS = {
    "twice": (ERRATA + ERRATA, "二度書かれています"),
    "of an edition that is not there": (ERRATA.replace('"1"', '"7"'), "推進計画 第7版はありません。"),
    "older than its edition": (ERRATA.replace("2026-12-01", "2026-03-01"), "正誤表の日付が"),
    "not printed so": (ERRATA.replace("便利に", "便利と"), "印刷されていません"),
}


@pytest.mark.parametrize("what", ERRATA_FAULTS)
def test_what_is_wrong_with_a_list_of_misprints_is_told(what: str, town: Path) -> None:
    text, said = ERRATA_FAULTS[what]
    (town / "content/errata.yaml").write_text(text, encoding="utf-8")
    outcome = built(town)
    assert any(said in str(problem) for problem in outcome.problems), outcome.problems
    assert NAME in names(outcome)


def test_the_website_shows_misprints_beside_their_edition(town: Path) -> None:
    with_errata(town)
    edit(town, EDITIONS, "action-plan:", f"{SECOND}action-plan:")
    edit(town, VISION, "便利に", "便利で安全に")
    publish_plan(town)
    opened, problems = website(town, town / "output", quiet)
    assert opened, problems
    site = opened.first.parent
    assert (site / "promotion-plan-01/errata.pdf").is_file()
    assert "正誤表" in (site / "promotion-plan-01/index.html").read_text(encoding="utf-8")
    assert not (site / "promotion-plan-01.1/errata.pdf").exists()


def test_the_content_that_is_left_out_is_the_only_that_is_not_read(town: Path) -> None:
    whole, _ = load(town)
    part, problems = load(town, ("content/measures/", "content/action-plan.yaml"))
    assert whole, problems
    assert part, problems
    assert part.action is None
    assert part.texts.keys() == {path for path in whole.texts if "measures" not in path and "action" not in path}


# 一つの口を通ること：どの道でも同じ状態


def with_draft(town: Path, words: str = "安全に") -> Path:
    """Begin a third edition of the plan with other words."""
    edit(town, EDITIONS, "action-plan:", f"{DRAFT}action-plan:")
    edit(town, VISION, "便利に", words)
    return town


def test_a_decided_action_plan_on_a_draft_is_printed_as_a_draft(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    publish_plan(town)
    outcome = built(with_draft(town))
    assert "見本町DX実行計画_第1版（案）.pdf" in names(outcome)
    assert "見本町DX実行計画概要版_第1版（案）.pdf" in names(outcome)
    assert not any("実行計画_第1版.pdf" in name for name in names(outcome))
    note = next(each.notes[0] for each in outcome.built if each.path.name == "見本町DX実行計画_第1版（案）.pdf")
    assert "基にする推進計画が案なので" in note


def test_a_plan_with_ids_that_were_not_in_print_is_still_composed(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.pipeline.working_documents.places", lambda _: {})
    monkeypatch.setattr("hidaka_dx.compose.back_matter.seireki_date", lambda day: f"{day:%Y.%m.%d}")
    assert "見本町DX実行計画概要版_第1版.pdf" in names(built(town))


def test_the_website_says_which_misprints_it_cannot_show(town: Path) -> None:
    (town / "content/errata.yaml").write_text(ERRATA.replace("便利に", "便利と"), encoding="utf-8")
    opened, problems = website(town, town / "output", quiet)
    assert opened, problems
    assert any("印刷されていません" in said for said in opened.left_out)


def test_a_faulty_measure_stops_neither_comparison_nor_papers_of_the_plan(town: Path) -> None:
    with_draft(town)
    (town / "content/measures/1-2.yaml").write_text("number: 1-2\n", encoding="utf-8")
    made, problems = compare(ComparisonRequest("推進計画 第1版", "推進計画 第3版", PLAN), town, town / "output", quiet)
    assert made, problems


def test_a_draft_that_cannot_be_printed_stops_no_papers_of_an_issued_edition(town: Path) -> None:
    with_draft(town, "便𒀀利に")
    with_errata(town)
    asked = CouncilRequest("推進計画 第1版", PLAN, meeting("第1回定例会", "資料1", None))
    handed, problems = council(asked, town, town / "output", quiet)
    assert handed, problems
    outcome = built(town)
    assert names(outcome) == ["見本町DX実行計画_第1版.pdf", "見本町DX推進計画正誤表_第1版.pdf"]
    assert {problem.rule for problem in outcome.problems} == {"glyph"}
    assert outcome.unmade[0] == "推進計画"


@pytest.mark.parametrize("command", ["compare", "council"])
def test_an_archive_is_not_read_where_the_town_cannot_be(command: str, town: Path) -> None:
    edit(town, "content/plan.yaml", "town:", "twon:")
    with pytest.raises(RefusalError, match="この町のものか確かめられません"):
        READERS[command](town)


def test_the_preview_asks_whose_archive_it_is_and_calls_a_revision_one(town: Path) -> None:
    edit(town, VISION, "便利に", "安全に")
    viewer = Viewer(town)
    opened = viewer.open()
    assert opened.manuscript
    reading, problems = viewer.read("promotion-plan", opened.manuscript)
    assert reading, problems
    assert reading.title == "見本町DX推進計画 第1版の改訂作業中（案）"
    rename(town, "見本町", "若桑町")
    with pytest.raises(RefusalError, match="見本町の"):
        viewer.open()


def test_a_renamed_town_hands_out_what_was_issued_under_its_old_name(town: Path) -> None:
    rename(town, "見本町", "若桑町")
    text = (town / EDITIONS).read_text(encoding="utf-8")
    plan, _, action = text.partition("action-plan:\n")
    said = "    issued_as: {{town: 見本町, title: 見本町DX{}計画}}\n"
    (town / EDITIONS).write_text(
        f"{plan}{said.format('推進')}action-plan:\n{action}{said.format('実行')}", encoding="utf-8"
    )
    outcome = built(town)
    assert "若桑町DX推進計画_第1版の改訂作業中（案）.pdf" in names(outcome)
    assert (town / "output" / NAME).read_bytes() == archived(town, "promotion-plan-01")
    assert not (town / "output/若桑町DX推進計画_第1版.pdf").exists()


def test_files_of_an_old_title_are_told_and_comparisons_are_not(town: Path) -> None:
    with_draft(town)
    built(town)
    assert compare(ComparisonRequest("第1版", "原稿", PLAN), town, town / "output", quiet)[0]
    edit(town, "content/plan.yaml", "title: 見本町DX推進計画", "title: 新しい計画")
    text = (town / EDITIONS).read_text(encoding="utf-8")
    said = f"{FIRST}    issued_as: {{title: 見本町DX推進計画}}\n"
    (town / EDITIONS).write_text(text.replace(FIRST, said, 1), encoding="utf-8")
    assert built(town).stale == ("見本町DX推進計画_第3版（案）.pdf",)


def test_an_action_plan_is_not_older_than_its_plan(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST.replace("2026-04-01", "2026-03-01"))
    publish_plan(town)
    with pytest.raises(RefusalError, match=r"実行計画の日付（2026年3月1日）が、基にする推進計画 第1版の日付"):
        publish(town, "action-plan", quiet)


def test_an_edition_that_was_lost_can_be_written_back_as_advised(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    publish_plan(town)
    tiny(town, FIRST, SECOND.replace("語句の整理", "'語句、{数}: の整理'"))
    edit(town, VISION, "便利に", "安全に")
    publish_plan(town)
    tiny(town, FIRST, DRAFT)
    edit(town, VISION, "便利に", "安全に")
    told = next(each.problem for each in check(town).remarks if each.problem.rule == "edition-lost")
    entry = told.message.partition("ここにありません。")[2].partition(" を、番号")[0]
    edit(town, EDITIONS, DRAFT, f"  {entry}\n{DRAFT}")
    assert not [each for each in check(town).remarks if each.level == "誤り"]


def test_a_partly_copied_archive_is_told(town: Path) -> None:
    shutil.rmtree(town / "archive/promotion-plan-01")
    for command in (check, built, editions, lambda town: publish(town, PLAN, quiet), READERS["website"]):
        with pytest.raises(RefusalError, match=r"基にした推進計画（archive/promotion-plan-01）が保存庫にありません"):
            command(town)


def test_a_forged_measure_of_the_source_reaches_neither_website_nor_papers(town: Path) -> None:
    forging.edit("action-plan-01/data/source/content/measures/1-1.yaml", "電子化", "廃止")(town / "archive")
    forging.seal(town / "archive/action-plan-01")
    for command in ("website", "compare", "council"):
        with pytest.raises(RefusalError, match=r"「窓口の手続を廃止します」が document\.json にありません"):
            READERS[command](town)
    assert any("document.json にありません" in str(each) for each in verify(town, None, quiet).findings)


def test_editions_of_the_same_content_are_not_compared(town: Path) -> None:
    with pytest.raises(RefusalError, match="同じ内容なので、比べるものがありません"):
        compare(ComparisonRequest("第1版", "原稿", PLAN), town, town / "output", quiet)


def test_a_document_without_edition_is_no_file(town: Path) -> None:
    with pytest.raises(RefusalError, match="どの版かが分かりません"):
        compare(ComparisonRequest("推進計画", "実行計画", PLAN), town, town / "output", quiet)


def test_check_tells_a_damaged_edition_as_build_does(town: Path) -> None:
    (town / "archive/promotion-plan-01/data/README.txt").write_text("x", encoding="utf-8")
    commands: tuple[Callable[[Path], object], ...] = (check, built, editions)
    for command in commands:
        with pytest.raises(RefusalError, match="発行した時のままではありません"):
            command(town)
