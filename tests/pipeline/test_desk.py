"""The desk writes one place and nothing else, keeps what others have written, and can take back each step."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from killing import full_disk, killed_at
from towns import FIRST, tiny

from hidaka_dx.desk import MISSING
from hidaka_dx.pipeline.desk import open_place, save
from hidaka_dx.pipeline.desk_drafts import draft_key, drafts, drop_draft, keep_draft
from hidaka_dx.pipeline.desk_files import is_editable
from hidaka_dx.pipeline.desk_history import steps, take_back
from hidaka_dx.pipeline.desk_values import SavedChange, WantedChange
from hidaka_dx.problem import Place, RefusalError
from hidaka_dx.source import Path as At

CHAPTER = "content/chapters/vision.md"
MEASURE = "content/measures/1-1.yaml"
WORDS = "町は、暮らしを便利にします。 {#aim}"
FIELDS = """\
# 住民課と相談中
number: 1-1
name: 窓口のデジタル化    # 第1版から
kind: 新規\r
pillar: services
basis: [vision]
priorities: [online]
aim: 待たない窓口
actions:
  - 窓口の手続を電子化します。   # 7月から
  # 済んだもの
  - 案内を直します。
costs:
  - {year: 2027, total: 100}
  - {year: 2028, total: 200}
effects:
  residents: 早くなります。
  staff: 楽になります。
