"""Fenced parts of a chapter: `::: コラム 題 {#id}` … `:::`.

A chapter is cut into stretches of lines before Markdown reads them, so that a part that is never closed is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, NamedTuple

from hidaka_dx.problem import Place
from hidaka_dx.source.lines import Lines
from hidaka_dx.theme import PanelRole

FENCE: Final = re.compile(r"(?P<blank>[ 　]*)(?P<marks>:{3,})(?P<info>.*)")
LIKE_FENCE: Final = re.compile(r"[ 　]*(?P<marks>[:：]{2,})[ 　]*(?P<info>.*)")
BLANKS: Final = " 　:"
RULE: Final = "block"


class Info(NamedTuple):
    """What stands behind the colons that open a part."""

    word: str
    more: str
    """A title, or what a part of one line is about."""
    id: str | None


def info_of(text: str) -> Info:
    """Read what stands behind the colons: `コラム 題 {#id}`."""
    text, name = text.strip(BLANKS), None
    if text.endswith("}") and "{#" in text:
        text, _, name = text[:-1].rpartition("{#")
    word, *more = text.split(maxsplit=1) or [""]
    return Info(word, more[0].strip() if more else "", name)


class Kind(NamedTuple):
    """What may be written of a kind of part."""

    role: PanelRole
    titled: bool = False
    """Whether it may have a title."""
    named: bool = False
    """Whether it may have an id."""
    holds: bool = False
    """Whether other parts may stand in it."""
    by_line: bool = False
    """Whether each of its lines is a paragraph."""


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "コラム": Kind("column", titled=True, named=True, holds=True),
        "理念": Kind("aim", named=True),
        "要綱": Kind("articles", named=True, by_line=True),
        "名簿": Kind("names", named=True),
        "年表": Kind("chronology", named=True),
        "右": Kind("right", by_line=True),
        "横": Kind("wide", holds=True),
        "図と文": Kind("beside", titled=True),
    }
)
"""Parts that hold something, by the word that opens them."""
BREAK: Final = "改ページ"
GOALS: Final = "SDGs"
ALONE: Final = (BREAK, GOALS)
"""Parts of one line; a closing line below them is allowed."""


@dataclass
class Stretch:
    """Lines of a chapter outside all parts, from `start` up to `end`, counted from 0."""

    start: int
    end: int


@dataclass
class Container:
    """A fenced part; one of `ALONE` holds nothing."""

    word: str
    title: str
    id: str
    place: Place
    marks: int = 3
    """Number of its colons."""
    inner: list["Stretch | Container"] = field(default_factory=list)


def contained(lines: Lines) -> Sequence[Stretch | Container]:
    """Cut a chapter into stretches of lines and fenced parts, and report what is wrong with the fences."""
    return _Cutter(lines).cut()


class _Cutter:
    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.root = Container("", "", "", Place(lines.path), 0)
        self.open = [self.root]
        self.start = 0

    def cut(self) -> Sequence[Stretch | Container]:
        """Read all lines once."""
        may_close = False
        for number, line in enumerate(self.lines.lines):
            found = FENCE.fullmatch(line)
            if found is None:
                self._look_alike(number, line)
                may_close = may_close and not line.strip()
                continue
            self._until(number)
            info = found["info"].strip(BLANKS)
            if found["blank"]:
                message = "囲みの「:::」は、箇条書きの中などで字下げせず、行の頭から書いてください。"
                self.lines.add(self._at(number, len(found["blank"])), message, RULE)
            elif info:
                may_close = self._opened(info, Place(self.lines.path, number + 1), len(found["marks"]))
            elif not may_close or self._closes_what_is_around(number, len(found["marks"])):
                self._close(number, len(found["marks"]))
                may_close = False
            else:
                may_close = False
        self._until(len(self.lines.lines))
        for each in self.open[1:]:
            self._unclosed(each)
        return self.root.inner

    def _closes_what_is_around(self, number: int, marks: int) -> bool:
        """Tell whether a closing line below a part of one line ends the part around it: it is not that part's own.

        That part needs none; where another closing line of the kind follows, the first one is its own.
        """
        around = self.open[-1]
        if around is self.root or marks < around.marks:
            return False
        after = next((line for line in self.lines.lines[number + 1 :] if line.strip()), "")
        found = FENCE.fullmatch(after)
        return not (found and not found["info"].strip(BLANKS) and len(found["marks"]) >= around.marks)

    def _at(self, number: int, column: int) -> Place:
        return Place(self.lines.path, number + 1, column + 1)

    def _until(self, number: int) -> None:
        """End a stretch of lines before a line."""
        if any(line.strip() for line in self.lines.lines[self.start : number]):
            self.open[-1].inner.append(Stretch(self.start, number))
        self.start = number + 1

    def _opened(self, info: str, place: Place, marks: int) -> bool:
        """Open a part; tell whether a closing line may follow one that holds nothing."""
        word, title, name = info_of(info)
        part = Container(word, title, name or "", place, marks)
        self.open[-1].inner.append(part)
        if word in ALONE:
            return True
        self._check(part, is_named=name is not None)
        if word not in KINDS and any(word.startswith(each) for each in ALONE):
            return True
        self.open.append(part)
        return False

    def _check(self, part: Container, *, is_named: bool) -> None:
        kind = KINDS.get(part.word)
        if kind is None:
            self.lines.add(part.place, _unknown(part.word), RULE)
            return
        around = self.open[-1]
        if around is not self.root and not (
            around.word in KINDS and KINDS[around.word].holds and part.word != around.word
        ):
            message = (
                f"「{around.word}」の中に「{part.word}」は書けません。先に「{around.word}」を「:::」で閉じてください。"
            )
            self.lines.add(part.place, message, RULE)
        if part.title and not kind.titled:
            message = f"「{part.word}」に題「{part.title}」は付きません。取り除くか、中に書いてください。"
            self.lines.add(part.place, message, RULE)
        if is_named and not kind.named:
            self.lines.add(part.place, f"「{part.word}」にidは付きません。取り除いてください。", RULE)

    def _close(self, number: int, marks: int) -> None:
        """Close the innermost open part; one with as many colons, where there is such."""
        place = Place(self.lines.path, number + 1)
        if len(self.open) == 1:
            message = "閉じる「:::」がありますが、その前に開いた囲みがありません。取り除くか、開く行を書いてください。"
            self.lines.add(place, message, RULE)
            return
        same = [depth for depth, each in enumerate(self.open) if each.marks == marks and depth]
        depth = same[-1] if same else len(self.open) - 1
        for each in self.open[depth + 1 :]:
            self._unclosed(each)
        if not same:
            message = f"閉じる「:」の数が、開いた「{self.open[-1].word}」の{self.open[-1].marks}つと違います。数をそろえてください。"
            self.lines.add(place, message, RULE)
        part = self.open[depth]
        del self.open[depth:]
        if not part.inner and part.word in KINDS:
            self.lines.add(part.place, f"「{part.word}」の中が空です。書くか、取り除いてください。", RULE)

    def _unclosed(self, part: Container) -> None:
        message = f"「{':' * part.marks} {part.word}」が閉じられていません。終わりに「{':' * part.marks}」だけの行を書いてください。"
        self.lines.add(part.place, message, RULE)

    def _look_alike(self, number: int, line: str) -> None:
        """Report what was meant to be a fence: full-width colons, or only two."""
        found = LIKE_FENCE.match(line)
        if found is None:
            return
        is_wide, word = "：" in found["marks"], found["info"].split(" ")[0].split("　")[0]
        is_known = word in (*KINDS, *ALONE) or (not word and len(found["marks"]) > 2)
        if is_known and (is_wide or len(found["marks"]) == 2):
            what = "全角の「：」では囲みになりません" if is_wide else "「:」が二つでは囲みになりません"
            message = f"{what}。半角の「:::」で書いてください。"
            self.lines.add(self._at(number, found.start("marks")), message, RULE)


def without_fences(lines: Sequence[str]) -> tuple[str, ...]:
    """Blank what lines that open and close parts have besides their titles: it is printed nowhere."""
    return tuple(_title(found["info"]) if (found := FENCE.fullmatch(line)) else line for line in lines)


def _title(text: str) -> str:
    info = info_of(text)
    return info.more if info.word in KINDS and KINDS[info.word].titled else ""


def beside(lines: Sequence[str]) -> Iterator[str]:
    """Return the ids of the pictures that have text beside them."""
    infos = (info_of(found["info"]) for line in lines if (found := FENCE.fullmatch(line)))
    return (info.more for info in infos if info.word in KINDS and KINDS[info.word].role == "beside")


def without_rules(parts: Sequence[Stretch | Container], lines: Sequence[str]) -> tuple[str, ...]:
    """Blank the lines that are paragraphs each by itself; line numbers stay."""
    kept = list(lines)
    ruled = (part for part in parts if isinstance(part, Container) and part.word in KINDS and KINDS[part.word].by_line)
    for each in (inner for part in ruled for inner in part.inner):
        if isinstance(each, Stretch):
            kept[each.start : each.end] = [""] * (each.end - each.start)
    return tuple(kept)


def _unknown(word: str) -> str:
    known = (*KINDS, *ALONE)
    begun = next((each for each in known if word.startswith(each)), None)
    if begun:
        return f"「{word}」という囲みはありません。「{begun}」なら、後に半角の空白を置いてください。"
    near = get_close_matches(word, known, 1, 0.5)
    more = f"「{near[0]}」ではありませんか。" if near else f"書けるのは {'、'.join(known)} です。"
    return f"「{word}」という囲みはありません。{more}"


def lines_of(stretch: Stretch, lines: Sequence[str]) -> Iterator[Stretch]:
    """Cut a stretch into its lines; the lines of a table, and those of a note below it, stay together."""
    start, waits = stretch.start, False
    for number in range(stretch.start, stretch.end):
        is_bar = lines[number].lstrip().startswith("|")
        goes_on = is_bar and (number + 1 < stretch.end and lines[number + 1].lstrip().startswith("|"))
        waits = lines[number].startswith(("表：", "表:")) or (waits and not lines[number].strip())
        if not goes_on and not waits:
            if any(line.strip() for line in lines[start : number + 1]):
                yield Stretch(start, number + 1)
            start = number + 1
    if any(line.strip() for line in lines[start : stretch.end]):
        yield Stretch(start, stretch.end)
