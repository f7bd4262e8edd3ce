"""Objects of a PDF in the making, found by the references in which pydyf names them."""

from typing import Any


def referred(pdf: Any, reference: bytes) -> Any:
    """Return the object of a pydyf document that a reference such as `12 0 R` names."""
    return pdf.objects[int(reference.split()[0])]
