"""Documents nobody wrote, and what may happen to them between two editions."""

import datetime
import random
import re
from dataclasses import replace

from hypothesis import strategies as st

from hidaka_dx.document import (
    Block,
    Cell,
    ContentsEntry,
    Document,
    Field,
    Figure,
    Foreign,
    Form,
    Heading,
    Items,
    Link,
    NoteCall,
    PageOf,
    Panel,
    Paragraph,
    Part,
    Ruby,
    Table,
    Text,
    WebLink,
)

WORDS = st.text("町民の手続をオンライン化令和8年度1,234千円DX（第2版）、。 ", max_size=12)
IDS = st.sampled_from(["a", "b", "c", "d", "e", "x.1", "x.2", "x.3"])
PLAIN = st.builds(Text, WORDS) | st.builds(Foreign, WORDS, st.just("en"))
INLINES = st.lists(
    PLAIN
    | st.builds(Link, IDS, WORDS)
    | st.builds(Ruby, WORDS, WORDS)
    | st.builds(WebLink, st.just("https://www.example.jp/"), WORDS)
    | st.builds(PageOf, IDS)
    | st.builds(NoteCall, IDS, WORDS, st.lists(PLAIN, max_size=2).map(tuple)),
    max_size=4,
).map(tuple)
PARAGRAPHS = st.builds(Paragraph, IDS, INLINES)
CELLS = st.builds(Cell, INLINES, st.integers(1, 3), st.booleans(), rows=st.integers(1, 3))
ROWS = st.lists(CELLS, max_size=3).map(tuple)
TABLES = st.builds(
    Table,
    IDS,
    st.none() | st.integers(1, 9),
    WORDS,
    ROWS,
    st.lists(ROWS, max_size=3).map(tuple),
    st.lists(st.floats(0, 1), max_size=3).map(tuple),
    st.lists(st.booleans(), max_size=3).map(tuple),
    st.booleans(),
    more_heads=st.integers(0, 2),
)
FIGURES = st.builds(
    Figure,
    IDS,
    st.integers(1, 9),
    WORDS,
    WORDS,
    WORDS,
    st.floats(1, 30),
    st.none() | st.sampled_from(["<svg/>", "<svg> </svg>"]),
    st.none() | st.just("a.png"),
    st.none() | WORDS,
    st.booleans(),
    st.lists(WORDS, max_size=2).map(tuple),
    st.none() | TABLES,
    st.floats(0, 30),
)


