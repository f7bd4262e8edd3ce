"""Reads the town's folder file by file; a fault in one file does not hide those of the others."""

import pathlib
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter

from hidaka_dx.content.checks import ID
from hidaka_dx.content.manuscript import Located
from hidaka_dx.content.unread_files import BACKUP, UnreadFile, is_read, unread
from hidaka_dx.content.validate import validated
from hidaka_dx.figure import FIGURE, Figure, Picture
from hidaka_dx.files.pictures import read_picture
from hidaka_dx.files.questions import FolderEntry, MissingFile, UnreadableFile
from hidaka_dx.files.reading import entries, is_there, is_utf8, read_file
from hidaka_dx.measure import MEASURE, Measure
from hidaka_dx.plan import Plan
from hidaka_dx.problem import Place, Problem
from hidaka_dx.progress import PROGRESS, Progress
from hidaka_dx.prose import Chapter
from hidaka_dx.source import LENIENT, CsvTable, Data, parse_chapter, parse_csv, parse_known, read_text

Value = TypeVar("Value")
Item = TypeVar("Item")
MAY_BE_MISSING: Final = "置くか、missing（画像がない間、枠の中に出る言葉）を書いてください。"
LARGEST: Final = 2_000_000
"""Bytes in a file that people write; a plan of a hundred pages has a tenth of it."""


