"""The only door to `content/`: the town's folder becomes one `Manuscript`, or problems with their places."""

from hidaka_dx.content.folder import load
from hidaka_dx.content.manuscript import Located, Manuscript

__all__ = ["Located", "Manuscript", "load"]
