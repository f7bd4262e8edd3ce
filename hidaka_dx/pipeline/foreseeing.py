"""`check`: what people miss, and what would keep the documents from being printed, told before anything is set."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.compose import (
    compose_action_plan,
    compose_progress_report,
    compose_promotion_plan,
    compose_summary,
)
from hidaka_dx.compose.letters import printed
from hidaka_dx.content import Manuscript, load_wording
from hidaka_dx.document import Document
from hidaka_dx.figure import Picture
from hidaka_dx.pipeline.checking import Checked, examine, told
from hidaka_dx.pipeline.house import HOUSE, folders
from hidaka_dx.pipeline.locating import letter_problems, picture_problems
from hidaka_dx.pipeline.notices import Laid, Notices
from hidaka_dx.pipeline.shelved import editions_of
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.render import MORE_STYLES, STYLES, misspelt
from hidaka_dx.typeset.assets import Assets, RefusedAsset
from hidaka_dx.typeset.coverage import missing

_STYLES = tuple(dict.fromkeys((*STYLES, *(style for more in MORE_STYLES.values() for style in more))))


def check(root: Path) -> Checked:
    """Check the town's folder `root`; what keeps its files from being read is a remark, too.

    Raises RefusalError where an issued edition is not as it was issued.
    """
    archive = Archive(root)
    examined = examine(archive)
    if examined.manuscript is None:
        return Checked(examined.remarks, {})
    if examined.is_beside_another_archive:
        return Checked(examined.remarks, examined.manuscript.texts)
    faulty = misspelt(root / "templates", HOUSE / "templates")
    found = told((*foreseen(archive, examined.manuscript), *faulty))
    return Checked((*examined.remarks, *found), examined.manuscript.texts)


def foreseen(archive: Archive, manuscript: Manuscript) -> tuple[Problem, ...]:
    """Find what typesetting would stop at: letters without a font, pictures that cannot be printed."""
    return in_order((*_letters(archive, manuscript), *_pictures(archive.root, manuscript)))


def _letters(archive: Archive, manuscript: Manuscript) -> Iterator[Problem]:
    """Find letters that no font has, in whatever of the content is printed."""
    texts: tuple[Document | str, ...] = (*_documents(archive, manuscript), *_beside(archive.root, manuscript))
    letters = frozenset(letter for text in texts for letter in printed(text))
    for letter in missing(letters, folders(archive.root, "assets"), _STYLES):
        yield from letter_problems(letter, manuscript)


def _documents(archive: Archive, manuscript: Manuscript) -> Iterator[Document]:
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
    named = {EditionName(each.kind, editions_of(manuscript, each.kind)[-1].number): each for each in documents}
    notices = Notices(archive, manuscript, {name: Laid(manuscript, each) for name, each in named.items()})
    yield from (notice.document for notice in notices.compose())


def _beside(root: Path, manuscript: Manuscript) -> Iterator[str]:
    """Give what only comparisons print: reasons for single changes, and the town's wording."""
    for edition in (*manuscript.editions, *manuscript.action_editions):
        yield from (edition.reason or "", *edition.reasons.values())
    wording, _ = load_wording(root)
    if wording:
        yield from (wording.new, wording.old, wording.reason, wording.note)


def _pictures(root: Path, manuscript: Manuscript) -> Iterator[Problem]:
    """Find pictures that cannot be printed."""
    assets = Assets(folders(root, "assets"), {})
    called = {located.value.image for located in manuscript.figures.values() if isinstance(located.value, Picture)}
    for image in sorted(called & manuscript.images):
        try:
            assets.read(f"images/{image}")
        except RefusedAsset as refusal:
            yield from picture_problems(image, str(refusal), manuscript)
