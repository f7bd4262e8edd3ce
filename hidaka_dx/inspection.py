"""Independent inspection of a finished PDF with programs not used to make it: PDFium, page-validation."""

import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ctypes import c_double, c_long, create_string_buffer
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Final

import pypdfium2
from pypdfium2 import raw

from hidaka_dx.conformance import PastLimitsError, broken_rules
from hidaka_dx.kept.memory import Memory

logging.getLogger("pypdf").addHandler(
    logging.NullHandler()
)  # its warnings about a damaged file are replaced by one message
NEAR: Final = 0.1
"""Points by which words may stand elsewhere and still look the same: finer than any eye, coarser than rounding."""


PDFIUM: Final = Lock()
"""Lock for PDFium, which is not thread-safe."""
DATA: Final = "document.json"
DATED: Final = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


LARGEST_STREAM: Final = 96 * 2**20
"""Bytes that one stream may unpack to: more than the largest picture that a figure takes (5,000 by 5,000 pixels)."""
LARGEST_WHOLE: Final = 2**30
"""Bytes that all streams together may unpack to; a plan of 58 pages has 5 million."""
_READ: Final = 4096
_PIECE: Final = 2**20
"""Bytes that are read, and unpacked at most, at a time."""
_RANGE: Final = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+) *\]")
_STREAM: Final = re.compile(rb"(?<!end)stream[\r\n\t ]*")


def _spelled(name: bytes) -> bytes:
    """Return a pattern for a PDF name, each letter of which may be hex-encoded."""
    return b"/" + b"".join(b"(?:%c|(?i:#%02x))" % (letter, letter) for letter in name) + b"(?![A-Za-z0-9])"


_KNOWN: Final = rb"/(?:(?:Flate|DCT|JPX)Decode|Adobe\.PPKLite)(?![A-Za-z0-9])"
"""Filters whose size can be told; the last one is how a signature is checked, and unpacks nothing."""
_HIDDEN: Final = re.compile(
    rb"%b|%b(?!\s*(?:%b|\[(?:\s*%b)*\s*\]))" % (_spelled(b"Encrypt"), _spelled(b"Filter"), _KNOWN, _KNOWN)
)
"""Ways to pack that hide from `require_bounded` how large a stream is; the house uses none of them."""


_judged: Final = Memory[tuple[str, ...]](64)
"""The rules that PDFs break, each of which weighs one: they are judged before they are published, and as a part of what was."""


class UnreadableError(ValueError):
    """Not a readable PDF."""

    sentence = "PDFとして読めません。"


class TooLargeError(UnreadableError):
    """A PDF exceeds the size or depth limits of the checker, so that its conformance is unknown."""

    sentence = "大きすぎるか込み入りすぎていて、PDF/A-3a と PDF/UA-1 に適合するかを確かめられません。"


@dataclass(frozen=True)
class StatedMetadata:
    """The metadata of a PDF."""

    title: str
    author: str
    created: date | None
    pages: int
    data: bytes | None
    """The attached `document.json`."""


@dataclass(frozen=True)
class PageContent:
    """A page's visible content, in points."""

    size: tuple[float, float]
    letters: tuple[tuple[float, float, str], ...]
    """Each letter, blanks left out, with its place: across, up, letter."""


@contextmanager
def told_as_unreadable() -> Iterator[None]:
    """Convert any error of the readers to UnreadableError: they raise more exceptions than they document."""
    try:
        yield
    except (MemoryError, TooLargeError):
        raise
    except PastLimitsError as error:
        raise TooLargeError(str(error)) from error
    except Exception as error:
        raise UnreadableError from error


def require_bounded(pdf: bytes) -> None:
    """Raise TooLargeError for decompression bombs, before a reader opens the file.

    Every stream is decompressed from its first byte, whatever its dictionary says, and its output again, as a stream
    may be compressed twice.
    """
    if _HIDDEN.search(pdf):
        raise TooLargeError("packed in a way whose size cannot be told")
    left = LARGEST_WHOLE
    for match in _STREAM.finditer(pdf):
        left -= _unpacked(pdf, match.end(), left)


def _unpacked(packed: bytes, start: int, left: int) -> int:
    """Count the bytes that a stream decompresses to and is read for, `left` at most; raises TooLargeError for more."""
    pieces = list[bytes]()
    size, read = 0, _READ
    for piece, place in _pieces(packed, start):
        size, read = size + len(piece), place
        pieces.append(piece)
        if size > LARGEST_STREAM or size + read > left:
            break
    if size > LARGEST_STREAM or size + read > left:
        raise TooLargeError("unpacks to more than the readers may take on")
    whole = b"".join(pieces)
    return size + read + (_unpacked(whole, 0, left - size - read) if whole else 0)


def _pieces(packed: bytes, start: int) -> Iterator[tuple[bytes, int]]:
    """Decompress in chunks as far as possible; yield each with the number of bytes read."""
    engine = zlib.decompressobj()
    for place in range(start, len(packed), _READ):
        waiting = packed[place : place + _READ]
        while waiting and not engine.eof:
            try:
                piece = engine.decompress(waiting, _PIECE)
            except zlib.error:
                return
            waiting = engine.unconsumed_tail
            yield piece, place - start + _READ
        if engine.eof:
            return


