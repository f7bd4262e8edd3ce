"""Cache of findings for the bags of one archive; a bag is judged again only if its files have changed.

That a bag was found sound is kept between runs, by the seal of a bag whose files are all as its manifests say, and by
this program and its judges. Who issues, signs or verifies takes nobody's word for it and judges `anew`.
"""

from pathlib import Path
from typing import Final, NamedTuple

from hidaka_dx.archive.chain import judge_chain
from hidaka_dx.archive.contents import judge_contents
from hidaka_dx.archive.fixity import Bag, Finding, judge_fixity
from hidaka_dx.archive.names import EditionName
from hidaka_dx.archive.reading import Survey
from hidaka_dx.archive.withdrawal import judge_withdrawal
from hidaka_dx.archive.writing import links_of
from hidaka_dx.kept import digest, opened
from hidaka_dx.kept.surroundings import releases

_CONTENTS: Final[dict[tuple[EditionName, str], tuple[Finding, ...]]] = {}
"""What this very process has found of contents, by the bag's seal.

Checking a PDF takes long, and the seal of a valid bag covers every byte of it.
"""
_LIBRARIES: Final = ("markdown-it-py", "page-validation", "pydantic", "pypdf", "pypdfium2", "pyyaml")
"""Libraries that take part in the judgement."""
_SOUND: Final = b"sound"


class _Read(NamedTuple):
    stamps: list[tuple[str, int, int, int, int]]
    bag: Bag
    findings: tuple[Finding, ...]


class Judge:
    """Reads and verifies the bags below a folder."""

    def __init__(self, folder: Path, *, anew: bool) -> None:
        """Take the archive's folder, which need not exist, and whether nothing that earlier runs have found counts."""
        self._folder = folder
        self._anew = anew
        self._read: dict[EditionName, _Read] = {}
        self._believed = set[tuple[EditionName, str]]()

    def fixity(self, name: EditionName) -> tuple[Bag, tuple[Finding, ...]]:
        """Return a bag and the findings from its manifests; raises OSError where a file cannot be read."""
        stamps = _stamps(self._folder / name.folder)
        known = self._read.get(name)
        if known is None or known.stamps != stamps:
            known = self._read[name] = _Read(stamps, *judge_fixity(self._folder, name))
        return known.bag, known.findings

    def contents(self, name: EditionName) -> tuple[Finding, ...]:
        """Find contradictions within a bag."""
        bag, broken = self.fixity(name)
        if broken or bag.seal is None:
            return _judged(bag)
        key = name, bag.seal
        if key not in _CONTENTS and not self._is_believed(*key):
            _CONTENTS[key] = _judged(bag)
            if not _CONTENTS[key]:
                opened().put(_key(*key), _SOUND)
        return _CONTENTS.get(key, ())

    def chain(self, document: str) -> tuple[Finding, ...]:
        """Find breaks in the chain of a document's editions and withdrawals."""
        return judge_chain([self.fixity(name)[0] for name in links_of(self._folder, document)])

    def _is_believed(self, name: EditionName, seal: str) -> bool:
        """Tell whether an earlier run of this program has found no contradiction in these bytes, and its word counts."""
        if not self._anew and (name, seal) not in self._believed and opened().get(_key(name, seal)) == _SOUND:
            self._believed.add((name, seal))
        return (name, seal) in self._believed


def _key(name: EditionName, seal: str) -> str:
    """Return the key under which it is kept that a bag's contents are sound, as this program and its libraries judge."""
    return digest(b"sound bag", releases(*_LIBRARIES), name.folder.encode(), seal.encode())


def _judged(bag: Bag) -> tuple[Finding, ...]:
    return judge_withdrawal(bag) if bag.name.act else judge_contents(bag)


def _stamps(folder: Path) -> list[tuple[str, int, int, int, int]]:
    survey = Survey()
    if folder.is_dir() and not folder.is_symlink():
        survey.walk(folder)
    return survey.stamps
