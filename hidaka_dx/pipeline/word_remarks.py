"""What came back in Word files: changes and comments with their places in `content/`, and those that a person accepts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from hidaka_dx.catalogue.documents import ACTION, KINDS, PLAN
from hidaka_dx.content import Manuscript
from hidaka_dx.files import Output, free_name
from hidaka_dx.japanese import seireki_date
from hidaka_dx.pipeline.changed_files import ChangedFile
from hidaka_dx.pipeline.conductor import Conductor
from hidaka_dx.pipeline.markdown_rows import row
from hidaka_dx.pipeline.reading import read
from hidaka_dx.pipeline.strange_files import ReturnedFile
from hidaka_dx.pipeline.word_edits import taken
from hidaka_dx.pipeline.word_places import ChangeState, ContentWords, PlacedChange, placed
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.wordfile import (
    ReturnedWord,
    UnreadableWord,
    WordChange,
    WordComment,
    author_of,
    changes,
    read_returned,
)
from hidaka_dx.wordfile.bookmarks import OLD

LIST: Final = "Wordの意見_{day}.md"
"""Each run that found something has a list of its own."""
NOWHERE: Final = "（場所が分かりません）"
UNSIGNED: Final = "（記録なし）"
AROUND: Final = 8
"""Letters that are shown on either side of a change."""
UNKNOWN: Final = "送った時の言葉の記録がありません（Word以外で保存し直されたようです）。今の原稿と比べました"
DECIDED: Final = "{}の新しい版は決定しているので、変更を書き込めません。次の版の案を content/editions.yaml に書いてから採り入れてください。"
STATES: Final[Mapping[ChangeState, str]] = {
    "open": "まだ",
    "done": "採り入れ済み",
    "conflict": "原稿が変わっている",
}


@dataclass(frozen=True)
class NumberedChange:
    """A change with its number in the list, and what becomes of it."""

    number: int
    placed: PlacedChange
    place: Place | None
    shown: str
    """The words around it, with what goes and what comes."""
    now: str = ""
    """Today's words, where they are not those that were sent."""
    fault: str = ""
    """Why it was not taken, though accepted."""
    is_taken: bool = False

    @property
    def change(self) -> WordChange:
        """What was changed."""
        return self.placed.change

    @property
    def authors(self) -> str:
        """Who changed it."""
        return "、".join(filter(None, self.change.authors)) or UNSIGNED

    @property
    def said(self) -> str:
        """Return what becomes of it, in words."""
        if self.fault:
            return f"採り入れられない：{self.fault}"
        return "採り入れた" if self.is_taken else STATES[self.placed.state]


@dataclass(frozen=True)
class WordReport:
    """What a Word file holds."""

    name: str
    changes: tuple[NumberedChange, ...] = ()
    comments: tuple[tuple[WordComment, Place | None], ...] = ()
    notes: tuple[str, ...] = ()
    fault: str = ""
    """Why it was not read."""
    words: ContentWords | None = None
    """The document that it is about."""


def read_and_accept(
    root: Path, files: Sequence[ReturnedFile], wanted: frozenset[int] | None
) -> tuple[tuple[WordReport, ...], tuple[ChangedFile, ...], tuple[Problem, ...]]:
    """Read returned Word files and take changes, as `word_remarks` and `accepted` do; the reports lack the documents."""
    reports, problems = word_remarks(root, files)
    if problems:
        return (), (), problems
    reports, changed = accepted(reports, wanted)
    return tuple(replace(each, words=None) for each in reports), changed, ()


def word_remarks(root: Path, files: Sequence[ReturnedFile]) -> tuple[tuple[WordReport, ...], tuple[Problem, ...]]:
    """Read returned Word files; return all faults of the content instead if it cannot be read.

    The changes are numbered through all files.
    """
    reading = read(root)
    if reading.manuscript is None:
        return (), reading.problems
    words = {
        key: ContentWords(reading.manuscript, key) for key in (PLAN, ACTION) if Conductor(reading.manuscript).has(key)
    }
    numbers = count(1)
    return tuple(_report(each, reading.manuscript, words, numbers) for each in files if each.is_word), ()


