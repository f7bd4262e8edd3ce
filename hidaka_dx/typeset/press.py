"""HTML to PDF: Japanese line composition, output as PDF/A-3a and PDF/UA-1."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from hidaka_dx.bounds import (
    GIBIBYTE,
    ExceededError,
    TooLongError,
    TooMuchError,
    address_space_limit,
    bounded,
    in_this_process,
)
from hidaka_dx.problem import InstallationError
from hidaka_dx.typeset import change_bars, conform
from hidaka_dx.typeset.assets import Assets, RefusedAsset
from hidaka_dx.typeset.beginnings import beginnings
from hidaka_dx.typeset.borrowed import FatalURLFetchingError
from hidaka_dx.typeset.continued_groups import continued_groups
from hidaka_dx.typeset.economy import save_pages
from hidaka_dx.typeset.emptiness import empty_pages
from hidaka_dx.typeset.floats import apply, figures_before_room, figures_in_front, moves
from hidaka_dx.typeset.job import Fault, Job, PageLabel, Pressed, Progress
from hidaka_dx.typeset.job_layout import JobLayout
from hidaka_dx.typeset.justify import japanese_line_composition
from hidaka_dx.typeset.labels import numbered, printed
from hidaka_dx.typeset.last_page import fill_last_page
from hidaka_dx.typeset.layout_memory import freed_at_the_end, memory_saving_layout
from hidaka_dx.typeset.listener import Listener, listening
from hidaka_dx.typeset.overflow import overflows

SECONDS: Final = 60.0
SECONDS_A_BYTE: Final = 0.0005
SPENT: Final = (ExceededError, MemoryError)
LEAST: Final = 320 * 2**20
"""Minimum address space in bytes for laying out even a single page."""
MEMORY: Final = 2 * GIBIBYTE
MEMORY_A_BYTE: Final = 1024


def press(job: Job, assets: Sequence[Path], progress: Progress) -> tuple[Pressed | None, tuple[Fault, ...]]:
    """Lay out a page of HTML and write it as PDF; `assets` are the `assets/` folders in order of precedence.

    Returns the PDF, or none and all faults; the typesetter's warnings are faults, too.
    """
    _require_memory()
    readable = Assets(assets, job.files)
    seconds, memory = _bounds(job)
    with freed_at_the_end(), listening(progress) as listener, extended():
        try:
            with bounded(seconds, memory):
                return _pressed(job, readable, listener)
        except (RefusedAsset, RecursionError, ArithmeticError, *SPENT, FatalURLFetchingError) as error:
            return None, _ended(_unwrapped(error), listener)


@contextmanager
def extended() -> Iterator[None]:
    """Let WeasyPrint lay out as this project needs it while the context lasts."""
    with japanese_line_composition(), continued_groups(), memory_saving_layout():
        yield


def _require_memory() -> None:
    """Fail early when memory is short: Pango aborts the whole process where it can start no thread."""
    room = address_space_limit()
    if room is not None and room < LEAST:
        raise InstallationError(
            f"使えるメモリーが{room >> 20} MiBまでに制限されています。{LEAST >> 20} MiB以上使えるようにしてください。"
        )


def _pressed(job: Job, assets: Assets, listener: Listener) -> tuple[Pressed | None, tuple[Fault, ...]]:
    layout = JobLayout(job, assets, listener)
    pressed, faults = _printed(job, _set(layout, listener), assets, listener)
    if pressed:
        layout.fonts.keep(assets)
    return pressed, faults


def _printed(job: Job, document: Any, assets: Assets, listener: Listener) -> tuple[Pressed | None, tuple[Fault, ...]]:
    outside = [Fault(f"{stray.where}からはみ出しています", stray=stray.words) for stray in overflows(document)]
    if outside:
        return None, tuple(dict.fromkeys((*listener.faults, *outside)))
    if job.facts.two_sided:
        change_bars.mirror(document)
    facts = replace(job.facts, labels=numbered(document))
    places = _places(document, facts.labels)
    pages, empty, begun = len(document.pages), empty_pages(document, facts.labels), beginnings(document)
    pdf = conform.write(document, facts, job.attachments, job.appearance.setting.zoom)
    if listener.faults:
        return None, tuple(dict.fromkeys(listener.faults))
    return Pressed(pdf, pages, places, assets.found(), empty, begun), ()


def _bounds(job: Job) -> tuple[float, int]:
    """Return the CPU time and memory limits of a job: ten times what plans of 10 to 400 pages need."""
    return SECONDS + SECONDS_A_BYTE * len(job.html), MEMORY + MEMORY_A_BYTE * len(job.html)


def _unwrapped(error: BaseException) -> BaseException:
    """Return the error that the fetcher raised while it read a file, which WeasyPrint has put into one of its own."""
    return error.__cause__ if type(error) is FatalURLFetchingError and error.__cause__ else error


def _ended(error: BaseException, listener: Listener) -> tuple[Fault, ...]:
    """Tell why a page cannot be laid out; what was heard before a limit was reached may be of the interruption itself."""
    if isinstance(error, RefusedAsset):
        return (*listener.faults, Fault(str(error), listener.sheet, image=error.picture))
    fault = Fault(_cause(error), listener.sheet)
    return (fault,) if isinstance(error, SPENT) else (*listener.faults, fault)


def _cause(error: BaseException) -> str:
    match in_this_process(error) if isinstance(error, MemoryError) else error:
        case TooLongError() as late:
            return f"組み終わるまでに、{late}。ひな型と書式で、繰り返しの多すぎる所を直してください"
        case TooMuchError():
            return "組むのにメモリーを使いすぎます。ひな型と書式で、繰り返しの多すぎる所を直してください"
        case MemoryError() | FatalURLFetchingError():
            return "メモリーが足りません。ほかのプログラムを閉じて、もう一度試してください"
        case RecursionError():
            return "入れ子が深すぎます。ひな型の入れ子を浅くしてください"
        case _:
            return "大きさが大きすぎて計算できません。書式の長さや字の大きさを直してください"


def _places(document: Any, labels: tuple[PageLabel, ...]) -> dict[str, str]:
    """Return the page on which each id begins; content that continues over a page break counts where it starts."""
    places: dict[str, str] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            places.setdefault(anchor, printed(labels, number))
    return places


def _set(layout: JobLayout, listener: Listener) -> Any:
    page = layout.page()

    def moved(count: int) -> bool:
        """Let figures among the first parts change places where that is of use."""
        with listener.trying():
            found = moves(page.etree_element, count, layout.trial)
        for move in found:
            apply(page.etree_element, move)
        return bool(found)

    few = figures_in_front(page.etree_element)
    moved(few)
    document = layout.rendered(page)
    if not few and moved(figures_before_room(page.etree_element, document)):
        del document  # a long one takes much memory
        document = layout.rendered(page)
    document = save_pages(
        page.etree_element, document, lambda: layout.rendered(page), lambda under: layout.refit(page, under)
    )
    if not fill_last_page(page.etree_element, document):
        return document
    del document
    return layout.rendered(page)
