"""Titles end their lines between phrases: headings and captions of a page, marked before it is set."""

from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.typeset.phrases import phrases

TITLES: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"))


def keep_phrases(page: Element) -> None:
    """Wrap each phrase of every title below `page` as `<span class="phrase">`; the words stay as they are."""
    for title in page.iter():
        if title.tag in TITLES:
            for element in list(title.iter()):
                _wrap(element)


def _wrap(element: Element) -> None:
    """Wrap the text at the beginning of an element and behind each of its children."""
    children = list(element)
    for child in reversed(children):
        position = list(element).index(child) + 1
        for span in reversed(_spans(child.tail)):
            element.insert(position, span)
            child.tail = None
    for span in reversed(_spans(element.text)):
        element.insert(0, span)
        element.text = None


def _spans(text: str | None) -> list[Element]:
    """Give a span for each phrase; none where there is nothing to part."""
    parts = phrases(text) if text and text.strip() else ()
    spans = [Element("span", {"class": "phrase"}) for _ in parts if len(parts) > 1]
    for span, part in zip(spans, parts, strict=False):
        span.text = part
    return spans
