"""A finished PDF as strangers meet it, read by programs that had no part in making it: pypdf and page-validation."""

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

import page
import pypdf
from pypdf.errors import PyPdfError

PROFILES: Final = {"PDF/A-3a": page.ValidationProfile.PDF_A_3A, "PDF/UA-1": page.ValidationProfile.PDF_UA_1}
"""Both standards that every document keeps, by their names."""
TENTH: Final = 10
"""Positions are compared in tenths of a point: finer than any eye, coarser than rounding."""


class UnreadableError(ValueError):
    """What should be a PDF cannot be read as one."""


@dataclass(frozen=True)
class Stated:
    """What a PDF says of itself."""

    title: str
    author: str
    created: date | None
    pages: int
    data: bytes | None
    """The attached `document.json`."""


@dataclass(frozen=True)
class Sheet:
    """A page as it looks: its size and each run of text with its place, in tenths of a point."""

    size: tuple[int, int]
    runs: tuple[tuple[int, int, str], ...]


def failures(pdf: bytes) -> list[str]:
    """Name the rules that a PDF breaks in either profile, less the one false alarm of page-validation 0.11."""
    found = [
        failure.rule_id
        for profile in PROFILES.values()
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]
    return [rule for rule in found if not (rule.endswith("STREAM-LENGTH-001") and lengths_are_true(pdf))]


def lengths_are_true(pdf: bytes) -> bool:
    """Tell whether every stream is as long as it says, so that the checker stumbles over a final 0x0D."""
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", pdf))
    ends = [match.end() + int(match[1]) for match in streams]
    true = all(pdf[end : end + 10] == b"\nendstream" for end in ends)
    return true and bool(ends) and any(pdf[end - 1] == 0x0D for end in ends)


def stated(pdf: bytes) -> Stated:
    """Read what a PDF says of itself; raises UnreadableError where it is none."""
    reader = _reader(pdf)
    try:
        facts = reader.metadata
        attached = reader.attachments.get("document.json", ())
        created = facts.creation_date if facts else None
        return Stated(
            title=(facts.title if facts else None) or "",
            author=(facts.author if facts else None) or "",
            created=created.date() if created else None,
            pages=len(reader.pages),
            data=bytes(attached[0]) if attached else None,
        )
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableError from error


def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """Read every page's size, words and places; raises UnreadableError where it is no PDF."""
    return tuple(_sheet(each) for each in _reader(pdf).pages)


def _reader(pdf: bytes) -> pypdf.PdfReader:
    try:
        return pypdf.PdfReader(BytesIO(pdf))
    except (PyPdfError, ValueError) as error:
        raise UnreadableError from error


def _sheet(each: pypdf.PageObject) -> Sheet:
    runs: list[tuple[int, int, str]] = []

    def note(text: str, _matrix: object, place: list[float], _font: object, _size: object) -> None:
        if text.strip():
            runs.append((_tenths(place[4]), _tenths(place[5]), text.strip()))

    each.extract_text(visitor_text=note)
    return Sheet((_tenths(each.mediabox.width), _tenths(each.mediabox.height)), tuple(runs))


def _tenths(points: float) -> int:
    return round(float(points) * TENTH)
