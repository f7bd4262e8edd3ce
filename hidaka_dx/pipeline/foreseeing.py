"""`check`: what people miss, and what would keep the documents from being printed, told before anything is set."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from hidaka_dx.compose import (
    compose_action_plan,
    compose_comments,
    compose_errata,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
)
from hidaka_dx.compose.letters import printed
from hidaka_dx.content import Manuscript, load, load_wording
from hidaka_dx.document import Document
from hidaka_dx.figure import Picture
from hidaka_dx.lint import check as lint
from hidaka_dx.pipeline.checking import Checked, told, unfit
from hidaka_dx.pipeline.locating import letter_problems, picture_problems
from hidaka_dx.pipeline.printing import folders
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.render import MORE_STYLES, STYLES
from hidaka_dx.typeset.coverage import missing
from hidaka_dx.typeset.fetcher import AssetFetcher, Refused

_STYLES = tuple(dict.fromkeys((*STYLES, *(style for more in MORE_STYLES.values() for style in more))))


def check(root: Path) -> Checked:
    """Check the town's folder `root`; what keeps its files from being read is a remark, too."""
    manuscript, problems = load(root)
    if manuscript is None:
        return Checked(told(problems), {})
    remarks = (*unfit(manuscript), *told(foreseen(root, manuscript)), *lint(manuscript))
    return Checked(remarks, manuscript.texts)


def foreseen(root: Path, manuscript: Manuscript) -> tuple[Problem, ...]:
    """Find what typesetting would stop at: letters without a font, pictures that cannot be printed."""
    return in_order((*_letters(root, manuscript), *_pictures(root, manuscript)))


def _letters(root: Path, manuscript: Manuscript) -> Iterator[Problem]:
    """Find letters that no font has, in whatever of the content is printed."""
    texts: tuple[Document | str, ...] = (*_documents(manuscript), *_beside(root, manuscript))
    letters = frozenset(letter for text in texts for letter in printed(text))
    for letter in missing(letters, folders(root, "assets"), _STYLES):
        yield from letter_problems(letter, manuscript)


def _documents(manuscript: Manuscript) -> Iterator[Document]:
    """Compose all that `build` prints, as far as words are concerned: pages are not known yet."""
    pages = defaultdict[str, str](str)
    plan = compose_promotion_plan(manuscript)[0]
    documents = [plan]
    yield plan
    if manuscript.action and manuscript.action_editions:
        documents.append(compose_action_plan(manuscript, plan, pages)[0])
        yield documents[-1]
        yield compose_summary(manuscript, plan, pages)
        if manuscript.progress:
            yield compose_progress_report(manuscript, plan, pages)[0]
    for document in documents:
        for compose in (compose_errata, compose_comments):
            yield from compose(manuscript, document, pages)[0]


def _beside(root: Path, manuscript: Manuscript) -> Iterator[str]:
    """Give what only comparisons print: reasons for single changes, and the town's wording."""
    for edition in (*manuscript.editions, *manuscript.action_editions):
        yield from (edition.reason or "", *edition.reasons.values())
    wording, _ = load_wording(root)
    if wording:
        yield from (wording.new, wording.old, wording.reason, wording.note)


def _pictures(root: Path, manuscript: Manuscript) -> Iterator[Problem]:
    """Find pictures that cannot be printed."""
    fetcher = AssetFetcher(folders(root, "assets"), {})
    called = {located.value.image for located in manuscript.figures.values() if isinstance(located.value, Picture)}
    for image in sorted(called & manuscript.images):
        try:
            fetcher.read(f"images/{image}")
        except Refused as refusal:
            yield from picture_problems(image, str(refusal), manuscript)
