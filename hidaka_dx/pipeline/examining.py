"""Findings in the content: reported by `check`, and required to be clean by `build` and `publish`."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias

from hidaka_dx.archive import Archive, EditionName
from hidaka_dx.catalogue.documents import ACTION, PLAN, REPORT, UNITS
from hidaka_dx.content import Located, Manuscript, load_sound, pending
from hidaka_dx.document import Document, Figure
from hidaka_dx.figure import Chart
from hidaka_dx.figures import draw
from hidaka_dx.files import amend
from hidaka_dx.house_style import Level
from hidaka_dx.lint import RULES, Remark, mended
from hidaka_dx.lint import check as lint
from hidaka_dx.pipeline.composing import Composition
from hidaka_dx.pipeline.kanji_forms import other_forms
from hidaka_dx.pipeline.notices import still_uncorrected, uncorrected_at_issue
from hidaka_dx.pipeline.ownership import OWNER, another_town
from hidaka_dx.pipeline.reading import kinds_of, read
from hidaka_dx.pipeline.recorded_editions import altered, faults, unknown_ids
from hidaka_dx.pipeline.states import is_as_issued
from hidaka_dx.pipeline.tabulating import cell_remarks, tabulated
from hidaka_dx.problem import Problem, in_order
from hidaka_dx.source import read_text, rewritten
from hidaka_dx.walk import blocks

Found: TypeAlias = tuple[str, Remark]
"""A remark with the kind of document (`UNITS`) that cannot be made because of it, if it is 誤り."""

TALLEST: Final = 33.5
"""Lines of text that the highest figure takes; with its caption it fills a page."""
ALONE: Final = frozenset({rule.id for rule in RULES if rule.level == "誤り"})
"""Rules whose errors depend on one file only."""


@dataclass(frozen=True)
class Checked:
    """The findings of a check, and the text of the files in which they were found."""

    remarks: tuple[Remark, ...]
    """Those that the town accepts, too."""
    texts: Mapping[str, str]
    """By path, relative to the town's folder; empty where the manuscript cannot be read."""


@dataclass(frozen=True)
class Examined:
    """A town's folder, read and checked."""

    manuscript: Manuscript | None
    """The content without faulty files; none if a file with faults is part of all documents."""
    found: tuple[Found, ...]
    composition: Composition | None = None
    """The documents composed from it; none where there is no manuscript."""

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return all findings, including those the town accepts."""
        return tuple(dict.fromkeys(remark for _, remark in self.found))

    @property
    def is_beside_another_archive(self) -> bool:
        """Tell whether the archive belongs to another town; then nothing is built beside it or read from it."""
        return any(remark.problem.rule == OWNER for _, remark in self.found)

    @property
    def unmakeable(self) -> frozenset[str]:
        """Return the kinds of document that cannot be made; without the plan none can."""
        kinds = frozenset(kind for kind, remark in self.found if prevents_making(remark))
        return frozenset(UNITS) if PLAN in kinds or self.manuscript is None else kinds

    def errors(self, *kinds: str) -> tuple[Problem, ...]:
        """Return the errors that prevent documents of these kinds (any, where none is named), sorted by position."""
        return in_order(
            each.problem for kind, each in self.found if prevents_making(each) and (not kinds or kind in kinds)
        )


def prevents_making(remark: Remark) -> bool:
    """Tell whether a remark prevents its document from being made."""
    return remark.level == "誤り" and remark.accepted is None


def examine(archive: Archive, meanwhile: Callable[[Composition], None] | None = None) -> Examined:
    """Read and check a town's folder; raises RefusalError where an issued edition is not as it was issued.

    `meanwhile` is called once, before what takes longest, unless an error is found by then: others may begin.
    """
    root = archive.root
    reading = read(root)
    found = [(kind, each) for each in as_remarks(reading.problems) for kind in kinds_of(each.problem.place.path, root)]
    if reading.problems:
        found += [
            (kind, each)
            for each in findings_despite_faults(root, ranks_in(archive))
            for kind in kinds_of(each.problem.place.path, root)
        ]
    composition = Composition(archive, reading.manuscript) if reading.manuscript else None
    if composition:
        found += findings(composition, reading.left_out, None if reading.problems else meanwhile)
    return Examined(reading.manuscript, tuple(found), composition)


def ranks_in(archive: Archive) -> frozenset[tuple[str, tuple[int, int]]]:
    """Return the editions in an archive, by document and rank, as rules ask for them."""
    return frozenset((name.document, name.rank) for name in archive.names)


def findings_despite_faults(root: Path, archived: Collection[tuple[str, tuple[int, int]]]) -> Iterator[Remark]:
    """Return the findings for a faulty town: all if every file could be parsed, otherwise errors in single files.

    `archived` are the editions in the archive, by document and rank.
    """
    sound = load_sound(root)
    if sound is None:
        return
    manuscript, is_whole = sound
    yield from (
        each
        for each in lint(manuscript, archived)
        if is_whole or (prevents_making(each) and each.problem.rule in ALONE)
    )
    for located in manuscript.figures.values():
        faults = () if isinstance(located.value, Chart) else draw(located.value).faults
        yield from as_remarks([Problem(located.data.place(path), fault, "figure-fit") for path, fault in faults])


def mend(root: Path, checked: Checked) -> tuple[str, ...]:
    """Apply safe fixes to the files; byte order marks, line endings and modes are kept.

    Returns the paths of files that were skipped because they changed since the check. Raises OSError where a file
    cannot be written; none has changed then.
    """
    new = mended(checked.remarks, checked.texts)
    return amend(root, {path: partial(_remedy, path, checked.texts[path], text) for path, text in new.items()})


def _remedy(path: str, before: str, after: str, raw: bytes) -> bytes | None:
    """Return the fixed content of a file, none if it changed since the check."""
    return rewritten(raw, after) if read_text(raw, path)[0] == before else None


def findings(
    composition: Composition,
    left_out: Sequence[str] = (),
    meanwhile: Callable[[Composition], None] | None = None,
) -> Iterator[Found]:
    """Return the findings for a manuscript and the documents composed from it; `left_out` names excluded faulty files.

    `meanwhile` is as for `examine`. Raises RefusalError where an issued edition is not as it was issued.
    """
    strangers = as_remarks(tuple(another_town(composition.archive, composition.manuscript)))
    before = [*((PLAN, each) for each in strangers), *_of_the_folder(composition, left_out, owned=not strangers)]
    after = tuple(_of_the_content(composition, left_out))
    yield from before
    if not strangers:
        if meanwhile and not any(prevents_making(each) for _, each in (*before, *after)):
            meanwhile(composition)
        yield from _unfit(composition)
    yield from after


def _of_the_folder(composition: Composition, left_out: Sequence[str], *, owned: bool) -> Iterator[Found]:
    """Find what the content and its archive say of each other; the archive's owner must be known before that is asked."""
    archive, manuscript = composition.archive, composition.manuscript
    yield from ((PLAN, each) for each in as_remarks(tuple(other_forms(archive.root, manuscript)), "注意"))
    if owned:
        found, changed = faults(archive, manuscript, left_out), altered(archive, manuscript)
        yield from ((kind, each) for kind, problem in found for each in as_remarks([problem]))
        yield from ((kind, each) for kind, problem in changed for each in as_remarks([problem], "注意"))


