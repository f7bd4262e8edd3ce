"""The composed document: its types, and their serialisation."""

from hidaka_dx.document.blocks import (
    Block,
    Cell,
    Field,
    Figure,
    Form,
    Items,
    Panel,
    Paragraph,
    Strip,
    Table,
    label,
)
from hidaka_dx.document.data import dumped, restored
from hidaka_dx.document.inlines import (
    Changed,
    Foreign,
    Inline,
    Link,
    NoteCall,
    PageOf,
    Ruby,
    Text,
    WebLink,
)
from hidaka_dx.document.items import items_of, lines_of
from hidaka_dx.document.parts import ContentsEntry, Document, Heading, Part

__all__ = [
    "Block",
    "Cell",
    "Changed",
    "ContentsEntry",
    "Document",
    "Field",
    "Figure",
    "Foreign",
    "Form",
    "Heading",
    "Inline",
    "Items",
    "Link",
    "NoteCall",
    "PageOf",
    "Panel",
    "Paragraph",
    "Part",
    "Ruby",
    "Strip",
    "Table",
    "Text",
    "WebLink",
    "dumped",
    "items_of",
    "label",
    "lines_of",
    "restored",
]
