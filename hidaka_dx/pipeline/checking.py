"""`check`: what people miss, found in the content; building and publishing ask it, too."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hidaka_dx.compose import compose_action_plan, compose_comments, compose_errata, compose_promotion_plan
from hidaka_dx.content import Manuscript, load
from hidaka_dx.files import amend
from hidaka_dx.lint import Remark, mended
from hidaka_dx.lint import check as lint
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.source import read_text, rewritten


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
    return Checked((*_unfit(manuscript), *lint(manuscript)), manuscript.texts)


def mend(root: Path, checked: Checked) -> tuple[str, ...]:
    """Write what can be mended safely into the files; byte order marks, line ends and modes stay.

    Gives the paths of files that were left alone, as they have changed since they were checked. Raises OSError where a file
    cannot be written; none has changed then.
    """
    new = mended(checked.remarks, checked.texts)
    return amend(root, {path: partial(_remedy, path, checked.texts[path], text) for path, text in new.items()})


def _remedy(path: str, before: str, after: str, raw: bytes) -> bytes | None:
    """Give the new content of a file, none where it no longer says what was checked."""
    return rewritten(raw, after) if read_text(raw, path)[0] == before else None


def remarks_on(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Give all that the town has not accepted."""
    return (*_unfit(manuscript), *(remark for remark in lint(manuscript) if remark.accepted is None))


def errors_in(remarks: Sequence[Remark]) -> tuple[Problem, ...]:
    """Give those remarks that stop a build or a publication."""
    return in_order(remark.problem for remark in remarks if remark.level == "誤り")


def _unfit(manuscript: Manuscript) -> tuple[Remark, ...]:
    """Find what shows only when documents are composed: words too long for a figure, misprints not mended since."""
    pages = defaultdict[str, str](str)
    plan, faults = compose_promotion_plan(manuscript)
    documents = [plan]
    if manuscript.action and manuscript.action_editions:
        action, more = compose_action_plan(manuscript, plan, pages)
        documents.append(action)
        faults = (*faults, *more)
    for document in documents:
        for compose in (compose_errata, compose_comments):
            faults = (*faults, *compose(manuscript, document, pages)[1])
    return told(in_order(faults))


def told(problems: Sequence[Problem]) -> tuple[Remark, ...]:
    """Tell problems that stop a build as the check does."""
    return tuple(Remark(problem, "誤り", "") for problem in problems)