def _of_the_content(composition: Composition, left_out: Sequence[str]) -> Iterator[Found]:
    """Find values that are missing, and what the rules say."""
    archive, manuscript = composition.archive, composition.manuscript
    yield from ((REPORT, each) for each in as_remarks(tuple(_pending(manuscript)), "注意"))
    for remark in lint(manuscript, ranks_in(archive)):
        if prevents_making(remark) or not left_out:  # notes may be a consequence of files that could not be read
            yield from ((kind, remark) for kind in kinds_of(remark.problem.place.path, archive.root))


def _pending(manuscript: Manuscript) -> Iterator[Problem]:
    """Find missing values in the results of years whose report is a draft."""
    for year in manuscript.progress:
        path = f"content/progress/{year.year}.yaml"
        if manuscript.action and path in manuscript.tables:
            located = Located(year, manuscript.tables[path])
            yield from pending(located, manuscript.measures, manuscript.action.grades)


def _unfit(composition: Composition) -> Iterator[Found]:
    """Find faults that show only in composed documents: text too long for a figure, uncorrected misprints, unknown ids."""
    archive, manuscript, documents = composition.archive, composition.manuscript, dict(composition.conductor.editions())
    for kind, (document, problems) in documents.items():
        _require_sound(archive, manuscript, kind)
        others = [other for other, _ in documents.values() if other is not document]
        unknown = unknown_ids(archive, manuscript, document, others)
        tall = _too_tall(manuscript, document)
        yield from ((kind, each) for each in as_remarks((*problems, *unknown, *tall)))
        yield from ((kind, each) for each in _misprints(archive, manuscript, document))
    if ACTION in documents:
        tables = tabulated(manuscript, documents[ACTION][0], documents[PLAN][0])
        yield from ((ACTION, each) for each in cell_remarks(manuscript, tables))
    _, unmade = composition.notices
    yield from ((kind, each) for kind, problem in unmade for each in as_remarks([problem]))


def _too_tall(manuscript: Manuscript, document: Document) -> Iterator[Problem]:
    """Find figures drawn from data that are higher than a page."""
    for block in blocks(document):
        located = manuscript.figures.get(block.id) if isinstance(block, Figure) and block.height > TALLEST else None
        if located:
            message = "図が高すぎて、1ページに入りません。項目を減らすか、項目の名前を短くするか、図を分けてください。"
            yield Problem(located.data.place(("data",)), message, "figure-fit")


def _misprints(archive: Archive, manuscript: Manuscript, document: Document) -> tuple[Remark, ...]:
    """Report misprints of earlier editions that are still present; issued editions cannot be corrected any more."""
    found = tuple(still_uncorrected(manuscript, document))
    if found and is_as_issued(archive, manuscript, document):
        return as_remarks(tuple(uncorrected_at_issue(manuscript, document)), "注意")
    return as_remarks(found, "注意" if document.draft else "誤り")


def _require_sound(archive: Archive, manuscript: Manuscript, kind: str) -> None:
    """Raise RefusalError where the newest issued edition is not as it was issued, as a build would."""
    name = EditionName(kind, manuscript.recorded[kind][-1].number)
    issued = name if name in archive.names else archive.before(name)
    if issued:
        archive.bag(issued)


def as_remarks(problems: Sequence[Problem], level: Level = "誤り") -> tuple[Remark, ...]:
    """Return the problems at a level: errors that stop a build, unless another level is given."""
    return tuple(Remark(problem, level, "") for problem in in_order(problems))