def conformance_fault(pdf: bytes, shown: int | None = None) -> str | None:
    """Explain in a sentence why a PDF does not conform to both standards; None if it does.

    At most `shown` broken rules are named.
    """
    try:
        broken = sorted(set(failures(pdf)))
    except UnreadableError as error:
        return error.sentence
    return f"PDF/A-3a か PDF/UA-1 に適合しません（{'、'.join(broken[:shown])}）。" if broken else None


@told_as_unreadable()
def failures(pdf: bytes) -> list[str]:
    """Return the rules that a PDF breaks in either profile, except the two false positives of page-validation 0.11.

    Raises UnreadableError where it is not a PDF, TooLargeError where it is too large to check.
    """
    return list(_judged.of(sha256(pdf).digest(), 1, lambda: _failures(pdf)))


def _failures(pdf: bytes) -> tuple[str, ...]:
    require_bounded(pdf)
    found = broken_rules(pdf)
    known = {"STREAM-LENGTH-001": lengths_are_true, "SIGNATURE-BYTERANGE-001": ranges_are_true}
    return tuple(rule for rule in found if not any(rule.endswith(end) and true(pdf) for end, true in known.items()))


def has_no_updates(pdf: bytes) -> bool:
    """Tell whether a PDF has no incremental updates, which append a second end-of-file marker."""
    return pdf.count(b"startxref") == pdf.count(b"%%EOF") == 1 and pdf.rstrip().endswith(b"%%EOF")


def lengths_are_true(pdf: bytes) -> bool:
    """Tell whether all stream lengths are correct and a stream ends in 0x0D, which the checker misreads."""
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    ends = [match.end() + int(match[1]) for match in streams]
    true = all(pdf[end : end + 10] == b"\nendstream" for end in ends)
    return true and bool(ends) and any(pdf[end - 1] == 0x0D for end in ends)


def ranges_are_true(pdf: bytes) -> bool:
    """Tell whether each of several signatures covers the whole file as it was when it was set (ISO 19005-3, 6.4.3).

    The checker measures all of them by the last byte of the file, which only the last one can cover.
    """
    ranges = [tuple(map(int, match.groups())) for match in _RANGE.finditer(pdf)]
    ends = [start + size for _, start, size in ranges]
    return (
        len(ranges) > 1
        and ends == sorted(set(ends))
        and ends[-1] == len(pdf)
        and all(pdf[size : size + 1] == b"<" and pdf[start - 1 : start] == b">" for size, start, _ in ranges)
        and all(pdf[:end].rstrip().endswith(b"%%EOF") for end in ends)
    )


@told_as_unreadable()
def stated_metadata(pdf: bytes) -> StatedMetadata:
    """Read a PDF's metadata; raises UnreadableError where it is not a PDF.

    PDFium reads only what is requested.
    """
    require_bounded(pdf)
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        facts = document.get_metadata_dict()
        created = DATED.match(facts["CreationDate"])
        return StatedMetadata(
            title=facts["Title"],
            author=facts["Author"],
            created=date(*map(int, created.groups())) if created else None,
            pages=len(document),
            data=_attached(document, DATA),
        )


def _attached(document: pypdfium2.PdfDocument, name: str) -> bytes | None:
    files = (document.get_attachment(place) for place in range(document.count_attachments()))
    return next((bytes(file.get_data()) for file in files if file.get_name() == name), None)


@told_as_unreadable()
def places(pdf: bytes) -> dict[str, str]:
    """Return the printed page number on which each id begins; raises UnreadableError where it is not a PDF."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        labels = [document.get_page_label(number) or str(number + 1) for number in range(len(document))]
        return {name: labels[number] for name, number in _destinations(document) if number in range(len(labels))}


def _destinations(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, int]]:
    """Yield all named destinations with the number of their page, counted from 0."""
    for place in range(raw.FPDF_CountNamedDests(document)):
        size = c_long(0)
        raw.FPDF_GetNamedDest(document, place, None, size)
        name = create_string_buffer(size.value)
        destination = raw.FPDF_GetNamedDest(document, place, name, size)
        yield name.raw.decode("utf-16-le").removesuffix("\0"), raw.FPDFDest_GetDestPageIndex(document, destination)


@told_as_unreadable()
def sheets(pdf: bytes) -> tuple[PageContent, ...]:
    """Read every page's size, letters and positions; raises UnreadableError where it is not a PDF.

    Letter by letter, as another program may write the same page in longer or shorter runs of text.
    """
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(_sheet(each) for each in document)


def look_alike(one: PageContent, other: PageContent) -> bool:
    """Tell whether two pages have the same size and the same letters at the same positions."""
    return (
        [letter for _, _, letter in one.letters] == [letter for _, _, letter in other.letters]
        and _near(one.size, other.size)
        and all(_near(a[:2], b[:2]) for a, b in zip(one.letters, other.letters, strict=True))
    )


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < NEAR for a, b in zip(one, other, strict=True))


def _sheet(each: pypdfium2.PdfPage) -> PageContent:
    with closing(each), closing(each.get_textpage()) as text:
        return PageContent(each.get_size(), tuple(_letters(text)))


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[tuple[float, float, str]]:
    across, up = c_double(), c_double()
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, place))
        if not letter.isspace() and not raw.FPDFText_IsGenerated(text, place):
            raw.FPDFText_GetCharOrigin(text, place, across, up)
            yield across.value, up.value, letter