@dataclass
class Folder:
    """Reads one town's folder and collects its problems."""

    root: pathlib.Path
    without: tuple[str, ...] = ()
    """Prefixes of paths that are ignored."""
    issued: bool = False
    """Whether it is the source of an issued edition, which is read by the rules of its time."""
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    tables: dict[str, Data] = field(default_factory=dict)
    suggested: set[str] = field(default_factory=set)
    """Paths that have been suggested as the correct name of another file."""

    @cached_property
    def unread(self) -> tuple[UnreadFile, ...]:
        """Files in `content/` that nothing reads."""
        return tuple(found for found in unread(self.root) if not found.problem.place.path.startswith(self.without))

    def is_town(self) -> bool:
        """Tell whether there is content; an unreadable folder is reported when its files are read."""
        return is_folder(self.root / "content")

    def has(self, path: str) -> bool:
        """Tell whether a file is there, readable or not."""
        return not path.startswith(self.without) and is_there(self.root, path)

    def is_intended(self, path: str) -> bool:
        """Tell whether a file exists, possibly under a nearly correct name."""
        return self.has(path) or any(found.right == path for found in self.unread)

    def read(self, path: str, asked_at: Place | None = None) -> str | None:
        """Return a file's text; a missing file is reported at `asked_at`, which refers to it."""
        try:
            raw = read_file(self.root, path, LARGEST)
        except UnreadableFile as why:
            more = self._instead(path) if isinstance(why, MissingFile) else ""
            self.problems.append(Problem(asked_at or Place(path), f"ファイル {path} {why}{more}", "file"))
            return None
        text, problems = read_text(raw, path)
        self.problems += problems
        if text is not None:
            self.texts[path] = text
        return text

    def data(self, path: str, adapter: TypeAdapter[Value]) -> Located[Value] | None:
        """Read a YAML file as the adapter's type."""
        before = len(self.problems)
        text = self.read(path)
        if text is None:
            return None
        spoiled = len(self.problems) > before  # by its column; follow-up errors are not reported, but the rest is read
        data, found = parse_known(text, path)
        problems = self._refused(found)
        self.problems += () if spoiled else problems
        if data is None or any(not spoiled or problem.rule != "character" for problem in problems):
            return None
        read, faults = validated(adapter, data)
        self.problems += () if spoiled else faults
        if read:
            self.tables[path] = data
        return read

    def _refused(self, problems: Sequence[Problem]) -> list[Problem]:
        return [problem for problem in problems if not (self.issued and problem.rule in LENIENT)]

    def read_optional(self, path: str, adapter: TypeAdapter[Value]) -> Located[Value] | None:
        """Read an optional YAML file."""
        return self.data(path, adapter) if self.has(path) else None

    def list_(self, path: str, adapter: TypeAdapter[tuple[Item, ...]]) -> Located[tuple[Item, ...]] | None:
        """Read a file with a list; a missing file is an empty list."""
        return self.data(path, adapter) if self.has(path) else empty_list(path)

    def names(self, path: str) -> list[str]:
        """Return the sorted names of a folder's files, except ignored ones; a missing folder has none."""
        return [entry.name for entry in self._entries(path) if is_read(entry.name)]

    def stems(self, path: str, ending: str) -> list[str]:
        """Return the names of a folder's files with an extension, without it."""
        names = (name for name in self.names(path) if not f"{path}/{name}".startswith(self.without))
        return [name.removesuffix(ending) for name in names if name.endswith(ending)]

    def measures(self) -> dict[str, Located[Measure]]:
        """Read every measure, by the name of its file."""
        names = self.stems("content/measures", ".yaml")
        found = {name: self.data(f"content/measures/{name}.yaml", MEASURE) for name in names}
        return {name: measure for name, measure in found.items() if measure}

    def progress(self) -> tuple[Located[Progress], ...]:
        """Read the results of every year, oldest first; a file whose name is not its year is a problem."""
        found = []
        for name in self.stems("content/progress", ".yaml"):
            year = self.data(f"content/progress/{name}.yaml", PROGRESS)
            if year and name != str(year.value.year):
                message = (
                    f"ファイルの名前と year が違います。名前を {year.value.year}.yaml にするか、year を直してください。"
                )
                self.problems.append(Problem(year.data.place(("year",)), message, "progress-year"))
            elif year:
                found.append(year)
        return tuple(sorted(found, key=lambda each: each.value.year))

    def chapters(self, names: Sequence[str], named_at: Sequence[Place]) -> dict[str, Chapter]:
        """Read the chapters in the plan's order, as far as they can be read, by their names; the plan names them `named_at`."""
        chapters: dict[str, Chapter] = {}
        for index, name in enumerate(names):
            path = f"content/chapters/{name}.md"
            text = self.read(path, named_at[index] if named_at else None)
            if text is not None:
                chapters[name], problems = parse_chapter(
                    text, path, {**dict.fromkeys(self.csv_names), **self.csv_tables}
                )
                self.problems += self._refused(problems)
        for name in set(self.stems("content/chapters", ".md")) - set(names):
            place = Place(f"content/chapters/{name}.md")
            message = (
                f"この章は content/plan.yaml の chapters にも preface にもありません。`{name}` を chapters に"
                "（目次の前に置くあいさつなどは preface に）書き加えるか、ファイルを除いてください。"
            )
            self.problems.append(Problem(place, message, "chapter-unused"))
        return chapters

    @property
    def csv_names(self) -> tuple[str, ...]:
        """The names of all files of tables, readable or not."""
        return tuple(f"{stem}.csv" for stem in self.stems("content/tables", ".csv"))

    @cached_property
    def csv_tables(self) -> Mapping[str, CsvTable]:
        """The tables beside the chapters that can be read, by the names of their files."""
        found: dict[str, CsvTable] = {}
        for name in self.csv_names:
            path = f"content/tables/{name}"
            text = self.read(path)
            table, problems = parse_csv(text, path) if text is not None else (None, ())
            self.problems += problems
            if table:
                found[name] = table
        return found

    def figure_places(self) -> dict[str, Place]:
        """Return the file of each figure, including unreadable and misnamed ones."""
        places = {name: Place(f"content/figures/{name}.yaml") for name in self.stems("content/figures", ".yaml")}
        for found in self.unread:
            folder, _, name = found.right.rpartition("/")
            if folder == "content/figures":
                places.setdefault(name.removesuffix(".yaml"), found.problem.place)
        return places

    def figures(self) -> dict[str, Located[Figure]]:
        """Read every figure; the file's name is its id."""
        found: dict[str, Located[Figure]] = {}
        for name in filter(ID.fullmatch, self.stems("content/figures", ".yaml")):
            figure = self.data(f"content/figures/{name}.yaml", FIGURE)
            if figure:
                found[name] = figure
        return found

    def images(self) -> frozenset[str]:
        """Return the names of images available to figures, including unreadable ones."""
        found = self._entries("assets/images")
        return frozenset(entry.name for entry in found if is_utf8(entry.name) and not entry.name.startswith("."))

    def check_pictures(self, figures: Sequence[Located[Figure]], images: frozenset[str]) -> Iterator[Problem]:
        """Find images used by figures that are not printable or are misnamed."""
        for figure in figures:
            if isinstance(figure.value, Picture):
                picture = figure.value
                missing = MAY_BE_MISSING if picture.missing is None else None
                if message := self._picture(picture.image, images, missing):
                    yield Problem(figure.data.place(("image",)), message, "image")

    def check_cover(self, plan: Located[Plan], images: frozenset[str]) -> Iterator[Problem]:
        """Find pictures of the cover that are missing, misnamed or not printable."""
        for key, picture in plan.value.theme.pictures.items():
            if message := self._picture(picture.image, images, "置くか、行を取り除いてください。"):
                yield Problem(plan.data.place(("theme", key, "image")), message, "image")

    def _picture(self, name: str, images: frozenset[str], missing: str | None) -> str | None:
        """Say what is wrong with an image; `missing` is the advice where there is none, or none where it may be missing."""
        if name not in images:
            stem = name.rpartition(".")[0]
            near = next((each for each in sorted(images) if each.casefold().startswith(f"{stem}.")), None)
            what = f"画像 assets/images/{name} がありません。"
            if near:
                return f"{what}`{near}` の名前を直すか、image を直してください。"
            return f"{what}{missing}" if missing else None
        try:
            read_picture(self.root / "assets", f"images/{name}")
        except UnreadableFile as why:
            return f"画像 assets/images/{name} {why}"
        return None

    def _entries(self, path: str) -> tuple[FolderEntry, ...]:
        try:
            return entries(self.root, path)
        except MissingFile:
            return ()
        except UnreadableFile as why:
            problem = Problem(Place(path), f"フォルダー {path} {why}", "folder")
            self.problems += [problem] if problem not in self.problems else []
            return ()

    def _instead(self, path: str) -> str:
        """Suggest a similarly named file in the folder where this one was expected."""
        folder, _, name = path.rpartition("/")
        names = [entry.name for entry in self._entries(folder) if is_utf8(entry.name)]
        found = closest_name(name, names)
        if not found:
            return ""
        self.suggested.add(f"{folder}/{found}")
        if BACKUP.search(found):
            return f"控えに付く名前の `{found}` があります。その中身を使うなら、名前を `{name}` に直してください。"
        renamed = found.casefold().startswith(f"{name.rpartition('.')[0]}.".casefold())
        return f"`{found}` の名前を `{name}` に直してください。" if renamed else f"`{found}` ではありませんか。"


def is_folder(path: pathlib.Path) -> bool:
    """Tell whether a folder exists or is not accessible: `Path.is_dir` is false for the latter from Python 3.14 on."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def empty_list(path: str) -> Located[tuple[Any, ...]]:
    """Return an empty list as default for a missing file."""
    return Located((), Data((), path, MappingProxyType({}), MappingProxyType({})))


def closest_name(name: str, names: Sequence[str]) -> str | None:
    """Return the name that was most likely meant by this one."""
    stem = name.rpartition(".")[0]
    same = [other for other in names if other.casefold().startswith(f"{stem}.".casefold())]
    return next(iter(same or get_close_matches(name, names, n=1, cutoff=0.75)), None)
