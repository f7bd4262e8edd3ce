"""The readers: programs of this machine, and libraries that come with this one."""

import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import pypdfium2
from pypdfium2.version import PDFIUM_INFO

from hidaka_dx.inspection import PDFIUM
from hidaka_dx.readers.tags import spoken

TAGS: Final = "読み上げ（タグの順）"
SECONDS: Final = 600


@dataclass(frozen=True)
class Reader:
    """One of those who read PDFs."""

    name: str
    text: Callable[[bytes], str] | None
    """Returns the text of a PDF; none for a reader that this program cannot ask."""
    release: Callable[[], str] = lambda: ""
    """Returns its number; empty where it is not on this machine."""
    used_by: str = ""
    """Programs that people know, which are built on it."""


def _said(command: list[str], pdf: bytes = b"") -> str:
    """Return what a program of the system says; nothing where there is none."""
    try:
        done = subprocess.run(command, input=pdf, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def _first_line(command: list[str]) -> str:
    return _said(command).partition("\n")[0].rpartition(" ")[2].strip()


def _by_pdfium(pdf: bytes) -> str:
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        return "\f".join(str(page.get_textpage().get_text_range()) for page in document)


READERS: Final = (
    Reader(
        "poppler",
        lambda pdf: _said(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], pdf),
        lambda: _first_line(["pdftotext", "-v"]),
        "Evince、Okular",
    ),
    Reader("PDFium", _by_pdfium, lambda: str(PDFIUM_INFO.build), "Chrome、Edge"),
    Reader(TAGS, spoken, lambda: str(PDFIUM_INFO.build)),
    Reader("pdf.js", None, used_by="Firefox"),
    Reader("MuPDF", None),
    Reader("pdfminer", None),
    Reader("Acrobat", None),
    Reader("NVDA、PC-Talker", None),
)
"""What browsers, viewers and search engines are built on. Those that need more than comes with this program are named."""
