"""`check`: reports mistakes in the content, and what would make printing fail, before any typesetting."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from hidaka_dx.archive import Archive
from hidaka_dx.catalogue.documents import KINDS
from hidaka_dx.compose.letters import printed
from hidaka_dx.content import Manuscript, load_wording
from hidaka_dx.figure import Picture
from hidaka_dx.installed import HOUSE
from hidaka_dx.pipeline.bundled import folders
from hidaka_dx.pipeline.composing import Composition
from hidaka_dx.pipeline.examining import Checked, as_remarks, examine
from hidaka_dx.pipeline.locating import letter_problems, picture_problems
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.render import STYLES, misspelt
from hidaka_dx.typeset.assets import Assets, RefusedAsset
from hidaka_dx.typeset.coverage import missing

_STYLES = tuple(dict.fromkeys((*STYLES, *(style for kind in KINDS.values() for style in kind.styles))))


def check(root: Path) -> Checked:
    """Check the town's folder `root`; files that cannot be read are reported as remarks, too.

    Raises RefusalError where an issued edition is not as it was issued.
    """
    archive = Archive(root)
    examined = examine(archive)
    if examined.composition is None:
        return Checked(examined.remarks, {})
    texts = examined.composition.manuscript.texts
    if examined.is_beside_another_archive:
        return Checked(examined.remarks, texts)
    faulty = misspelt(root / "templates", HOUSE / "templates")
    found = as_remarks((*foreseen(examined.composition), *faulty))
    return Checked((*examined.remarks, *found), texts)


def foreseen(composition: Composition) -> tuple[Problem, ...]:
    """Find problems that would stop typesetting: characters without a glyph, images that cannot be printed."""
    root, manuscript = composition.archive.root, composition.manuscript
    return in_order((*_letters(root, composition), *_pictures(root, manuscript)))


def _letters(root: Path, composition: Composition) -> Iterator[Problem]:
    """Find characters that no font covers, in all content that is printed."""
    manuscript = composition.manuscript
    letters = frozenset(chain.from_iterable(map(printed, composition.documents())))
    letters |= frozenset(chain.from_iterable(map(printed, _beside(root, manuscript))))
    for letter in missing(letters, folders(root, "assets"), _STYLES):
        yield from letter_problems(letter, manuscript)


def _beside(root: Path, manuscript: Manuscript) -> Iterator[str]:
    """Return the texts that only comparisons print: reasons for single changes, and the town's wording."""
    for edition in chain.from_iterable(manuscript.recorded.values()):
        yield from (edition.reason or "", *edition.reasons.values())
    wording, _ = load_wording(root)
    if wording:
        yield from (wording.new, wording.old, wording.reason, wording.note)


def _pictures(root: Path, manuscript: Manuscript) -> Iterator[Problem]:
    """Find images that cannot be printed."""
    assets = Assets(folders(root, "assets"), {})
    called = {located.value.image for located in manuscript.figures.values() if isinstance(located.value, Picture)}
    called |= {image for image, _ in manuscript.cover_pictures}
    for image in sorted(called & manuscript.images):
        try:
            assets.read(f"images/{image}")
        except RefusedAsset as refusal:
            yield from picture_problems(image, str(refusal), manuscript)