def _report(
    file: ReturnedFile, manuscript: Manuscript, documents: Mapping[str, ContentWords], numbers: Iterator[int]
) -> WordReport:
    if file.fault:
        return WordReport(file.name, fault=file.fault)
    try:
        returned = read_returned(file.content, author_of(manuscript.plan.town))
    except UnreadableWord as error:
        return WordReport(file.name, fault=str(error))
    words = _document(returned, documents)
    if isinstance(words, str):
        return WordReport(file.name, fault=words)
    sent = returned.sent.passages if returned.sent else words.passages
    found = placed(sent, changes(sent, returned.passages), words)
    numbered = tuple(_numbered(next(numbers), each, sent[each.change.at].text if sent else "", words) for each in found)
    comments = tuple((each, _place_of(each.ids, words)) for each in returned.comments)
    return WordReport(
        file.name, numbered, comments, (*returned.notes, *(() if returned.sent else (UNKNOWN,))), words=words
    )


def _document(returned: ReturnedWord, documents: Mapping[str, ContentWords]) -> ContentWords | str:
    """Return the document that a file is about: as it says itself, or that with whose ids it has most in common."""
    if returned.sent:
        town = next(iter(documents.values())).manuscript.plan.town
        if returned.sent.town != town:
            return f"{returned.sent.town}の文書です。{town}の文書ではありません。"
        known = documents.get(returned.sent.kind)
        return known or f"この町に、その文書（{returned.sent.kind}）はありません。"
    ids = {name for each in returned.passages for name in each.ids}
    common = {key: sum(1 for each in words.passages if ids & {*each.ids}) for key, words in documents.items()}
    best = max(common, key=lambda key: common[key])
    return (
        documents[best]
        if common[best]
        else "hidaka-dx word で作ったファイルではありません（見えない名札が一つもありません）。"
    )


def _place_of(ids: Sequence[str], words: ContentWords) -> Place | None:
    return next(words.places([each.removeprefix(OLD) for each in ids]), None)


def _numbered(number: int, found: PlacedChange, text: str, words: ContentWords) -> NumberedChange:
    change = found.change
    before, behind = text[max(change.start - AROUND, 0) : change.start], text[change.end : change.end + AROUND]
    gone = f"〔削る：{change.before.strip(chr(10))}〕" if change.before.strip() else ""
    come = f"〔加える：{change.after.strip(chr(10))}〕" if change.after.strip() else ""
    shown = f"{before}{gone}{come}{behind}" if gone or come else f"{before}〔段落の区切りの変更〕{behind}"
    now = found.now.text if found.state == "conflict" and found.now else ""
    first = found.now.first if found.now else -1
    return NumberedChange(number, found, words.place(first), shown, now)


def accepted(
    reports: Sequence[WordReport], wanted: frozenset[int] | None
) -> tuple[tuple[WordReport, ...], tuple[ChangedFile, ...]]:
    """Take the changes with some numbers, or all that can be taken where `wanted` is none; nothing is written yet.

    Returns the reports with what became of each, and the files that change. Raises RefusalError for a number that no
    change has, and for a document whose newest edition is decided.
    """
    every = [each for report in reports for each in report.changes]
    if wanted is not None and (unknown := wanted - {each.number for each in every}):
        raise RefusalError(f"番号 {'、'.join(map(str, sorted(unknown)))} の変更はありません（1〜{len(every)}）。")
    chosen = [each for each in every if wanted is None or each.number in wanted]
    results: dict[int, NumberedChange] = {}
    texts: dict[str, str] = {}
    for words in dict.fromkeys(id(report.words) for report in reports if report.words):
        about = next(report.words for report in reports if report.words and id(report.words) == words)
        mine = [each for report in reports if report.words is about for each in report.changes if each in chosen]
        results |= _taken(about, mine, texts, is_explicit=wanted is not None)
    manuscript = next((report.words.manuscript for report in reports if report.words), None)
    files = tuple(ChangedFile(path, manuscript.texts[path], text) for path, text in texts.items()) if manuscript else ()
    new = tuple(
        replace(report, changes=tuple(results.get(each.number, each) for each in report.changes)) for report in reports
    )
    return new, tuple(each for each in files if each.before != each.after)


