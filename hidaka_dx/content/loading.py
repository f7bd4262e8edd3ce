"""Loads a town's folder as one manuscript, or reports all problems; each check runs on what could be read."""

import pathlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hidaka_dx.comment import COMMENTS, Consultation
from hidaka_dx.content.charts import read_charts, unused_tables
from hidaka_dx.content.checks import check_figure_names, check_prose
from hidaka_dx.content.derivation import Known, check_action_plan
from hidaka_dx.content.entries import check_entries, check_footnotes
from hidaka_dx.content.evaluation import check_progress
from hidaka_dx.content.folder import Folder, empty_list
from hidaka_dx.content.manuscript import Located, Manuscript
from hidaka_dx.content.titles import check_captions
from hidaka_dx.content.walk import named_parts
from hidaka_dx.edition import EDITIONS, Editions
from hidaka_dx.errata import ERRATA, Errata
from hidaka_dx.figure import ChartData, Figure
from hidaka_dx.house_style import HOUSE_STYLE, HouseStyle
from hidaka_dx.japanese.marks import OFFICIAL
from hidaka_dx.measure import ACTION_PLAN, ActionPlan, Measure
from hidaka_dx.plan import (
    COMPARISON,
    FOOTNOTES,
    GLOSSARY,
    PLAN,
    SOURCES,
    ComparisonWording,
    Footnote,
    Plan,
    Source,
    Term,
)
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.progress import Progress
from hidaka_dx.prose import Chapter

NO_TOWN: Final = (
    "ここは町のフォルダーではありません（ファイル content/plan.yaml がありません）。"
    "町のフォルダーの中で実行するか、-C フォルダー で指定してください。"
)
ACTION: Final = "content/action-plan.yaml"
HOUSE: Final = "content/house-style.yaml"
WORDING: Final = "content/comparison.yaml"
LOSING: Final = frozenset(
    ("heading-id", "heading-mark", "heading-list", "paragraph-id", "paragraph-long", "list-depth", "markdown")
)
"""Rules for faults of a chapter that lose the ids of sections and paragraphs."""


@dataclass(frozen=True)
class _Read:
    """The files read successfully; none stands for an unreadable one."""

    plan: Located[Plan] | None
    editions: Located[Editions] | None
    glossary: Located[tuple[Term, ...]] | None
    footnotes: Located[tuple[Footnote, ...]] | None
    errata: Located[tuple[Errata, ...]] | None
    comments: Located[tuple[Consultation, ...]] | None
    action: Located[ActionPlan] | None
    measures: Mapping[str, Located[Measure]]
    years: tuple[Located[Progress], ...]
    style: Located[HouseStyle] | None
    sources: Located[tuple[Source, ...]] | None
    names: tuple[str, ...]
    """Of the chapters, in the plan's order."""
    chapters: Mapping[str, Chapter]
    figures: Mapping[str, Located[Figure]]
    charts: tuple[Mapping[str, ChartData], tuple[Problem, ...]]
    """Their values, and what is wrong with them."""
    images: frozenset[str]


def load(
    root: pathlib.Path, without: Sequence[str] = (), *, issued: bool = False
) -> tuple[Manuscript | None, tuple[Problem, ...]]:
    """Read `root`/content; return the manuscript (none if anything is wrong) and all problems, sorted by place.

    Files below the paths in `without` are ignored, so that the rest can be read if they have faults. The source of an
    `issued` edition is read by the rules of its time, even where a value would be rejected today.
    """
    folder = Folder(root, tuple(without), issued)
    if not folder.is_town():
        return None, (Problem(Place("content"), NO_TOWN, "folder"),)
    read = _read(folder)
    folder.problems += _faults(folder, read)
    if folder.problems:
        return None, in_order(folder.problems)
    return _manuscript(folder, read), ()


def load_sound(root: pathlib.Path) -> tuple[Manuscript, bool] | None:
    """Read the valid files of a faulty town, for checks that need no more; also return whether all text was read.

    None where the plan, its editions or the house style cannot be read.
    """
    folder = Folder(root)
    read = _read(folder) if folder.is_town() else None
    style_lost = folder.has(HOUSE) and not (read and read.style)
    if not (read and read.plan and read.editions) or style_lost:
        return None
    return _manuscript(folder, read), all(map(_loses_nothing, folder.problems))


def _loses_nothing(problem: Problem) -> bool:
    """Tell whether a fault loses no text: a forbidden character, invalid markup."""
    in_chapter = problem.place.path.startswith("content/chapters/") and problem.rule not in {
        *LOSING,
        "file",
        "encoding",
    }
    return problem.rule == "character" or in_chapter


def load_wording(root: pathlib.Path) -> tuple[ComparisonWording | None, tuple[Problem, ...]]:
    """Read a town's layout of 新旧対照表; the default if it defines none."""
    folder = Folder(root)
    if not folder.has(WORDING):
        return ComparisonWording(), ()
    read = folder.data(WORDING, COMPARISON)
    return read.value if read else None, in_order(folder.problems)


