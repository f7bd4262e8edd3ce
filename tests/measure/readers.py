"""Readers of PDFs that know nothing of each other, and what each of them makes of the same words.

A matrix reader × group of phrases for tools/readers.py; `bench` asks the same readers for every phrase. A reader that is
not on this machine is left out.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from pdfminer.high_level import extract_text

from hidaka_dx.inspection import stated_metadata
from hidaka_dx.readers.matrix import SIGNS
from measure import fidelity, pdf_reading, search

ROOT: Final = Path(__file__).parents[2]
PDFJS: Final = ROOT / "node_modules/pdfjs-dist/legacy/build/pdf.mjs"
SCRIPT: Final = Path(__file__).with_name("pdfjs.mjs")
FIND: Final = Path(__file__).with_name("pdfjs_find.mjs")
NODE: Final = 18
"""Oldest release of Node.js that runs it."""
PLAIN: Final = frozenset(("text", "foreign", "link"))
"""Kinds of words that are nothing but their letters; notes and readings have signs of their own."""


@dataclass(frozen=True)
class Reader:
    """One of those who read PDFs."""

    name: str
    texts: Callable[[Sequence[Path]], list[str]]
    """Gives the text of each file: all in one go, as some take long to start."""
    lacks: Callable[[], str] = lambda: ""
    """Says what would have to be installed; nothing where the reader is there."""
    is_prepared: bool = True
    """Does `tools/prepare.sh test` install it? Another is asked where it is found: MuPDF is large, and its licence the AGPL."""
    by_place: bool = False
    """Does it order lines by where they stand, so that those of cells side by side come between each other?"""


@dataclass(frozen=True)
class Group:
    """Phrases that belong together in the matrix."""

    name: str
    phrases: Counter[str]
    """How often each must be heard at least."""


def _each(read: Callable[[Path], str]) -> Callable[[Sequence[Path]], list[str]]:
    return lambda paths: [read(path) for path in paths]


def _by_pdfjs(paths: Sequence[Path]) -> list[str]:
    command = ["node", str(SCRIPT), *map(str, paths)]
    texts: list[str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return texts


@cache
def lacks_pdfjs() -> str:
    """Say what would have to be installed for pdf.js; nothing where it is there."""
    command = ["node", "-p", "process.versions.node.split('.')[0]"]
    can_run = shutil.which("node") and int(subprocess.run(command, capture_output=True, check=True).stdout) >= NODE
    there = can_run and PDFJS.is_file()
    return "" if there else f"node（{NODE}から）か npm の pdfjs-dist（tools/prepare.sh test）"


def counted_by_pdfjs(paths: Sequence[Path], phrases: Sequence[str]) -> list[dict[str, int]]:
    """Give how often the find box of Firefox finds each phrase in each file; call only where pdf.js is there."""
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as asked:
        json.dump(phrases, asked)
        asked.flush()
        command = ["node", str(FIND), asked.name, *map(str, paths)]
        found: list[dict[str, int]] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        return found


def _by_mupdf(path: Path) -> str:
    if shutil.which("mutool"):
        command = ["mutool", "draw", "-q", "-F", "text", "-o", "-", str(path)]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()
    with import_module("pymupdf").open(path) as document:
        return "\f".join(page.get_text() for page in document)


def _lacks_mupdf() -> str:
    return "" if shutil.which("mutool") or find_spec("pymupdf") else "mupdf-tools（Debian）か pymupdf（PyPI）"


READERS: Final = (
    Reader("poppler", _each(fidelity.extracted), by_place=True),
    Reader("poppler -raw", _each(lambda path: fidelity.extracted(path, "-raw"))),
    Reader("PDFium", _each(lambda path: search.copied(path.read_bytes()))),
    Reader("pdf.js", _by_pdfjs, lacks_pdfjs),
    Reader("MuPDF", _each(_by_mupdf), _lacks_mupdf, is_prepared=False),
    Reader("pdfminer", _each(lambda path: str(extract_text(path))), by_place=True),
    Reader("読み上げ", _each(lambda path: pdf_reading.spoken(path.read_bytes()))),
)
"""What browsers, viewers and search engines are built on; the last one follows the tags."""


def there() -> list[Reader]:
    """Give the readers that are on this machine."""
    return [reader for reader in READERS if not reader.lacks()]


def groups(pdf: bytes) -> Iterator[Group]:
    """Give what is to be heard of a document of ours: ten phrases, of a redline also each change with its sign.

    Of a PDF without its data nothing is known.
    """
    data = stated_metadata(pdf).data
    if data is None:
        return
    yield Group("本文の語句", Counter(search.phrases(pdf)))
    found = Counter(_changes(json.loads(data).get("parts", [])))
    for change, sign in SIGNS.items():
        signed = {f"〔{sign}：{words}〕": count for (words, each), count in found.items() if each == change}
        if signed:
            yield Group(f"〔{sign}：…〕", Counter(signed))


def _changes(value: object) -> Iterator[tuple[str, str]]:
    """Yield the words that a redline strikes out or writes in, with what became of them."""
    if isinstance(value, list):
        for each in value:
            yield from _changes(each)
    elif isinstance(value, dict) and value.get("kind") == "changed":
        if value["change"] in SIGNS and all(each["kind"] in PLAIN for each in value["inlines"]):
            yield "".join(each["text"] for each in value["inlines"]), value["change"]
    elif isinstance(value, dict):
        for each in value.values():
            yield from _changes(each)


def heard(text: str, group: Group, blanks: str = r"\s") -> int:
    """Count the phrases of a group that stand in a text, whatever blanks and ends of lines a reader puts between letters."""
    return group.phrases.total() - unheard(text, group, blanks).total()


def unheard(text: str, group: Group, blanks: str = r"\s") -> Counter[str]:
    """Give the phrases of a group that do not stand in a text, or not as often as they should."""
    said = re.sub(blanks, "", text)
    return group.phrases - Counter({phrase: said.count(re.sub(blanks, "", phrase)) for phrase in group.phrases})
