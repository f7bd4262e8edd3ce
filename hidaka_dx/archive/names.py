"""Names in the archive: of editions `promotion-plan-01`, `action-plan-01.1`, of withdrawals `promotion-plan-02-withdrawn`."""

import re
from typing import Final, NamedTuple, Self

from hidaka_dx.catalogue.documents import BY_WORD, KINDS
from hidaka_dx.edition import rank
from hidaka_dx.japanese import edition_name

_NUMBER: Final = r"([1-9][0-9]*(?:\.[0-9]+)?)"
WITHDRAWN: Final = "-withdrawn"
"""Suffix of the name of a bag that withdraws an edition."""
_FOLDER: Final = re.compile(rf"({'|'.join(BY_WORD.values())})-0?{_NUMBER}({WITHDRAWN})?")
_SPOKEN: Final = re.compile(rf"({'|'.join(BY_WORD)})\s*第{_NUMBER}版")


class EditionName(NamedTuple):
    """The name of an edition of a document, or of its withdrawal."""

    document: str
    """Its key in `editions.yaml`: `promotion-plan`."""
    number: str
    """「1」「2.1」."""
    act: str = ""
    """`WITHDRAWN` for the withdrawal of the edition; empty for the edition itself."""

    @classmethod
    def of_folder(cls, folder: str) -> Self | None:
        """Parse a folder's name; none if it is not the name of an edition or withdrawal."""
        found = _FOLDER.fullmatch(folder)
        name = cls(found[1], found[2], found[3] or "") if found else None
        return name if name and name.folder == folder else None

    @classmethod
    def typed(cls, words: str) -> Self | None:
        """Parse user input: 「推進計画 第1版」, a folder's name or path; none for anything else."""
        found = _SPOKEN.fullmatch(words.strip())
        if found:
            return cls(BY_WORD[found[1]], found[2])
        return cls.of_folder(words.rstrip("/").rpartition("/")[2])

    @property
    def folder(self) -> str:
        """The name of its folder, which sorts as people expect up to the 99th edition."""
        major, point, minor = self.number.partition(".")
        return f"{self.document}-{major:0>2}{point}{minor}{self.act}"

    @property
    def edition(self) -> "EditionName":
        """The edition itself, given its withdrawal."""
        return self._replace(act="")

    @property
    def withdrawal(self) -> "EditionName":
        """The name of the edition's withdrawal, whether there is one or not."""
        return self._replace(act=WITHDRAWN)

    @property
    def order(self) -> tuple[str, tuple[int, int], str]:
        """Sort key of the chains: by document and number, a withdrawal right after its edition."""
        return self.document, self.rank, self.act

    @property
    def rank(self) -> tuple[int, int]:
        """Sort key of a document's editions."""
        return rank(self.number)

    @property
    def spoken(self) -> str:
        """The name in official Japanese: 「推進計画 第1版」「推進計画 第2版の取下げ」."""
        return f"{KINDS[self.document].word} {edition_name(self.number)}{'の取下げ' if self.act else ''}"
