"""The author's files, combined."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from hidaka_dx.catalogue.documents import ACTION, PLAN
from hidaka_dx.comment import Consultation
from hidaka_dx.edition import Edition
from hidaka_dx.errata import Errata
from hidaka_dx.figure import ChartData, Figure, Picture
from hidaka_dx.house_style import HouseStyle
from hidaka_dx.measure import ActionPlan, Measure
from hidaka_dx.plan import Footnote, Plan, Source, Term
from hidaka_dx.problem import Place, Problem
from hidaka_dx.progress import Progress
from hidaka_dx.prose import Chapter, WrittenHeading
from hidaka_dx.source import Data, without_notes

Value = TypeVar("Value")
PLAN_FILE: Final = "content/plan.yaml"


@dataclass(frozen=True)
class Located(Generic[Value]):
    """A value with the data it was read from, which knows source positions."""

    value: Value
    data: Data


@dataclass(frozen=True)
class Manuscript:
    """原稿: all author-written content of one plan."""

    plan: Plan
    recorded: Mapping[str, tuple[Edition, ...]]
    """The editions of each document that has such, by its key, oldest first."""
    glossary: tuple[Term, ...]
    footnotes: tuple[Footnote, ...]
    errata: Located[tuple[Errata, ...]]
    comments: Located[tuple[Consultation, ...]]
    sources: tuple[Source, ...]
    action: ActionPlan | None
    """None as long as the town has written no action plan."""
    measures: Mapping[str, Measure]
    """By their number, in order."""
    progress: tuple[Progress, ...]
    """Results of each year, oldest first."""
    chapters: tuple[Chapter, ...]
    """In the plan's order."""
    figures: Mapping[str, Located[Figure]]
    images: frozenset[str]
    """Names of the files in `assets/images/`."""
    texts: Mapping[str, str]
    """Every file read, by its path."""
    tables: Mapping[str, Data]
    """Every YAML file, by its path: each value with its place."""
    style: HouseStyle
    charts: Mapping[str, ChartData] = field(default_factory=dict)
    """The values of the charts, by the ids of their figures."""
    notes: tuple[Problem, ...] = ()
    """Ignored files in `content/`."""

    @property
    def bare(self) -> frozenset[str]:
        """Ids of the chapters without a number."""
        return self._headings({*self.plan.preface, *self.plan.unnumbered})

    @property
    def appended(self) -> frozenset[str]:
        """Ids of the chapters of the appendix, and of the sections in them."""
        return self._headings(self.plan.appendix)

    def _headings(self, files: Collection[str]) -> frozenset[str]:
        chapters = (chapter for name, chapter in zip(self.plan.files, self.chapters, strict=True) if name in files)
        return frozenset(each.id for chapter in chapters for each in chapter.blocks if isinstance(each, WrittenHeading))

    @property
    def plain(self) -> frozenset[str]:
        """Ids of the pictures without number and title."""
        figures = self.figures.items()
        return frozenset(name for name, each in figures if isinstance(each.value, Picture) and each.value.plain)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions of the plan, oldest first."""
        return self.recorded[PLAN]

    @property
    def action_editions(self) -> tuple[Edition, ...]:
        """Those of the action plan, oldest first."""
        return self.recorded[ACTION]

    @property
    def decided_results(self) -> tuple[Progress, ...]:
        """Results of the years whose report is decided."""
        return tuple(each for each in self.progress if each.status == "決定")

    def has_decided(self, year: int) -> bool:
        """Tell whether the report of a fiscal year is decided."""
        return any(each.year == year for each in self.decided_results)

    @property
    def cover_pictures(self) -> Iterator[tuple[str, Place]]:
        """Return the file names of the pictures on the cover, and where the plan names them."""
        for key, picture in self.plan.theme.pictures.items():
            yield picture.image, self.tables[PLAN_FILE].place(("theme", key, "image"))

    def uses_of(self, image: str) -> Iterator[Place]:
        """Return the places where the cover and figures use an image."""
        yield from (place for name, place in self.cover_pictures if name == image)
        for located in self.figures.values():
            if isinstance(located.value, Picture) and located.value.image == image:
                yield located.data.place(("image",))

    def values(self, words: str) -> Iterator[Place]:
        """Return the places of YAML values equal to this text."""
        for data in self.tables.values():
            yield from data.find(words, whole=True)

    def find(self, words: str) -> Iterator[Place]:
        """Return the places of a text or character in the files, once per line; comments and notes are not searched.

        Where YAML writes it with an escape, returns the start of the value.
        """
        for path, text in self.texts.items():
            lines = text.split("\n")
            for number, line in enumerate(lines if path in self.tables else without_notes(lines), 1):
                if words in line and not (path in self.tables and line.lstrip().startswith("#")):
                    yield Place(path, number, line.index(words) + 1)
        for path, data in self.tables.items():
            if words not in self.texts.get(path, ""):
                yield from data.find(words)
