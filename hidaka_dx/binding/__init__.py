"""The only import point for pypdf: binds finished PDFs of this program into one that conforms as they do."""

from hidaka_dx.binding.pack import bind
from hidaka_dx.binding.volume import Volume

__all__ = ["Volume", "bind"]
