"""Shared by all tests: expected results as files, rewritten with `--snapshot-update`; commands as they are typed."""

import gc
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sharing import documents_folder, remembered

from hidaka_dx import inspection
from hidaka_dx.cli import main
from hidaka_dx.cli.entry import SELDOM
from hidaka_dx.kept.store import OFF, PLACE

ROOT = Path(__file__).parent.parent
EXPECTED = ROOT / "tests/expected"


def pytest_configure() -> None:
    """Keep nothing from before, set documents one after the other, and hear Ctrl-C and the end of a terminal.

    Tests run beside one another already; one that wants more processes says so. Ctrl-C is ignored behind `make test &`,
    SIGHUP behind `nohup make test`: tests send both to themselves.
    """
    os.environ |= {PLACE: OFF, "HIDAKA_DX_PROCESSES": "1"}
    gc.set_threshold(*SELDOM)  # as `hidaka-dx` does; by default a page makes it look dozens of times
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start a worker more than there are processors: one of them often waits for the disk, a browser, a program."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run files with slow tests first, so that no worker has a long one left when the others are done."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="rewrite the files in tests/expected")
    parser.addoption("--every-change", action="store_true", help="kill and fill the disk at every change, not a sample")


@pytest.fixture(scope="module")
def documents_kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Take documents that any test of this run has set before: for tests of what becomes of them, not of how they are set."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PLACE, str(documents_folder(tmp_path_factory)))
        yield


@pytest.fixture(scope="session", autouse=True)
def _judged_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Judge the same bytes once in a run, not once in each worker: a judgement depends on nothing else, as `inspection` knows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspection, "_failures", remembered(tmp_path_factory, "judged", inspection._failures))
        yield


@pytest.fixture
def documents_taken(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take documents as `documents_kept` does, in one test."""
    monkeypatch.setenv(PLACE, str(documents_folder(tmp_path_factory)))


@pytest.fixture
def documents_set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take none of them in one test: where it is the bytes that are compared."""
    monkeypatch.setenv(PLACE, OFF)


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a function that compares text with the file of that name in tests/expected."""

    def compare(name: str, text: str) -> None:
        file = EXPECTED / name
        update = f".venv/bin/python -m pytest {shlex.quote(request.node.nodeid)} --snapshot-update"
        if request.config.getoption("--snapshot-update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        expected = file.read_text(encoding="utf-8") if file.is_file() else ""
        assert text == expected, (
            f"{file.relative_to(ROOT)} holds something else; where the new text is right, write it with\n    {update}"
        )

    return compare


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Give a function that types a command in a town; it gives the exit code, what was said and what was complained of."""

    def run(town: Path, *words: str) -> tuple[int, str, str]:
        monkeypatch.chdir(town)
        monkeypatch.setattr(sys, "argv", ["hidaka-dx", *words])
        try:
            main()
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
