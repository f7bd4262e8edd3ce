"""Source positions of a document's parts: maps ids to places in the content."""

from collections.abc import Iterator, Mapping, Sequence

from hidaka_dx import prose
from hidaka_dx.catalogue.documents import REVISIONS
from hidaka_dx.content import Manuscript
from hidaka_dx.problem import Place
from hidaka_dx.source import Data, Path

WRITTEN_IN = {
    "action": "content/action-plan.yaml",
    "glossary": "content/glossary.yaml",
    REVISIONS: "content/editions.yaml",
}
"""Files behind the parts that are made from data as a whole."""


def origins(manuscript: Manuscript) -> dict[str, Place]:
    """Return the source position of every id: sections, paragraphs, lists, tables, figures, measures."""
    found = {name: Place(path) for name, path in WRITTEN_IN.items() if path in manuscript.tables}
    years = sorted(path for path in manuscript.tables if path.startswith("content/progress/"))
    if years:
        found |= dict(_results(manuscript.tables[years[-1]]))
    for path, table in manuscript.tables.items():
        found |= dict(_measure(path, table))
    for chapter in manuscript.chapters:
        found |= dict(_sections(chapter.blocks))
    return found | {name: figure.data.place(()) for name, figure in manuscript.figures.items()}


def origin(name: str, places: Mapping[str, Place]) -> Place | None:
    """Find the source position of an id: its own, or that of the nearest enclosing part.

    Ids of quotations (`plan.vision`, `measure.1-1.issue.vision`) and comparisons (`row.vision`) map to the original.
    """
    name = name.removeprefix("row.")
    quoted = name.rsplit(".", 1)[-1] if name.startswith("plan.") or ".issue." in name or ".basis." in name else ""
    while name and quoted not in places and name not in places:
        name = name.rpartition(".")[0]
    return places.get(quoted) or places.get(name)


def _measure(path: str, table: Data) -> Iterator[tuple[str, Place]]:
    """Return ids of a measure and its fields as in its sheet."""
    if path.startswith("content/measures/") and isinstance(table.value, dict):
        name = f"measure.{table.value['number']}"
        yield name, table.place(())
        yield from ((f"{name}.{path[-1]}", place) for path, place in table.places.items() if _is_field(path))


def _is_field(path: Path) -> bool:
    """Tell whether a value has a field of its own in a sheet: each does, and each of the effects."""
    return len(path) == 1 or (len(path) == 2 and path[0] == "effects")


def _results(table: Data) -> Iterator[tuple[str, Place]]:
    """Return ids of a year's results as in the progress report."""
    yield "progress", Place(table.path)
    results = table.value.get("results") if isinstance(table.value, dict) else None
    for index, result in enumerate(results or ()):
        yield f"progress.{result['number']}", table.place(("results", index))


def _sections(blocks: Sequence[prose.Block]) -> Iterator[tuple[str, Place]]:
    owner, first = "", 0
    for index, block in enumerate(blocks):
        if isinstance(block, prose.WrittenHeading):
            owner, first = block.id, index
            yield owner, block.place
        else:
            yield from _block(block, f"{owner}.{index - first}")


def _block(block: prose.Block, name: str) -> Iterator[tuple[str, Place]]:
    """Return the id that the composer gives a block: its own, or its number in the enclosing section or item."""
    own = block.id if isinstance(block, prose.WrittenParagraph | prose.WrittenTable) else None
    yield own or name, block.place
    if isinstance(block, prose.WrittenItems):
        for number, item in enumerate(block.items, 1):
            for index, inner in enumerate(item, 1):
                yield from _block(inner, f"{name}.{number}.{index}")
