"""A mistaken publication is withdrawn by a recorded act: nothing is deleted, and everything that goes by editions knows it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import bagit
import pytest
from forging import Tamper, edit, forged, in_order, remove, stated, take_out, write
from towns import DRAFT, FIRST, PLAN, SECOND, copied, publish_plan, tiny

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.document import restored
from hidaka_dx.inspection import stated_metadata as said_inside
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.compare import ComparisonRequest, compare
from hidaka_dx.pipeline.council import CouncilRequest, council, meeting
from hidaka_dx.pipeline.editions import editions
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.verify import verify
from hidaka_dx.pipeline.website import website
from hidaka_dx.pipeline.withdraw import WithdrawalAct, withdraw, withdrawable
from hidaka_dx.problem import RefusalError

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
TODAY = date(2026, 12, 2)
ACT = WithdrawalAct(TODAY, "町長", "日付の誤り")
WRONG = SECOND.replace("1.1", "2").replace("2027-04-01", "2033-04-01")
"""An edition with a slip of the pen in its date."""
RIGHT = SECOND.replace("1.1", "2.1").replace("2027-04-01", "2026-12-01")
FIRST_NAME, NAME, NEXT = (EditionName(PLAN, number) for number in ("1", "2", "2.1"))
BAG = "promotion-plan-02-withdrawn"
EDITIONS = "content/editions.yaml"


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def listed(town: Path, *entries: str, action: str = "") -> None:
    text = f"{PLAN}:\n{''.join(entries)}" + (f"action-plan:\n{action}" if action else "")
    (town / EDITIONS).write_text(text, encoding="utf-8")


def reworded(town: Path, words: str) -> None:
    (town / "content/chapters/vision.md").write_text(f"# 将来展望 {{#vision}}\n\n{words} {{#aim}}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town whose second edition bears a wrong date for good."""
    town = tiny(tmp_path_factory.mktemp("mistaken") / "town", FIRST)
    publish_plan(town)
    listed(town, FIRST, WRONG)
    reworded(town, "町は、暮らしを楽しくします。")
    publish_plan(town)
    return town


