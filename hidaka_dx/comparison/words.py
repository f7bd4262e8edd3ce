"""Text diff by whole words and whole numbers, as a person would mark it.

Tokens are runs of one script (漢字, かたかな, ひらがな, Latin letters), a 漢字 with its 送り仮名, and numbers with their units or
prefixes: 令和8年度, 1,234千円, 12.5％, 第2版. Edits begin and end at token boundaries, and small words between two edits are
merged into them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, groupby
from operator import itemgetter
from typing import Final, Literal, TypeAlias

from hidaka_dx.document import Inline, Link, NoteCall, Ruby, Text
from hidaka_dx.japanese.counters import COMPARED
from hidaka_dx.japanese.eras import LETTERS, NAMES

State: TypeAlias = Literal["same", "removed", "added"]

NUMBER: Final = (
    rf"(?:(?:{NAMES}|第|約|[{LETTERS}](?=[0-9]))?[0-9０-９]+(?:[,，.．\-－][0-9０-９]+)*(?:{COMPARED})?"
    rf"|(?:{NAMES})元年度?)"
)
TOKEN: Final = re.compile(
    rf"[0-9]+\([0-9]+\)(?:[ア-ン]|\([ア-ン]\))*|{NUMBER}|[A-Za-z]+(?:[-'’.]?[A-Za-z0-9]+)*|[ァ-ヺー]+|[ぁ-ゟ]+"
    rf"|(?<![一-鿿])[一-鿿][ぁ-ゟ]+|(?:(?!{NUMBER})[一-鿿㐀-䶿々〆〇])+|.",
    re.DOTALL,
)
PAGE: Final = re.compile(r"（[0-9ivxl]+ページ）")
SECTION: Final = (
    r"(?:[0-9]+\([0-9]+\)|(?:第[0-9]+[編章節項])+[0-9]*|[Ⅰ-Ⅻ](?:-[0-9]+)*|資料[0-9]+)(?:[ア-ン]|\([0-9ア-ン]+\))*"
)
REFERENCE: Final = re.compile(rf"^(（?(?:[^\s（）、。]+ )?){SECTION} (?=\S)")
"""The number of a section before its title, as composers begin a line with it: 「2(1)ア デジタル化への対応（4ページ）」, 「（推進計画 2(1)ア …」."""
SLIGHT: Final = re.compile(r"[ぁ-ゟ、。・，．\s　]{1,3}")
"""Text merged into edits if it stands between two as long as itself: a particle, punctuation."""
BRACKET: Final = re.compile(r"[「」『』（）()【】]")
"""Characters never merged, so that no edit contains only one of a pair of brackets."""
DROWNED: Final = 3
"""Factor by which the edits around an unchanged run must be longer for it to be merged into them."""


@dataclass(frozen=True)
class Span:
    """A run of text with one state: same, added or removed."""

    state: State
    inlines: tuple[Inline, ...]
    seam: bool = False
    """Whether it begins a separate text directly after another text."""

    @property
    def text(self) -> str:
        """Its plain characters."""
        return "".join(inline.text for inline in self.inlines)


@dataclass(frozen=True)
class _Token:
    """A token; `seam` marks the start of a text that directly follows another text, so that the two are not merged."""

    inline: Inline
    seam: bool = False

    @property
    def text(self) -> str:
        return self.inline.text


Run: TypeAlias = tuple[State, Sequence[_Token]]


def tokens(text: str) -> list[str]:
    """Split a text into words and numbers; concatenated they give the text again."""
    return TOKEN.findall(text)


def edits(old: Sequence[Inline], new: Sequence[Inline]) -> tuple[Span, ...]:
    """Diff two lines: `removed` and `same` spans together are the old one, `added` and `same` the new one."""
    return _spans(_runs(_tokens(old), _tokens(new)))


def edits_of_split(olds: Sequence[Sequence[Inline]], news: Sequence[Sequence[Inline]]) -> tuple[tuple[Span, ...], ...]:
    """Diff one line with the several that it was split into, or several with the one that they were joined to.

    Returns the edits of each of the several; concatenated they are the edits of the one.
    """
    befores, afters = list(map(_tokens, olds)), list(map(_tokens, news))
    runs = _runs(list(chain(*befores)), list(chain(*afters)))
    several, state = (afters, "added") if len(afters) > 1 else (befores, "removed")
    return tuple(map(_spans, _cut(runs, list(map(len, several)), state)))


def _cut(runs: Iterable[Run], lengths: Sequence[int], side_: str) -> list[list[Run]]:
    """Split runs at the line ends of one side; `lengths` counts the tokens of its lines."""
    pieces: list[list[Run]] = [[]]
    left = lengths[0]
    for state, run in runs:
        rest = run
        while state in ("same", side_) and len(rest) > left:
            pieces[-1].append((state, rest[:left]))
            rest, left = rest[left:], lengths[len(pieces)]
            pieces.append([])
        pieces[-1].append((state, rest))
        left -= len(rest) if state in ("same", side_) else 0
    return pieces + [[] for _ in lengths[len(pieces) :]]


def _spans(runs: Iterable[Run]) -> tuple[Span, ...]:
    return tuple(Span(state, tuple(_joined(run)), run[0].seam) for state, run in runs if run)


def _runs(olds: Sequence[_Token], news: Sequence[_Token]) -> list[Run]:
    """Return equal and different runs in order, as a person would mark them."""
    matcher = SequenceMatcher(None, olds, news, autojunk=False)
    runs: list[Run] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            runs.append(("same", olds[old_start:old_end]))
        else:
            runs += [("removed", olds[old_start:old_end]), ("added", news[new_start:new_end])]
    return list(_grown(runs))


def side(spans: Iterable[Span], state: Literal["removed", "added"]) -> tuple[Inline, ...]:
    """Give one of the two lines that were compared: the old one with `removed`, the new one with `added`."""
    chosen = (span for span in spans if span.state in ("same", state))
    return tuple(_joined(token for span in chosen for token in _tokens(span.inlines, seam=span.seam)))


def line(inlines: Sequence[Inline], state: State) -> tuple[Span, ...]:
    """Return a line that exists on one side only."""
    return (Span(state, tuple(inlines)),) if inlines else ()


def is_renumbering(spans: Iterable[Span]) -> bool:
    """Tell whether all differences are automatic numbering: references, note marks, pages."""
    spans = tuple(spans)
    if without_section_numbers(_plain(spans, "removed")) == without_section_numbers(_plain(spans, "added")):
        return True
    old, new = (
        [token.inline for span in spans if span.state in ("same", state) for token in _tokens(span.inlines)]
        for state in ("removed", "added")
    )
    return len(old) == len(new) and all(map(_same_target, old, new))


def without_section_numbers(text: str) -> str:
    """Return a text without the numbers and pages of the sections that it refers to."""
    return REFERENCE.sub(r"\1", PAGE.sub("", text))


def _plain(spans: Iterable[Span], state: State) -> str:
    return "".join(map(_printed, (each for span in spans if span.state in ("same", state) for each in span.inlines)))


def _printed(inline: Inline) -> str:
    """Return the printed text of an inline, including ruby."""
    return f"{inline.text}｛{inline.reading}｝" if isinstance(inline, Ruby) else inline.text


def _same_target(old: Inline, new: Inline) -> bool:
    match old, new:
        case Link(), Link():
            return old.target == new.target
        case NoteCall(), NoteCall():
            return old.note == new.note
        case _:
            return old == new


def _tokens(inlines: Iterable[Inline], *, seam: bool = False) -> list[_Token]:
    found: list[_Token] = []
    before: Inline | None = None
    for inline in inlines:
        if isinstance(inline, Text):
            pieces = [Text(piece) for piece in tokens(inline.text)] or [inline]
            found.append(_Token(pieces[0], seam=seam or isinstance(before, Text)))
            found += (_Token(piece) for piece in pieces[1:])
        else:
            found.append(_Token(inline))
        before, seam = inline, False
    return found


def _joined(found: Iterable[_Token]) -> Iterator[Inline]:
    texts: list[str] = []
    for token in found:
        if texts and (token.seam or not isinstance(token.inline, Text)):
            yield Text("".join(texts))
            texts = []
        if isinstance(token.inline, Text):
            texts.append(token.text)
        else:
            yield token.inline
    if texts:
        yield Text("".join(texts))


def _grown(runs: Sequence[Run]) -> Iterator[Run]:
    """Merge edits separated only by small unchanged runs; in each, deletions precede insertions."""
    last = len(runs) - 1
    kept = [state == "same" and not (0 < i < last and _slight(runs, i)) for i, (state, _) in enumerate(runs)]
    for same, group in groupby(zip(kept, runs, strict=True), key=itemgetter(0)):
        pieces = [run for _, run in group]
        if same:
            yield from pieces
        else:
            yield "removed", [token for state, run in pieces if state != "added" for token in run]
            yield "added", [token for state, run in pieces if state != "removed" for token in run]


def _slight(runs: Sequence[Run], index: int) -> bool:
    """Tell whether an unchanged run is too short to separate the edits around it."""
    words = _length(runs[index][1])
    around = min(max(_length(run) for _, run in runs[i : i + 2]) for i in (index - 2, index + 1))
    if not all(isinstance(token.inline, Text) for token in runs[index][1]):
        return False
    text = "".join(token.text for token in runs[index][1])
    if BRACKET.search(text):
        return False
    small = SLIGHT.fullmatch(text)
    return words <= around if small else words * DROWNED <= around


def _length(run: Iterable[_Token]) -> int:
    return sum(len(token.text) for token in run)
