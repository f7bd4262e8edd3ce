"""Read a town's folder file by file; a fault in one file does not hide those of the others."""

import pathlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, TypeVar

from pydantic import TypeAdapter

from hidaka_dx.comment import COMMENTS
from hidaka_dx.content.checks import ID, check_figure_names, check_prose
from hidaka_dx.content.derivation import check_action_plan
from hidaka_dx.content.entries import check_entries, check_footnotes
from hidaka_dx.content.evaluation import check_progress
from hidaka_dx.content.files import Unread, found_at, read_file
from hidaka_dx.content.manuscript import Located, Manuscript
from hidaka_dx.content.titles import check_captions
from hidaka_dx.content.validate import validated
from hidaka_dx.content.walk import named_parts
from hidaka_dx.edition import EDITIONS, Edition
from hidaka_dx.errata import ERRATA
from hidaka_dx.figure import FIGURE, Figure
from hidaka_dx.house_style import HOUSE_STYLE, HouseStyle
from hidaka_dx.measure import ACTION_PLAN, MEASURE, ActionPlan, Measure
from hidaka_dx.plan import COMPARISON, FOOTNOTES, GLOSSARY, PLAN, SOURCES, ComparisonWording, Plan
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.progress import PROGRESS, Progress
from hidaka_dx.prose import Chapter
from hidaka_dx.source import Data, parse_chapter, parse_data, read_text

Value = TypeVar("Value")
Entry = TypeVar("Entry")
NO_TOWN: Final = (
    "ここは町のフォルダーではありません（ファイル content/plan.yaml がありません）。"
    "町のフォルダーの中で実行するか、-C フォルダー で指定してください。"
)
YAML_NAMES: Final = (".yaml", ".yml")


def load(root: pathlib.Path, without: Sequence[str] = ()) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Read `root`/content; give the manuscript (none where anything is wrong) and all problems, sorted by place.

    Files below the paths in `without` are taken as not there: so the rest can be read where they have faults.
    """
    folder = _Folder(root, tuple(without))
    if not folder.is_town():
        return None, (Problem(Place("content"), NO_TOWN, "folder"),)
    plan = folder.data("content/plan.yaml", PLAN)
    editions = folder.data("content/editions.yaml", EDITIONS)
    glossary = folder.data("content/glossary.yaml", GLOSSARY)
    footnotes = folder.list_("content/footnotes.yaml", FOOTNOTES)
    errata = folder.list_("content/errata.yaml", ERRATA)
    comments = folder.list_("content/comments.yaml", COMMENTS)
    action, measures, years = folder.action_plan(), folder.measures(), folder.progress()
    style = folder.house_style()
    sources = folder.data("content/references.yaml", SOURCES)
    names = plan.value.chapters if plan else folder.stems("content/chapters", ".md")
    chapters = folder.chapters(names, plan.data if plan else None)
    figures = folder.figures()
    places = folder.figure_places()
    folder.problems += check_figure_names(places)
    folder.problems += check_captions(figures.values())
    if len(chapters) == len(names):
        folder.problems += check_prose(chapters, places)
        folder.problems += check_footnotes(chapters, glossary, footnotes)
    folder.problems += (*check_entries(glossary), *check_entries(footnotes))
    if plan and action and not folder.problems:
        folder.problems += check_action_plan(action, measures, plan.value, named_parts(chapters))
    numbered = {located.value.number: located.value for _, located in sorted(measures.items(), key=_by_number)}
    if plan and action and not folder.problems:
        folder.problems += _check_years(years, numbered, action.value, plan.value)
    if not (plan and editions and glossary and footnotes and errata and comments and sources) or folder.problems:
        return None, in_order(folder.problems)
    return Manuscript(
        plan.value,
        editions.value.promotion_plan,
        glossary.value,
        footnotes.value,
        errata,
        comments,
        sources.value,
        action.value if action else None,
        editions.value.action_plan,
        numbered,
        tuple(year.value for year in years),
        chapters,
        figures,
        folder.images(),
        dict(folder.texts),
        dict(folder.tables),
        style.value if style else HouseStyle(),
    ), ()


def _check_years(
    years: Sequence[Located[Progress]], measures: Mapping[str, Measure], action: ActionPlan, plan: Plan
) -> Iterator[Problem]:
    for year in years:
        yield from check_progress(year, measures, action.grades, plan.period)


@dataclass(frozen=True)
class Identity:
    """Whose folder it is: what its documents and their editions are called."""

    town: str
    titles: Mapping[str, str]
    """Of each document that can be read, by its key in `editions.yaml`."""
    editions: Mapping[str, tuple[Edition, ...]]
    """As the town records them, by the same keys."""


def identity_of(manuscript: Manuscript) -> Identity:
    """Tell whose manuscript it is."""
    titles = {"promotion-plan": manuscript.plan.title}
    titles |= {"action-plan": manuscript.action.title} if manuscript.action else {}
    editions = {"promotion-plan": manuscript.editions, "action-plan": manuscript.action_editions}
    return Identity(manuscript.plan.town, titles, editions)


def load_identity(root: pathlib.Path) -> Identity | None:
    """Tell whose folder it is where no more than that is asked; none where its plan or editions cannot be read."""
    folder = _Folder(root)
    plan, editions = folder.data("content/plan.yaml", PLAN), folder.data("content/editions.yaml", EDITIONS)
    action = folder.action_plan()
    if plan is None or editions is None:
        return None
    titles = {"promotion-plan": plan.value.title} | ({"action-plan": action.value.title} if action else {})
    recorded = {"promotion-plan": editions.value.promotion_plan, "action-plan": editions.value.action_plan}
    return Identity(plan.value.town, titles, recorded)


def load_wording(root: pathlib.Path) -> tuple[ComparisonWording | None, tuple[Problem, ...]]:
    """Read how a town sets its 新旧対照表; the usual way where it says nothing."""
    folder = _Folder(root)
    if not folder.has("content/comparison.yaml"):
        return ComparisonWording(), ()
    read = folder.data("content/comparison.yaml", COMPARISON)
    return read.value if read else None, in_order(folder.problems)


def _by_number(item: tuple[str, Located[Measure]]) -> list[tuple[int, str]]:
    """Sort 1-2 before 1-10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in item[1].value.number.split("-")]


