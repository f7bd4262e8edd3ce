"""The conductor: the only room that knows the order of the walk, one module for each thing an official asks for."""

from hidaka_dx.pipeline.building import Outcome, build
from hidaka_dx.pipeline.checking import Checked, mend
from hidaka_dx.pipeline.comparing import Asked, compare
from hidaka_dx.pipeline.council import Handed, Handing, council, meeting
from hidaka_dx.pipeline.foreseeing import check
from hidaka_dx.pipeline.listing import Listed, editions
from hidaka_dx.pipeline.output import Built, placed
from hidaka_dx.pipeline.publishing import Published, publish
from hidaka_dx.pipeline.verifying import Verdict, verify
from hidaka_dx.pipeline.website import Opened, website
from hidaka_dx.pipeline.withdrawing import Act, Withdrawn, withdraw, withdrawable

__all__ = [
    "Act",
    "Asked",
    "Built",
    "Checked",
    "Handed",
    "Handing",
    "Listed",
    "Opened",
    "Outcome",
    "Published",
    "Verdict",
    "Withdrawn",
    "build",
    "check",
    "compare",
    "council",
    "editions",
    "meeting",
    "mend",
    "placed",
    "publish",
    "verify",
    "website",
    "withdraw",
    "withdrawable",
]
