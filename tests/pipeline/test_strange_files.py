"""Files of strangers are worked on apart: one that takes too much is told with its cause, and the others are read."""

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from hidaka_dx.archive import Archive, dumped_list
from hidaka_dx.pipeline.list_proofs import list_of
from hidaka_dx.pipeline.strange_files import ReturnedFile, all_apart, apart, read_strange_file
from hidaka_dx.problem import RefusalError

ROOT = Path(__file__).parents[2]
ISSUED = "data/promotion-plan-01.pdf"
BOMB = ReturnedFile("爆弾.xlsx", b"bomb", is_word=False)
SOUND = ReturnedFile("回答.xlsx", b"sound", is_word=False)
SAID = "メモリーを1280 MiBより多く使います。ふつうのWordやExcelのファイルではないので、途中でやめました。"


def read(files: Sequence[ReturnedFile]) -> list[str]:
    if any(file.content == BOMB.content for file in files):
        raise MemoryError
    return [file.fault or file.content.decode() for file in files]


def test_one_that_takes_too_much_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    told, sound = all_apart([BOMB, SOUND], tmp_path, read)
    assert told.startswith(f"読むと、{SAID}")
    assert sound == "sound"
    assert all_apart([BOMB], tmp_path, read) == [told]


def test_files_that_take_too_much_only_together_are_told_so(tmp_path: Path) -> None:
    def together(files: Sequence[ReturnedFile]) -> int:
        if len(files) > 1:
            raise MemoryError
        return len(files)

    with pytest.raises(RefusalError, match="2個のファイルをまとめて読むと、メモリーを"):
        all_apart([BOMB, SOUND], tmp_path, together)


def test_a_file_that_takes_too_much_is_named(tmp_path: Path) -> None:
    def work() -> None:
        raise MemoryError

    with pytest.raises(RefusalError, match=r"計画\.docx を読むと、メモリーを1280 MiBより多く使います"):
        apart(tmp_path / "計画.docx", tmp_path, work)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("計画.docx", "Wordの「図の圧縮」"),
        ("一覧.xlsx", "要る表だけを、新しいExcelの"),
        ("便り.eml", "添付のファイルを取り出し"),
        ("x.bin", "名前を確かめて"),
    ],
)
def test_what_is_too_large_is_told_by_its_kind(name: str, advice: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(500 * 2**20)
    with pytest.raises(RefusalError, match=r"大きすぎます（500MB）。100MBまでです。") as refusal:
        read_strange_file(tmp_path / name)
    assert advice in str(refusal.value)
    assert ("Word" in advice) == name.endswith(".docx")


OPENED = {
    "verify --file sent.pdf": ("signatures.judging.judge", "後ろに加わった部分を調べると"),
    "verify --against kept.json": ("signatures.detached.judge_stamp", "kept.json.tsr: 調べると"),
    "readers sent.pdf": ("pipeline.readers.examined", "sent.pdf:1:1: 読むと"),
    "compare 第1版 sent.pdf": ("pipeline.finding.stated_metadata", "sent.pdf を使うと"),
    "word sent.pdf": ("pipeline.finding.stated_metadata", "sent.pdf を使うと"),
    "council sent.pdf --meeting 定例会 --number 資料1": ("pipeline.finding.stated_metadata", "sent.pdf を使うと"),
}


@pytest.mark.parametrize("words", ["readers pipe", "compare 第1版 pipe", "verify --file pipe"])
def test_a_pipe_is_not_waited_for(words: str, tmp_path: Path, typed: Callable[..., tuple[int, str, str]]) -> None:
    for part in ("archive", "content"):
        shutil.copytree(ROOT / part, tmp_path / part)
    os.mkfifo(tmp_path / "pipe")
    code, _, complaint = typed(tmp_path, *words.split())
    assert (code, "ファイルではありません" in complaint) == (1, True)


@pytest.mark.parametrize("words", OPENED)
def test_every_command_opens_what_was_sent_apart(
    words: str, tmp_path: Path, typed: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    opener, said = OPENED[words]
    if opener.startswith("signatures."):
        pytest.importorskip("pyhanko", reason="the extra [sign] is not installed")
    for part in ("archive", "content"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / "sent.pdf").write_bytes((tmp_path / "archive/promotion-plan-01" / ISSUED).read_bytes() + b"more")
    (tmp_path / "kept.json").write_bytes(dumped_list(list_of(Archive(ROOT))))
    (tmp_path / "kept.json.tsr").write_bytes(b"stamp")
    here = os.getpid()

    def bomb(*_: object) -> None:
        assert os.getpid() != here, "opened in the process itself"
        raise MemoryError

    monkeypatch.setattr(f"hidaka_dx.{opener}", bomb)
    code, _, complaint = typed(tmp_path, *words.split())
    assert code == 1
    assert f"{said}、メモリーを" in complaint
    assert "途中でやめました。" in complaint
