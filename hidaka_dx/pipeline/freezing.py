"""An edition typeset from a snapshot that holds all its inputs except the fonts: for publishing, or rebuilding."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from hidaka_dx import __version__
from hidaka_dx.archive import SAFE, Issue
from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.content import Manuscript, load, takes_part
from hidaka_dx.document import Document, dumped
from hidaka_dx.files import desk
from hidaka_dx.files.reading import files_below
from hidaka_dx.formats import NEWEST
from hidaka_dx.installed import HOUSE
from hidaka_dx.kept.checkout import commit, git
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.materials import frozen, read_needed
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.tabulating import csv_files, tabulated
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.typeset.environment import environment
from hidaka_dx.typeset.job import Asset, Pressed, Progress, Setting
from hidaka_dx.typeset.kept_documents import press_or_take

ASSETS: Final = (".css", ".svg", ".png", ".jpg", ".jpeg")
"""Assets without fonts, which are large and bundled with this program."""


@dataclass(frozen=True)
class TypesetEdition:
    """A typeset edition, and the files read for it."""

    document: Document
    pressed: Pressed
    templates: frozenset[str]
    """Names of all templates that were read."""
    assets: Mapping[str, Asset]
    """Every file of `assets/` that was read, by its path there."""
    tables: Mapping[str, bytes] = field(default_factory=dict)
    """The measures of an action plan as open data, by the names of the files."""

    @property
    def read(self) -> frozenset[str]:
        """Every file that was read beside `content/`, by its path in a town's folder."""
        return frozenset(
            {*(f"templates/{name}" for name in self.templates), *(f"assets/{name}" for name in self.assets)}
        )


@dataclass(frozen=True)
class FixedValues:
    """Values that are fixed when an edition is typeset."""

    pages: Mapping[str, str] | None = None
    """Printed pages of the ids of the plan it is based on, if that was issued before."""
    format: int = NEWEST
    """The format of its data."""
    document: Document | None = None
    """The document as it was composed then, typeset instead of what this program composes."""
    press: Setting = press_or_take
    """What typesets; a proof takes nothing that is kept from before."""


def freeze(
    root: Path, manuscript: Manuscript, document: str, progress: Progress, given: FixedValues
) -> tuple[tuple[Document, Issue] | None, tuple[Problem, ...]]:
    """Copy the inputs of a document's newest edition, and typeset it from the copy only.

    `document` is its key in `editions.yaml`. Returns all problems instead if there are any.
    """
    snapshot = dict(_snapshot(root, manuscript, document))
    with desk(snapshot) as copy:
        made, problems = typeset_again(copy, folders(root, "assets"), document, progress, given)
    if made is None:
        return None, problems
    source = {path: snapshot[path] for path in snapshot if path.startswith("content/") or path in made.read}
    if unsafe := tuple(_unsafe(source)):
        return None, unsafe
    assets = {path: (asset.size, asset.sha256) for path, asset in made.assets.items()}
    pressed, data = made.pressed, dumped(made.document)
    issue = Issue(pressed.pdf, pressed.pages, data, source, assets, components(), tables=made.tables)
    return (made.document, issue), ()


def typeset_again(
    folder: Path,
    fonts: Sequence[Path],
    document: str,
    progress: Progress,
    given: FixedValues,
) -> tuple[TypesetEdition | None, tuple[Problem, ...]]:
    """Typeset a document's newest edition from an unpacked snapshot; `fonts` are the `assets/` that hold the fonts.

    The documents it is derived from are typeset, too. Returns all problems if there are any.
    """
    manuscript, problems = load(folder, issued=True)
    if manuscript is None:
        return None, problems
    homes = (folder / "templates",), (folder / "assets", *fonts)
    printer = Printer(manuscript, *homes, progress, press=given.press)
    conductor = Conductor(manuscript)
    stored = (given.document, ()) if given.document else None
    pressed = printer.print(*(stored if stored and document == PLAN else conductor.compose(PLAN)), given.format)
    if pressed and document != PLAN:
        conductor = replace(conductor, pages={**pressed.places, **(given.pages or {})})
        printer.print(*(stored or conductor.compose(document)), given.format)
    if printer.problems:
        return None, in_order(printer.problems)
    assets = {name: asset for _, each in printer.done for name, asset in each.assets.items()}
    return TypesetEdition(*printer.done[-1], frozenset(printer.used), assets, _tables(conductor, document)), ()


def _tables(conductor: Conductor, document: str) -> Mapping[str, bytes]:
    """Return the open data of an action plan; other documents have none."""
    if document != ACTION:
        return {}
    action, plan = (conductor.compose(kind)[0] for kind in (ACTION, PLAN))
    return csv_files(tabulated(conductor.manuscript, action, plan))


def components() -> dict[str, dict[str, str]]:
    """Return the state of this program and the version of each typesetting component."""
    return {"project": _project(), "parts": environment()}


def _snapshot(root: Path, manuscript: Manuscript, document: str) -> Iterator[tuple[str, bytes]]:
    """Return every file that may be an input, fonts excepted, by its path in a town's folder."""
    for path in manuscript.texts:
        if takes_part(path, document):
            yield path, read_needed((root,), path, path)
    for place in ("templates", "assets"):
        for folder in reversed(folders(root, place)):
            for path in files_below(folder):
                if place == "templates" or Path(path).suffix in ASSETS:
                    yield from frozen(folder, place, path)


def _unsafe(source: Iterable[str]) -> Iterator[Problem]:
    """Find file names that are not portable across operating systems."""
    for path in sorted(source):
        if not SAFE.fullmatch(path):
            message = "この名前のファイルは保存できません。半角英数字と . _ - だけの名前に変えてください。"
            yield Problem(Place(path), message, "file-name")


def _project() -> dict[str, str]:
    """Return this program's version and, in a checkout, its commit and whether the work tree is modified."""
    head = commit()
    if head is None or git("rev-parse", "--show-toplevel") != str(HOUSE):  # an unrelated project's checkout
        return {"hidaka-dx": __version__}
    changed = git("status", "--porcelain", "--", "hidaka_dx", "templates", "assets")
    return {"hidaka-dx": __version__, "commit": head, "changed": "yes" if changed else "no"}