@pytest.fixture(scope="module")
def withdrawn(mistaken: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the town that has withdrawn it, and has not touched its list of editions."""
    town = copied(mistaken, tmp_path_factory.mktemp("withdrawn") / "town")
    withdraw(town, NAME, ACT, TODAY)
    return town


@pytest.fixture(scope="module")
def again(withdrawn: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the town that has published the edition again, with another number and the right day."""
    town = copied(withdrawn, tmp_path_factory.mktemp("again") / "town")
    listed(town, FIRST, RIGHT)
    publish_plan(town)
    return town


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def faults(town: Path) -> str:
    return "\n".join(f"{each.level} {each.problem}" for each in check(town).remarks)


# 取り下げる


def test_a_withdrawal_is_a_bag_of_its_own_and_the_edition_stays(mistaken: Path, withdrawn: Path) -> None:
    assert bytes_below(withdrawn / "archive/promotion-plan-02") == bytes_below(mistaken / "archive/promotion-plan-02")
    bagit.Bag(str(withdrawn / "archive" / BAG)).validate()
    seal = Archive(mistaken).bag(NAME).seal
    told = json.loads((withdrawn / "archive" / BAG / "data/withdrawal.json").read_bytes())
    acted = {"day": "2026-12-02", "by": "町長", "reason": "日付の誤り"}
    assert told == {"format": 4, "edition": "promotion-plan-02", "seal": seal, **acted}
    info = (withdrawn / "archive" / BAG / "bag-info.txt").read_text("utf-8")
    assert (
        f"Edition-Status: 取下げ\nDecided-By: 町長\nChange-Reason: 日付の誤り\nPrevious-Edition: {NAME.folder}\n"
        in info
    )
    assert f"Previous-Tag-Manifest-SHA256: {seal}\n" in info
    assert "見本町DX推進計画 第2版" in (withdrawn / "archive" / BAG / "data/README.txt").read_text("utf-8")


def test_verify_tells_what_is_withdrawn_and_the_newest_seal(withdrawn: Path) -> None:
    verdict = verify(withdrawn, None, quiet)
    assert verdict.findings == ()
    assert [name.folder for name in verdict.judged] == [FIRST_NAME.folder, NAME.folder, BAG]
    assert "推進計画 第2版は、2026年12月2日に町長が取り下げました（理由：日付の誤り）。" in verdict.notes
    assert verdict.seals == ((NAME.withdrawal, Archive(withdrawn).bag(NAME.withdrawal).seal),)
    assert [name.folder for name in verify(withdrawn, NAME, quiet).judged] == [NAME.folder, BAG]
    assert [name.folder for name in verify(withdrawn, FIRST_NAME, quiet).judged] == [FIRST_NAME.folder]
    with pytest.raises(RefusalError, match="保存されていません"):
        verify(withdrawn, FIRST_NAME.withdrawal, quiet)


def test_what_is_still_listed_is_told_with_its_line(withdrawn: Path) -> None:
    assert f"{EDITIONS}:7:13: 第2版は取り下げています" in faults(withdrawn)
    assert "新しい番号（2.1など）に書き直すか" in faults(withdrawn)
    outcome = build(withdrawn, withdrawn / "output", quiet)
    assert [each.rule for each in outcome.problems] == ["edition-withdrawn"]
    assert outcome.built == ()
    assert [each.rule for each in publish(withdrawn, PLAN, quiet)[1]] == ["edition-withdrawn"]


def test_the_edition_is_published_again_with_a_new_number_and_an_earlier_day(again: Path) -> None:
    assert verify(again, None, quiet, rebuild=True).findings == ()
    record = Archive(again).record(NEXT)
    assert record.before
    assert (record.before.folder, record.before.seal) == (BAG, Archive(again).bag(NAME.withdrawal).seal)
    compared = said_inside(Archive(again).bag(NEXT).payload["comparison-table.pdf"]).title
    assert compared == "見本町DX推進計画新旧対照表 第1版から第2.1版"
    assert "edition-" not in faults(again)
    outcome = build(again, again / "output", quiet)
    assert [each.path.name for each in outcome.built] == ["見本町DX推進計画_第2.1版.pdf"]
    assert outcome.built[0].path.read_bytes() == Archive(again).pdf(NEXT)


def test_a_number_is_never_used_again(again: Path, tmp_path: Path) -> None:
    town = copied(again, tmp_path / "town")
    listed(town, FIRST, WRONG.replace("2033", "2026"), RIGHT)
    assert "第2版は取り下げています（archive/promotion-plan-02-withdrawn）。この版を一覧から取り除いて" in faults(town)


def test_a_smaller_number_cannot_follow_what_is_withdrawn(withdrawn: Path, tmp_path: Path) -> None:
    town = copied(withdrawn, tmp_path / "town")
    listed(town, FIRST, SECOND)
    with pytest.raises(RefusalError, match=r"第1\.1版に、それより大きい番号を書いてください"):
        publish(town, PLAN, quiet)


def test_what_is_taken_off_the_list_leaves_the_edition_before_in_force(withdrawn: Path, tmp_path: Path) -> None:
    town = copied(withdrawn, tmp_path / "town")
    listed(town, FIRST)
    reworded(town, "町は、暮らしを便利にします。")
    outcome = build(town, town / "output", quiet)
    assert [each.path.name for each in outcome.built] == ["見本町DX推進計画_第1版.pdf"]
    reworded(town, "町は、暮らしを安全にします。")
    notes = "\n".join(build(town, town / "output", quiet).built[0].notes)
    assert '{number: "2.1", status: 案' in notes, "the number of what is withdrawn must not be proposed"


def test_a_first_edition_that_is_withdrawn_is_followed_by_another_first_one(tmp_path: Path) -> None:
    town = tiny(tmp_path / "town", FIRST)
    publish_plan(town)
    withdraw(town, FIRST_NAME, ACT, TODAY)
    listed(town, FIRST.replace('"1"', '"1.1"').replace("2026-04-01", "2026-03-01"))
    publish_plan(town)
    assert verify(town, None, quiet).findings == ()
    bag = Archive(town).bag(EditionName(PLAN, "1.1"))
    assert "comparison.json" not in bag.payload
    forged("promotion-plan-01.1", write("promotion-plan-01.1/data/comparison.json"))(town / "archive")
    assert any("comparison" in str(each) for each in verify(town, None, quiet).findings)


# 一覧、比較、議会、ウェブページ


def test_editions_are_listed_as_withdrawn(again: Path) -> None:
    found, problems = editions(again)
    assert problems == ()
    assert [(each.name, each.state) for each in found] == [
        (FIRST_NAME, "発行済み"),
        (NAME, "取下げ"),
        (NEXT, "発行済み"),
    ]
    assert found[1].withdrawal
    assert (found[1].withdrawal.day, found[1].withdrawal.by, found[1].withdrawal.reason) == (
        TODAY,
        "町長",
        "日付の誤り",
    )


def test_a_withdrawn_edition_is_still_compared_and_said_to_be_withdrawn(again: Path, tmp_path: Path) -> None:
    built, problems = compare(ComparisonRequest("推進計画 第1版", "推進計画 第2版", PLAN), again, tmp_path, quiet)
    assert problems == ()
    assert "推進計画 第2版は、取り下げた版です。" in built[0].notes[0]


def test_no_withdrawn_edition_is_handed_to_the_council(again: Path, tmp_path: Path) -> None:
    to = meeting("定例会", "資料1", None)
    with pytest.raises(RefusalError, match="推進計画 第2版は取り下げています"):
        council(CouncilRequest("推進計画 第2版", PLAN, to), again, tmp_path, quiet)


def test_the_website_marks_it_and_keeps_it_out_of_force(again: Path, withdrawn: Path, tmp_path: Path) -> None:
    for town, in_force in ((again, "promotion-plan-02.1"), (withdrawn, "promotion-plan-01")):
        output = tmp_path / in_force
        opened, problems = website(town, output, quiet)
        assert opened, problems
        site = output / "site"
        front = (site / "index.html").read_text("utf-8")
        entries = {part.split("/index.html", 1)[0].split('href="')[-1]: part for part in front.split("<h4>")[1:]}
        assert '<span class="tag now">現行</span>' in entries[in_force]
        assert front.count("現行") == 1
        assert '<span class="tag">取下げ</span>' in entries["promotion-plan-02"]
        assert "2026年12月2日に町長が取り下げました（理由：日付の誤り）。" in entries["promotion-plan-02"]
        pdf = (site / "promotion-plan-02/promotion-plan-02.pdf").read_bytes()
        assert pdf == Archive(town).pdf(NAME)
        assert "この版は取り下げました。" in (site / "promotion-plan-02/index.html").read_text("utf-8")
        older = (site / "promotion-plan-01/index.html").read_text("utf-8")
        assert "../promotion-plan-02/" not in older
        assert "2033" not in (site / "editions.atom").read_text("utf-8").split("<updated>")[1]


# 断るとき


def test_what_cannot_be_withdrawn_is_refused_with_its_reason(withdrawn: Path, mistaken: Path) -> None:
    before = bytes_below(mistaken / "archive")
    wrong: list[tuple[Path, EditionName, WithdrawalAct, str]] = [
        (withdrawn, NAME, ACT, "すでに取り下げています"),
        (withdrawn, FIRST_NAME, ACT, "最後に保存した版（推進計画 第2版）だけ"),
        (mistaken, FIRST_NAME, ACT, "最後に保存した版（推進計画 第2版）だけ"),
        (mistaken, NEXT, ACT, "保存されていません"),
        (mistaken, NAME, WithdrawalAct(date(2206, 12, 2), "町長", "誤り"), "今日（2026年12月2日）より後か"),
        (mistaken, NAME, WithdrawalAct(date(2016, 12, 2), "町長", "誤り"), "一年より前"),
        (mistaken, NAME, WithdrawalAct(TODAY, "", "誤り"), "--by"),
        (mistaken, NAME, WithdrawalAct(TODAY, "町長", "誤り\nEdition-Status: 決定"), "--reason"),
        (mistaken, NAME, WithdrawalAct(TODAY, "町長", "\u202e誤り"), "--reason"),
        (mistaken, NAME, WithdrawalAct(TODAY, "町長", "誤" * 501), "--reason"),
    ]
    for town, name, act, reason in wrong:
        with pytest.raises(RefusalError) as refused:
            withdraw(town, name, act, TODAY)
        assert reason in str(refused.value)
    assert bytes_below(mistaken / "archive") == before


@pytest.fixture(scope="module")
def with_action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town whose plan and action plan are published."""
    town = tiny(tmp_path_factory.mktemp("with_action") / "town", FIRST, action=FIRST)
    publish_plan(town)
    assert publish(town, "action-plan", quiet)[0]
    return town


def test_a_plan_on_which_an_action_plan_rests_is_withdrawn_after_it(with_action: Path, tmp_path: Path) -> None:
    town = copied(with_action, tmp_path / "town")
    with pytest.raises(RefusalError, match="先に`hidaka-dx withdraw 実行計画 第1版`"):
        withdraw(town, FIRST_NAME, ACT, TODAY)
    withdraw(town, EditionName("action-plan", "1"), ACT, TODAY)
    withdraw(town, FIRST_NAME, ACT, TODAY)
    assert verify(town, None, quiet).findings == ()
    shutil.rmtree(town / "archive/action-plan-01-withdrawn")
    assert "取り下げられていません" in str(verify(town, None, quiet).findings)


def test_an_older_action_plan_names_its_plan_in_its_frozen_list(with_action: Path, tmp_path: Path) -> None:
    older = copied(with_action, tmp_path / "older")

    def without(info: str) -> str:
        return "\n".join(line for line in info.splitlines() if not line.startswith("Based-On"))

    forged("action-plan-01", info=without)(older / "archive")
    assert Archive(older).record(EditionName("action-plan", "1")).rests_on is None
    with pytest.raises(RefusalError, match="実行計画 第1版が基づいています"):
        withdraw(older, FIRST_NAME, ACT, TODAY)


def test_nothing_is_withdrawn_from_a_foreign_or_broken_archive(mistaken: Path, tmp_path: Path) -> None:
    foreign = copied(mistaken, tmp_path / "foreign")
    edit("content/plan.yaml", "town: 見本町", "town: 別の町")(foreign)
    with pytest.raises(RefusalError, match="今の名と違います"):
        withdraw(foreign, NAME, ACT, TODAY)
    broken = copied(mistaken, tmp_path / "broken")
    edit("archive/promotion-plan-01/data/check.txt", "なし", "あり")(broken)
    with pytest.raises(RefusalError, match="発行した時のままではありません"):
        withdraw(broken, NAME, ACT, TODAY)
    assert not list((tmp_path / "broken/archive").glob("*withdrawn"))


# 打つ


def test_it_is_asked_before_and_told_after(
    mistaken: Path, tmp_path: Path, typed: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    town = copied(mistaken, tmp_path / "town")
    words = ("withdraw", "推進計画", "第2版", "--by", "町長", "--reason", "日付の誤り")
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "n")
    code, said, _ = typed(town, *words)
    assert code == 130
    assert not (town / "archive" / BAG).exists()
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _: "y")
    code, said, _ = typed(town, *words)
    assert code == 0
    assert "見本町DX推進計画 第2版 を取り下げました" in said
    seal = Archive(town).bag(NAME.withdrawal).seal
    assert f"目録のsha256 {seal}" in said
    assert f"最後の記録、推進計画 第2版の取下げの目録のsha256は {seal} です。" in typed(town, "verify")[1]
    assert "  取下げ  " in typed(town, "editions")[1]
    code, said, complaint = typed(town, *words, "--yes")
    assert (code, said, complaint.count("\n")) == (1, "", 1)
    assert typed(town, "withdraw", "推進計画", "原稿", "--by", "町長", "--reason", "x")[0] == 2
    code, _, complaint = typed(town, "withdraw", "推進計画", "第2版", "--reason", "x")
    assert (code, "--by 者・会議 を書いてください" in complaint) == (2, True)


# 改ざん


def _again(path: str, old: str, new: str) -> Tamper:
    return forged(BAG, edit(f"{BAG}/{path}", old, new))


TAMPERS: dict[str, tuple[Tamper, str]] = {
    "changed reason": (edit(f"{BAG}/data/withdrawal.json", "日付", "金額"), f"{BAG}/data/withdrawal.json"),
    "changed reason, lists made anew": (
        _again("data/withdrawal.json", "日付", "金額"),
        "記録（bag-info.txt）と違います",
    ),
    "changed words": (_again("data/README.txt", "残っています", "ありません"), "記録（bag-info.txt）と違います"),
    "lost file": (forged(BAG, remove(f"{BAG}/data/README.txt")), "あるはずのファイルがありません"),
    "added file": (forged(BAG, write(f"{BAG}/data/more.txt")), "ないはずのファイルです"),
    "another edition": (
        forged(BAG, info=stated("Edition-Number: 2", "Edition-Number: 3")),
        "取下げの記録として読めません",
    ),
    "of none": (in_order(take_out("promotion-plan-02")), "保存庫で前にあるのは promotion-plan-01 です"),
    "invented": (lambda archive: (archive / "promotion-plan-01-withdrawn").mkdir(), "promotion-plan-01-withdrawn"),
    "copied": (
        lambda archive: shutil.copytree(archive / BAG, archive / "promotion-plan-01-withdrawn"),
        "promotion-plan-01-withdrawn/bag-info.txt",
    ),
    "of another town": (
        forged(BAG, info=stated("Source-Organization: 見本町", "Source-Organization: 見木町")),
        "取り下げた版 promotion-plan-02 の記録と違います",
    ),
}


@pytest.mark.parametrize("name", TAMPERS)
def test_tampering_with_a_withdrawal_is_found(withdrawn: Path, tmp_path: Path, name: str) -> None:
    town = copied(withdrawn, tmp_path / "town")
    tamper, words = TAMPERS[name]
    tamper(town / "archive")
    assert words in "\n".join(str(each) for each in verify(town, None, quiet).findings)


def everything(archive: Path) -> None:
    """Forge the reason in all places, and make all lists anew."""
    for path in ("data/withdrawal.json", "data/README.txt"):
        edit(f"{BAG}/{path}", "日付の誤り", "町長の都合")(archive)
    forged(BAG, info=stated("日付の誤り", "町長の都合"))(archive)


@pytest.mark.parametrize("tamper", [take_out(BAG), everything], ids=["deleted", "made anew"])
def test_the_next_edition_proves_the_withdrawal(again: Path, tmp_path: Path, tamper: Tamper) -> None:
    town = copied(again, tmp_path / "town")
    tamper(town / "archive")
    assert "promotion-plan-02.1/bag-info.txt" in "\n".join(str(each) for each in verify(town, None, quiet).findings)


def test_a_withdrawal_that_is_no_proof_takes_nothing_out_of_force(mistaken: Path, tmp_path: Path) -> None:
    town = copied(mistaken, tmp_path / "town")
    (town / "archive" / BAG).mkdir()
    walks: list[Callable[[], object]] = [
        lambda: build(town, town / "output", quiet),
        lambda: website(town, town / "output", quiet),
        lambda: editions(town),
        lambda: compare(ComparisonRequest("推進計画 第1版", "推進計画 第2版", PLAN), town, town / "output", quiet),
        lambda: withdrawable(town, NAME, ACT, TODAY),
        lambda: publish(town, PLAN, quiet),
    ]
    for walk in walks:
        with pytest.raises(RefusalError, match="取下げが、発行した時のままではありません"):
            walk()
    assert verify(town, None, quiet).findings


def test_a_draft_follows_a_withdrawn_edition(withdrawn: Path, tmp_path: Path) -> None:
    town = copied(withdrawn, tmp_path / "town")
    listed(town, FIRST, DRAFT)
    outcome = build(town, town / "output", quiet)
    assert [each.path.name for each in outcome.built] == ["見本町DX推進計画_第3版（案）.pdf"]
    assert restored(said_inside(outcome.built[0].path.read_bytes()).data or b"").draft
