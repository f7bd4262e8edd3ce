"""What `editions.yaml` says is held against the archive: what is lost, what was changed after it was issued."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from towns import DRAFT, FIRST, PLAN, SECOND, THIRD, copied, publish_plan, tiny, with_three_editions

from hidaka_dx.archive import EditionName
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.compare import ComparisonRequest, compare
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.withdraw import WithdrawalAct, withdraw
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
EDITIONS = "content/editions.yaml"
STYLE = "content/house-style.yaml"


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town that has issued three editions of its plan."""
    return with_three_editions(tmp_path_factory.mktemp("recording") / "town")


@pytest.fixture
def town(issued: Path, tmp_path: Path) -> Path:
    return copied(issued, tmp_path / "town")


def told(town: Path, rule: str) -> list[str]:
    """Say what a rule tells and the town has not accepted."""
    found = (each for each in check(town).remarks if each.accepted is None)
    return [f"{each.level} {each.problem}" for each in found if each.problem.rule.startswith(rule)]


# 失われた保存庫


def test_a_whole_archive_is_silent(town: Path) -> None:
    assert told(town, "edition") == []


def test_every_edition_of_a_lost_archive_is_told_but_the_newest_which_may_not_be_issued_yet(town: Path) -> None:
    shutil.rmtree(town / "archive")
    found = told(town, "edition-unarchived")
    assert [each.partition("は、")[0] for each in found] == [
        "注意 content/editions.yaml:2:13: 推進計画 第1版",
        "注意 content/editions.yaml:7:13: 推進計画 第1.1版",
    ]
    assert all("控えから戻してください" in each for each in found)


def test_the_last_edition_of_the_archive_that_is_lost_is_told(town: Path) -> None:
    tiny(town, FIRST, SECOND, THIRD, DRAFT)
    shutil.rmtree(town / "archive/promotion-plan-02")
    found = told(town, "edition")
    assert [each.partition("は、")[0] for each in found] == ["注意 content/editions.yaml:14:13: 推進計画 第2版"]


def test_a_town_that_issued_its_first_edition_otherwise_says_so(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, SECOND)
    published = publish_plan(town)
    assert "第1版は、後の版があるのに" in published.notes[0]
    advice = told(town, "edition")[0]
    line = advice.partition("「- ")[2].partition("」と書いて")[0]
    accepted = f"accepted:\n  - reason: 第1版はワープロで作り、発行した\n    findings:\n      - {line}\n"
    (town / STYLE).write_text(accepted, encoding="utf-8")
    assert told(town, "edition") + told(town, "accepted") == []
    outcome = build(town, town / "output", lambda _words, _share: None)
    assert outcome.problems == ()
    (town / STYLE).write_text(accepted.replace(PLAN, "action-plan"), encoding="utf-8")
    assert len(told(town, "edition-unarchived")) == len(told(town, "accepted-unused")) == 1


# 発行した後に変えた記録

ALTERED = {
    "decided by": (
        "町長",
        "副町長",
        "5",
        "決定した者・会議（decided_by）を「町長」と記録して発行しています。今の「副町長」",
    ),
    "category": ("軽微", "報告", "10", "変更区分（category）を「軽微」と記録"),
    "reason": ("reason: 国の計画の改定", "reason: 町の事情", "18", "改定の理由（reason）を「国の計画の改定」と記録"),
    "changes": ("changes: 策定", "changes: 作成", "6", "改訂履歴の言葉（changes）を「策定」と記録"),
}


@pytest.mark.parametrize("fact", ALTERED)
def test_a_fact_that_was_changed_after_the_edition_was_issued_is_told(fact: str, town: Path) -> None:
    old, new, line, said = ALTERED[fact]
    text = (town / EDITIONS).read_text(encoding="utf-8")
    (town / EDITIONS).write_text(text.replace(old, new, 1), encoding="utf-8")
    (found,) = told(town, "edition")
    assert found.startswith(f"注意 content/editions.yaml:{line}:")
    assert said in found


def test_a_fact_that_was_taken_out_is_told_and_one_that_was_added_is_not(town: Path) -> None:
    text = (town / EDITIONS).read_text(encoding="utf-8")
    (town / EDITIONS).write_text(text.replace("    decided_by: 町長\n", ""), encoding="utf-8")
    (found,) = told(town, "edition")
    assert found.startswith("注意 content/editions.yaml:2:5: 第1版は、決定した者・会議（decided_by）を「町長」")
    assert "今の一覧にはありません" in found
    added = "category: 軽微\n    decided_by: 第2回推進本部会議\n"
    (town / EDITIONS).write_text(text.replace("category: 軽微\n", added), encoding="utf-8")
    assert told(town, "edition") == []


