"""Results that are kept between runs of this program, so that what has not changed is not made again."""

from hidaka_dx.kept.program import program
from hidaka_dx.kept.store import Store, digest, opened

__all__ = ["Store", "digest", "opened", "program"]
