"""Page labels: the numbers a viewer shows, equal to the printed ones (ISO 32000-1, 12.4.2)."""

from typing import Any

from hidaka_dx.typeset.borrowed import pydyf
from hidaka_dx.typeset.job import PageLabel


def numbered(document: Any, body: str = "body") -> tuple[PageLabel, ...]:
    """Return the labels of a laid-out document: roman, then arabic from 1 where the named page `body` begins.

    This is what `@page :nth(1 of body) {counter-reset: page 1}` prints; without such a page, arabic throughout.
    """
    names = [page._page_box.page_type.name for page in document.pages]  # noqa: SLF001
    first = names.index(body) if body in names else 0
    front = (PageLabel(0, "r"),) if first else ()
    return (*front, PageLabel(first, "D"))


def printed(labels: tuple[PageLabel, ...], page: int) -> str:
    """Return the number printed on a page, counted from 0."""
    label = next(label for label in reversed(labels) if label.first <= page)
    number = label.start + page - label.first
    if label.style is None:
        return label.prefix
    return label.prefix + (_roman(number) if label.style == "r" else str(number))


def _roman(number: int) -> str:
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        text, number = text + sign * (number // value), number % value
    return text


def write(pdf: Any, labels: tuple[PageLabel, ...], pages: int) -> None:
    """Write page labels; the first must begin with page 0, the others within the document in ascending order.

    Raises ValueError otherwise.
    """
    if not labels:
        return
    firsts = [label.first for label in labels]
    if firsts[0] != 0 or firsts != sorted(set(firsts)) or firsts[-1] >= pages:
        raise ValueError(f"ページ番号の始まり {firsts} が、{pages}ページの文書に合いません。0から順に並べてください")
    numbers = pydyf.Array()
    for label in labels:
        numbers += [label.first, _entry(label)]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})


def _entry(label: PageLabel) -> Any:
    """Give the label's dictionary."""
    entry = pydyf.Dictionary()
    if label.style:
        entry.update(S=f"/{label.style}", St=label.start)
    if label.prefix or not label.style:
        entry["P"] = pydyf.String(label.prefix)
    return entry