def test_a_changed_day_stays_an_error_and_a_withdrawn_edition_is_not_asked(town: Path) -> None:
    text = (town / EDITIONS).read_text(encoding="utf-8")
    (town / EDITIONS).write_text(text.replace("2027-04-01", "2027-05-01"), encoding="utf-8")
    (found,) = told(town, "edition")
    assert found.startswith("誤り content/editions.yaml:8:11: 推進計画 第1.1版は、番号 1.1、日付 2027-04-01 で発行")
    (town / EDITIONS).write_text(text.replace("changes: 全部の改定", "changes: 一部の改定"), encoding="utf-8")
    withdraw(town, EditionName(PLAN, "2"), WithdrawalAct(date(2028, 5, 1), "町長", "日付の誤り"), date(2028, 5, 1))
    assert {each.rpartition("[")[2] for each in told(town, "edition")} == {"edition-withdrawn]"}


# 改めた所


def revised(town: Path, *ids: str) -> list[str]:
    """Say what is told of ids in `revised` where each edition after the first has one of these."""
    lists = (f"revised: [{each}]" for each in ids)
    tiny(town, FIRST, *(each.replace("revised: [vision]", next(lists)) for each in (SECOND, THIRD)), DRAFT)
    return [each.partition("。")[0] for each in told(town, "revised")]


def test_a_misspelt_id_of_an_issued_edition_is_told_as_one_of_a_draft(town: Path) -> None:
    unknown = "は、推進計画の前の版にもこの版にもありません"
    assert revised(town, "vision", "aim") == []
    assert revised(town, "visoin", "aim, amis") == [
        f"誤り content/editions.yaml:12:15: `visoin` {unknown}",
        f"誤り content/editions.yaml:19:20: `amis` {unknown}",
    ]


def test_the_ids_of_an_issued_edition_are_those_of_its_time(tmp_path: Path) -> None:
    town = with_three_editions(tmp_path)
    vision = town / "content/chapters/vision.md"
    vision.write_text("# 展望 {#outlook}\n\n町は、暮らしを便利にします。 {#end}\n", encoding="utf-8")
    assert revised(town, "vision", "aim") == []
    assert len(revised(town, "outlook", "end")) == 2


def test_ids_are_not_judged_where_the_edition_before_is_not_there(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, SECOND.replace("revised: [vision]", "revised: [gone]"))
    publish_plan(town)
    assert revised(town, "gone", "gone") == []


# 名の改まった町


def test_names_of_then_are_refused_on_an_edition_that_may_still_be_issued(tmp_path: Path) -> None:
    town = tiny(tmp_path, f"{FIRST}    issued_as: {{town: 旧町, title: 旧町DX推進計画}}\n")
    assert [each.partition("。")[0] for each in told(town, "edition-issued-as")] == [
        "誤り content/editions.yaml:7:16: 第1版は、保存庫（archive/）にありません"
    ]
    published, problems = publish(town, PLAN, quiet)
    assert published is None
    assert [each.rule for each in problems] == ["edition-issued-as"]
    assert not (town / "archive").exists()


