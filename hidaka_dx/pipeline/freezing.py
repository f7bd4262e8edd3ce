"""One edition set from a folder of its own, which holds all that it is made of but the fonts: to keep, or to set again."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hidaka_dx import __version__
from hidaka_dx.archive import Issue
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan
from hidaka_dx.content import Manuscript, load
from hidaka_dx.document import Document, dumped
from hidaka_dx.pipeline.printing import HOUSE, Printer, folders
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.typeset.environment import environment
from hidaka_dx.typeset.listener import Progress
from hidaka_dx.typeset.press import Pressed

OF_OTHERS: Final = ("content/action-plan.yaml", "content/measures/", "content/progress/")
"""What 推進計画 is not made of."""
TEMPLATES: Final = (".j2",)
ASSETS: Final = (".css", ".svg", ".png", ".jpg", ".jpeg")
"""All that pages may read but fonts, which are large and come with this program."""


def freeze(
    root: Path, manuscript: Manuscript, document: str, progress: Progress
) -> tuple[tuple[Document, Issue] | None, tuple[Problem, ...]]:
    """Copy what the newest edition of a document is made of, and set it from the copy; nothing enters that was not copied.

    `document` is its key in `editions.yaml`. Where anything is wrong gives all problems instead.
    """
    snapshot = dict(_snapshot(root, manuscript, document))
    with TemporaryDirectory(prefix="hidaka-dx-") as name:
        desk = Path(name)
        unpack(desk, snapshot)
        frozen, read, problems = set_again(desk, folders(root, "assets"), document, progress)
    if frozen is None:
        return None, problems
    made, pressed = frozen
    source = {path: content for path, content in snapshot.items() if path.startswith("content/") or path in read}
    assets = {path: (asset.size, asset.sha256) for path, asset in pressed.assets.items()}
    return (made, Issue(pressed.pdf, pressed.pages, dumped(made), source, assets, surroundings())), ()


def set_again(
    desk: Path, fonts: Sequence[Path], document: str, progress: Progress
) -> tuple[tuple[Document, Pressed] | None, frozenset[str], tuple[Problem, ...]]:
    """Set the newest edition of a document from an unpacked snapshot; `fonts` are the `assets/` that hold the fonts.

    Gives the document, the files of the snapshot beside `content/` that were read, or all problems.
    """
    manuscript, problems = load(desk)
    if manuscript is None:
        return None, frozenset(), problems
    printer = Printer(manuscript, (desk / "templates",), (desk / "assets", *fonts), progress)
    plan, faults = compose_promotion_plan(manuscript)
    pressed = printer.print(plan, faults)
    if pressed and document == "action-plan":
        printer.print(*compose_action_plan(manuscript, plan, pressed.places))
    if printer.problems:
        return None, frozenset(), in_order(printer.problems)
    templates = {f"templates/{name}" for name in printer.used}
    assets = {f"assets/{name}" for _, each in printer.done for name in each.assets}
    return printer.done[-1], frozenset(templates | assets), ()


def unpack(desk: Path, files: Mapping[str, bytes]) -> None:
    """Write a snapshot into an empty folder."""
    for path, content in files.items():
        (desk / path).parent.mkdir(parents=True, exist_ok=True)
        (desk / path).write_bytes(content)


def surroundings() -> dict[str, dict[str, str]]:
    """Name the state of this program and the release of each part that sets a document."""
    return {"project": _project(), "parts": environment()}


def _snapshot(root: Path, manuscript: Manuscript, document: str) -> Iterator[tuple[str, bytes]]:
    """Give every file that may take part, fonts excepted, by its path in a town's folder."""
    foreign = OF_OTHERS if document == "promotion-plan" else ()
    for path in manuscript.texts:
        if not path.startswith(foreign):
            yield path, (root / path).read_bytes()
    for place, endings in (("templates", TEMPLATES), ("assets", ASSETS)):
        for folder in reversed(folders(root, place)):
            for file in sorted(folder.rglob("*")):
                if file.suffix in endings and file.is_file() and not file.is_symlink():
                    yield f"{place}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _project() -> dict[str, str]:
    """Name this program's release and, where it runs from a checkout, its commit and whether that was changed."""
    commit = _git("rev-parse", "HEAD")
    if commit is None:
        return {"hidaka-dx": __version__}
    changed = _git("status", "--porcelain", "--", "hidaka_dx", "templates", "assets")
    return {"hidaka-dx": __version__, "commit": commit, "changed": "yes" if changed else "no"}


def _git(*words: str) -> str | None:
    command = ["git", "-C", str(HOUSE), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
