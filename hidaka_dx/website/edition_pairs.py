"""Which two editions of a document readers may compare: a page each, at addresses that stay when editions are added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from hidaka_dx.website import addresses

ALL: Final = 6
"""How many editions, the first ones, are compared each with each: 15 pages at most, and none of them goes again."""
CHANGES: Final = "changes.html"
UNTIL_NOW: Final = "until-now.html"


class StandingEdition(NamedTuple):
    """A published edition that is not withdrawn."""

    folder: str
    name: str
    """「第1.1版」."""


@dataclass(frozen=True)
class EditionPair:
    """An older edition and a newer one, with the page that tells what differs."""

    old: StandingEdition
    new: StandingEdition
    path: str
    until_now: bool = False
    """Whether it leads from an edition to the one in force past others, so that it has an address for that, too."""

    @property
    def paths(self) -> tuple[str, ...]:
        """All addresses of its page, the one that stays first."""
        own = addresses.edition(self.old.folder, UNTIL_NOW)
        return (self.path, *((own,) if self.until_now and own != self.path else ()))


@dataclass(frozen=True)
class ComparableEditions:
    """The pairs of a document's editions."""

    pairs: tuple[EditionPair, ...] = ()
    """Of the newest edition first; for each, the one before it first."""
    editions: int = 0
    withdrawn: bool = False
    """Whether other editions are withdrawn, and so are not compared."""

    @property
    def far(self) -> tuple[EditionPair, ...]:
        """Those that are no neighbours; what neighbours differ in stands on the page of the newer one's changes."""
        return tuple(each for each in self.pairs if each.path != addresses.edition(each.new.folder, CHANGES))

    @property
    def told(self) -> str:
        """Say what is there to be compared."""
        few = f"発行した{self.editions}つの版の、どの二つでも比べられます。"
        many = f"どの版も、一つ前の版と、現行の版と比べられます。はじめの{ALL}つの版は、どの二つでも比べられます。"
        return (few if self.editions <= ALL else many) + ("取り下げた版は入りません。" if self.withdrawn else "")

    @property
    def by_edition(self) -> tuple[tuple[str, tuple[EditionPair, ...]], ...]:
        """The newer editions by name, each with the pairs that end with it."""
        news = dict.fromkeys(each.new for each in self.pairs)
        return tuple((new.name, tuple(each for each in self.pairs if each.new == new)) for new in news)


def comparable(standing: Sequence[StandingEdition], *, withdrawn: bool) -> ComparableEditions:
    """Return the pairs of a document's standing editions, which are given oldest first."""
    return ComparableEditions(tuple(_pairs(standing)), len(standing), withdrawn)


def _pairs(standing: Sequence[StandingEdition]) -> Iterator[EditionPair]:
    neighbours, first = set(pairwise(standing)), standing[:ALL]
    for place, new in reversed(list(enumerate(standing))):
        for old in reversed(standing[:place]):
            now = new == standing[-1] and (old, new) not in neighbours
            if (old, new) in neighbours:
                yield EditionPair(old, new, addresses.edition(new.folder, CHANGES))
            elif old in first and new in first:
                yield EditionPair(old, new, addresses.edition(new.folder, f"from-{old.folder}.html"), now)
            elif now:
                yield EditionPair(old, new, addresses.edition(old.folder, UNTIL_NOW), now)
