"""The only door to pypdf: finished PDFs of this house become one PDF that conforms as they do."""

from hidaka_dx.binding.pack import bind
from hidaka_dx.binding.volume import Volume

__all__ = ["Volume", "bind"]
