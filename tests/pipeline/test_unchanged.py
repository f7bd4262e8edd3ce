"""Where nothing has changed a build says so at once; whatever it depends on, one changed byte makes a full build."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from towns import DRAFT, FIRST, copied, publish_plan, tiny

from hidaka_dx.kept import opened, surroundings
from hidaka_dx.pipeline import build, unchanged
from hidaka_dx.pipeline.output import put
from hidaka_dx.pipeline.unchanged import Told, build_and_keep, last

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIDAKA_DX_CACHE", str(place))
        yield place


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a town with an issued plan and a draft of the next, built once, into a folder that the build has made."""
    town = tiny(tmp_path_factory.mktemp("unchanged") / "town", FIRST)
    publish_plan(town)
    editions = town / "content/editions.yaml"
    editions.write_text(editions.read_text(encoding="utf-8") + DRAFT.replace("3", "2"), encoding="utf-8")
    for path, text in (("templates/mine.j2", "x"), ("assets/images/odd.txt", "x"), ("council/memo.txt", "x")):
        (town / path).parent.mkdir(parents=True, exist_ok=True)
        (town / path).write_text(text, encoding="utf-8")
    built(town)
    return town


def built(town: Path) -> Told:
    return build_and_keep(town, town / "output", lambda _words, _share: None)


def told(town: Path) -> Told | None:
    return last(town, town / "output")


def test_the_second_run_tells_what_the_first_one_told(town: Path) -> None:
    now = told(town)
    assert now is not None
    assert not now.is_new
    again = built(town)
    assert again.is_new
    assert now.outcome.built == again.outcome.built
    assert (now.outcome.stale, dict(now.remarks)) == (again.outcome.stale, dict(again.remarks))
    assert told(town) == now


def test_one_changed_byte_anywhere_makes_a_full_build(town: Path) -> None:
    files = sorted(path for path in town.rglob("*") if path.is_file() and path != town / "assets/images/odd.txt")
    assert len({path.relative_to(town).parts[0] for path in files}) == 5
    deaf = []
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if whole else b"x")
        changed = told(town)
        path.unlink()
        deaf += [path] if changed or told(town) else []
        path.write_bytes(whole)
    assert [path.relative_to(town).as_posix() for path in deaf] == ["council/memo.txt"]
    assert told(town)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file of content": lambda town: laid(town / "content/figures/new.yaml"),
    "a chapter that nothing names": lambda town: laid(town / "content/chapters/new.md"),
    "a style sheet of the town's own": lambda town: laid(town / "assets/css/page.css"),
    "a template of the town's own": lambda town: laid(town / "templates/document.html.j2"),
    "a folder of nearly the right name": lambda town: laid(town / "contents/plan.yaml"),
    "a file in a bag": lambda town: laid(town / "archive/promotion-plan-01/data/more.txt"),
    "a PDF beside the outputs": lambda town: laid(town / "output/other.pdf"),
    "a link in place of an output": lambda town: linked(next((town / "output").glob("*.pdf"))),
}


def laid(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def linked(path: Path) -> None:
    path.rename(path.parent.parent / "moved.pdf")
    path.symlink_to(path.parent.parent / "moved.pdf")


@pytest.mark.parametrize("change", CHANGES)
def test_something_new_makes_a_full_build(town: Path, change: str, tmp_path: Path) -> None:
    other = tmp_path / "town"
    shutil.copytree(town, other, symlinks=True)
    renamed(town, other)
    assert told(other)
    CHANGES[change](other)
    assert told(other) is None


def renamed(town: Path, other: Path) -> None:
    """Put the record of one town under the name of another one, which has the same files."""
    store = opened()
    record = (store.get(unchanged._key(town, town / "output")) or b"").decode()
    record = record.replace(json.dumps(str(town)), json.dumps(str(other))).replace(f'"{town}/', f'"{other}/')
    store.put(unchanged._key(other, other / "output"), record.encode())


@pytest.mark.parametrize(
    "patch",
    [
        lambda patch, _other: patch.setattr(surroundings, "commit", lambda: "another"),
        lambda patch, other: patch.setattr(surroundings, "_PACKAGE", other),
        lambda patch, other: patch.setattr(surroundings, "HOUSE", other),
        lambda patch, _other: patch.setattr(surroundings, "_stamp", lambda _path: [0, 0, 0]),
        lambda patch, other: patch.setenv("HIDAKA_DX_CACHE", str(other)),
        lambda patch, _other: patch.setenv("HIDAKA_DX_CACHE", "off"),
    ],
    ids=["commit", "program", "templates", "libraries", "another store", "no store"],
)
def test_another_program_makes_a_full_build(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patch: Callable[[pytest.MonkeyPatch, Path], None]
) -> None:
    assert told(town)
    patch(monkeypatch, tmp_path)
    assert told(town) is None


@pytest.mark.parametrize("record", [b"", b"[]", b"{}", b'{"read": 1}', b"\xff", b'{"files": {"x": 1}, "others": {}}'])
def test_a_record_that_says_nothing_makes_a_full_build(town: Path, record: bytes) -> None:
    store, key = opened(), unchanged._key(town, town / "output")
    whole = store.get(key)
    assert whole
    store.put(key, record)
    assert told(town) is None
    store.put(key, whole)
    assert told(town)


def test_a_record_with_a_hole_makes_a_full_build(town: Path) -> None:
    store, key = opened(), unchanged._key(town, town / "output")
    whole = store.get(key) or b""
    for name in json.loads(whole):
        store.put(key, json.dumps({each: said for each, said in json.loads(whole).items() if each != name}).encode())
        assert told(town) is None
    store.put(key, whole)


def test_a_build_with_faults_is_done_again(town: Path, tmp_path: Path) -> None:
    other = copied(town, tmp_path / "town")
    (other / "content/glossary.yaml").write_text("- x\n", encoding="utf-8")
    assert built(other).outcome.problems
    assert told(other) is None


def test_what_changes_meanwhile_is_built_by_the_next_run(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = copied(town, tmp_path / "town")
    vision = other / "content/chapters/vision.md"

    def saving(*args: Any) -> Any:
        vision.write_text(f"{vision.read_text(encoding='utf-8')}\n加えた段落です。 {{#more}}\n", encoding="utf-8")
        return put(*args)

    monkeypatch.setattr(build, "put", saving)
    assert not built(other).outcome.problems
    assert told(other) is None


def test_it_is_said_in_a_sentence(town: Path, typed: Callable[..., tuple[int, str, str]]) -> None:
    built(town)
    code, said, _ = typed(town, "build")
    assert code == 0
    assert said.startswith("前に作った時から何も変わっていないので、作り直していません。")
    names = [path.name for path in (town / "output").glob("*.pdf")]
    assert names
    assert all(f"{name}（" in said for name in names)
    assert "注意が" in said
    assert typed(town, "build", "--quiet") == (0, "", "")
