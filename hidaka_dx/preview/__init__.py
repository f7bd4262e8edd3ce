"""See it while writing: a page in the browser, on this machine only, that follows every save.

`watching` hears of saved files, `worker` reads and prints, `board` holds what is to be seen, `server` shows it.
"""

from hidaka_dx.preview.session import Session, opened

__all__ = ["Session", "opened"]