def _read(folder: Folder) -> _Read:
    plan = folder.data("content/plan.yaml", PLAN)
    names = plan.value.files if plan else tuple(folder.stems("content/chapters", ".md"))
    figures = folder.figures()
    return _Read(
        plan=plan,
        editions=folder.data("content/editions.yaml", EDITIONS),
        glossary=folder.data("content/glossary.yaml", GLOSSARY),
        footnotes=folder.list_("content/footnotes.yaml", FOOTNOTES),
        errata=folder.list_("content/errata.yaml", ERRATA),
        comments=folder.list_("content/comments.yaml", COMMENTS),
        action=folder.read_optional(ACTION, ACTION_PLAN),
        measures=folder.measures(),
        years=folder.progress(),
        style=folder.read_optional(HOUSE, HOUSE_STYLE),
        sources=folder.data("content/references.yaml", SOURCES),
        names=names,
        chapters=folder.chapters(names, tuple(_places_of_chapters(plan)) if plan else ()),
        figures=figures,
        charts=read_charts(figures, folder.csv_tables, folder.csv_names),
        images=folder.images(),
    )


def _places_of_chapters(plan: Located[Plan]) -> Iterator[Place]:
    """Return where the plan names each of its chapters."""
    for key in ("preface", "chapters", "appendix"):
        yield from (plan.data.place((key, index)) for index in range(len(getattr(plan.value, key))))


def _faults(folder: Folder, read: _Read) -> Iterator[Problem]:
    """Find inconsistencies between the readable files, and files that nothing reads."""
    yield from (
        found.problem for found in folder.unread if found.grave and found.problem.place.path not in folder.suggested
    )
    yield from load_wording(folder.root)[1]
    places = folder.figure_places()
    yield from check_figure_names(places)
    yield from check_captions(read.figures.values())
    yield from folder.check_pictures(tuple(read.figures.values()), read.images)
    yield from folder.check_cover(read.plan, read.images) if read.plan else ()
    yield from read.charts[1]
    chapters, whole = tuple(read.chapters.values()), len(read.chapters) == len(read.names)
    yield from check_prose(chapters, places, read.plan.value.numbering.headings if read.plan else OFFICIAL, whole=whole)
    if whole and len(read.figures) == len(places):
        yield from unused_tables(folder.csv_tables, chapters, read.figures)  # what cannot be read is told by itself
    yield from check_footnotes(chapters, read.glossary, read.footnotes, whole=whole)
    yield from (*check_entries(read.glossary), *check_entries(read.footnotes))
    if folder.is_intended(ACTION):
        yield from _derived(folder, read, whole=whole)


def _derived(folder: Folder, read: _Read, *, whole: bool) -> Iterator[Problem]:
    """Find inconsistencies in the action plan and in the results of the years."""
    lost = any(
        problem.rule in LOSING and problem.place.path.startswith("content/chapters/") for problem in folder.problems
    )
    parts = frozenset(named_parts(read.chapters.values())) if whole and not lost else None
    known = Known(parts, _numbers(folder, read), len(read.measures) == len(_measure_files(folder)))
    plan, action = read.plan.value if read.plan else None, read.action.value if read.action else None
    yield from check_action_plan(read.action, read.measures, plan, known)
    counts = Counter(located.value.number for located in read.measures.values())
    measures = {number: each for number, each in _numbered(read).items() if counts[number] == 1}
    for year in read.years:
        grades, period = action.grades if action else None, plan.period if plan else None
        yield from check_progress(year, measures, grades, period, known.numbers)


def _measure_files(folder: Folder) -> set[str]:
    """Return the names of measure files without extension, including misnamed ones."""
    paths = (found.right for found in folder.unread)
    meant = {path.rpartition("/")[2].removesuffix(".yaml") for path in paths if path.startswith("content/measures")}
    return {*folder.stems("content/measures", ".yaml"), *meant}


def _numbers(folder: Folder, read: _Read) -> frozenset[str]:
    """Return the numbers of all measures; for an unreadable file its name."""
    return frozenset({*_measure_files(folder), *(located.value.number for located in read.measures.values())})


def _numbered(read: _Read) -> dict[str, Measure]:
    ordered = sorted(read.measures.values(), key=lambda each: _by_number(each.value.number))
    return {located.value.number: located.value for located in ordered}


def _by_number(number: str) -> list[tuple[int, str]]:
    """Sort 1-2 before 1-10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in number.split("-")]


def _notes(folder: Folder, read: _Read) -> Iterator[Problem]:
    """Return notes on ignored files that are not faulty."""
    yield from (found.problem for found in folder.unread if not found.grave)
    for path, there in (("content/measures", read.measures), ("content/progress", read.years)):
        if there and not folder.is_intended(ACTION):
            message = f"{ACTION} がないので、ここのファイルは使われず、実行計画も作られません。置くか、ファイルを除いてください。"
            yield Problem(Place(path), message, "file-unread")


def _manuscript(folder: Folder, read: _Read) -> Manuscript:
    """Assemble the manuscript."""
    if not (read.plan and read.editions):
        raise ValueError("a manuscript without its plan")
    chapters = read.chapters
    plan = read.plan.value
    return Manuscript(
        plan=plan.only(chapters.keys()),
        recorded=read.editions.value.recorded,
        glossary=read.glossary.value if read.glossary else (),
        footnotes=read.footnotes.value if read.footnotes else (),
        errata=read.errata or empty_list("content/errata.yaml"),
        comments=read.comments or empty_list("content/comments.yaml"),
        sources=read.sources.value if read.sources else (),
        action=read.action.value if read.action else None,
        measures=_numbered(read),
        progress=tuple(year.value for year in read.years),
        chapters=tuple(chapters.values()),
        figures=read.figures,
        images=read.images,
        texts=dict(folder.texts),
        tables=dict(folder.tables),
        style=read.style.value if read.style else HouseStyle(),
        charts=read.charts[0],
        notes=in_order(_notes(folder, read)),
    )
