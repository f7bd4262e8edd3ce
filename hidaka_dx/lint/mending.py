"""Safe automatic fixes."""

from collections.abc import Iterable, Mapping, Sequence

from hidaka_dx.lint.passage import SourceText
from hidaka_dx.lint.remark import Remark


def mended(remarks: Iterable[Remark], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the corrected text of each file that has remarks with a safe fix; accepted remarks are left alone."""
    each = [each for remark in remarks for each in remark.all]
    safe = [remark for remark in each if remark.fix is not None and remark.accepted is None]
    found = {
        path: _replaced(SourceText(path, text), [remark for remark in safe if remark.problem.place.path == path])
        for path, text in texts.items()
    }
    return {path: text for path, text in found.items() if text != texts[path]}


def _replaced(source: SourceText, remarks: Sequence[Remark]) -> str:
    """Apply fixes from the end, so that positions stay valid; words split by a line end, or overlapping, are skipped."""
    text, border = source.text, len(source.text)
    pieces: list[str] = []
    for remark in sorted(remarks, reverse=True):
        start = source.position(remark.problem.place)
        end = start + len(remark.words)
        if end <= border and text[start:end] == remark.words:
            pieces += [text[end:border], remark.fix or ""]
            border = start
    return "".join(reversed([*pieces, text[:border]]))