"""


@pytest.fixture
def town(tmp_path: Path) -> Path:
    tiny(tmp_path, FIRST, action=FIRST)
    (tmp_path / MEASURE).write_bytes(FIELDS.encode())
    return tmp_path


def changed(town: Path, at: At, after: object) -> SavedChange:
    opened = open_place(town, Place(MEASURE), at)
    return save(town, WantedChange(MEASURE, opened.line, at, opened.value, after, opened.anchors), "取組 1-1")


def text(town: Path, path: str = MEASURE) -> str:
    return (town / path).read_bytes().decode()


@pytest.mark.parametrize(
    ("at", "after", "old", "new"),
    [
        (("name",), "受付のデジタル化", "name: 窓口のデジタル化 ", "name: 受付のデジタル化 "),
        (("aim",), MISSING, "aim: 待たない窓口\n", ""),
        (("lead",), "総務課", "priorities: [online]\n", "priorities: [online]\nlead: 総務課\n"),
        (("actions",), ["案内を直します。"], "  - 窓口の手続を電子化します。   # 7月から\n", ""),
        (("actions", 1), "案内を新しくします。", "案内を直します", "案内を新しくします"),
        (("effects", "staff"), MISSING, "  staff: 楽になります。\n", ""),
        (("costs", 1, "total"), "250", "total: 200", "total: 250"),
        (("related",), [], "priorities: [online]\n", "priorities: [online]\nrelated: []\n"),
    ],
)
def test_only_the_bytes_of_the_value_change(town: Path, at: At, after: object, old: str, new: str) -> None:
    assert changed(town, at, after).is_written
    assert text(town) == FIELDS.replace(old, new)


def test_the_last_key_of_a_record_takes_the_record_with_it(town: Path) -> None:
    changed(town, ("effects", "staff"), MISSING)
    changed(town, ("effects", "residents"), MISSING)
    assert text(town) == FIELDS.partition("effects:")[0]


def test_a_whole_record_is_written_key_by_key(town: Path) -> None:
    value = open_place(town, Place(MEASURE), ()).value
    assert isinstance(value, dict)
    assert changed(town, (), {**value, "kind": "継続", "name": "受付"}).is_written
    assert text(town) == FIELDS.replace("kind: 新規", "kind: 継続").replace("name: 窓口のデジタル化", "name: 受付")


def test_a_passage_is_written_and_a_new_paragraph_too(town: Path) -> None:
    opened = open_place(town, Place(CHAPTER, 3))
    assert opened.value == WORDS
    change = WantedChange(CHAPTER, opened.line, None, WORDS, f"{WORDS}\n\n次の段落です。")
    assert save(town, change, "本文").is_written
    assert text(town, CHAPTER) == f"# 将来展望 {{#vision}}\n\n{WORDS}\n\n次の段落です。\n"


def test_what_others_have_written_meanwhile_stays(town: Path) -> None:
    opened = open_place(town, Place(MEASURE), ())
    assert isinstance(opened.value, dict)
    (town / MEASURE).write_bytes(FIELDS.replace("total: 100", "total: 111").encode())
    assert save(town, WantedChange(MEASURE, 1, (), opened.value, {**opened.value, "aim": "速い窓口"}), "").is_written
    assert text(town) == FIELDS.replace("total: 100", "total: 111").replace("待たない窓口", "速い窓口")


@pytest.mark.parametrize(
    ("path", "at", "shown"),
    [(MEASURE, ("aim",), "待たない窓口"), (CHAPTER, None, WORDS)],
)
def test_the_same_place_written_by_two_is_told_with_both_and_stays(
    town: Path, path: str, at: At | None, shown: str
) -> None:
    other, mine = shown.replace("を", "も").replace("待たない", "行かない"), f"速く、{shown}"
    file = town / path
    file.write_bytes(file.read_bytes().replace(shown.encode(), other.encode()))
    before = file.read_bytes()
    saved = save(town, WantedChange(path, 3, at, shown, mine), "")
    assert (saved.is_written, saved.theirs, file.read_bytes()) == (False, other, before)
    assert save(town, WantedChange(path, 3, at, shown, mine, over=True, seen=saved.theirs), "").is_written
    assert save(town, WantedChange(path, 3, at, shown, mine), "").is_written  # a second window wants the same
    assert mine in text(town, path)


def test_an_item_is_found_again_where_it_has_moved_to(town: Path) -> None:
    opened = open_place(town, Place(MEASURE), ("costs", 1))
    moved = FIELDS.replace("  - {year: 2027, total: 100}\n", "")
    (town / MEASURE).write_bytes(moved.encode())
    change = WantedChange(MEASURE, 1, ("costs", 1), opened.value, {"year": "2028", "total": "250"}, opened.anchors)
    assert save(town, change, "").is_written
    assert text(town) == moved.replace("total: 200", "total: 250")
    gone = moved.replace("  - {year: 2028, total: 200}\n", "  - {year: 2029, total: 200}\n")
    (town / MEASURE).write_bytes(gone.encode())
    saved = save(town, change, "")
    assert (saved.is_written, saved.is_gone, text(town)) == (False, True, gone)


def test_of_a_record_only_what_both_have_changed_is_written_over(town: Path) -> None:
    opened = open_place(town, Place(MEASURE), ())
    assert isinstance(opened.value, dict)
    others = FIELDS.replace("窓口のデジタル化 ", "ほかの名 ").replace("待たない窓口", "行かない窓口")
    (town / MEASURE).write_bytes(others.encode())
    change = WantedChange(MEASURE, 1, (), opened.value, {**opened.value, "name": "自分の名"})
    saved = save(town, change, "")
    assert [clash.path for clash in saved.clashes] == [("name",)]
    assert save(town, replace(change, over=True, seen=saved.theirs), "").is_written
    assert text(town) == others.replace("ほかの名 ", "自分の名 ")


def test_a_field_that_another_has_taken_out_is_not_put_back_unasked(town: Path) -> None:
    others = FIELDS.replace("aim: 待たない窓口\n", "")
    (town / MEASURE).write_bytes(others.encode())
    change = WantedChange(MEASURE, 1, ("aim",), "待たない窓口", "速い窓口")
    assert [clash.theirs for clash in save(town, change, "").clashes] == [MISSING]
    assert text(town) == others
    assert save(town, replace(change, over=True), "").is_written
    assert "aim: 速い窓口\n" in text(town)


def test_a_passage_that_is_gone_writes_over_nothing(town: Path) -> None:
    (town / CHAPTER).write_text("# 将来展望 {#vision}\n\n別の話を、ここに書く。\n", encoding="utf-8")
    saved = save(town, WantedChange(CHAPTER, 3, None, WORDS, "自分の文"), "")
    assert (saved.is_written, saved.is_gone, saved.theirs) == (False, True, MISSING)


def test_a_link_to_another_file_of_the_town_is_not_followed(town: Path) -> None:
    (town / "memo.md").write_text("秘密\n", encoding="utf-8")
    (town / "content/chapters/link.md").symlink_to(town / "memo.md")
    with pytest.raises(RefusalError):
        open_place(town, Place("content/chapters/link.md"))


def test_a_step_of_a_file_that_is_no_content_is_not_taken_back(town: Path) -> None:
    changed(town, ("aim",), "速い窓口")
    (file,) = (town / ".desk/history").iterdir()
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "path": "README.md"}), encoding="utf-8")
    with pytest.raises(RefusalError, match="記録がありません"):
        take_back(town, file.stem)


def test_windows_that_save_at_once_are_all_written(town: Path) -> None:
    fields = ("name", "aim", "lead")
    with ThreadPoolExecutor() as pool:
        assert all(each.is_written for each in pool.map(lambda field: changed(town, (field,), f"{field}の値"), fields))
    assert [f"{field}: {field}の値" in text(town) for field in fields] == [True] * 3
    assert len(steps(town, 9)) == 3


def test_drafts_kept_at_once_are_all_there(town: Path) -> None:
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda name: keep_draft(town, str(name), {"after": "文"}), range(12)))
    assert len(drafts(town)) == 12


@pytest.mark.parametrize(
    ("at", "after", "about", "words"),
    [
        (("kind",), "新設", ("kind",), "新規"),
        (("costs", 0, "total"), "百円", ("costs", 0, "total"), "整数"),
        (("name",), MISSING, (), "name"),
        (("name",), "前\u202e後", ("name",), "U+202E"),
    ],
)
def test_a_new_fault_is_told_at_its_field_and_not_written(
    town: Path, at: At, after: object, about: At, words: str
) -> None:
    saved = changed(town, at, after)
    assert not saved.is_written
    assert [(place, words in fault.message) for place, fault in saved.faults] == [(about, True)]
    assert text(town) == FIELDS
    assert steps(town, 9) == ()


def test_an_old_fault_elsewhere_does_not_keep_one_from_writing(town: Path) -> None:
    (town / MEASURE).write_bytes(FIELDS.replace("total: 100", "total: 百").encode())
    assert changed(town, ("aim",), "速い窓口").is_written


def test_a_passage_with_a_fault_of_form_is_not_written(town: Path) -> None:
    saved = save(town, WantedChange(CHAPTER, 3, None, WORDS, f"{WORDS}\n\n::: コラム 題\n\n中"), "")
    assert [fault.rule for _, fault in saved.faults] == ["block"]
    assert text(town, CHAPTER).endswith(f"{WORDS}\n")


@pytest.mark.parametrize(
    "path",
    [
        *("/etc/passwd", "content/../x.yaml", "content/measures/../../x.yaml", "content/measures/a/b.yaml", "x.md", ""),
        *("content/./plan.yaml", "content/chapters/a.txt", "archive/a.yaml", "content//plan.yaml", "content/a\0.yaml"),
    ],
)
def test_nothing_but_content_can_be_opened_or_written(town: Path, path: str) -> None:
    assert not is_editable(path)
    with pytest.raises(RefusalError):
        open_place(town, Place(path))
    with pytest.raises(RefusalError):
        save(town, WantedChange(path, 1, None, "", "x"), "")


def test_a_link_out_of_the_town_is_neither_read_nor_written(
    town: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.md"
    outside.write_text("秘密\n", encoding="utf-8")
    (town / CHAPTER).unlink()
    (town / CHAPTER).symlink_to(outside)
    with pytest.raises(RefusalError):
        save(town, WantedChange(CHAPTER, 1, None, "秘密", "公開"), "")
    assert outside.read_text(encoding="utf-8") == "秘密\n"


def test_steps_are_taken_back_in_any_order_and_that_can_be_taken_back(town: Path) -> None:
    changed(town, ("name",), "受付のデジタル化")
    changed(town, ("costs", 1, "total"), "250")
    last, first = steps(town, 9)
    assert take_back(town, first.name).undoes == first.name
    assert text(town) == FIELDS.replace("total: 200", "total: 250")
    take_back(town, last.name)
    assert text(town) == FIELDS
    newest = steps(town, 9)[0]
    take_back(town, newest.name)
    assert text(town) == FIELDS.replace("total: 200", "total: 250")


def test_a_chapter_that_was_emptied_is_put_back_and_one_that_was_empty_too(town: Path) -> None:
    (town / CHAPTER).write_bytes(WORDS.encode())
    assert save(town, WantedChange(CHAPTER, 1, None, WORDS, ""), "").is_written
    assert text(town, CHAPTER) == ""
    emptied = steps(town, 9)[0]
    assert save(town, WantedChange(CHAPTER, 1, None, "", "別の文"), "").is_written
    take_back(town, steps(town, 9)[0].name)
    assert text(town, CHAPTER) == ""
    take_back(town, emptied.name)
    assert text(town, CHAPTER) == WORDS


def test_a_step_whose_place_was_changed_since_is_refused(town: Path) -> None:
    changed(town, ("name",), "受付のデジタル化")
    changed(town, ("name",), "案内のデジタル化")
    first = steps(town, 9)[1]
    with pytest.raises(RefusalError, match="書き換えられている"):
        take_back(town, first.name)
    take_back(town, steps(town, 9)[0].name)
    take_back(town, first.name)
    with pytest.raises(RefusalError, match="もう戻っているか"):
        take_back(town, first.name)
    assert text(town) == FIELDS
    for name in ("../plan", "", "x"):
        with pytest.raises(RefusalError, match="記録がありません"):
            take_back(town, name)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(("name", "aim", "lead")), st.sampled_from("一二三")), min_size=1, max_size=5))
def test_all_steps_taken_back_give_the_first_bytes(
    tmp_path_factory: pytest.TempPathFactory, wanted: list[tuple[str, str]]
) -> None:
    town = tiny(tmp_path_factory.mktemp("town"), FIRST, action=FIRST)
    before = (town / MEASURE).read_bytes()
    for field, value in wanted:
        changed(town, (field,), value)
    for step in steps(town, 9):
        take_back(town, step.name)
    assert (town / MEASURE).read_bytes() == before


def test_drafts_are_kept_by_place_and_forgotten_one_by_one(town: Path) -> None:
    one, other = draft_key(CHAPTER, None, "前", ("", 0)), draft_key(MEASURE, ["aim"], None, ("", 0))
    keep_draft(town, one, {"path": CHAPTER, "after": "一"})
    keep_draft(town, other, {"path": MEASURE, "after": "二"})
    keep_draft(town, one, {"path": CHAPTER, "after": "三"})
    assert [each["after"] for each in drafts(town).values()] == ["三", "二"]
    drop_draft(town, one)
    drop_draft(town, one)
    assert list(drafts(town)) == [other]
    (town / ".desk/drafts.json").write_text("{", encoding="utf-8")
    assert drafts(town) == {}
    keep_draft(town, one, {"after": "四"})
    assert list(drafts(town)) == [one]
    assert [file.read_text(encoding="utf-8") for file in (town / ".desk").glob("drafts-*.json")] == ["{"]
    with pytest.raises(RefusalError, match="長すぎて"):
        keep_draft(town, other, {"after": "長" * 2_000_000})


def test_the_history_is_a_file_that_a_person_can_read(town: Path) -> None:
    changed(town, ("aim",), "速い窓口")
    (file,) = (town / ".desk/history").iterdir()
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["format"], told["path"], told["line"]) == (1, MEASURE, 8)
    assert (told["before"], told["after"]) == (["aim: 待たない窓口"], ["aim: 速い窓口"])


def save_one(town: Path) -> None:
    changed(town, ("aim",), "速い窓口")


def keep_one(town: Path) -> None:
    keep_draft(town, "b", {"after": "二"})


@pytest.mark.slow
@pytest.mark.parametrize("work", [save_one, keep_one])
def test_killed_at_any_moment_nothing_is_lost(
    work: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Either the old or the new stands in the file, a draft that was there is there, and the next run works."""
    for step in count(1):
        town = tiny(tmp_path_factory.mktemp("town"), FIRST, action=FIRST)
        (town / MEASURE).write_bytes(FIELDS.encode())
        keep_draft(town, "a", {"after": "一"})
        was_killed = killed_at(step, partial(work, town))
        assert text(town) in (FIELDS, FIELDS.replace("待たない", "速い"))
        assert drafts(town)["a"]["after"] == "一"
        work(town)
        changed(town, ("lead",), "総務課")  # whoever writes next clears away what the dead left
        assert [path.name for path in town.iterdir() if path.name.startswith(".tmp")] == []
        if not was_killed:
            break
    assert step > 20


@pytest.mark.slow
@pytest.mark.parametrize("work", [save_one, keep_one])
def test_a_full_disk_is_told_and_changes_nothing(town: Path, work: Callable[[Path], None]) -> None:
    keep_draft(town, "a", {"after": "一"})
    told = []
    for step in count(1):
        try:
            with full_disk(step):
                work(town)
        except OSError as error:
            told.append(error.filename)
            continue
        break
    assert len(told) > 1
    assert all(told)
    assert drafts(town)["a"]["after"] == "一"
