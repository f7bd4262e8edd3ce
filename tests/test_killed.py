"""A command that is killed, or finds the disk full, at any of its changes to the disk: old or new is whole.

Nothing of the user's goes, the next run makes all, and nothing is left over. Papers are typeset once and remembered, so
that each run takes milliseconds. Where there are many changes, some are tried: every so many, and all around a change
that puts something in its place; `pytest -n2 --every-change tests/test_killed.py` tries all.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from killing import DONE, FAILED, full_disk, in_a_child, killed_at, watching
from towns import DRAFT, FIRST, publish_plan, tiny

from hidaka_dx.binding import Volume
from hidaka_dx.document import Document, dumped
from hidaka_dx.files import is_reserved, is_staging_name, staging
from hidaka_dx.formats import NEWEST
from hidaka_dx.inspection import stated_metadata
from hidaka_dx.interruption import endings_heard
from hidaka_dx.pipeline import freezing, web_documents
from hidaka_dx.pipeline.build import build
from hidaka_dx.pipeline.check import check
from hidaka_dx.pipeline.council import CouncilRequest, council, meeting
from hidaka_dx.pipeline.examining import mend
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.publish import publish
from hidaka_dx.pipeline.website import website
from hidaka_dx.problem import Problem, RefusalError
from hidaka_dx.typeset.job import Pressed

pytestmark = pytest.mark.slow
Tree = dict[str, bytes]
TRIED = 4
"""About how many kills of one command are spread over all its changes; full disks are half as many."""
ALL = 1_000_000
"""More than any command has."""
MINE = {".tmp-x": b"mine", "memo.docx": b"mine"}
"""What the user has laid into `output/`."""
SPACED = "# 将来展望 {#vision}\n\n町は、CIO （最高情報責任者）を置きます。 {#aim}\n"


@pytest.fixture(scope="module", autouse=True)
def _remembered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Typeset, bind and judge the same only once; keep the temporary place to itself."""
    printed: dict[bytes, tuple[Pressed, set[str]]] = {}
    original = Printer.print

    def remembered(
        self: Printer, document: Document, faults: Sequence[Problem], number: int = NEWEST
    ) -> Pressed | None:
        key = dumped(document, number)
        if key not in printed:
            pressed = original(self, document, faults, number)
            assert pressed, self.problems
            printed[key] = (pressed, set(self.used))
            return pressed
        pressed, used = printed[key]
        self.used |= used
        self.done.append((document, pressed))
        return pressed

    packs = import_module("hidaka_dx.pipeline.council")  # the package calls its function so, too
    binding, bound = packs.bind, dict[tuple[bytes, ...], bytes]()

    def bind_once(volumes: Sequence[Volume], *arguments: Any) -> bytes:
        key = tuple(volume.pdf for volume in volumes)
        if key not in bound:
            bound[key] = binding(volumes, *arguments)
        return bound[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Printer, "print", remembered)
        patch.setattr(packs, "bind", bind_once)
        patch.setattr("hidaka_dx.pipeline.publish.conformance_fault", lambda _: None)
        patch.setattr(freezing, "components", cache(freezing.components))
        for module in (packs, web_documents):
            patch.setattr(module, "stated_metadata", cache(stated_metadata))
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        yield


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def built(town: Path) -> None:
    assert build(town, town / "output", quiet)[0]


def handed(town: Path) -> None:
    asked = CouncilRequest("原稿", "promotion-plan", meeting("定例会", "資料1", None))
    assert council(asked, town, town / "output", quiet)[0]


def shown(town: Path) -> None:
    assert website(town, town / "output", quiet, drafts=True)[0]


def published(town: Path) -> None:
    there = (town / "archive/promotion-plan-01").exists()
    try:
        assert publish(town, "promotion-plan", quiet)[0]
    except RefusalError:  # it is kept already
        assert there


def mended(town: Path) -> None:
    assert mend(town, check(town)) == ()


COMMANDS = {"build": built, "council": handed, "website": shown, "publish": published, "mend": mended}
FOLDERS = {"build": "output", "council": "output", "website": "output", "publish": "archive", "mend": "content"}


def tree(folder: Path) -> Tree:
    """Give all files below a folder, but for what is hidden in staging folders."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if not any(map(is_staging_name, path.relative_to(folder).parts))
    }


def leftovers(town: Path) -> list[Path]:
    """Give the staging folders whose owner is dead; this process itself keeps the fonts of its last document in one."""
    places = (town, Path(tempfile.gettempdir()))
    found = (path for place in places for path in place.rglob("*") if is_staging_name(path.name))
    return [path for path in found if not is_reserved(path)]


def whole(command: str, now: Tree, old: Tree, new: Tree) -> bool:
    """Tell whether everything that a command makes is as it was, or as it shall be; folders as one."""
    if command in ("build", "mend"):
        return all(now.get(path) in (old.get(path), new.get(path)) for path in {*old, *new, *now})
    folders = {path.partition("/")[0] for path in {*old, *new, *now}}
    return all(_below(now, each) in (_below(old, each), _below(new, each)) for each in folders)


def _below(files: Tree, first: str) -> Tree:
    return {path: content for path, content in files.items() if path.partition("/")[0] == first}


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether the system can exchange two folders in one step, and act so."""
    if not request.param:
        monkeypatch.setattr(staging, "_exchanged", lambda *_: False)
    return bool(request.param)


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> int:
    """Give about how many moments are tried."""
    return ALL if request.config.getoption("--every-change") else TRIED