def _holders(blocks: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(blocks, max_size=2).map(tuple)
    rows = st.lists(st.lists(st.builds(Field, WORDS, several), max_size=2).map(tuple), max_size=2).map(tuple)
    return (
        st.builds(Items, IDS, st.booleans(), st.lists(several, max_size=3).map(tuple))
        | st.builds(Form, IDS, rows)
        | st.builds(Panel, IDS, st.sampled_from(["column", "aim", "articles", "break"]), WORDS, several)
    )


BLOCKS: st.SearchStrategy[Block] = st.recursive(PARAGRAPHS | TABLES | FIGURES, _holders, max_leaves=3)
HEADINGS = st.builds(Heading, st.integers(1, 4), st.sampled_from(["", "1", "(2)", "ア"]), WORDS)
PARTS: st.SearchStrategy[Part] = st.deferred(
    lambda: st.builds(
        Part,
        IDS,
        HEADINGS,
        st.lists(BLOCKS, max_size=3).map(tuple),
        st.lists(PARTS, max_size=2).map(tuple),
        st.sampled_from(["flow", "page", "wide"]),
    )
)
DOCUMENTS = st.builds(
    Document,
    st.just("promotion-plan"),
    *(WORDS for _ in range(4)),
    st.booleans(),
    st.none() | st.just(datetime.date(2026, 4, 1)),
    *(WORDS for _ in range(3)),
    st.lists(st.builds(ContentsEntry, IDS, st.integers(1, 2), WORDS, WORDS, st.booleans()), max_size=2).map(tuple),
    st.lists(PARTS, max_size=3).map(tuple),
    st.just("ja"),
    st.lists(WORDS, max_size=1).map(tuple),
)


def document(parts: tuple[Part, ...], edition: str = "第1版") -> Document:
    """Give a document of some sections."""
    day = datetime.date(2026, 4, 1)
    names = ("見本町DX推進計画", "", "推進計画", edition)
    return Document("promotion-plan", *names, False, day, "見本町", "見本町企画課", "目次", (), parts)


VOCABULARY = re.findall("..", "町民窓口手続申請職員業務防災移動学校道路水道支払予算効果目標検討実施評価公表")
PARTICLES = "のをにでがとや"


EDITS = ("words", "insert", "delete", "shuffle", "carry", "rename", "new_part", "drop_part", "swap_parts")


class Editor:
    """Makes documents of named sections and paragraphs, and edits them as an official would, by a seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0

    def id(self) -> str:
        self.count += 1
        return f"id-{self.count}"

    def sentence(self) -> str:
        """Give a sentence like no other: it holds a number of its own."""
        self.count += 1
        pieces = [self.random.choice(VOCABULARY) + self.random.choice(PARTICLES) for _ in range(5)]
        return f"{''.join(pieces)}令和{self.count}年度に{self.count},000千円"

    def paragraph(self) -> Paragraph:
        return Paragraph(self.id(), (Text(self.sentence()),))

    def part(self, depth: int) -> Part:
        blocks = tuple(self.paragraph() for _ in range(self.random.randint(1, 3)))
        inner = tuple(self.part(depth + 1) for _ in range(2)) if depth < 2 else ()
        return Part(self.id(), Heading(depth, "", self.sentence()), blocks, inner)

    def parts(self) -> tuple[Part, ...]:
        return tuple(self.part(1) for _ in range(2))

    def edited(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Do one thing to some place."""
        flat = _flat(parts)
        if not flat:
            return (self.part(1),)
        getattr(self, self.random.choice(EDITS))(flat, self.random.randrange(len(flat)))
        return _nested(flat)

    def words(self, flat: list[Part], at: int) -> None:
        blocks = list(flat[at].blocks)
        if blocks:
            place = self.random.randrange(len(blocks))
            block = blocks[place]
            assert isinstance(block, Paragraph)
            text = "".join(inline.text for inline in block.inlines)
            cut = self.random.randrange(len(text) + 1)
            blocks[place] = Paragraph(block.id, (Text(text[:cut] + self.sentence() + text[cut + 3 :]),))
            flat[at] = replace(flat[at], blocks=tuple(blocks))

    def insert(self, flat: list[Part], at: int) -> None:
        blocks = list(flat[at].blocks)
        blocks.insert(self.random.randrange(len(blocks) + 1), self.paragraph())
        flat[at] = replace(flat[at], blocks=tuple(blocks))

    def delete(self, flat: list[Part], at: int) -> None:
        blocks = list(flat[at].blocks)
        if blocks:
            blocks.pop(self.random.randrange(len(blocks)))
            flat[at] = replace(flat[at], blocks=tuple(blocks))

    def shuffle(self, flat: list[Part], at: int) -> None:
        blocks = list(flat[at].blocks)
        self.random.shuffle(blocks)
        flat[at] = replace(flat[at], blocks=tuple(blocks))

    def carry(self, flat: list[Part], at: int) -> None:
        """Carry a paragraph to another section: so sections are split and merged, too."""
        to = self.random.randrange(len(flat))
        if flat[at].blocks and at != to:
            flat[to] = replace(flat[to], blocks=(*flat[to].blocks, flat[at].blocks[-1]))
            flat[at] = replace(flat[at], blocks=flat[at].blocks[:-1])

    def rename(self, flat: list[Part], at: int) -> None:
        flat[at] = replace(flat[at], heading=replace(flat[at].heading, title=self.sentence()))

    def new_part(self, flat: list[Part], at: int) -> None:
        flat.insert(at + 1, replace(self.part(2), parts=()))

    def drop_part(self, flat: list[Part], at: int) -> None:
        if len(flat) > 1:
            flat.pop(at)

    def swap_parts(self, flat: list[Part], at: int) -> None:
        flat.insert(self.random.randrange(len(flat)), flat.pop(at))


def _flat(parts: tuple[Part, ...]) -> list[Part]:
    return [each for part in parts for each in (replace(part, parts=()), *_flat(part.parts))]


def _nested(flat: list[Part]) -> tuple[Part, ...]:
    found: list[Part] = []
    for part in flat:
        if part.heading.depth > 1 and found:
            found[-1] = replace(found[-1], parts=(*found[-1].parts, part))
        else:
            found.append(part)
    return tuple(found)
