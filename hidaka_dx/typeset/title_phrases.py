"""Line breaks between phrases in headings and captions, marked in the HTML before layout."""

from typing import Final
from xml.etree.ElementTree import Element

from hidaka_dx.japanese.phrases import phrases
from hidaka_dx.japanese.widths import PROPORTIONAL, ems
from hidaka_dx.typeset.tables import PHRASES

TITLES: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"))
HEADS: Final = frozenset(("th",))
"""Table heads: their column may be narrow, so only short phrases are kept unbroken."""
CODE: Final = "code"
"""Class of an element that contains a code, such as the number of a measure before its name; it is never broken."""
SHORT: Final = 8.0
"""Maximum length of a short phrase in ems."""


def keep_phrases(page: Element) -> None:
    """Wrap each phrase of every title below `page` in `<span class="phrase">`; the text does not change."""
    for title in page.iter():
        if title.tag in TITLES or (title.tag in HEADS and PHRASES not in title.attrib):
            longest = SHORT if title.tag in HEADS else None
            for element in list(title.iter()):
                if element.get("class") != CODE:
                    _wrap(element, longest)


def _wrap(element: Element, longest: float | None) -> None:
    """Wrap the phrases of an element's own text, including the text after each child."""
    children = list(element)
    for child in reversed(children):
        position = list(element).index(child) + 1
        for span in reversed(_spans(child.tail, longest)):
            element.insert(position, span)
            child.tail = None
    for span in reversed(_spans(element.text, longest)):
        element.insert(0, span)
        element.text = None


def _spans(text: str | None, longest: float | None) -> list[Element]:
    """Return a span for each phrase, kept unbroken up to `longest` ems; none if the text is a single phrase."""
    parts = phrases(text) if text and text.strip() else ()
    if len(parts) < 2:
        return []
    spans = [
        Element("span", {"class": "phrase"} if longest is None or ems(part, PROPORTIONAL) <= longest else {})
        for part in parts
    ]
    for span, part in zip(spans, parts, strict=True):
        span.text = part
    return spans