def test_names_of_then_that_are_not_those_of_the_archive_are_told_where_they_stand(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    publish_plan(town)
    for said, at in (("town: 旧町, title: 見本町DX推進計画", 23), ("title: 旧計画", 24)):
        tiny(town, f"{FIRST}    issued_as: {{{said}}}\n")
        (found,) = told(town, "archive-owner")
        assert found.startswith(f"誤り content/editions.yaml:7:{at}: issued_as（発行した時の名）が、保存庫")
        assert (
            "推進計画 第1版は、見本町の「見本町DX推進計画」として発行しています。今の名と同じなので、issued_as を"
            in found
        )
    tiny(town, f"{FIRST}    issued_as: {{title: 見本町DX推進計画}}\n")
    assert told(town, "archive") == told(town, "edition") == []


def test_the_title_that_differs_from_the_archive_is_pointed_at(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST, action=FIRST)
    publish_plan(town)
    assert publish(town, "action-plan", quiet)[0]
    for path, line in (("content/plan.yaml", 2), ("content/action-plan.yaml", 1)):
        text = (town / path).read_text(encoding="utf-8")
        (town / path).write_text(text.replace("title: 見本町DX", "title: 新しいDX", 1), encoding="utf-8")
        (found,) = told(town, "archive-owner")
        assert found.startswith(f"誤り {path}:{line}:8: 保存庫（archive/）にあるのは、見本町の")
        (town / path).write_text(text, encoding="utf-8")
    assert told(town, "archive-owner") == []


def test_another_way_to_write_the_number_of_an_issued_edition_is_told_at_the_number(tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST)
    publish_plan(town)
    tiny(town, FIRST.replace('"1"', '"1.0"'))
    (found,) = told(town, "edition-issued")
    assert found.startswith(
        "誤り content/editions.yaml:2:13: 推進計画 第1版は、番号 1、日付 2026-04-01 で発行しています"
    )
    assert '（今の番号は 1.0）。番号を "1" に戻してください。' in found


# 正誤表


def errata(*editions: str, at: str = "aim") -> str:
    """List the same misprint of some editions."""
    return "".join(
        f'- document: promotion-plan\n  edition: "{edition}"\n  status: 決定\n  date: 2028-12-01\n'
        f"  corrections:\n    - {{at: {at}, printed: 暮らし, correct: くらし}}\n"
        for edition in editions
    )


def test_a_misprint_of_all_issued_editions_is_listed_for_each_and_stops_nothing(town: Path) -> None:
    (town / "content/errata.yaml").write_text(errata("1", "2"), encoding="utf-8")
    outcome = build(town, town / "output", quiet)
    assert (outcome.problems, outcome.unmade) == ((), ())
    assert {f"見本町DX推進計画正誤表_第{edition}版.pdf" for edition in "12"} <= {
        each.path.name for each in outcome.built
    }
    assert told(town, "errata") == []


def test_a_misprint_that_a_later_issued_edition_has_too_is_noted_where_that_one_does_not_list_it(town: Path) -> None:
    (town / "content/errata.yaml").write_text(errata("1"), encoding="utf-8")
    (found,) = told(town, "errata")
    assert found.startswith("注意 content/errata.yaml:6:26: 第1版の誤り「暮らし」が、発行した第2版にもあります（")
    assert "第2版の正誤表にも書き、次の版で「くらし」に直してください。" in found
    assert build(town, town / "output", quiet).problems == ()


def test_a_revision_at_work_must_mend_what_the_issued_edition_has_wrong(town: Path) -> None:
    (town / "content/errata.yaml").write_text(errata("1", "2"), encoding="utf-8")
    vision = town / "content/chapters/vision.md"
    vision.write_text(vision.read_text(encoding="utf-8").replace("便利に", "安全に"), encoding="utf-8")
    (found,) = told(town, "errata")
    assert found.startswith("誤り content/chapters/vision.md:3:4: 第1版の誤り「暮らし」が、この版でも直っていません")
    vision.write_text(vision.read_text(encoding="utf-8").replace("暮らし", "くらし"), encoding="utf-8")
    assert told(town, "errata") == []


def test_a_faulty_list_of_misprints_is_named_alone_and_what_was_made_is_not(town: Path) -> None:
    (town / "content/errata.yaml").write_text(errata("1") + errata("2", at="aimm"), encoding="utf-8")
    outcome = build(town, town / "output", quiet)
    assert [each.rule for each in outcome.problems] == ["errata"]
    assert outcome.unmade == ("正誤表（推進計画 第2版）",)
    made = [each.path.name for each in outcome.built]
    assert {"見本町DX推進計画_第2版.pdf", "見本町DX推進計画正誤表_第1版.pdf"} <= set(made)
    assert "見本町DX推進計画正誤表_第2版.pdf" not in made


def test_what_the_town_does_not_have_is_not_told_as_unmade(town: Path) -> None:
    vision = town / "content/chapters/vision.md"
    vision.write_text(vision.read_text(encoding="utf-8").replace("便利に", "便𒀀利に"), encoding="utf-8")
    assert build(town, town / "output", quiet).unmade == ("推進計画",)
    tiny(town, FIRST, SECOND, THIRD.replace("2028", "2027-04-01 ではなく 2028"))
    assert build(town, town / "output", quiet).unmade == ("すべての文書",)
    tiny(town, FIRST, SECOND, THIRD.replace("2028-04-01", "2028-05-01"))
    (town / "content/errata.yaml").write_text(errata("1"), encoding="utf-8")
    assert build(town, town / "output", quiet).unmade == ("推進計画",)


# 比べる二つの版


def test_editions_named_in_reversed_order_are_compared_and_told(town: Path) -> None:
    for words, notes in (
        (("第2版", "第1版"), 1),
        (("第1版", "第2版"), 0),
        (("原稿", "第1.1版"), 1),
        (("第2版", "原稿"), 0),
    ):
        vision = town / "content/chapters/vision.md"
        vision.write_text("# 将来展望 {#vision}\n\n町は、暮らしを楽にします。 {#aim}\n", encoding="utf-8")
        built, problems = compare(ComparisonRequest(*words, PLAN), town, town / "output", quiet)
        assert built, problems
        assert len(built[0].notes) == notes, words
        if words == ("第2版", "第1版"):
            assert built[0].notes[0].startswith("改正前（第2版）が、改正後（第1版）より新しい版です。")


def test_an_edition_of_a_document_without_any_is_refused_in_a_whole_sentence(town: Path) -> None:
    said = "^実行計画 第1版はありません。実行計画には、まだ版がありません。`hidaka-dx editions` で"
    with pytest.raises(RefusalError, match=said):
        compare(ComparisonRequest("実行計画 第1版", "実行計画 原稿", "action-plan"), town, town / "output", quiet)
