"""A town's files: plain ones are read; what lies outside of the folder never is, whatever leads there."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hidaka_dx.files import reading
from hidaka_dx.files.questions import MissingFile, UnreadableFile
from hidaka_dx.files.reading import entries, files_below, has_folder, read_file, read_first
from hidaka_dx.problem import RefusalError


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    (folder / "inner/deep").mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"a")
    (folder / "inner/b.txt").write_bytes(b"b")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/c.txt").write_bytes(b"secret")
    return folder


def linked(place: Path, target: str, again: Path | None = None) -> None:
    place.symlink_to(target)
    if again:
        again.symlink_to(place.name)


REFUSED: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "link out": (lambda town: linked(town / "x", "../secret"), "x", "フォルダーの外を指すリンク"),
    "absolute link out": (lambda town: linked(town / "x", "/etc/passwd"), "x", "フォルダーの外を指すリンク"),
    "folder link out": (lambda town: linked(town / "x", "../outside"), "x/c.txt", "フォルダーの外を指すリンク"),
    "link to a link out": (
        lambda town: linked(town / "y", "../secret", town / "x"),
        "x",
        "フォルダーの外を指すリンク",
    ),
    "dangling link": (lambda town: linked(town / "x", "gone.txt"), "x", "なくなったもの（gone.txt）を指すリンク"),
    "link to itself": (lambda town: linked(town / "x", "x"), "x", "自分に戻ってくるリンク"),
    "pipe": (lambda town: os.mkfifo(town / "x"), "x", "ふつうのファイルではありません"),
    "folder": (lambda _: None, "inner", "ファイルではなくフォルダー"),
    "file as folder": (lambda _: None, "a.txt/x", "フォルダーのあるはずの所にファイル"),
    "upwards": (lambda _: None, "inner/../a.txt", "場所として正しくありません"),
    "absolute": (lambda _: None, "/etc/passwd", "場所として正しくありません"),
    "nul": (lambda _: None, "a\0.txt", "使えない字"),
    "long name": (lambda _: None, "a" * 300, "名前が長すぎる"),
}


@pytest.mark.parametrize(("make", "path", "said"), REFUSED.values(), ids=REFUSED)
def test_what_must_not_be_read_is_told(town: Path, make: Callable[[Path], None], path: str, said: str) -> None:
    make(town)
    with pytest.raises(UnreadableFile, match=said) as why:
        read_file(town, path)
    assert not isinstance(why.value, MissingFile)


def test_a_link_that_stays_inside_is_followed(town: Path) -> None:
    (town / "x").symlink_to("inner")
    assert read_file(town, "x/b.txt") == b"b"


def test_a_town_may_itself_be_reached_through_a_link(town: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(town)
    assert read_file(tmp_path / "link", "inner/b.txt") == b"b"


@pytest.mark.parametrize("path", ["inner/b.txt", "x/b.txt"], ids=["plain", "through a link"])
@pytest.mark.parametrize("looked_at", ["_parts", "_steps"])
def test_a_link_that_comes_in_between_is_not_followed(
    looked_at: str, path: str, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path is swapped for a link after it was looked at, before it is opened."""
    looking = getattr(reading, looked_at)
    (town / "x").symlink_to("inner")

    def swapped(*asked: str) -> object:
        found = looking(*asked)
        (town / "inner/b.txt").unlink()
        (town / "inner/b.txt").symlink_to("../../secret")
        return found

    assert read_file(town, path) == b"b"
    monkeypatch.setattr(reading, looked_at, swapped)
    if (looked_at, path) == ("_steps", "inner/b.txt"):  # no link: where it leads is not asked
        assert read_file(town, path) == b"b"
    else:
        with pytest.raises(UnreadableFile):
            read_file(town, path)


def test_what_is_not_there_is_lacking(town: Path) -> None:
    for path in ("none", "none/x"):
        with pytest.raises(MissingFile, match="がありません"):
            read_file(town, path)


def test_a_file_beyond_the_limit_is_told_with_the_limit(town: Path) -> None:
    assert read_file(town, "a.txt", 1) == b"a"
    (town / "a.txt").write_bytes(b"aa")
    with pytest.raises(UnreadableFile, match="大きすぎます"):
        read_file(town, "a.txt", 1)


def test_the_first_folder_that_has_a_name_decides_be_it_unreadable(town: Path) -> None:
    assert read_first((town / "inner", town), "a.txt") == b"a"
    (town / "inner/a.txt").symlink_to("../../secret")
    with pytest.raises(UnreadableFile, match="フォルダーの外"):
        read_first((town / "inner", town), "a.txt")


def test_folders_are_listed_without_leaving(town: Path) -> None:
    assert [entry.name for entry in entries(town)] == ["a.txt", "inner"]
    (town / "inner/again").symlink_to(".")
    (town / "out").symlink_to("../outside")
    assert set(files_below(town)) >= {"a.txt", "inner/b.txt"}
    assert not any(path.startswith("out/") for path in files_below(town))


def test_a_folder_that_is_a_link_out_is_refused(town: Path) -> None:
    (town / "templates").symlink_to("../outside")
    assert has_folder(town, "inner")
    assert not has_folder(town, "none")
    with pytest.raises(RefusalError, match="フォルダー templates は、フォルダーの外を指すリンク"):
        has_folder(town, "templates")
