"""The kinds of document: key, Japanese words, sources and dependencies.

A new kind needs a record here, a composer (`pipeline/conductor.py`, unless it concerns single editions as errata do)
and a template named by its key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

PLAN: Final = "promotion-plan"
ACTION: Final = "action-plan"
SUMMARY: Final = "summary"
REPORT: Final = "progress-report"
ERRATA: Final = "errata"
COMMENTS: Final = "comments"
WITNESS: Final = "witness-list"
REVISIONS: Final = "revisions"
"""Id of 改訂履歴 in the documents that have editions."""
EditedKey: TypeAlias = Literal["promotion-plan", "action-plan"]
"""Keys of the documents that have editions, as authors write them (`test_documents` compares them with the records)."""


@dataclass(frozen=True)
class DocumentKind:
    """A kind of document."""

    key: str
    """Its name in files: `editions.yaml`, templates, `document.json`, the archive."""
    word: str
    """What officials call it; of a kind that only they read, it may hold the town's words as blanks (`wording`)."""
    rests_on: str = ""
    """Key of the kind that it is derived from and cannot be made without; empty for the first."""
    has_editions: bool = False
    is_built: bool = True
    """Whether `build` makes it; other commands make comparisons and council papers."""
    frame: str = ""
    """The file of `content/` that contains its title."""
    sources: tuple[str, ...] = ()
    """Path prefixes, including nearly correct names, of files used only by this kind and those that depend on it."""
    unmade: str = ""
    """What cannot be made if its content has faults, in words; empty if it follows the kind it depends on."""
    comparison: str = ""
    """Key of the view of its comparison with the last published edition."""
    is_view: bool = False
    """Whether the preview shows it."""
    cites_pages: bool = False
    """Whether it refers to pages of the plan."""
    file: str = ""
    """Its file on the website, where it is shown beside an edition."""
    styles: tuple[str, ...] = ()
    """Style sheets that only this kind needs."""


_RECORDS: Final = (
    DocumentKind(
        PLAN,
        "推進計画",
        has_editions=True,
        frame="content/plan.yaml",
        unmade="推進計画",
        comparison="comparison-table",
        is_view=True,
    ),
    DocumentKind(
        ACTION,
        "実行計画",
        rests_on=PLAN,
        has_editions=True,
        frame="content/action-plan.yaml",
        sources=("content/action-plan", "content/measures"),
        unmade="実行計画（概要版とデータも）",
        comparison="action-comparison-table",
        is_view=True,
        cites_pages=True,
    ),
    DocumentKind(SUMMARY, "概要版", rests_on=ACTION, is_view=True, cites_pages=True, file="summary.pdf"),
    DocumentKind(
        REPORT,
        "進捗報告書",
        rests_on=ACTION,
        sources=("content/progress/",),
        unmade="進捗報告書",
        is_view=True,
        cites_pages=True,
        file="progress-report.pdf",
    ),
    DocumentKind(ERRATA, "正誤表", rests_on=PLAN, sources=("content/errata",), unmade="正誤表", file="errata.pdf"),
    DocumentKind(
        COMMENTS,
        "意見と{municipality}の考え方",
        rests_on=PLAN,
        sources=("content/comments",),
        unmade="意見と町の考え方",
        file="comments.pdf",
    ),
    DocumentKind("comparison-table", "新旧対照表", is_built=False, styles=("comparison.css",)),
    DocumentKind("redline", "見え消し版", is_built=False, styles=("redline.css",)),
    DocumentKind("council-cover", "議会資料の表紙", is_built=False),
    DocumentKind("council-outline", "改定の概要", is_built=False),
    DocumentKind(WITNESS, "版の照合表", is_built=False, styles=("witness.css",)),
)
KINDS: Final[Mapping[str, DocumentKind]] = MappingProxyType({each.key: each for each in _RECORDS})
"""Every kind by its key, each before those that depend on it."""
EDITED: Final = tuple(each for each in _RECORDS if each.has_editions)
"""The kinds that have editions."""
BY_WORD: Final[Mapping[str, str]] = MappingProxyType({each.word: each.key for each in EDITED})
"""Keys of the kinds that have editions, by what officials call them."""
BUILT: Final = tuple(each for each in _RECORDS if each.is_built)
"""What a build makes."""
UNITS: Final = tuple(each.key for each in BUILT if each.unmade)
"""Keys of the kinds that are built or left out independently; others follow the kind they depend on."""


def view_names(words: Mapping[str, str]) -> dict[str, str]:
    """Return the names of the preview's views, by key: documents, and comparisons with their last published editions.

    `words` are those by which a town calls its documents, by their keys; others have their usual ones.
    """
    said = {each.key: words.get(each.key, each.word) for each in _RECORDS}
    views = {each.key: said[each.key] for each in _RECORDS if each.is_view}
    return views | {each.comparison: f"{said[each.key]}の新旧対照表" for each in EDITED}


VIEWS: Final[Mapping[str, str]] = MappingProxyType(view_names({}))
"""The usual names of the views."""
COMPARED: Final[Mapping[str, str]] = MappingProxyType({each.comparison: each.key for each in EDITED})
"""The kind that each comparison refers to."""


def unit_of(key: str) -> str:
    """Return the unit that a kind or a view of one is built with: itself, or the kind that it accompanies."""
    kind = KINDS[COMPARED.get(key, key)]
    return kind.key if kind.unmade else unit_of(kind.rests_on)


def dependents(key: str) -> Iterator[str]:
    """Return a kind of `UNITS` and all that depend on it."""
    return (each for each in UNITS if key in _below(each))


def _below(key: str) -> Iterator[str]:
    while key:
        yield key
        key = KINDS[key].rests_on


def units_of(path: str) -> tuple[str, ...]:
    """Return the units that cannot be made if a file of a town has faults, each before those that depend on it."""
    owner = next((each for each in BUILT if any(path.startswith(own) for own in each.sources)), KINDS[PLAN])
    return tuple(dependents(owner.key))


def sources() -> Iterator[str]:
    """Return the path prefixes of files that are not sources of all documents."""
    return (own for each in BUILT for own in each.sources)
