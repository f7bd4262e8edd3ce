"""Fonts loaded once for documents that are set one after the other with the same fonts: that takes as long as a page.

Those of the last document stay, those of no other. They serve the next one if its style sheets ask for fonts in the same
words, if each file has the same bytes, and if the last document was set without faults and had no further fonts.
"""

import atexit
import os
import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from hidaka_dx.files import desk
from hidaka_dx.typeset.assets import FONT, Assets, RefusedAsset
from hidaka_dx.typeset.borrowed import FontConfiguration

if TYPE_CHECKING:
    from hidaka_dx.typeset.job import Asset

_ASKS: Final = re.compile(r"@font-face", re.IGNORECASE)
_OLDEST: Final = 3600.0
"""Seconds after which fonts are loaded anew: their files lie in a temporary folder, which the system may clear."""

Wanted: TypeAlias = tuple[tuple[str, str], ...]
"""Names and texts of the style sheets that ask for fonts."""


class LoadedFonts(FontConfiguration):  # type: ignore[misc]
    """Fonts that know who may use them; their files are deleted by the process that has made them, and by no copy of it."""

    _folder: Path | None
    """Where the files lie."""

    def __init__(self, wanted: Wanted) -> None:
        """Take what the document asks for; its fonts are loaded while its style sheets are parsed."""
        super().__init__()
        _ever[:] = [True]
        self.wanted, self.process, self.since = wanted, os.getpid(), monotonic()
        self.faces = set[str]()
        self._deleted: Callable[[], object] = lambda: None
        self.files: Mapping[str, Asset] = {}
        self.own = frozenset(vars(self)) | {"own"}

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> None:
        """Load a font, unless it is loaded."""
        self.faces.add(str(rule_descriptors))
        if self._folder is None:
            self._folder = self._own_folder()
        super().add_font_face(rule_descriptors, url_fetcher)

    def _own_folder(self) -> Path:
        """Make the folder of the files, which other runs delete if this process is killed."""
        opened = ExitStack()
        folder = opened.enter_context(desk({}))
        self._deleted = opened.close
        return folder

    def __del__(self) -> None:
        """Delete the files."""
        if vars(self).get("process") == os.getpid():
            self._deleted()

    def serve(self, wanted: Wanted, assets: Assets) -> bool:
        """Tell whether a document would load the same; the files count as read by it."""
        if (self.wanted, self.process) != (wanted, os.getpid()) or monotonic() - self.since > _OLDEST:
            return False
        try:
            for name in self.files:
                assets.read(name)
        except RefusedAsset:
            return False
        found = assets.found()
        return all(found[name] == file for name, file in self.files.items())

    def keep(self, assets: Assets) -> None:
        """Stay for the next document, as one is set without faults that has read these files."""
        for name in vars(self).keys() - self.own:  # attached to what is its own
            delattr(self, name)
        if len(self.faces) == len(_ASKS.findall("\n".join(text for _, text in self.wanted))):
            self.files = self.files or {name: each for name, each in assets.found().items() if name.endswith(FONT)}
            _last[:] = [self]


_last: Final[list[LoadedFonts]] = []
_ever: Final[list[bool]] = []
atexit.register(_last.clear)


def were_loaded() -> bool:
    """Tell whether this process has ever loaded fonts: then a copy of it must load none, for want of Pango's threads."""
    return bool(_ever)


def fonts_for(sheets: Mapping[str, str], assets: Assets) -> LoadedFonts:
    """Return the fonts of a document with these style sheets, by their names: those of the last one if they serve it."""
    wanted = tuple((name, text) for name, text in sheets.items() if _ASKS.search(text))
    last = _last.pop() if _last else None
    return last if last and last.serve(wanted, assets) else LoadedFonts(wanted)
