"""One edition set from a folder of its own, which holds all that it is made of but the fonts: to keep, or to set again."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from hidaka_dx import __version__
from hidaka_dx.archive import SAFE, Issue
from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.content import Manuscript, load, takes_part
from hidaka_dx.document import FORMAT, Document, dumped
from hidaka_dx.files import desk
from hidaka_dx.files.reading import files_below
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.house import HOUSE, folders
from hidaka_dx.pipeline.materials import frozen, needed
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.typeset.environment import environment
from hidaka_dx.typeset.job import Asset, Pressed, Progress

ASSETS: Final = (".css", ".svg", ".png", ".jpg", ".jpeg")
"""All that pages may read but fonts, which are large and come with this program."""


@dataclass(frozen=True)
class Former:
    """How an edition was issued before, for what is set again."""

    pages: Mapping[str, str] = field(default_factory=dict)
    """Where each id of what it rests on stands in print."""
    data: int = FORMAT
    """The form in which it is put inside as data."""


@dataclass(frozen=True)
class Setting:
    """An edition as it was set, and what was read for it."""

    document: Document
    pressed: Pressed
    templates: frozenset[str]
    """Names of all templates that were read."""
    assets: Mapping[str, Asset]
    """Every file of `assets/` that was read, by its path there."""

    @property
    def read(self) -> frozenset[str]:
        """Every file that was read beside `content/`, by its path in a town's folder."""
        return frozenset(
            {*(f"templates/{name}" for name in self.templates), *(f"assets/{name}" for name in self.assets)}
        )


def freeze(
    root: Path, manuscript: Manuscript, document: str, progress: Progress, pages: Mapping[str, str] | None = None
) -> tuple[tuple[Document, Issue] | None, tuple[Problem, ...]]:
    """Copy what the newest edition of a document is made of, and set it from the copy; nothing enters that was not copied.

    `document` is its key in `editions.yaml`; `pages` tells where each id of what it rests on stands in print. Where
    anything is wrong gives all problems instead.
    """
    snapshot = dict(_snapshot(root, manuscript, document))
    with desk(snapshot) as copy:
        made, problems = set_again(copy, folders(root, "assets"), document, progress, Former(pages or {}))
    if made is None:
        return None, problems
    source = {path: snapshot[path] for path in snapshot if path.startswith("content/") or path in made.read}
    if unsafe := tuple(_unsafe(source)):
        return None, unsafe
    assets = {path: (asset.size, asset.sha256) for path, asset in made.assets.items()}
    pressed, data = made.pressed, dumped(made.document)
    return (made.document, Issue(pressed.pdf, pressed.pages, data, source, assets, surroundings())), ()


def set_again(
    folder: Path, fonts: Sequence[Path], document: str, progress: Progress, former: Former | None = None
) -> tuple[Setting | None, tuple[Problem, ...]]:
    """Set the newest edition of a document from an unpacked snapshot; `fonts` are the `assets/` that hold the fonts.

    What a document is derived from is set, too. Gives all problems where there are any.
    """
    manuscript, problems = load(folder, issued=True)
    if manuscript is None:
        return None, problems
    printer = Printer(manuscript, (folder / "templates",), (folder / "assets", *fonts), progress)
    conductor, former = Conductor(manuscript), former or Former()
    pressed = printer.print(*conductor.compose(PLAN), data=former.data)
    if pressed and document != PLAN:
        conductor = replace(conductor, pages={**pressed.places, **former.pages})
        printer.print(*conductor.compose(document), data=former.data)
    if printer.problems:
        return None, in_order(printer.problems)
    assets = {name: asset for _, each in printer.done for name, asset in each.assets.items()}
    return Setting(*printer.done[-1], frozenset(printer.used), assets), ()


def surroundings() -> dict[str, dict[str, str]]:
    """Name the state of this program and the release of each part that sets a document."""
    return {"project": _project(), "parts": environment()}


def _snapshot(root: Path, manuscript: Manuscript, document: str) -> Iterator[tuple[str, bytes]]:
    """Give every file that may take part, fonts excepted, by its path in a town's folder."""
    for path in manuscript.texts:
        if takes_part(path, document):
            yield path, needed((root,), path, path)
    for place in ("templates", "assets"):
        for folder in reversed(folders(root, place)):
            for path in files_below(folder):
                if place == "templates" or Path(path).suffix in ASSETS:
                    yield from frozen(folder, place, path)


def _unsafe(source: Iterable[str]) -> Iterator[Problem]:
    """Find names that would not mean the same on every system for as long as the archive lasts."""
    for path in sorted(source):
        if not SAFE.fullmatch(path):
            message = "この名前のファイルは保存できません。半角英数字と . _ - だけの名前に変えてください。"
            yield Problem(Place(path), message, "file-name")


def _project() -> dict[str, str]:
    """Name this program's release and, where it runs from a checkout, its commit and whether that was changed."""
    commit = _git("rev-parse", "HEAD")
    if commit is None or _git("rev-parse", "--show-toplevel") != str(HOUSE):  # installed inside someone else's checkout
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