def _taken(
    words: ContentWords, chosen: Sequence[NumberedChange], texts: dict[str, str], *, is_explicit: bool
) -> dict[int, NumberedChange]:
    """Take changes of one document; `texts` gets the files that change."""
    edition = words.manuscript.recorded[words.kind][-1]
    open_ = [each for each in chosen if each.placed.state == "open"]
    if open_ and edition.status == "決定":
        raise RefusalError(DECIDED.format(KINDS[words.kind].word))
    results = {
        each.number: replace(each, fault="原稿が、送った後で変わっています。今の文と見比べて、手で直してください")
        for each in chosen
        if each.placed.state == "conflict" and is_explicit
    }
    once = {(each.placed.now, each.placed.start, each.placed.end, each.change.after): each for each in reversed(open_)}
    first = [
        each for each in open_ if once[each.placed.now, each.placed.start, each.placed.end, each.change.after] is each
    ]
    done = taken(words, [each.placed for each in first])
    texts.update(done.texts)
    for place, each in enumerate(first):
        fault = done.refused.get(place, "")
        results[each.number] = replace(each, fault=fault, is_taken=not fault)
    for each in open_:
        if each.number not in results:  # two people made the same change
            twin = results[once[each.placed.now, each.placed.start, each.placed.end, each.change.after].number]
            results[each.number] = replace(each, fault=twin.fault, is_taken=twin.is_taken)
    return results


def write_list(reports: Sequence[WordReport], day: date, output: Path) -> Path:
    """Write the list below `output` under a name that no file has; raises OSError where that cannot be done."""
    name = free_name(output, LIST.format(day=day))
    Output(output).write([((name,), as_list(reports, day).encode())])
    return output / name


def as_list(reports: Sequence[WordReport], day: date) -> str:
    """Format the list as Markdown."""
    lines = [
        f"# Wordのファイルへの意見（{seireki_date(day)}）",
        "",
        "採り入れるものは、番号を `hidaka-dx receive … --accept 1,3-5` のように書くと、原稿に書き込まれます（全てなら `--accept-all`）。",
        "「（記録なし）」は、変更履歴を残さずに書き換えられた所です。",
    ]
    for report in reports:
        lines += ["", f"## {report.name}", "", *_rows(report)]
    return "\n".join((*lines, "", *_answers(reports)))


def _rows(report: WordReport) -> Iterator[str]:
    yield from (f"- {note}。" for note in report.notes)
    if report.fault or not (report.changes or report.comments):
        yield report.fault or "書き込みはありません。"
    if report.changes:
        yield row("番号", "場所", "誰が", "日付", "変更", "結果", "今の原稿の文（送った時と違う所だけ）")
        yield "|---:|---|---|---|---|---|---|"
        for each in report.changes:
            yield row(
                str(each.number), _where(each.place), each.authors, each.change.day, each.shown, each.said, each.now
            )
    if report.comments:
        yield from ("", row("場所", "誰が", "日付", "コメント", "どの言葉について"), "|---|---|---|---|---|")
        for comment, place in report.comments:
            yield row(_where(place), comment.author, comment.day, comment.words, comment.about)


def _where(place: Place | None) -> str:
    return f"{place.path}:{place.line}" if place else NOWHERE


def _answers(reports: Sequence[WordReport]) -> Iterator[str]:
    """List what is not taken, with names, for the table of opinions and the town's answers."""
    found = [
        row(each.authors, _where(each.place), each.shown, "")
        for report in reports
        for each in report.changes
        if not each.is_taken and each.placed.state != "done"
    ]
    found += [
        row(comment.author, _where(place), comment.words, "")
        for report in reports
        for comment, place in report.comments
    ]
    if found:
        yield from ("## 採り入れていない意見（意見と町の考え方の表に使えます）", "")
        yield from (row("誰が", "箇所", "意見", "町の考え方"), "|---|---|---|---|", *found, "")
