"""What the press that leaves room for a signature, and who signs, must agree on."""

from typing import Final

FIELD: Final = "Signature"
"""Name of the field for the first signature of a PDF."""
FLAGS: Final = 132
"""Its flags: printed, as ISO 19005-3 (6.3.2) asks, and locked (ISO 32000-1, table 165)."""