@pytest.fixture
def town(command: str, tmp_path: Path) -> Path:
    """Give a town in which the command has been run once, but for `publish`, and whose content has changed since."""
    town = tiny(tmp_path / "town", FIRST, DRAFT if command in ("website", "council") else "")
    if command in ("website", "council"):
        tiny(town, FIRST)
        publish_plan(town)
        tiny(town, FIRST, DRAFT)
    vision = town / "content/chapters/vision.md"
    if command in ("build", "council", "website"):
        COMMANDS[command](town)
        for name, content in MINE.items():
            (town / "output" / name).write_bytes(content)
        vision.write_text(vision.read_text(encoding="utf-8").replace("便利", "安全"), encoding="utf-8")
    elif command == "mend":
        vision.write_bytes(SPACED.replace("\n", "\r\n").encode("utf-8-sig"))
    return town


def steps(work: Callable[[], None], tried: int) -> list[int]:
    """Choose the changes of a command at which it is broken off: of many about `tried`, always the same."""
    names: list[str] = []
    placing: list[int] = []
    exchanged = staging._exchanged

    def noted(*arguments: Any) -> bool:
        placing.append(len(names))
        return exchanged(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(staging, "_exchanged", noted)
        watching(lambda _count, name: names.append(name), work)
    placing += [count for count, name in enumerate(names, 1) if name == "rename"]
    chosen = {1, len(names), *range(1, len(names), max(len(names) // tried, 1))}
    return sorted(chosen.union(*({at, at + 1, at + 2} for at in placing)) & {*range(1, len(names) + 1)})


def again(folder: Path, before: Path) -> None:
    """Put a folder back as it was before the command."""
    shutil.rmtree(folder, ignore_errors=True)
    if before.exists():
        shutil.copytree(before, folder)


def kept(town: Path, tmp_path: Path, command: str) -> tuple[Path, Path, Tree]:
    """Copy what the command will change; gives its folder, the copy and its files."""
    folder, before = town / FOLDERS[command], tmp_path / "before"
    if folder.exists():
        shutil.copytree(folder, before)
    return folder, before, tree(folder)


@pytest.mark.parametrize(
    ("command", "exchange"), [*((each, True) for each in COMMANDS), ("council", False)], indirect=True
)
def test_killed_at_any_change_it_leaves_old_or_new_and_the_next_run_makes_all(
    command: str,
    town: Path,
    tmp_path: Path,
    tried: int,
    exchange: bool,  # noqa: FBT001
) -> None:
    folder, before, old = kept(town, tmp_path, command)
    run = COMMANDS[command]
    run(town)  # papers are remembered from here on
    new = tree(folder)
    assert new != old
    again(folder, before)
    chosen = steps(lambda: run(town), tried)
    outcomes = []
    for step in chosen:
        again(folder, before)
        assert killed_at(step, lambda: run(town)), step
        now = tree(folder)
        if exchange:
            assert whole(command, now, old, new), step
        outcomes.append(now == new)
        run(town)
        assert tree(folder) == new, step
        assert leftovers(town) == [], step
    assert outcomes[0] is False
    assert outcomes == sorted(outcomes), "once complete it stays complete"


@pytest.mark.parametrize("command", ["build", "publish"], indirect=True)
def test_asked_to_end_at_any_change_it_leaves_old_or_new_and_nothing_else(
    command: str, town: Path, tmp_path: Path, tried: int
) -> None:
    folder, before, old = kept(town, tmp_path, command)
    run = COMMANDS[command]
    run(town)  # papers are remembered from here on
    new = tree(folder)
    again(folder, before)
    for step in steps(lambda: run(town), tried // 2):
        again(folder, before)
        assert in_a_child(partial(_asked_to_end, run, town, step)) == DONE, step
        assert whole(command, tree(folder), old, new), step
        assert leftovers(town) == [], step


def _asked_to_end(run: Callable[[Path], None], town: Path, step: int) -> None:
    def ask(count: int, _name: str) -> None:
        if count == step:
            os.kill(os.getpid(), signal.SIGTERM)

    with pytest.raises(KeyboardInterrupt), endings_heard():
        watching(ask, lambda: run(town))


def test_a_full_disk_leaves_all_as_it_was(command: str, town: Path, tmp_path: Path, tried: int) -> None:
    folder, before, old = kept(town, tmp_path, command)
    run = COMMANDS[command]
    run(town)  # papers are remembered from here on
    again(folder, before)
    moved = _moved(run, town)
    again(folder, before)
    for step in sorted({*range(1, moved, -(-moved // (tried // 2))), moved}):
        assert in_a_child(partial(_full, run, town, step)) == FAILED, step
        assert tree(folder) == old, step
        assert leftovers(town) == [], step


def _moved(run: Callable[[Path], None], town: Path) -> int:
    """Count how often a command forces something to the disk before it puts anything in place."""
    counts: list[str] = []

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **options: Any) -> Any:
            counts.append(name)
            return original(*arguments, **options)

        return counted

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", counting("force", os.fsync))
        patch.setattr(os, "rename", counting("place", os.rename))
        patch.setattr(staging, "_exchanged", counting("place", staging._exchanged))
        run(town)
    return counts.index("place")


def _full(run: Callable[[Path], None], town: Path, step: int) -> None:
    with full_disk(step):
        run(town)


def test_two_at_once_end_well(command: str, town: Path, tmp_path: Path) -> None:
    folder, before, _ = kept(town, tmp_path, command)
    run = COMMANDS[command]
    run(town)
    new = tree(folder)
    again(folder, before)
    child = os.fork()
    if child == 0:
        code = in_a_child(lambda: run(town))
        os._exit(code)
    here = in_a_child(lambda: run(town))
    there = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert DONE in (here, there)
    if command not in ("publish", "mend"):
        assert (here, there) == (DONE, DONE)
    assert tree(folder) == new
    assert leftovers(town) == []