@dataclass
class _Folder:
    root: pathlib.Path
    without: tuple[str, ...] = ()
    """Beginnings of paths that are taken as not there."""
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Data] = field(default_factory=dict)

    def read(self, path: str, asked_at: Place | None = None) -> str | None:
        """Give a file's text; a file that is not there is a problem at the place that asked for it."""
        try:
            raw = read_file(self.root, path)
        except Unread as why:
            self.problems.append(Problem(asked_at or Place(path), f"ファイル {path} {why}", "file"))
            return None
        text, problems = read_text(raw, path)
        self.problems += problems
        if text is not None:
            self.texts[path] = text
        return text

    def data(self, path: str, adapter: TypeAdapter[Value]) -> Located[Value] | None:
        """Read a YAML file as the adapter's type."""
        text = self.read(path)
        if text is None or any(problem.place.path == path for problem in self.problems):
            return None
        data, problems = parse_data(text, path)
        self.problems += problems
        if data is None or problems:
            return None
        self.tables[path] = data
        read, faults = validated(adapter, data)
        self.problems += faults
        return read

    def list_(self, path: str, adapter: TypeAdapter[tuple[Entry, ...]]) -> Located[tuple[Entry, ...]] | None:
        """Read a file that holds a list; one that is not there is an empty list."""
        if self.has(path):
            return self.data(path, adapter)
        return Located((), Data((), path, MappingProxyType({}), MappingProxyType({})))

    def has(self, path: str) -> bool:
        """Tell whether a file is there; one that cannot be seen is told when it is read."""
        if path.startswith(self.without):
            return False
        try:
            return found_at(self.root / path) is not None
        except OSError:
            return True

    def action_plan(self) -> Located[ActionPlan] | None:
        """Read the frame of the action plan, where the town has one."""
        path = "content/action-plan.yaml"
        return self.data(path, ACTION_PLAN) if self.has(path) else None

    def house_style(self) -> Located[HouseStyle] | None:
        """Read the town's own way of writing, where it has stated one."""
        path = "content/house-style.yaml"
        return self.data(path, HOUSE_STYLE) if self.has(path) else None

    def measures(self) -> dict[str, Located[Measure]]:
        """Read every measure, by the name of its file."""
        names = self.stems("content/measures", ".yaml")
        found = {name: self.data(f"content/measures/{name}.yaml", MEASURE) for name in names}
        return {name: measure for name, measure in found.items() if measure}

    def progress(self) -> tuple[Located[Progress], ...]:
        """Read the results of every year, oldest first; the file's name is its year."""
        found = []
        for name in self.stems("content/progress", ".yaml"):
            year = self.data(f"content/progress/{name}.yaml", PROGRESS)
            if year and name != str(year.value.year):
                message = (
                    f"ファイルの名前と year が違います。名前を {year.value.year}.yaml にするか、year を直してください。"
                )
                self.problems.append(Problem(year.data.place(("year",)), message, "progress-year"))
            found += [year] if year else []
        return tuple(sorted(found, key=lambda each: each.value.year))

    def is_town(self) -> bool:
        """Tell whether there is anything to read; a folder that hides it is told when its files are read."""
        try:
            found = found_at(self.root / "content")
        except OSError:
            return True
        return found is not None and stat.S_ISDIR(found.st_mode)

    def names(self, path: str) -> list[str]:
        """Name what is in a folder, sorted, but for hidden files; a folder that is not there has nothing."""
        try:
            found = [entry.name for entry in (self.root / path).iterdir() if not entry.name.startswith(".")]
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            message = f"{path} はフォルダーではありません。この名前のフォルダーにしてください。"
        except OSError:
            message = f"フォルダー {path} が読めません。権限を確かめてください。"
        else:
            return sorted(name.encode("utf-8", "replace").decode() for name in found)
        self.problems.append(Problem(Place(path), message, "folder"))
        return []

    def stems(self, path: str, ending: str) -> list[str]:
        """Name what ends so in a folder, without the ending."""
        names = (name for name in self.names(path) if not f"{path}/{name}".startswith(self.without))
        return [name.removesuffix(ending) for name in names if name.endswith(ending)]

    def chapters(self, names: Sequence[str], plan: Data | None) -> tuple[Chapter, ...]:
        """Read the chapters in the plan's order."""
        chapters = []
        for index, name in enumerate(names):
            path = f"content/chapters/{name}.md"
            text = self.read(path, plan.place(("chapters", index)) if plan else None)
            if text is not None:
                chapter, problems = parse_chapter(text, path)
                self.problems += problems
                chapters.append(chapter)
        for name in set(self.stems("content/chapters", ".md")) - set(names):
            place = Place(f"content/chapters/{name}.md")
            message = f"この章は content/plan.yaml の chapters にありません。`{name}` を書き加えるか、ファイルを除いてください。"
            self.problems.append(Problem(place, message, "chapter-unused"))
        return tuple(chapters)

    def figure_places(self) -> dict[str, Place]:
        """Tell where each figure is described, readable or not; an ending that is nearly right is a problem there."""
        places: dict[str, Place] = {}
        for name in self.names("content/figures"):
            stem, ending = pathlib.PurePath(name).stem, pathlib.PurePath(name).suffix
            place = Place(f"content/figures/{name}")
            if ending.lower() in YAML_NAMES:
                places.setdefault(stem, place)
            if ending.lower() in YAML_NAMES and ending != ".yaml":
                message = f"このファイルは読まれません。名前を {stem}.yaml に直すか、除いてください。"
                self.problems.append(Problem(place, message, "file-name"))
        return places

    def images(self) -> frozenset[str]:
        """Name the pictures that figures may call."""
        folder = self.root / "assets/images"
        return frozenset(name for name in self.names("assets/images") if (folder / name).is_file())

    def figures(self) -> dict[str, Located[Figure]]:
        """Read every figure; the file's name is its id."""
        found: dict[str, Located[Figure]] = {}
        for name in filter(ID.fullmatch, self.stems("content/figures", ".yaml")):
            figure = self.data(f"content/figures/{name}.yaml", FIGURE)
            if figure:
                found[name] = figure
        return found
