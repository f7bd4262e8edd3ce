"""HTML to PDF: lines composed in the Japanese way, pages written as PDF/A-3a and PDF/UA-1."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from hidaka_dx.theme import custom_properties
from hidaka_dx.typeset import conform
from hidaka_dx.typeset.conform import Attachment, Facts, PageLabel
from hidaka_dx.typeset.fetcher import BASE, AssetFetcher, Refused
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.labels import printed
from hidaka_dx.typeset.listener import Fault, Listener, Progress, listening
from hidaka_dx.typeset.thrift import thrifty_layout
from hidaka_dx.typeset.titles import keep_phrases

__all__ = ["Asset", "Attachment", "Facts", "Job", "Pressed", "press"]


@dataclass(frozen=True)
class Job:
    """What is to be printed."""

    html: str
    styles: Sequence[str]
    """Names of style sheets below `assets/css/`, in order."""
    files: Mapping[str, bytes]
    """Drawings by the name under which the page calls them."""
    facts: Facts
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Asset:
    """A file that took part."""

    size: int
    """In bytes."""
    sha256: str


@dataclass(frozen=True)
class Pressed:
    """A finished PDF."""

    pdf: bytes
    pages: int
    places: Mapping[str, str]
    """The page, as printed, on which each id begins."""
    assets: Mapping[str, Asset]
    """Every file below `assets/` that was read, by its path there."""


def press(job: Job, assets: Sequence[Path], progress: Progress) -> tuple[Pressed | None, tuple[Fault, ...]]:
    """Set a page of HTML and write it as PDF; `assets` are the `assets/` folders in order of precedence.

    Gives the PDF, or none and every fault: the typesetter's warnings are faults, too.
    """
    fetcher = AssetFetcher(assets, job.files)
    with listening(progress) as listener, japanese_line_composition(), thrifty_layout():
        try:
            document = _set(job, fetcher, listener)
            facts = replace(job.facts, labels=conform.numbered(document))
            places = _places(document, facts.labels)
            pages = len(document.pages)
            pdf = conform.write(document, facts, job.attachments)
        except Refused as refusal:
            return None, (*listener.faults, Fault(str(refusal), listener.sheet, image=refusal.picture))
    if listener.faults:
        return None, tuple(dict.fromkeys(listener.faults))
    return Pressed(pdf, pages, places, _assets(fetcher.used)), ()


def _places(document: Any, labels: tuple[PageLabel, ...]) -> dict[str, str]:
    """Name the page on which each id begins: what runs over a page's end is looked for where it starts."""
    places: dict[str, str] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            places.setdefault(anchor, printed(labels, number))
    return places


def _assets(used: Mapping[str, bytes]) -> dict[str, Asset]:
    return {name: Asset(len(used[name]), sha256(used[name]).hexdigest()) for name in sorted(used)}


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"assets/{name} の文字コードがUTF-8ではありません。UTF-8で保存し直してください。") from None


def _set(job: Job, fetcher: AssetFetcher, listener: Listener) -> Any:
    fonts = FontConfiguration()
    sheets = [CSS(string=custom_properties(), base_url=BASE)]
    for name in job.styles:
        listener.sheet = name
        text = _text(fetcher.read(f"css/{name}"), f"css/{name}")
        sheets.append(CSS(string=text, base_url=f"{BASE}css/{name}", url_fetcher=fetcher, font_config=fonts))
    listener.sheet = None
    page = HTML(string=job.html, base_url=BASE, url_fetcher=fetcher)
    keep_phrases(page.etree_element)
    return page.render(font_config=fonts, stylesheets=sheets)
