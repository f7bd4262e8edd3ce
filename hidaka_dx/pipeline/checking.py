"""What people miss, found in the content: `check` tells it, building and publishing ask it, too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hidaka_dx.compose import (
    compose_action_plan,
    compose_comments,
    compose_errata,
    compose_promotion_plan,
    opendata,
    passages,
)
from hidaka_dx.content import Manuscript
from hidaka_dx.lint import Remark, mended
from hidaka_dx.lint import check as lint
from hidaka_dx.pipeline.tabulating import cell_remarks
from hidaka_dx.pipeline.writing import write
from hidaka_dx.problem import Problem, in_order


@dataclass(frozen=True)
class Checked:
    """What a check has found, and the files in which it was found."""

    remarks: tuple[Remark, ...]
    """Sorted by place; those that the town accepts, too."""
    texts: Mapping[str, str]
    """By path, relative to the town's folder; empty where the manuscript cannot be read."""


def mend(root: Path, checked: Checked) -> None:
    """Write what can be mended safely into the files. Raises OSError where one cannot be written."""
    for path, text in mended(checked.remarks, checked.texts).items():
        write(root / path, text.encode())


def remarks_on(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Give all that the town has not accepted."""
    return (*unfit(manuscript), *(remark for remark in lint(manuscript) if remark.accepted is None))


def errors_in(remarks: Sequence[Remark]) -> tuple[Problem, ...]:
    """Give those remarks that stop a build or a publication."""
    return in_order(remark.problem for remark in remarks if remark.level == "誤り")


def unfit(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Find what shows only when documents are composed: words too long for a figure, misprints not mended since."""
    pages, cells = defaultdict[str, str](str), tuple[Remark, ...]()
    plan, faults = compose_promotion_plan(manuscript)
    documents = [plan]
    if manuscript.action and manuscript.action_editions:
        action, more = compose_action_plan(manuscript, plan, pages)
        documents.append(action)
        faults = (*faults, *more)
        cells = cell_remarks(manuscript, opendata(manuscript, action, passages(plan, pages)))
    for document in documents:
        for compose in (compose_errata, compose_comments):
            faults = (*faults, *compose(manuscript, document, pages)[1])
    return (*told(in_order(faults)), *cells)


def told(problems: Sequence[Problem]) -> tuple[Remark, ...]:
    """Tell problems that stop a build as the check does."""
    return tuple(Remark(problem, "誤り", "") for problem in problems)
