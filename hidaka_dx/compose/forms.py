"""The parts of forms: fields with a label, and what stands in them."""

from collections.abc import Sequence

from hidaka_dx.compose.inlines import words
from hidaka_dx.document import Field, Items, Paragraph


def labelled(label: str, text: str, owner: str) -> Field:
    """Make a field with one paragraph; `owner` is the id of the form's part."""
    return Field(label, (paragraph(f"{owner}.{label}", text),))


def paragraph(name: str, text: str) -> Paragraph:
    """Make a paragraph of plain words."""
    return Paragraph(name, tuple(words(text)))


def bullets(name: str, texts: Sequence[str]) -> Items:
    """Make a list of plain words."""
    items = tuple((paragraph(f"{name}.{number}", text),) for number, text in enumerate(texts, 1))
    return Items(name, ordered=False, items=items)
