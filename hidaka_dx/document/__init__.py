"""The composed document: its types, and their serialisation."""

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
)
from hidaka_dx.document.items import items_of
from hidaka_dx.document.parts import (
    Block,
    Cell,
    ContentsEntry,
    Document,
    Field,
    Figure,
    Form,
    Heading,
    Items,
    Paragraph,
    Part,
    Strip,
    Table,
    label,
)

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
    "Paragraph",
    "Part",
    "Ruby",
    "Strip",
    "Table",
    "Text",
    "dumped",
    "items_of",
    "label",
    "restored",
]
