"""`check`: what people miss, found in the content; building and publishing ask it, too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hidaka_dx.content import Manuscript, load
from hidaka_dx.lint import Remark, mended
from hidaka_dx.lint import check as lint
from hidaka_dx.pipeline.writing import write
from hidaka_dx.problem import Problem, in_order


@dataclass(frozen=True)
class Checked:
    """What a check has found, and the files in which it was found."""

    remarks: tuple[Remark, ...]
    """Sorted by place; those that the town accepts, too."""
    texts: Mapping[str, str]
    """By path, relative to the town's folder; empty where the manuscript cannot be read."""


def check(root: Path) -> Checked:
    """Check the town's folder `root`; what keeps its files from being read is a remark, too."""
    manuscript, problems = load(root)
    if manuscript is None:
        return Checked(tuple(Remark(problem, "誤り", "") for problem in problems), {})
    return Checked(lint(manuscript), manuscript.texts)


def mend(root: Path, checked: Checked) -> None:
    """Write what can be mended safely into the files. Raises OSError where one cannot be written."""
    for path, text in mended(checked.remarks, checked.texts).items():
        write(root / path, text.encode())


def remarks_on(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Give all that the town has not accepted."""
    return tuple(remark for remark in lint(manuscript) if remark.accepted is None)


def errors_in(remarks: Sequence[Remark]) -> tuple[Problem, ...]:
    """Give those remarks that stop a build or a publication."""
    return in_order(remark.problem for remark in remarks if remark.level == "誤り")
