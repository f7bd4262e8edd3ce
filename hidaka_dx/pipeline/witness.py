"""`witness`: the list (照合表) of all editions and withdrawals, as data and as a page, for others to keep."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.archive import Archive, WitnessEntry, WitnessList, dumped_list, witness_list_of
from hidaka_dx.catalogue.documents import EDITED, PLAN
from hidaka_dx.compose.witness import PrintedWitness, compose_witness
from hidaka_dx.files import Output
from hidaka_dx.japanese import edition_name
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.ownership import require_known
from hidaka_dx.pipeline.printing import Printer
from hidaka_dx.problem import Problem, RefusalError, in_order
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


def witness(root: Path, output: Path, progress: Progress) -> tuple[WrittenList | None, tuple[Problem, ...]]:
    """Write the list of a town's archive below `output`; or return all problems of templates and style sheets.

    Raises RefusalError where nothing is published, the archive is another town's or not as it was issued, OSError where
    a file cannot be read or written.
    """
    archive = Archive(root)
    require_known(archive)
    found = witness_list_of(archive)
    if found is None:
        raise RefusalError("保存した版が、まだありません。照合表は、`hidaka-dx publish` で版を保存してから作ります。")
    newest = next(reversed(archive.of(PLAN) or archive.names))
    listed = sorted(found.entries, key=lambda each: KEYS.index(each.name.document))
    document = compose_witness(archive.document(newest), tuple(map(_printed, listed)), found.list_sha256)
    printer = Printer(None, folders(root, "templates"), folders(root, "assets"), progress)
    pressed = printer.print(document, ())
    if pressed is None or printer.problems:
        return None, in_order(printer.problems)
    names = f"{document.file_stem}.json", f"{document.file_stem}.pdf"
    Output(output).write([((names[0],), dumped_list(found)), ((names[1],), pressed.pdf)])
    return WrittenList(output / names[0], output / names[1], pressed.pages, found), ()


def _printed(each: WitnessEntry) -> PrintedWitness:
    edition = f"{edition_name(each.name.number)}{'の取下げ' if each.name.act else ''}"
    return PrintedWitness(each.plan[1], edition, each.date, each.pdf_sha256, each.seal)
