"""Links between documents: whatever names a measure, an office, a pillar or a section of the plan leads to its page.

Names are those of the facts; a paragraph is known by the id that composers give it from the facts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from hidaka_dx.catalogue.fields import all_fields, result_words
from hidaka_dx.compose import passages
from hidaka_dx.compose import sheets as composed
from hidaka_dx.document import Block, Cell, Document, Field, Form, Inline, Link, Paragraph, Part, Table, Text, WebLink
from hidaka_dx.facts import Facts, MeasureFacts
from hidaka_dx.walk import Line, changed_lines, changed_parts, parts
from hidaka_dx.website import addresses
from hidaka_dx.website.view_models import ShownEdition

SEPARATOR: Final = "、"
NUMBERED: Final = re.compile(r"(?<![0-9A-Za-z-])([0-9A-Z]+(?:-[0-9]+)*) ")
"""The number of a measure before its name."""
NOWHERE: Final[Mapping[str, str]] = defaultdict(str)
"""Pages of a document that is not printed."""
SHARE: Final = "："
"""Between an indicator and what a report says of it behind its name."""
PAGE: Final = re.compile(r"（[0-9ivxl]*ページ）$")
"""The printed page behind the name of a section."""


class Stands(NamedTuple):
    """Where a passage of the plan stands."""

    path: str
    words: str
    """Number and title of its section."""


@dataclass
class Register:
    """Addresses of what other pages name; filled as the editions are walked, the newest of each document first."""

    passages: dict[str, Stands] = field(default_factory=dict)
    """Each section and paragraph of the plan by its id, in the newest edition that has it."""
    references: dict[str, str] = field(default_factory=dict)
    """Where each section stands, by number and title: 「2(1) 窓口と手続」."""
    drafted: "Register | None" = None
    """What drafts refer to first: the draft of the plan."""
    sheets: dict[tuple[int, str], str] = field(default_factory=dict)
    """The sheet of each measure in the report of a year."""

    def add_plan(self, document: Document, home: str) -> None:
        """Note the passages of an edition of the plan."""
        if document.draft:
            self.drafted = self.drafted or Register()
        into = self.drafted if document.draft and self.drafted else self
        page = addresses.edition(home)
        for name, passage in passages(document, NOWHERE).items():
            words = f"{passage.name} {passage.title}".lstrip()
            into.passages.setdefault(name, Stands(f"{page}#{name}", words))
            into.references.setdefault(words, f"{page}#{name}")

    def add_report(self, shown: ShownEdition) -> None:
        """Note the sheets of a report."""
        there = {part.id for part in parts(shown.document)}
        year = newest_year(shown.document.facts)
        for measure in shown.document.facts.measures:
            if year and measure.target in there:
                self.sheets[year, measure.number] = f"{addresses.edition(shown.folder)}#{measure.target}"

    def passage(self, name: str, *, draft: bool) -> Stands | None:
        """Return where a passage of the plan stands; none where no edition on the website has it."""
        own = self.drafted.passages.get(name) if draft and self.drafted else None
        return own or self.passages.get(name)

    def reference(self, words: str, *, draft: bool) -> str:
        """Return where the section of this number and title stands; empty where no edition has it."""
        own = self.drafted.references.get(words, "") if draft and self.drafted else ""
        return own or self.references.get(words, "")


def newest_year(facts: Facts) -> int | None:
    """Return the newest year with results; none where there is none."""
    return max((each.year for one in facts.measures for each in one.results), default=None)


def named(facts: Facts) -> dict[str, str]:
    """Return the page of everything that the facts name, by its words; what two measures are called is left out."""
    counts = Counter(each.name for each in facts.measures)
    return {
        **{each: addresses.office(each) for each in facts.offices},
        **{each.name: addresses.pillar(each.id) for each in facts.pillars},
        **{each.name: addresses.measure(each.number) for each in facts.measures if counts[each.name] == 1},
        **{each.number: addresses.measure(each.number) for each in facts.measures},
    }


def linked(document: Document, register: Register, up: str = "../") -> Document:
    """Return a document whose lines lead to the pages of what they name."""
    linker = Linker(document, register, up)
    return changed_parts(document, linker.part)


class Linker:
    """Adds links to the lines of one document."""

    def __init__(self, document: Document, register: Register, up: str) -> None:
        """Take the document, the addresses of others, and the way from its page to the website's folder."""
        self.register, self.up, self.draft = register, up, document.draft
        self.words = named(document.facts)
        self.names = {each.number: each.name for each in document.facts.measures}
        self.known: dict[str, Mapping[str, str]] = {}
        """Words that lead somewhere in a certain paragraph or table only, by its id; the empty words stand for all of it."""
        for measure in document.facts.measures:
            self.known.update(self._paragraphs(measure))
            self.known[f"{measure.target}.indicators"] = {
                composed.named(each): addresses.indicator(measure.told_by, each.name) for each in measure.indicators
            }
        self.listed = [(m.told_by, each.name) for m in document.facts.measures for each in m.indicators]
        """The indicators in the order of their list, whose place is the part of this id."""
        self.list = document.facts.where("indicators")

    def _paragraphs(self, measure: MeasureFacts) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the paragraphs of a sheet that refer to the plan or to reports."""
        for each in all_fields():
            if each.shape == "references":
                for name in measure.basis:
                    stands = self.register.passage(name, draft=self.draft)
                    yield f"{measure.target}.{each.ending}.{name}", {"": stands.path if stands else ""}
            elif each.key == "results":
                sheets = self.register.sheets
                found = {result_words(one): sheets.get((one.year, measure.number), "") for one in measure.results}
                yield f"{measure.target}.{each.ending}", found

    def part(self, part: Part) -> Part:
        """Add links to the blocks of a section."""
        blocks = tuple(map(self.block, part.blocks))
        return replace(part, blocks=tuple(map(self._list, blocks)) if part.id == self.list else blocks)

    def _list(self, block: Block) -> Block:
        """Add links to the list of indicators: a name may be that of another measure's indicator, too."""
        if not isinstance(block, Table) or len(block.rows) != len(self.listed):
            return block
        rows = (self._listed_row(row, *key) for row, key in zip(block.rows, self.listed, strict=True))
        return replace(block, rows=tuple(rows))

    def _listed_row(self, row: tuple[Cell, ...], number: str, name: str) -> tuple[Cell, ...]:
        link = WebLink(self.up + addresses.indicator(number, name), name)
        return tuple(replace(each, inlines=(link,)) if each.text == name else each for each in row)

    def block(self, block: Block) -> Block:
        """Add links to a block."""
        if isinstance(block, Form):
            return replace(block, rows=tuple(tuple(map(self._field, row)) for row in block.rows))
        own = self.known.get(block.id, {}) if isinstance(block, Paragraph | Table) else {}
        return changed_lines(block, lambda line: self._line(line, own))

    def _field(self, field_: Field) -> Field:
        return replace(field_, blocks=tuple(map(self.block, field_.blocks)))

    def _line(self, line: Line, own: Mapping[str, str]) -> Line:
        if own.get("") and all(isinstance(each, Text) for each in line):
            return (WebLink(self.up + own[""], "".join(each.text for each in line)),)
        return tuple(piece for inline in line for piece in self._inline(inline, own))

    def _inline(self, inline: Inline, own: Mapping[str, str]) -> Iterator[Inline]:
        if not isinstance(inline, Text):
            yield inline
            return
        text = inline.text
        target = own.get(text) or self.words.get(text) or self._section(text)
        pieces = text.split(SEPARATOR)
        if target:
            yield WebLink(self.up + target, text)
        elif all(each in own or each in self.words for each in pieces):
            yield from self._listed(pieces, own)
        elif own.get(text.rpartition(SHARE)[0]):
            name, _, share = text.rpartition(SHARE)
            yield from (WebLink(self.up + own[name], name), Text(SHARE + share))
        else:
            yield from self._within(text)

    def _section(self, text: str) -> str:
        return self.register.reference(PAGE.sub("", text), draft=self.draft) if " " in text else ""

    def _listed(self, pieces: list[str], own: Mapping[str, str]) -> Iterator[Inline]:
        for place, piece in enumerate(pieces):
            if place:
                yield Text(SEPARATOR)
            target = own.get(piece) or self.words.get(piece)
            yield WebLink(self.up + target, piece) if target else Text(piece)

    def _within(self, text: str) -> Iterator[Inline]:
        """Split a text at the measures that it names by number and name."""
        at = 0
        for found in NUMBERED.finditer(text):
            name = self.names.get(found[1])
            if found.start() >= at and name and text.startswith(name, found.end()):
                end = found.end() + len(name)
                yield from [Text(text[at : found.start()])] if found.start() > at else []
                yield WebLink(self.up + addresses.measure(found[1]), text[found.start() : end])
                at = end
        if at < len(text):
            yield Text(text[at:])


def elsewhere(part: Part, home: str, facts: Facts, up: str) -> Part:
    """Return a section for a page of its own: references within its document lead to the page at `home`."""
    sheets = {each.target: addresses.measure(each.number) for each in facts.measures}

    def line(words: Line) -> Line:
        return tuple(_out(each) if isinstance(each, Link) else each for each in words)

    def _out(link: Link) -> WebLink:
        return WebLink(up + (sheets.get(link.target) or f"{home}#{link.target}"), link.text)

    return replace(part, blocks=tuple(changed_lines(block, line) for block in part.blocks))
