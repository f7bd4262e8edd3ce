"""Source positions of a document's parts: maps ids to places in the content.

The ids that something written is given are built here as the composers build them; what a document holds between them
is known from its tree, never from the letters of an id.
"""

from collections.abc import Iterator, Sequence

from hidaka_dx import prose
from hidaka_dx.catalogue.documents import ACTION, KINDS, REPORT, REVISIONS
from hidaka_dx.catalogue.ids import compared, measure_sheet, quotation, result_sheet
from hidaka_dx.compose.sheets import citations
from hidaka_dx.content import Manuscript
from hidaka_dx.document import Document
from hidaka_dx.problem import Place
from hidaka_dx.source import Data, Path
from hidaka_dx.walk import chains

WRITTEN_IN = {
    ACTION: KINDS[ACTION].frame,
    "glossary": "content/glossary.yaml",
    REVISIONS: "content/editions.yaml",
}
"""Files behind the documents and sections that are made from data as a whole."""


def origins(manuscript: Manuscript, document: Document) -> dict[str, Place]:
    """Return the source position of every section and block of a document that was written, or stands in one that was.

    What is quoted leads to the original; the rows of a comparison lead to what they compare.
    """
    known = _written(manuscript)
    known |= {quotation(name): place for name, place in known.items()}
    known |= {
        cited: known[part] for each in document.facts.measures for cited, part in citations(each) if part in known
    }
    known |= {compared(name): place for name, place in known.items()}
    found = {
        name: [known[each] for each in (name, *around) if each in known]
        for name, *around in chains(document, (document.kind,))
    }
    return {name: places[0] for name, places in found.items() if places}


def _written(manuscript: Manuscript) -> dict[str, Place]:
    """Return the source position of every id that people gave, or that the composers give to a single written thing."""
    found = {name: Place(path) for name, path in WRITTEN_IN.items() if path in manuscript.tables}
    years = sorted(path for path in manuscript.tables if path.startswith("content/progress/"))
    if years:
        found |= dict(_results(manuscript.tables[years[-1]]))
    for path, table in manuscript.tables.items():
        found |= dict(_measure(path, table))
    for chapter in manuscript.chapters:
        found |= dict(_sections(chapter.blocks))
    return found | {name: figure.data.place(()) for name, figure in manuscript.figures.items()}


def _measure(path: str, table: Data) -> Iterator[tuple[str, Place]]:
    """Return ids of a measure and its fields as in its sheet."""
    if path.startswith("content/measures/") and isinstance(table.value, dict):
        name = measure_sheet(table.value["number"])
        yield name, table.place(())
        yield from ((f"{name}.{path[-1]}", place) for path, place in table.places.items() if _is_field(path))


def _is_field(path: Path) -> bool:
    """Tell whether a value has a field of its own in a sheet: each does, and each of the effects."""
    return len(path) == 1 or (len(path) == 2 and path[0] == "effects")


def _results(table: Data) -> Iterator[tuple[str, Place]]:
    """Return ids of a year's results as in the progress report."""
    yield REPORT, Place(table.path)
    results = table.value.get("results") if isinstance(table.value, dict) else None
    for index, result in enumerate(results or ()):
        yield result_sheet(result["number"]), table.place(("results", index))


def _sections(blocks: Sequence[prose.Block]) -> Iterator[tuple[str, Place]]:
    owner, first = "", 0
    for index, block in enumerate(blocks):
        if isinstance(block, prose.WrittenHeading):
            owner, first = block.id, index
            yield owner, block.place
        else:
            yield from _block(block, f"{owner}.{index - first}")


def _block(block: prose.Block, name: str) -> Iterator[tuple[str, Place]]:
    """Return the ids that the composer gives a block and what is in it: their own, or their numbers in what encloses them."""
    has_own = prose.WrittenParagraph | prose.WrittenTable | prose.WrittenPanel
    name = (block.id if isinstance(block, has_own) else None) or name
    yield name, block.place
    if isinstance(block, prose.WrittenItems):
        for number, item in enumerate(block.items, 1):
            yield from _blocks(item, f"{name}.{number}")
    elif isinstance(block, prose.WrittenPanel):
        yield from _blocks(block.blocks, name)


def _blocks(blocks: Sequence[prose.Block], owner: str) -> Iterator[tuple[str, Place]]:
    for index, block in enumerate(blocks, 1):
        yield from _block(block, f"{owner}.{index}")
