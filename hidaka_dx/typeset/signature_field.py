"""The empty field of a signature, on the page of a finished PDF (ISO 32000-1, 12.7.4.5; ISO 19005-3, 6.3 and 6.4)."""

from typing import Any, Final

from hidaka_dx.signature_names import FIELD, FLAGS
from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.objects import referred

_EXISTS: Final = 1
"""There are fields for signatures (ISO 32000-1, table 219)."""


def write(pdf: Any, page: Any, corners: Any, key: int, words: str) -> Any:
    """Write the field; `corners` are those of its box in points, `key` is that of its tag. Return the field.

    `words` say what it is to those who cannot see it.
    """
    left, bottom, right, top = corners
    look = pydyf.Stream(
        [], {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, right - left, top - bottom])}
    )
    pdf.add_object(look)
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(FIELD),
            "TU": pydyf.String(words),
            "F": FLAGS,
            "Rect": pydyf.Array(corners),
            "P": page,
            "StructParent": key,
            "AP": pydyf.Dictionary({"N": look.reference}),
        }
    )
    pdf.add_object(field)
    on_page = referred(pdf, page)
    on_page.setdefault("Annots", pydyf.Array()).append(field.reference)
    on_page["Tabs"] = "/S"
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": _EXISTS})
    return field
