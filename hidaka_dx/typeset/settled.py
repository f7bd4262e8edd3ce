"""Numbers in PDF syntax: written alike on every machine (`rounding`)."""

from typing import Any, Final

from hidaka_dx.rounding import written
from hidaka_dx.typeset.borrowed.patches import original

_TO_BYTES: Final = original("pydyf._to_bytes")


def settled_numbers() -> dict[str, Any]:
    """Return what writes numbers, by the pydyf function that it replaces."""
    return {"pydyf._to_bytes": _to_bytes}


def _to_bytes(item: Any) -> Any:
    return written(item) if isinstance(item, float) else _TO_BYTES(item)
