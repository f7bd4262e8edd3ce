"""What editions are called in the archive: `promotion-plan-01`, `action-plan-01.1`."""

import re
from typing import Final, NamedTuple, Self

from hidaka_dx.edition import rank
from hidaka_dx.japanese import DOCUMENTS, edition_name

_NUMBER: Final = r"([1-9][0-9]*(?:\.[0-9]+)?)"
_FOLDER: Final = re.compile(rf"({'|'.join(DOCUMENTS.values())})-0?{_NUMBER}")
_SPOKEN: Final = re.compile(rf"({'|'.join(DOCUMENTS)})\s*第{_NUMBER}版")


class EditionName(NamedTuple):
    """An edition of a document, apart from what it says."""

    document: str
    """Its key in `editions.yaml`: `promotion-plan`."""
    number: str
    """「1」「2.1」."""

    @classmethod
    def of_folder(cls, folder: str) -> Self | None:
        """Read a folder's name; none where no edition is called so."""
        found = _FOLDER.fullmatch(folder)
        name = cls(found[1], found[2]) if found else None
        return name if name and name.folder == folder else None

    @classmethod
    def typed(cls, words: str) -> Self | None:
        """Read what an official types: 「推進計画 第1版」, a folder's name or path; none for anything else."""
        found = _SPOKEN.fullmatch(words.strip())
        if found:
            return cls(DOCUMENTS[found[1]], found[2])
        return cls.of_folder(words.rstrip("/").rpartition("/")[2])

    @property
    def folder(self) -> str:
        """The name of its folder, which sorts as people expect up to the 99th edition."""
        major, point, minor = self.number.partition(".")
        return f"{self.document}-{major:0>2}{point}{minor}"

    @property
    def rank(self) -> tuple[int, int]:
        """What orders the editions of one document."""
        return rank(self.number)

    @property
    def spoken(self) -> str:
        """What officials say: 「推進計画 第1版」."""
        return f"{word_for(self.document)} {edition_name(self.number)}"


def word_for(document: str) -> str:
    """Give what officials call the document of that key."""
    return next(word for word, key in DOCUMENTS.items() if key == document)
