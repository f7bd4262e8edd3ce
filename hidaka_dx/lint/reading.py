"""The manuscript as the rules read it: all prose in printed order, with its positions."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import accumulate
from typing import Final, assert_never

from hidaka_dx.catalogue.documents import BY_WORD
from hidaka_dx.content import Manuscript, kind_of, strings
from hidaka_dx.document.grid import columns, heads_above
from hidaka_dx.lint.fixed_wording import announces_names, holds_names, with_fixed_wording
from hidaka_dx.lint.passage import GAP, Kind, LetterRun, Passage, RuleFinding, SourceText, aligned
from hidaka_dx.problem import Place
from hidaka_dx.prose import (
    Block,
    FigureCall,
    Inline,
    Reference,
    WrittenGoals,
    WrittenHeading,
    WrittenItems,
    WrittenNoteCall,
    WrittenPanel,
    WrittenParagraph,
    WrittenRuby,
    WrittenTable,
    WrittenText,
    WrittenWebLink,
)
from hidaka_dx.theme import PanelRole

ENOUGH: Final = 10
"""Places from which on a choice of style is told once."""
OF_ONE_MIND: Final = 9
"""How many places there are in the town's way for each in the other."""
FIXED: Final[frozenset[PanelRole]] = frozenset(("articles", "names", "chronology", "right"))
"""Fenced parts whose wording is not judged as prose: rules, lists of names, chronologies, signatures."""
COMPUTED: Final = "◇"
"""Stands for words that are computed: 「図3」."""
NAMES: Final = frozenset(
    {
        "references.title",
        "references.body",
        "plan.keep",
        "figure.data",
        "house-style.forms",
        "comments.comments.says",
        *(f"editions.{document}.decided_by" for document in BY_WORD.values()),
        *(f"errata.{place}" for place in ("corrections.printed", "corrections.correct", "remarks.printed")),
    }
)
"""Values that are quoted from elsewhere, not written by the town."""


