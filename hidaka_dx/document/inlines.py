"""Words of a line: runs of text, references, ruby, footnote calls, and the marks of a comparison."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Discriminator


@dataclass(frozen=True)
class Text:
    """A run of plain characters."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True)
class Link:
    """A computed reference to a section or figure of this document."""

    target: str
    text: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True)
class WebLink:
    """A link to a page of the web; where it reads otherwise, its address is printed behind it as another such link."""

    url: str
    text: str
    kind: Literal["web"] = "web"


@dataclass(frozen=True)
class Foreign:
    """Text in another language, marked so that screen readers pronounce it correctly."""

    text: str
    language: str
    kind: Literal["foreign"] = "foreign"


@dataclass(frozen=True)
class Ruby:
    """Characters with their reading above them."""

    text: str
    reading: str
    kind: Literal["ruby"] = "ruby"


@dataclass(frozen=True)
class NoteCall:
    """A footnote call; the first call in a document contains the note, later ones link to it."""

    note: str
    text: str
    """「注1」."""
    content: tuple[Annotated["Text | Foreign | Changed", Discriminator("kind")], ...]
    """The words of the note, as a comparison shows them; empty in later calls."""
    kind: Literal["note"] = "note"


@dataclass(frozen=True)
class PageOf:
    """A page number; known only after layout."""

    target: str
    text: Literal[""] = ""
    kind: Literal["page"] = "page"


@dataclass(frozen=True)
class Changed:
    """Text of a comparison with its change state."""

    inlines: tuple["Inline", ...]
    change: Literal["added", "removed", "marked", "remark"]
    """State of the text: inserted, deleted, underlined because it differs, or a remark of the comparison: 「（略）」."""
    kind: Literal["changed"] = "changed"

    @property
    def text(self) -> str:
        """The plain words."""
        return "".join(inline.text for inline in self.inlines)


KIND: Final = Discriminator("kind")
Inline: TypeAlias = Annotated[Text | Link | WebLink | Foreign | Ruby | NoteCall | PageOf | Changed, KIND]
