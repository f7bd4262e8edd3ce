"""Two editions become 新旧対照表, 見え消し版 and the comparison as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from hidaka_dx import comparison
from hidaka_dx.comparison import Comparison, compose_comparison_table, compose_redline
from hidaka_dx.compose import compose_action_plan, compose_promotion_plan
from hidaka_dx.content import load, load_wording
from hidaka_dx.document import Document, restored
from hidaka_dx.pipeline import Built, Printer, printed, write
from hidaka_dx.plan import ComparisonWording
from hidaka_dx.problem import Place, Problem, in_order
from hidaka_dx.typeset.attachments import attached
from hidaka_dx.typeset.listener import Progress

WORKING: Final = "原稿"
"""What stands for the newest edition of the working content."""
COMPARISONS: Final = frozenset(("comparison-table", "redline"))
"""Kinds of documents that are comparisons themselves."""
NO_REASONS: Final[Mapping[str, str]] = MappingProxyType({})
Kind: TypeAlias = Literal["promotion-plan", "action-plan"]


@dataclass(frozen=True)
class Asked:
    """Which two editions are to be compared."""

    old: str
    """A `document.json`, a PDF of this house, or 「原稿」 for the newest edition of the town's folder."""
    new: str
    kind: Kind
    """Which document 「原稿」 stands for."""


def compare(
    asked: Asked, root: Path, output: Path, progress: Progress, reasons: Mapping[str, str] = NO_REASONS
) -> tuple[tuple[Built, ...], tuple[Problem, ...]]:
    """Compare two editions and write the table, the redline and the comparison as JSON below `output`.

    `root` is the town's folder; `reasons` holds words for ids of sections and blocks. Where anything is wrong gives all
    problems instead. Raises OSError where a file cannot be read or written.
    """
    printer = Printer(root, None, progress)
    wording, problems = load_wording(root)
    printer.problems += problems
    before, after = (edition(word, asked.kind, printer) for word in (asked.old, asked.new))
    if before and after and before.kind != after.kind:
        message = "種類の違う文書は比べられません。同じ文書の版を二つ指定してください。"
        printer.problems.append(Problem(Place(asked.new), message, "edition"))
    if printer.problems or not (before and after and wording):
        return (), in_order(printer.problems)
    printer.done.clear()
    found = print_comparison(before, after, printer, wording, reasons)
    if printer.problems:
        return (), in_order(printer.problems)
    write(output / f"{after.title}_{before.edition}から{after.edition}.json", comparison.dumped(found))
    return tuple(printed(output, document, made) for document, made in printer.done), ()


def print_comparison(
    old: Document, new: Document, printer: Printer, wording: ComparisonWording, reasons: Mapping[str, str]
) -> Comparison:
    """Print 新旧対照表 and 見え消し版 of two editions, and give the comparison."""
    found = comparison.compare(old, new)
    printer.print(compose_comparison_table(found, old, new, wording, reasons), ())
    printer.print(compose_redline(found, old, new), ())
    return found


def edition(word: str, kind: Kind, printer: Printer) -> Document | None:
    """Read an edition; what is wrong with it is told to the printer. Raises OSError where its file cannot be read."""
    if word == WORKING:
        return _working(kind, printer)
    raw: bytes | None = Path(word).read_bytes()
    if raw and raw.startswith(b"%PDF"):
        raw = attached(raw, "document.json")
    try:
        document = restored(raw or b"")
    except ValueError:
        message = "このしくみで作った文書ではありません。作ったPDFか、その中の document.json を指定してください。"
    else:
        if document.kind not in COMPARISONS:
            return document
        message = "新旧対照表や見え消し版は、比べられません。元の計画のPDFを指定してください。"
    printer.problems.append(Problem(Place(word), message, "edition"))
    return None


def _working(kind: Kind, printer: Printer) -> Document | None:
    """Compose the newest edition of the town's folder; the action plan needs the pages of the plan."""
    manuscript, problems = load(printer.root)
    printer.problems += problems
    if manuscript is None:
        return None
    printer.manuscript = manuscript
    plan, faults = compose_promotion_plan(manuscript)
    if kind == "promotion-plan":
        printer.problems += faults
        return plan
    pressed = printer.print(plan, faults)
    if pressed is None or manuscript.action is None or not manuscript.action_editions:
        if pressed:
            message = "この町には実行計画がありません。--document 推進計画 と指定してください。"
            printer.problems.append(Problem(Place("content/action-plan.yaml"), message, "edition"))
        return None
    action, faults = compose_action_plan(manuscript, plan, pressed.places)
    printer.problems += faults
    return action
