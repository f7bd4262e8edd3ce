"""Takes changes from a Word file into the content: only the letters of their places change, and what is printed then is compared.

Each change is tried: the content with it must be read without faults, and say in that paragraph what the file says.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from hidaka_dx.content import Manuscript, load
from hidaka_dx.files import desk
from hidaka_dx.intake import Ledger
from hidaka_dx.intake.cleaning import clean, data_words, inside, paragraph, title
from hidaka_dx.lint.passage import SourceText
from hidaka_dx.pipeline.word_places import UNWRITTEN, ContentWords, PlacedChange
from hidaka_dx.problem import Place
from hidaka_dx.source import Path
from hidaka_dx.source.editing import Edit, EditError, edited
from hidaka_dx.source.positions import WordsInSource, words_in
from hidaka_dx.source.steps import at_path
from hidaka_dx.wordfile.passages import BREAK

FOOTNOTES: Final = "content/footnotes.yaml"
CHAPTER: Final = ".md"
ITEM: Final = re.compile(r"([ \t]*)((?:[-*+]|[0-9]+[.)])[ \t]+)")
NAMED: Final = re.compile(r"[ \t]*\{#[^}\n]*\}")
BY_HAND: Final = "この形の変更は自動では書き込めません。示した場所を直してください"
COMPUTED: Final = "番号、参照、ふりがな、脚注の印など、原稿に文のまま書かれていない所に掛かるので、書き込めません。示した場所を直してください"
FRONT: Final = "表紙と目次は、計画の名前や見出しから作られます。元の方を直してください"
NOT_SAID: Final = "書き込むと、ほかの所まで変わってしまいます。示した場所を直してください"


class NotWritable(Exception):
    """A change that cannot be written; says why, in Japanese."""


class _Cut(NamedTuple):
    """Letters of a file that are replaced, and what is printed then."""

    file: str
    begin: int
    end: int
    written: str
    printed: str
    value: Path | None = None
    """The value of a YAML file inside which `begin` and `end` count; none for a chapter."""


class _Try(NamedTuple):
    change: PlacedChange
    cut: _Cut


@dataclass(frozen=True)
class TakenChanges:
    """What became of the changes that a person accepts."""

    texts: Mapping[str, str]
    """The files that change, as they are to be."""
    taken: tuple[PlacedChange, ...]
    refused: Mapping[int, str]
    """Why others are not taken, by their place among those accepted."""


def taken(words: ContentWords, accepted: Sequence[PlacedChange]) -> TakenChanges:
    """Write changes into the texts of the content, as far as each of them holds."""
    ways, refused = dict[int, list[_Cut]](), dict[int, str]()
    for number, each in enumerate(accepted):
        try:
            ways[number] = list(_ways(words, each))
        except NotWritable as error:
            refused[number] = str(error)
    kept: dict[int, _Try] = {number: _Try(accepted[number], cuts[0]) for number, cuts in ways.items()}
    if not kept or _fault(words, list(kept.values())):
        kept = {}
        for number, cuts in ways.items():
            tries = [_Try(accepted[number], cut) for cut in cuts]
            faults = [_fault(words, [*kept.values(), each]) for each in tries]
            if "" in faults:
                kept[number] = tries[faults.index("")]
            else:
                refused[number] = faults[0]
    found = list(kept.values())
    return TakenChanges(_texts(words.manuscript, found), tuple(each.change for each in found), refused)


def _ways(words: ContentWords, placed: PlacedChange) -> Iterator[_Cut]:
    """Return the ways in which a change may be written, the likeliest first; raises NotWritable."""
    change, now = placed.change, placed.now
    if now is None or (change.before.endswith("\n") and (change.start or change.after)):
        raise NotWritable(BY_HAND)
    if placed.start == UNWRITTEN:
        raise NotWritable(COMPUTED)
    holder = words.holder(now.first)
    if holder < 0:
        raise NotWritable(FRONT)
    ids = words.passages[holder].ids
    found = list[_Cut]()
    if words.passages[now.first].note:
        found += _in_values(words.manuscript, FOOTNOTES, 0, placed)
    for place in words.places(ids) if not found else ():
        if place.path.endswith(CHAPTER):
            found += _in_chapter(words, place.path, place.line, holder, placed)
        elif place.path in words.manuscript.tables:
            found += _in_values(words.manuscript, place.path, place.line, placed)
    if not found:
        raise NotWritable(COMPUTED)
    yield from found


def _in_chapter(words: ContentWords, path: str, line: int, holder: int, placed: PlacedChange) -> Iterator[_Cut]:
    """Find a change in a chapter: the words of the paragraph, list or table from a line on."""
    assert placed.now is not None  # noqa: S101  `_ways`
    text = words.manuscript.texts[path]
    begin = SourceText(path, text).position(Place(path, line))
    until = re.compile(r"\n[ \t　]*(?:\n|\Z)|\Z").search(text, begin)
    end = until.start() if until else len(text)
    passages = words.passages
    last = next((at for at in range(holder + 1, len(passages)) if passages[at].ids), len(passages))
    run = "\n".join(each.text for each in passages[holder:last])
    offset = len("\n".join(each.text for each in passages[holder : placed.now.first])) + (placed.now.first > holder)
    known = words_in(run, text[begin:end])
    if known is None:
        return
    for first, stop, after in _letters(known, offset, placed):
        around = text[text.rfind("\n", 0, begin + first) + 1 : begin + first]
        whole_line = text[text.rfind("\n", 0, begin + first) + 1 :].split("\n", 1)[0]
        written, printed = _as_markup(after, whole_line, at_start=not around.strip())
        yield _Cut(path, begin + first, begin + stop, written, printed)


def _letters(known: WordsInSource, offset: int, placed: PlacedChange) -> Iterator[tuple[int, int, str]]:
    """Return the letters of the text that a change replaces, and by which words."""
    change, at = placed.change, offset + placed.start
    if change.before.endswith("\n"):
        yield from _whole(known, offset, placed)
    elif placed.start == placed.end:
        for gap in known.gaps(at):
            named = NAMED.match(known.text, gap) if change.after.startswith("\n") else None
            yield (named.end() if named else gap), (named.end() if named else gap), change.after
    elif span := known.span(at, offset + placed.end):
        yield *span, change.after


def _whole(known: WordsInSource, offset: int, placed: PlacedChange) -> Iterator[tuple[int, int, str]]:
    """Return the lines of a paragraph that goes, with the empty line behind it."""
    written = [each for each in known.places[offset : offset + placed.end] if each >= 0]
    if not written:
        return
    first = known.text.rfind("\n", 0, written[0]) + 1
    end = known.text.find("\n", written[-1])
    end = len(known.text) if end < 0 else end + 1
    if not known.text[first:end].lstrip().startswith(("#", "|", "表", ":")):
        yield first, end, ""


def _as_markup(after: str, line: str, *, at_start: bool) -> tuple[str, str]:
    """Write new words as a chapter needs them; return them with what is printed."""
    ledger = Ledger()
    cleaned = clean(after, 0, ledger)
    if line.startswith(("#", "表")):
        written = title(cleaned, 0, ledger) if cleaned.strip() else cleaned
        return written, written
    if line.lstrip().startswith("|"):
        return inside(cleaned, 0, ledger).replace("\n", "<br>").replace(BREAK, "<br>"), cleaned.replace("\n", BREAK)
    if BREAK in cleaned:
        raise NotWritable(BY_HAND)
    first, *more = cleaned.split("\n")
    item = ITEM.match(line)
    gap = f"\n{item[1]}{item[2]}" if item else "\n\n"
    lines = [(paragraph if at_start and first.strip() else inside)(first, 0, ledger)]
    lines += [paragraph(each, 0, ledger) for each in more]
    return gap.join(lines), "\n".join((first, *(each.strip() for each in more)))


def _in_values(manuscript: Manuscript, path: str, line: int, placed: PlacedChange) -> Iterator[_Cut]:
    """Find a change in the values of a YAML file from a line on."""
    data, now, change = manuscript.tables.get(path), placed.now, placed.change
    if data is None or now is None or "\n" in change.before + change.after or BREAK in change.after:
        return
    near = sorted(data.places.items(), key=lambda each: (each[1].line < line, each[1]))
    for where, _ in near:
        value = at_path(data.value, where)
        words = value if isinstance(value, str) else ""
        at = now.text.find(words) if len(words) > 1 else -1
        if 0 <= at <= placed.start and placed.end <= at + len(words):
            written = data_words(change.after, 0, Ledger()) if change.after.strip() else change.after
            yield _Cut(path, placed.start - at, placed.end - at, written, written, where)
            return


def _fault(words: ContentWords, tries: Sequence[_Try]) -> str:
    """Try changes; return why they cannot be written together, empty where they can."""
    try:
        texts = _texts(words.manuscript, tries)
    except EditError as error:
        return str(error)
    files = {path: text.encode() for path, text in {**words.manuscript.texts, **texts}.items()}
    pictures = {f"assets/images/{name}": b"" for name in words.manuscript.images}
    with desk({**files, **pictures}) as town:
        after, problems = load(town)
    if after is None:
        return f"書き込むと原稿の誤りになります（{problems[0].message}）"
    new = ContentWords(after, words.kind).passages
    expected = list[str | None]()
    changed = _expected(words, tries)
    at = 0
    while at < len(words.passages):
        span, lines = changed.get(at, (1, [None]))
        expected += lines
        at += span
    differs = len(new) != len(expected) or any(
        text is not None and text != each.text for text, each in zip(expected, new, strict=True)
    )
    return NOT_SAID if differs else ""


def _expected(words: ContentWords, tries: Sequence[_Try]) -> dict[int, tuple[int, list[str | None]]]:
    """Return the paragraphs that change: how many there are now, and what they are to say."""
    groups: dict[int, list[_Try]] = {}
    for each in tries:
        groups.setdefault(each.change.now.first if each.change.now else 0, []).append(each)
    found: dict[int, tuple[int, list[str | None]]] = {}
    for first, group in groups.items():
        end = max(each.change.now.end for each in group if each.change.now)
        text = "\n".join(each.text for each in words.passages[first:end])
        for each in sorted(group, key=lambda one: one.change.start)[::-1]:
            text = text[: each.change.start] + each.cut.printed + text[each.change.end :]
        whole = any(each.change.change.before.endswith("\n") for each in group)
        found[first] = (1, []) if whole else (end - first, [*text.split("\n")])
    return found


def _texts(manuscript: Manuscript, tries: Sequence[_Try]) -> dict[str, str]:
    """Return the files that change with their new text; raises EditError where a value cannot be written."""
    found: dict[str, str] = {}
    for path in dict.fromkeys(each.cut.file for each in tries):
        text = manuscript.texts[path]
        cuts = [each.cut for each in tries if each.cut.file == path]
        chapters = sorted((cut for cut in cuts if cut.value is None), key=lambda cut: cut.begin)[::-1]
        for before, cut in zip([None, *chapters], chapters, strict=False):
            if before and cut.end > before.begin:
                raise EditError("ほかの変更と同じ所なので、書き込めません")
            text = text[: cut.begin] + cut.written + text[cut.end :]
        values = {cut.value: None for cut in cuts if cut.value is not None}
        found[path] = (
            edited(text, [Edit(where, _value(manuscript, path, where, cuts)) for where in values]) if values else text
        )
    return found


def _value(manuscript: Manuscript, path: str, where: Path, cuts: Sequence[_Cut]) -> str:
    value = str(at_path(manuscript.tables[path].value, where))
    for cut in sorted((cut for cut in cuts if cut.value == where), key=lambda cut: cut.begin)[::-1]:
        value = value[: cut.begin] + cut.written + value[cut.end :]
    return value
