"""Live preview: a page in the browser, on this machine only, updated after every save.

`watching` detects saved files, `worker` reads and prints, `board` holds the current state, `server` serves it.
"""

from hidaka_dx.preview.session import Session, opened

__all__ = ["Session", "opened"]
