"""What an official types to publish, prove and list editions, and reads."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from towns import DRAFT, FIRST, SECOND, copied, publish_plan, tiny

from hidaka_dx.inspection import stated_metadata

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]
Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = tiny(tmp_path_factory.mktemp("typed") / "town", FIRST)
    publish_plan(town)
    return town


@pytest.fixture
def town(published: Path, tmp_path: Path) -> Path:
    """Give a copy of the town, to be done with as one likes."""
    return copied(published, tmp_path / "town")


def test_an_edition_is_published_and_its_hashes_are_told(typed: Typed, tmp_path: Path) -> None:
    code, said, _ = typed(tiny(tmp_path, FIRST), "publish", "推進計画")
    assert code == 0
    assert "見本町DX推進計画 第1版 を archive/promotion-plan-01 に保存しました（3ページ）" in said
    assert "目録のsha256 " in said
    assert "控えてください" in said
    assert stated_metadata((tmp_path / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes()).pages == 3


def test_a_refusal_is_one_sentence(typed: Typed, published: Path) -> None:
    code, said, complaint = typed(published, "publish", "推進計画")
    assert (code, said) == (1, "")
    assert complaint.startswith("推進計画 第1版は、すでに保存されています")
    assert complaint.count("\n") == 1


def test_faults_of_the_content_are_told_as_ever(typed: Typed, tmp_path: Path) -> None:
    town = tiny(tmp_path, FIRST.replace("決定\n", "確定\n"))
    code, _, complaint = typed(town, "publish", "推進計画")
    assert code == 1
    assert "content/editions.yaml:4:13: `確定` は使えません。" in complaint
    assert "保存庫はそのままです。" in complaint


def test_a_sound_archive_is_told_with_its_seal(typed: Typed, published: Path) -> None:
    code, said, complaint = typed(published, "verify", "--rebuild")
    assert (code, complaint) == (0, "")
    for words in ("発行した時のままです。", "一バイトも違いません。", "目録のsha256は ", "作り直した偽物は"):
        assert words in said


@pytest.mark.parametrize("edition", ["推進計画第1版", "promotion-plan-01", "archive/promotion-plan-01/"])
def test_one_edition_can_be_verified(edition: str, typed: Typed, published: Path) -> None:
    assert typed(published, "verify", edition, "--quiet") == (0, "", "")


def test_all_that_is_wrong_is_told_at_once(typed: Typed, town: Path) -> None:
    (town / "archive/promotion-plan-01/data/README.txt").unlink()
    (town / "archive/memo.txt").touch()
    code, said, complaint = typed(town, "verify")
    assert (code, said) == (1, "")
    assert "archive/memo.txt: 余分なものです。" in complaint
    assert "archive/promotion-plan-01/data/README.txt: 目録にあるファイルがありません。" in complaint
    assert "発行した時のままではないところが4件あります。" in complaint


def test_an_edition_that_hangs_on_one_taken_out_is_told(typed: Typed, town: Path) -> None:
    tiny(town, FIRST, SECOND)
    publish_plan(town)
    shutil.rmtree(town / "archive/promotion-plan-01")
    code, _, complaint = typed(town, "verify", "推進計画第1.1版")
    assert code == 1
    assert "前の版 promotion-plan-01 が保存庫にありません。" in complaint


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("verify", "推進計画第9版"), 1, "推進計画 第9版は保存されていません"),
        (("verify", "第9版"), 1, "推進計画 第9版は保存されていません"),
        (("verify", "1版"), 2, "「推進計画 第1版」ではありませんか"),
        (("publish", "推進計画", "第2版"), 1, "最後の版（推進計画 第1版）だけです"),
        (("publish",), 2, "文書 [版] を書いてください"),
        (("publish", "計画"), 2, "「推進計画」ではありませんか"),
        (("publish", "実施計画"), 2, "「実行計画」ではありませんか"),
        (("compare", "第二版", "原稿"), 2, "「推進計画 第2版」ではありませんか"),
        (("compare", "第7版", "原稿"), 1, "推進計画 第7版はありません。あるのは 第1版 です。"),
    ],
)
def test_wrong_use_is_told_in_japanese(
    words: tuple[str, ...], code: int, said: str, typed: Typed, published: Path
) -> None:
    ended, _, complaint = typed(published, *words)
    assert ended == code
    assert said in complaint


@pytest.mark.parametrize("command", ["publish", "verify", "editions"])
def test_help_is_japanese(command: str, typed: Typed, published: Path) -> None:
    _, said, _ = typed(published, command, "--help")
    assert "使い方: " in said
    assert "arguments" not in said
    assert "-C フォルダー" in said


def test_editions_are_listed(
    typed: Typed, town: Path, snapshot: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny(town, FIRST, SECOND, DRAFT)
    monkeypatch.setattr("hidaka_dx.pipeline.editions.sha256_of", lambda content: f"（{content[:5].decode()}の64文字）")
    monkeypatch.setattr("hidaka_dx.pipeline.editions.list_number", lambda _root: "0123456789ab")
    code, said, _ = typed(town, "editions")
    assert code == 0
    snapshot("archive/editions.txt", said)


def test_a_town_without_an_archive_has_nothing_to_verify(typed: Typed, tmp_path: Path) -> None:
    code, said, _ = typed(tiny(tmp_path, FIRST), "verify")
    assert (code, said) == (0, "保存した版は、まだありません。\n")


def test_a_folder_that_is_neither_town_nor_copy_is_not_said_to_be_in_order(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "promotion-plan-01").mkdir()  # copied without the folder around it
    code, said, complaint = typed(tmp_path, "verify")
    assert (code, said) == (1, "")
    assert complaint.startswith("ここには保存庫（archive/）も原稿（content/）もありません。")


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (errno.EACCES, "権限がないため、読み書きできません"),
        (errno.EROFS, "書き込みのできない場所です"),
        (errno.ENOSPC, "空き容量が足りません"),
        (errno.EIO, "読み書きできません"),
    ],
)
def test_a_disk_that_fails_is_told_in_a_sentence(
    cause: int, said: str, typed: Typed, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny(town, FIRST, SECOND)

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(cause, os.strerror(cause))

    with monkeypatch.context() as failing:
        failing.setattr(os, "rename", fail)
        code, _, complaint = typed(town, "publish", "推進計画", "--ahead")
    assert code == 1
    assert complaint.startswith("archive/promotion-plan-01.1: ")
    assert said in complaint
    assert complaint.count("\n") == 1
    assert [path.name for path in (town / "archive").iterdir()] == ["promotion-plan-01"]


def test_an_archive_that_is_a_file_is_told(typed: Typed, tmp_path: Path) -> None:
    (tiny(tmp_path, FIRST) / "archive").touch()
    for words in (("publish", "推進計画"), ("verify",), ("editions",)):
        code, _, complaint = typed(tmp_path, *words)
        assert code == 1
        assert complaint.startswith("archive: ")
        assert "ファイル" in complaint
