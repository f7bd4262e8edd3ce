"""Try this code with whatever releases of WeasyPrint and pydyf are installed, known or not (docs/weasyprint.md).

Usage: python tools/try_weasyprint.py
       python tools/try_weasyprint.py TOWN OUTPUT REFERENCE

Without words, it names the assumptions of the ledger that are in doubt. With words, it builds a town into OUTPUT, says
of each PDF in REFERENCE, where the known releases have built the same town, whether this one is the same, and sets the
town's issued editions again. The product refuses releases that it does not know; only here they pass.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
ROOM = "hidaka_dx.typeset.borrowed"


def beside_the_door() -> ModuleType:
    """Make the ledger readable without the door beside it, which stops where releases are not known."""
    room = ModuleType(ROOM)
    room.__path__ = [str(ROOT / ROOM.replace(".", "/"))]
    sys.modules[ROOM] = room
    return import_module(f"{ROOM}.loan")


def open_the_door(loan: ModuleType) -> None:
    """Import the door as if the installed releases were the known ones, and let nobody ask again."""
    known = dict(loan.KNOWN)
    loan.KNOWN.update({name: version(name) for name in known})
    del sys.modules[ROOM]
    door = import_module(ROOM)
    loan.KNOWN.update(known)  # what the PDFs name as their maker, so that bytes can be the same
    setattr(door, "require_known", lambda: None)  # noqa: B010  a module's function, for once


def doubts() -> list[str]:
    """Name the assumptions that the installed releases put in doubt."""
    contract = import_module("measure.contract")
    return list(contract.in_doubt(contract.EXPECTED.read_text(encoding="utf-8"), contract.parts()))


def typed(*words: str) -> None:
    """Do what would be done if this was typed; what is said is printed."""
    sys.argv[1:] = words
    try:
        import_module("hidaka_dx.cli").main()
    except SystemExit as end:
        print(f"{' '.join(words)}: ended with {end.code}")


def differences(one: bytes, other: bytes) -> Iterator[str]:
    """Say how two PDFs differ for those who read them."""
    inspection, pdfium = import_module("hidaka_dx.inspection"), import_module("pypdfium2")
    sheets = inspection.sheets(one), inspection.sheets(other)
    if len(sheets[0]) != len(sheets[1]):
        yield f"{len(sheets[0])} pages, not {len(sheets[1])}"
        return
    words = [number for number, pair in enumerate(zip(*sheets, strict=True), 1) if not inspection.alike(*pair)]
    pages = zip(pdfium.PdfDocument(one), pdfium.PdfDocument(other), strict=True)
    looks = [number for number, pair in enumerate(pages, 1) if len({bytes(page.render().buffer) for page in pair}) > 1]
    yield f"words or their places differ on {words or 'no page'}, pictures on {looks or 'no page'} of {len(sheets[0])}"


def compared(output: Path, reference: Path) -> Iterator[str]:
    """Say of each PDF of the reference whether it was built the same."""
    for known in sorted(reference.glob("*.pdf")):
        built = output / known.name
        if not built.is_file():
            yield f"{known.name}: not built"
        elif built.read_bytes() == known.read_bytes():
            yield f"{known.name}: the same bytes"
        else:
            yield f"{known.name}: other bytes; {', '.join(differences(built.read_bytes(), known.read_bytes()))}"


def main(words: list[str]) -> None:
    """Do as the usage says."""
    loan = beside_the_door()
    print(", ".join(f"{name} {version(name)} (known: {release})" for name, release in loan.KNOWN.items()))
    if not words:
        found = doubts()
        print("\n".join([*found, f"{len(found)} of the ledger's assumptions are in doubt."]))
        return
    town, output, reference = map(Path, words)
    open_the_door(loan)
    typed("build", "-C", str(town), "--quiet", "--output", str(output))
    print("\n".join(compared(output, reference)), flush=True)
    typed("verify", "-C", str(town), "--rebuild")


if __name__ == "__main__":
    main(sys.argv[1:])
