"""`witness`: the list (照合表) of all editions and withdrawals, as data and as a page, for others to keep."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import Archive, WitnessEntry, WitnessList, dumped_list
from hidaka_dx.catalogue.documents import EDITED, PLAN
from hidaka_dx.compose.witness import PrintedWitness, compose_witness
from hidaka_dx.files import Output
from hidaka_dx.japanese import edition_name
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.list_proofs import StampedList, list_of, require_place
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.pipeline.signing_files import STAMP
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.typeset.job import Progress

KEYS: Final = tuple(each.key for each in EDITED)
"""The documents in the order in which the page shows them."""


@dataclass(frozen=True)
class WrittenList:
    """A list on disk."""

    data: Path
    page: Path
    pages: int
    witness: WitnessList
    stamp: Path | None = None
    """Its time stamp, where one was asked for."""


def witness(
    root: Path, output: Path, progress: Progress, stamp: StampedList | None = None
) -> tuple[WrittenList | None, tuple[Problem, ...]]:
    """Write the list of a town's archive below `output`, with its time stamp where it was asked for.

    Returns all problems of templates and style sheets instead. Raises RefusalError where nothing is published, the archive
    is another town's or not as it was issued, another list's proofs lie in the place, OSError where a file cannot be read
    or written.
    """
    archive = Archive(root, anew=True)
    found = list_of(archive)
    raw = dumped_list(found)
    newest = next(reversed(archive.of(PLAN) or archive.names))
    listed = sorted(found.entries, key=lambda each: KEYS.index(each.name.document))
    document = compose_witness(archive.document(newest), tuple(map(_printed, listed)), found.list_sha256)
    data, page = output / f"{document.file_stem}.json", output / f"{document.file_stem}.pdf"
    require_place(data, raw, stamp)
    printer = Printer(None, folders(root, "templates"), folders(root, "assets"), progress)
    pressed = printer.print(document, ())
    if pressed is None or printer.problems:
        return None, in_order(printer.problems)
    beside = output / f"{data.name}{STAMP}" if stamp else None
    tokens = [((beside.name,), stamp.token)] if stamp and beside else []
    Output(output).write([((data.name,), raw), ((page.name,), pressed.pdf), *tokens])
    return WrittenList(data, page, pressed.pages, found, beside), ()


def _printed(each: WitnessEntry) -> PrintedWitness:
    edition = f"{edition_name(each.name.number)}{'の取下げ' if each.name.act else ''}"
    return PrintedWitness(each.plan[1], edition, each.date, each.pdf_sha256, each.seal)
