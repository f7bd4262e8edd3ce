"""The pack's page numbers, typeset on empty pages of the same sizes and overlaid on the volumes' pages."""

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias

from pypdf import PdfReader
from pypdf.generic import IndirectObject

from hidaka_dx.binding.adoption import Adoption
from hidaka_dx.binding.file import File, stream
from hidaka_dx.typeset.job import Fault, Job, PdfFacts, in_silence
from hidaka_dx.typeset.kept_documents import press_or_take

STYLES: Final = ("fonts.css", "pack.css")
Size: TypeAlias = tuple[float, float]
"""Width and height of a page, in points."""


def page_number_forms(
    file: File, sizes: Sequence[Size], label: str, facts: PdfFacts, assets: Sequence[Path]
) -> list[IndirectObject]:
    """Add page numbers for these sizes to the file, one form XObject each: 「資料1　12／87」, as artifacts.

    Raises ValueError for a label that no font can print.
    """
    job = Job(_empty_pages(sizes, label), STYLES, {}, facts)
    pressed, faults = press_or_take(job, assets, in_silence)
    if pressed is None:
        raise ValueError(_complaint(label, faults[0]))
    reader = PdfReader(BytesIO(pressed.pdf))
    adoption = Adoption(file, reader, "", 0)
    forms = [file.add(_form(page, adoption)) for page in reader.pages]
    adoption.finish()
    return forms


def _empty_pages(sizes: Sequence[Size], label: str) -> str:
    """Give the empty pages as HTML, with a page type for each size."""
    kinds = {size: f"size-{number}" for number, size in enumerate(dict.fromkeys(sizes))}
    rules = "".join(f"@page {kind} {{{_geometry(*size)}}} .{kind} {{page: {kind}}}" for size, kind in kinds.items())
    pages = "".join(f'<div class="page {kinds[size]}"></div>' for size in sizes)
    running = f'<p class="label">{escape(label)}</p>'
    return f'<html lang="ja"><title>綴じたものの番号</title><style>{rules}</style><body>{running}{pages}</body></html>'


def _geometry(width: float, height: float) -> str:
    """Return a page's size and right margin; its number ends where the text area ends (assets/css/page.css)."""
    return f"size: {width}pt {height}pt; margin-right: {64 if width > height else 53}pt"


def _form(page: Any, adoption: Adoption) -> Any:
    """Return a page's content as a form XObject of its size."""
    entries = {"Type": "XObject", "Subtype": "Form", "BBox": page["/MediaBox"]}
    resources = adoption.take(page.raw_get("/Resources"))
    return stream(page["/Contents"].get_data(), {**entries, "Resources": resources})


def _complaint(label: str, fault: Fault) -> str:
    if fault.character:
        return f"資料の番号「{label}」の「{fault.character}」は、どの書体にもありません。別の字で書いてください"
    return f"資料の番号「{label}」を印刷できません（{fault.message}）。別の番号にしてください"