@cache
def _by_lines(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for a text in which each passage is a line."""
    return re.compile(pattern, re.MULTILINE)


@dataclass(frozen=True)
class ProseReading:
    """A manuscript and its prose."""

    manuscript: Manuscript
    archived: Collection[tuple[str, tuple[int, int]]] = ()
    """The editions that lie in the archive, by document and rank."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Everything written, the chapters first."""
        return (*self.chapters, *self.data)

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """All text worded by the town itself."""
        kept = (p for p in self.passages if p.field not in NAMES and not p.field.startswith("house-style"))
        return tuple(kept)

    @cached_property
    def text(self) -> str:
        """All prose, a line for each passage."""
        return "\n".join(passage.text for passage in self.prose)

    @cached_property
    def _narrow(self) -> tuple[str, tuple[int, ...]]:
        """All prose with figures in half width, a line for each passage, and where each passage begins."""
        lines = [passage.narrow for passage in self.prose]
        return "\n".join(lines), tuple(accumulate((len(line) + 1 for line in lines), initial=0))

    def with_figures(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """Give the passages in which a pattern may find something: one search of all text is faster than one of each passage."""
        (text, starts), last = self._narrow, -1
        for found in _by_lines(pattern.pattern).finditer(text):
            for number in range(bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end())):
                if last < number < len(self.prose):
                    yield self.prose[number]
                    last = number

    @cached_property
    def chapters(self) -> tuple[Passage, ...]:
        """The chapters, in the plan's order."""
        plan = self.manuscript.plan
        paths = [f"content/chapters/{name}.md" for name in plan.files]
        return tuple(
            passage
            for path, chapter in zip(paths, self.manuscript.chapters, strict=True)
            for passage in with_fixed_wording(
                _Chapter(SourceText(path, self.manuscript.texts[path]), self.manuscript.texts).passages(chapter.blocks)
            )
        )

    @cached_property
    def data(self) -> tuple[Passage, ...]:
        """The values of YAML files that are prose."""
        return tuple(passage for path in self.manuscript.tables for passage in self._values(path))

    def fields(self, *fields: str) -> tuple[Passage, ...]:
        """Give the passages of some keys of the YAML files: `glossary.text`."""
        return tuple(passage for passage in self.data if passage.field in fields)

    def is_cited(self, passage: Passage, offset: int) -> bool:
        """Tell whether a letter is part of the title of another plan or law, whose spelling is not the town's."""
        titles = (source.title for source in self.manuscript.sources)
        return any(title in passage.text[max(offset - len(title) + 1, 0) : offset + len(title)] for title in titles)

    def is_own(self, passage: Passage, offset: int) -> bool:
        """Tell whether a letter is the town's own wording: not quoted, no name in brackets, no title of another plan."""
        of_others = passage.fixed or passage.is_within(offset) or self.is_cited(passage, offset)
        return not (of_others or self._is_town_word(passage, offset))

    def _is_town_word(self, passage: Passage, offset: int) -> bool:
        """Tell whether a letter belongs to a word that the town prefers, which word lists must not correct."""
        words = (word.use for word in self.manuscript.style.words)
        return any(word in passage.text[max(offset - len(word) + 1, 0) : offset + len(word)] for word in words)

    def at(self, path: str, where: tuple[str | int, ...], words: str, message: str) -> RuleFinding:
        """Create a finding about a value of a YAML file."""
        table = self.manuscript.tables[path]
        return RuleFinding(table.place(where), words, _names(path, table.value, where), message)

    def _values(self, path: str) -> Iterator[Passage]:
        kind = kind_of(path)
        if kind is None:
            return
        table, source = self.manuscript.tables[path], SourceText(path, self.manuscript.texts[path])
        for where, value in strings(kind.schema, table.value):
            text = value.replace("\n", "")
            runs, _ = aligned(text, source, source.position(table.place(where)))
            field = ".".join((kind.name, *(step for step in where if isinstance(step, str))))
            group = f"{path} {where[:-1]}" if where and isinstance(where[-1], int) else ""
            yield Passage(text, "data", field, _names(path, table.value, where), source, tuple(runs), group=group)


def _names(path: str, value: object, where: Sequence[str | int]) -> tuple[str, ...]:
    """Give the path, the file's stem and the ids and numbers of everything around a value."""
    names = [path, path.rpartition("/")[2].partition(".")[0]]
    for step in (None, *where):
        if step is not None and isinstance(value, dict | list):
            value = value[step]  # type: ignore[index]
        if isinstance(value, dict):
            names += [value[key] for key in ("id", "number") if isinstance(value.get(key), str)]
    return tuple(dict.fromkeys(names))


class _Chapter:
    def __init__(self, source: SourceText, texts: Mapping[str, str]) -> None:
        self.source = source
        self.texts = texts
        """All files, by path."""
        self.sections: list[str] = []

    def passages(self, blocks: Sequence[Block], kind: Kind = "paragraph", group: str = "") -> Iterator[Passage]:
        """Read blocks, keeping track of the sections around them."""
        for block in blocks:
            match block:
                case WrittenHeading():
                    yield from self._heading(block)
                case WrittenParagraph():
                    start = self.source.position(block.place)
                    passage, _ = self._inlines(block.inlines, start, "cell" if block.role == "note" else kind, block.id)
                    yield replace(passage, group=group)
                case WrittenItems():
                    for item in block.items:
                        yield from self.passages(item, "item", str(block.place))
                case WrittenTable():
                    yield from self._of_file(block) if block.file else self._table(block)
                case WrittenPanel():
                    yield from self._panel(block)
                case FigureCall() | WrittenGoals():
                    pass
                case _:
                    assert_never(block)

    def _of_file(self, table: WrittenTable) -> Iterator[Passage]:
        """Read a table whose cells are in a file of their own."""
        path = table.file or ""
        inner = _Chapter(SourceText(path, self.texts[path]), self.texts)
        inner.sections = self.sections
        start = self.source.position(table.place)
        if table.title:
            yield self._plain(table.title, start, "caption", table.id)
        yield from inner.passages([replace(table, file=None, title="", place=Place(path))])

    def _heading(self, heading: WrittenHeading) -> Iterator[Passage]:
        self.sections = [*self.sections[: heading.level - 1], heading.id]
        start = self.source.position(heading.place)
        yield self._plain(heading.title, start, "heading")
        if heading.contents:
            yield self._plain(heading.contents, self.source.text.index("contents=", start), "contents")

    def _panel(self, panel: WrittenPanel) -> Iterator[Passage]:
        if panel.title:
            yield self._plain(panel.title, self.source.position(panel.place), "caption", panel.id)
        for passage in self.passages(panel.blocks, "cell" if panel.role == "aim" else "paragraph"):
            yield replace(passage, fixed=True) if panel.role in FIXED else passage

    def _table(self, table: WrittenTable) -> Iterator[Passage]:
        start = self.source.position(table.place)
        title = self.source.text.rfind(table.title, 0, start)
        if table.title:
            yield self._plain(table.title, start if title < 0 else title, "caption", table.id)
        of_names = [announces_names(table.title) or holds_names(head) for head in heads_of(table)]
        rows = (table.head, *table.rows)
        sizes = ([(cell.span, cell.rows) for cell in row] for row in rows)
        for number, (places, row) in enumerate(zip(columns(sizes), rows, strict=True)):
            for column, cell in zip(places, row, strict=True):
                passage, start = self._inlines(cell.inlines, start, "cell", table.id)
                yield replace(passage, fixed=of_names[column] and number > table.more_heads)

    def _plain(self, text: str, start: int, kind: Kind, name: str | None = None) -> Passage:
        runs, _ = aligned(text, self.source, start)
        return Passage(text, kind, "chapter", self._named(name), self.source, tuple(runs))

    def _inlines(self, inlines: Sequence[Inline], at: int, kind: Kind, name: str | None) -> tuple[Passage, int]:
        text, runs, ruby = "", list[LetterRun](), list[tuple[int, int]]()
        for inline in inlines:
            words, mark = _words(inline), _mark(inline)
            at = self._after(mark, at) - len(mark)
            if words == COMPUTED or not words:
                runs.append(LetterRun(len(text), at))
                at += len(mark)
            else:
                found, at = aligned(words, self.source, at, len(text))
                runs += found
            if isinstance(inline, WrittenWebLink):
                at = self._after(")", at)
            if isinstance(inline, WrittenRuby):
                ruby.append((len(text), len(text) + len(words)))
                at = self._after("｝", at)
            text += words
        known = tuple(runs) or (LetterRun(0, at),)
        return Passage(text, kind, "chapter", self._named(name), self.source, known, tuple(ruby)), at

    def _after(self, mark: str, at: int) -> int:
        """Give the position after the next mark; where it is written in another way, the position itself."""
        found = self.source.text.find(mark, at, at + len(mark) + GAP)
        return at if found < 0 else found + len(mark)

    def _named(self, name: str | None) -> tuple[str, ...]:
        own = (name,) if name else ()
        return (self.source.path, *self.sections, *own)


def _words(inline: Inline) -> str:
    match inline:
        case Reference():
            return COMPUTED
        case WrittenNoteCall():
            return ""
        case WrittenRuby():
            return inline.base
        case WrittenText() | WrittenWebLink():
            return inline.text


def heads_of(table: WrittenTable) -> tuple[str, ...]:
    """Return the words above each column of a table."""
    above = (table.head, *table.rows[: table.more_heads])
    return heads_above(
        [[((cell.span, cell.rows), "".join(map(_words, cell.inlines))) for cell in row] for row in above]
    )


def _mark(inline: Inline) -> str:
    """Give the mark-up with which an inline is written."""
    match inline:
        case Reference():
            return f"[](#{inline.target})"
        case WrittenNoteCall():
            return f"[^{inline.note}]"
        case WrittenRuby():
            return "｛"
        case WrittenWebLink():
            return "["
        case WrittenText():
            return ""
