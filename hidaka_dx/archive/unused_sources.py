"""Finds files in a bag's frozen source that were not used by its edition, although of a kind that a town has."""

import re
from collections.abc import Iterator
from typing import Final

from hidaka_dx.archive import payload
from hidaka_dx.archive.agreement import frozen_data
from hidaka_dx.archive.fixity import Bag
from hidaka_dx.catalogue.documents import PLAN
from hidaka_dx.content import takes_part
from hidaka_dx.document import restored
from hidaka_dx.source import beside, read_text, without_notes
from hidaka_dx.walk import parts

CHAPTERS: Final = "content/chapters/"
FIGURES: Final = "content/figures/"
MEASURES: Final = "content/measures/"
TABLES: Final = "content/tables/"
TEMPLATES: Final = "templates/"
_DATA: Final = re.compile(r"""data="([^"]+\.csv)"|^data: *["']?([^\s"']+\.csv)""", re.MULTILINE)
_CALLED: Final = re.compile(r"\]\(\s*([^\s()]+)\s*\)")
_REFERENCE: Final = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b\s*(.*?)[-+]?%\}", re.DOTALL)
_NAMED: Final = re.compile(r"""(["'])([^"']+)\1\s*(?:(?:import|as|ignore|with|without)\b.*)?""", re.DOTALL)


def unused_sources(found: Bag) -> Iterator[str]:
    """Return the paths below `data/` of content and templates that this edition cannot have used."""
    paths = [path.removeprefix(payload.SOURCE) for path in found.payload if path.startswith(payload.SOURCE)]
    for each in (*_content(found, paths), *_measures(found, paths), *_templates(found, paths)):
        yield payload.SOURCE + each


def _content(found: Bag, paths: list[str]) -> Iterator[str]:
    """Find files of no known kind or of another document, chapters not listed in the plan, figures not used."""
    plan = frozen_data(found, "content/plan.yaml")
    lists = [plan.get(key) for key in ("preface", "chapters", "appendix")]
    named = {name for each in lists if isinstance(each, list) for name in each}
    called = {name for path in paths if path.startswith(CHAPTERS) for name in _called(_text(found, path))}
    read = set(_read(found, paths))
    for path in paths:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        loose = path.startswith(CHAPTERS) and bool(named) and stem not in named
        uncalled = path.startswith(FIGURES) and stem not in called
        unread = path.startswith(TABLES) and path.removeprefix(TABLES) not in read
        if path.startswith("content/") and (loose or uncalled or unread or not takes_part(path, found.name.document)):
            yield path


def _called(text: str) -> Iterator[str]:
    """Return the figures that a chapter places, but for those that only its notes speak of."""
    lines = without_notes(text.split("\n"))
    yield from (name for line in lines for name in _CALLED.findall(line))
    yield from beside(lines)


def _read(found: Bag, paths: list[str]) -> Iterator[str]:
    """Return the tables that chapters and charts name."""
    for path in paths:
        if path.startswith((CHAPTERS, FIGURES)):
            yield from (name for names in _DATA.findall(_text(found, path)) for name in names)


def _measures(found: Bag, paths: list[str]) -> Iterator[str]:
    """Find measures without a sheet in 実行計画, which shows all of them."""
    if found.name.document == PLAN or payload.DATA not in found.payload:
        return
    try:
        document = restored(found.payload[payload.DATA])
    except ValueError:
        return  # reported where the data is judged
    printed = {measure.number for measure in document.facts.measures} or {part.heading.mark for part in parts(document)}
    for path in paths:
        if path.startswith(MEASURES) and frozen_data(found, path).get("number") not in printed:
            yield path


def _templates(found: Bag, paths: list[str]) -> Iterator[str]:
    """Find templates not referenced by the edition's templates; none if a template computes a name at run time."""
    there = {path.removeprefix(TEMPLATES) for path in paths if path.startswith(TEMPLATES)}
    used = set[str]()
    # the plan's templates count for every edition, as the other documents are derived from the plan
    waiting = [f"{document}.html.j2" for document in {PLAN, found.name.document}]
    while waiting:
        name = waiting.pop()
        if name in used or name not in there:
            continue
        used.add(name)
        for words in _REFERENCE.findall(_text(found, TEMPLATES + name)):
            reference = _NAMED.fullmatch(words.strip())
            if reference is None:
                return
            waiting.append(reference[2])
    yield from (TEMPLATES + name for name in there - used)


def _text(found: Bag, path: str) -> str:
    """Read a frozen file as text; a file that is not text yields nothing here and is reported elsewhere."""
    if found.payload.digests[payload.SOURCE + path].size > payload.LARGEST_SOURCE:
        return ""
    return read_text(found.payload[payload.SOURCE + path], path)[0] or ""
