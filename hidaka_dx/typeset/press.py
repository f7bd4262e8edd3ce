"""HTML to PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pydyf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from hidaka_dx.theme import custom_properties
from hidaka_dx.typeset.fetcher import BASE, AssetFetcher, Refused
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.listener import Fault, Progress, listening


@dataclass(frozen=True)
class Pressed:
    """A finished PDF."""

    pdf: bytes
    pages: int


def press(
    html: str,
    styles: Sequence[str],
    files: Mapping[str, bytes],
    assets: Sequence[Path],
    progress: Progress,
) -> tuple[Pressed | None, tuple[Fault, ...]]:
    """Set a page of HTML and write it as PDF.

    Takes names of style sheets below `assets/css/`, drawings by name, the `assets/` folders in order of precedence.
    Gives the PDF, or none and every fault: the typesetter's warnings are faults, too.
    """
    fetcher = AssetFetcher(assets, files)
    with listening(progress) as listener, japanese_line_composition():
        try:
            document = _set(html, styles, fetcher, listener)
            pdf = document.write_pdf(finisher=_page_labels)
        except Refused as refusal:
            return None, (*listener.faults, Fault(str(refusal), listener.sheet))
    if listener.faults:
        return None, tuple(dict.fromkeys(listener.faults))
    return Pressed(pdf, len(document.pages)), ()


def _set(html: str, styles: Sequence[str], fetcher: AssetFetcher, listener: Any) -> Any:
    fonts = FontConfiguration()
    sheets = [CSS(string=custom_properties(), base_url=BASE)]
    for name in styles:
        listener.sheet = name
        text = fetcher.read(f"css/{name}").decode("utf-8")
        sheets.append(CSS(string=text, base_url=f"{BASE}css/{name}", url_fetcher=fetcher, font_config=fonts))
    listener.sheet = None
    page = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    return page.render(font_config=fonts, stylesheets=sheets)


def _page_labels(document: Any, pdf: Any) -> None:
    """Label the pages as they are printed: roman before the body, from 1 in the body (PDF 1.7, 12.4.2)."""
    first = next(i for i, page in enumerate(document.pages) if "body" in page.anchors)
    labels = pydyf.Dictionary(
        {"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/r"}), first, pydyf.Dictionary({"S": "/D"})])}
    )
    pdf.catalog["PageLabels"] = labels
