"""Safe automatic fixes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hidaka_dx.lint.passage import SourceText
from hidaka_dx.lint.remark import Remark
from hidaka_dx.problem import Place


@dataclass(frozen=True)
class WantedFix:
    """Words at a place, and what is to take their place."""

    place: Place
    words: str
    fix: str


def mended(remarks: Iterable[Remark], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the corrected text of each file that has remarks with a safe fix; accepted remarks are left alone."""
    each = sorted((each for remark in remarks for each in remark.all), reverse=True)
    safe = [fix for remark in each for fix in _fix_of(remark)]
    found = {path: with_fixes(path, text, safe) for path, text in texts.items()}
    return {path: text for path, text in found.items() if text != texts[path]}


def fixes_of(remark: Remark) -> Iterator[WantedFix]:
    """Return the safe fixes of a remark and of those that are told with it; accepted ones have none."""
    return (fix for each in remark.all for fix in _fix_of(each))


def _fix_of(remark: Remark) -> Iterator[WantedFix]:
    if remark.fix is not None and remark.accepted is None:
        yield WantedFix(remark.problem.place, remark.words, remark.fix)


def with_fixes(path: str, text: str, fixes: Iterable[WantedFix]) -> str:
    """Apply a file's fixes from the end, so that positions stay valid; of several at one place the first counts.

    Words that do not stand there, are split by a line end, or overlap with others are skipped.
    """
    source, border, end_line = SourceText(path, text), len(text), text.count("\n") + 1
    pieces: list[str] = []
    own = (each for each in fixes if each.place.path == path and 0 < each.place.line <= end_line)
    for fix in sorted(own, key=lambda each: each.place, reverse=True):
        start = source.position(fix.place)
        end = start + len(fix.words)
        if end <= border and text[start:end] == fix.words:
            pieces += [text[end:border], fix.fix]
            border = start
    return "".join(reversed([*pieces, text[:border]]))
