"""`compare`: compares two editions and produces 新旧対照表, 見え消し版 and the comparison as data."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from hidaka_dx import comparison
from hidaka_dx.archive import Archive
from hidaka_dx.content import load_identity, load_wording
from hidaka_dx.document import Document
from hidaka_dx.pipeline.basis_consistency import require_basis
from hidaka_dx.pipeline.finding import FoundEdition, find
from hidaka_dx.pipeline.outcome import Built
from hidaka_dx.pipeline.output import printed
from hidaka_dx.pipeline.ownership import EDITIONS, is_named_by, require_known
from hidaka_dx.pipeline.presses import presses
from hidaka_dx.pipeline.printing import Printer, printer_for
from hidaka_dx.pipeline.published_facts import to_compare
from hidaka_dx.pipeline.reloading import reloaded
from hidaka_dx.pipeline.side_by_side import side_by_side
from hidaka_dx.problem import Place, Problem, RefusalError, in_order
from hidaka_dx.typeset.job import Progress


@dataclass(frozen=True)
class ComparisonRequest:
    """The request: which two editions to compare."""

    old: str
    """「第1版」 of the archive, 「原稿」 for the newest edition of the working content, or a file made by this program."""
    new: str
    document: str
    """Key of the document that these words refer to, unless they name one themselves."""


def compare(
    asked: ComparisonRequest, root: Path, output: Path, progress: Progress
) -> tuple[tuple[Built, ...], tuple[Problem, ...]]:
    """Compare two editions and write the table, the redline and the comparison as JSON below `output`.

    `root` is the town's folder. Returns all problems instead if there are any. Raises RefusalError where there is no
    such edition, OSError where a file cannot be read or written.
    """
    archive = Archive(root)
    require_known(archive)
    require_basis(archive)
    with presses() as beside:
        return _compared(asked, archive, output, printer_for(root, progress, beside))


def _compared(
    asked: ComparisonRequest, archive: Archive, output: Path, printer: Printer
) -> tuple[tuple[Built, ...], tuple[Problem, ...]]:
    root = archive.root
    wording, problems = load_wording(root)
    printer.problems += problems
    olds, news = (find(word, asked.document, root, archive, printer) for word in (asked.old, asked.new))
    if olds and news and olds.document.kind != news.document.kind:
        message = "種類の違う文書は比べられません。同じ文書の版を二つ指定してください。"
        printer.problems.append(Problem(Place(asked.new), message, "edition"))
    elif olds and news:
        printer.problems += _of_another_town(asked, olds, news, root)
    if printer.problems or not (olds and news and wording):
        return (), in_order(printer.problems)
    _require_two(asked, olds, news)
    before, after = (_to_compare(each) for each in (olds, news))
    if before.says_the_same(after) and not after.draft:
        raise RefusalError(f"{olds.document.name}と{news.document.name}は同じ内容なので、比べるものがありません。")
    reasons = news.edition.reasons if news.edition else {}
    found = side_by_side(before, after, reasons, wording, printer)
    if printer.problems:
        return (), in_order(printer.problems)
    name = f"{news.document.title}_{olds.document.edition_name}から{news.document.edition_name}.json"
    built = printed(output, printer.done, {(name,): comparison.dumped(found)})
    notes = tuple(
        chain(_reversed(olds, news), _retitled(olds, news), _withdrawn(archive, olds), _withdrawn(archive, news))
    )
    return tuple(replace(each, notes=notes) for each in built), ()


def _require_two(asked: ComparisonRequest, olds: FoundEdition, news: FoundEdition) -> None:
    """Raise RefusalError where both words name the same working content, which differs from itself in nothing."""
    one, other = olds.standing, news.standing
    if one and other and one.name == other.name and not (one.issued or other.issued):
        raise RefusalError(
            f"「{asked.old}」も「{asked.new}」も、今の原稿（{news.document.name}）です。改正前には、発行した版か、前に作ったPDFを"
            "指定してください。発行した版は `hidaka-dx editions` で見られます。"
        )


def _to_compare(found: FoundEdition) -> Document:
    """Return an edition as this program would compose it, so that what an older one did otherwise is no change."""
    bag = found.standing.issued if found.standing else None
    return to_compare(found.document, reloaded(bag.source)[0]) if bag else found.document


def _of_another_town(asked: ComparisonRequest, olds: FoundEdition, news: FoundEdition, root: Path) -> Iterator[Problem]:
    """Find a file of another town or plan than the one it is compared with, unless the town records that name, too."""
    if _names(olds) == _names(news):
        return
    identity = load_identity(root)
    for word, found, other in ((asked.old, olds, news), (asked.new, news, olds)):
        strange = found.standing is None and not (identity and is_named_by(found.document, identity))
        if strange and not _is_retitled_draft(olds, news):
            message = (
                f"{found.document.town}の「{found.document.name}」なので、{other.document.town}の「{other.document.name}」と"
                f"比べられません。同じ町の同じ計画の版を指定してください。決定により改める前の名なら、{EDITIONS} のその版に"
                "issued_as（発行した時の名）を書いてください。"
            )
            yield Problem(Place(word), message, "edition")
            return


def _reversed(olds: FoundEdition, news: FoundEdition) -> Iterator[str]:
    """Report that the edition named first is the newer one."""
    if olds.order and news.order and olds.order > news.order:
        old, new = olds.document.edition_name, news.document.edition_name
        yield f"改正前（{old}）が、改正後（{new}）より新しい版です。逆に比べるつもりでなければ、「{new}」「{old}」の順に書いてください。"


def _retitled(olds: FoundEdition, news: FoundEdition) -> Iterator[str]:
    """Report that the titles differ, which may mean that one of the two belongs to another plan."""
    if _names(olds) != _names(news):
        old, new = (f"{each.document.town}の「{each.document.title}」" for each in (olds, news))
        yield f"改正前は{old}、改正後は{new}で、名が違います。同じ計画の版かを確かめてください。"


def _is_retitled_draft(olds: FoundEdition, news: FoundEdition) -> bool:
    """Tell whether one is a draft of the same town, whose title may change until it is decided."""
    return olds.document.town == news.document.town and (olds.document.draft or news.document.draft)


def _names(found: FoundEdition) -> tuple[str, str]:
    return found.document.town, found.document.title


def _withdrawn(archive: Archive, found: FoundEdition) -> Iterator[str]:
    """Report that a compared edition is withdrawn."""
    standing = found.standing
    withdrawal = archive.withdrawal(standing.name) if standing and standing.state == "取下げ" else None
    if standing and withdrawal:
        yield f"{standing.name.spoken}は、取り下げた版です。{withdrawal.told}"
