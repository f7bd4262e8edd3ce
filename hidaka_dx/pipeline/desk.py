"""The desk: one place of the content is opened as a field or a passage, changed, and written back.

Only the place changes; what others have changed in the file meanwhile is kept, and where it is the same place both are
told. Whatever is written can be taken back (`desk_history`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from hidaka_dx.content import ContentFile, kind_of
from hidaka_dx.content.kinds import CHAPTERS, CSV_TABLES
from hidaka_dx.content.validate import validated
from hidaka_dx.desk import MISSING, Clash, FieldForm, as_value, at_path, form_of, merged, path_at, with_found
from hidaka_dx.files import amend
from hidaka_dx.files.reading import UnreadableFile, read_file
from hidaka_dx.pipeline import desk_history
from hidaka_dx.pipeline.desk_history import TextChange
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.source import Data, parse_chapter, parse_csv, parse_data, read_text, rewritten
from hidaka_dx.source import Path as At
from hidaka_dx.source.editing import Edit, EditError, edited
from hidaka_dx.source.passages import passage_at, with_passage

LARGEST: Final = 2_000_000
NOT_WRITABLE: Final = "ここは、この画面では直せません。"
ELSEWHERE: Final = "開いた後で、ほかの人かほかの画面が、同じ所を書き換えています。"
UNWRITABLE: Final = "この形では書けません。エディターで直してください。"


@dataclass(frozen=True)
class OpenedPlace:
    """A place of the content, as it is edited."""

    path: str
    line: int
    at: At | None
    """Path of the value in a data file; none for a passage of prose."""
    value: object
    """The words of a passage, or what a data file holds there; MISSING where there is nothing yet."""
    form: FieldForm | None
    trail: tuple[tuple[str, At], ...] = ()
    """The records around a value: what each is called, and its path."""


@dataclass(frozen=True)
class WantedChange:
    """What somebody has made of an opened place."""

    path: str
    line: int
    at: At | None
    before: object
    """What they were shown."""
    after: object


@dataclass(frozen=True)
class SavedChange:
    """What became of a change: it is written, unless others changed the same, or it has faults that were not there."""

    line: int
    theirs: object = MISSING
    """What stands there instead, where others have changed the same."""
    clashes: tuple[Clash, ...] = ()
    faults: tuple[tuple[At | None, Problem], ...] = ()
    """Each with the path of the value that it is about."""
    step: str = ""
    """Name of the step in the history; empty where nothing was to be written."""

    @property
    def is_written(self) -> bool:
        """Whether the file holds what was wanted."""
        return self.theirs is MISSING and not self.faults


def open_place(root: Path, place: Place, at: At | None = None) -> OpenedPlace:
    """Open what stands at a place, or the value that a path leads to; raises RefusalError where nothing can be edited."""
    text, kind = _text(root, place.path), kind_of(place.path)
    if kind is None:
        passage = passage_at(text, place.line)
        line, words = (passage.first, passage.words) if passage else (1, "")
        return OpenedPlace(place.path, line, None, words, None)
    data = _data(text, place.path)
    at = path_at(data, place) if at is None else at
    form = form_of(kind, data.value, at)
    return OpenedPlace(
        place.path, data.place(at).line, at, at_path(data.value, at), form, tuple(_trail(kind, data, at))
    )


def save(root: Path, change: WantedChange, label: str) -> SavedChange:
    """Write a change, merged with what others have changed meanwhile; `label` names the step in the history.

    Raises RefusalError where the file cannot be edited here, OSError where it cannot be written.
    """
    raw = _raw(root, change.path)
    text = _decoded(raw, change.path)
    kind = kind_of(change.path)
    new, saved = _with_words(text, change) if kind is None else _with_value(text, kind, change)
    if not saved.is_written or new == text:
        return saved
    if faults := tuple(_new_faults(change.path, kind, text, new)):
        return SavedChange(saved.line, faults=faults)
    step = desk_history.record(root, TextChange(change.path, text, new), label)
    if amend(root, {change.path: partial(_replaced, raw, new)}):
        raise RefusalError(f"{change.path} は、たった今ほかから書き換えられました。もう一度、保存してください。")
    return SavedChange(saved.line, step=step)


def _replaced(before: bytes, text: str, raw: bytes) -> bytes | None:
    return rewritten(raw, text) if raw == before else None


def _with_words(text: str, change: WantedChange) -> tuple[str, SavedChange]:
    new = with_passage(text, change.line, str(change.before), str(change.after))
    if new is not None:
        return new, SavedChange(change.line)
    there = passage_at(text, change.line)
    if there and there.words == str(change.after).strip("\n"):
        return text, SavedChange(there.first)
    return text, SavedChange(change.line, there.words if there else "")


def _with_value(text: str, kind: ContentFile, change: WantedChange) -> tuple[str, SavedChange]:
    data, at = _data(text, change.path), change.at or ()
    there = at_path(data.value, at)
    value, clashes = merged(change.before, change.after, there, at)
    if clashes:
        return text, SavedChange(change.line, there, clashes)
    if value == there:
        return text, SavedChange(change.line)
    path, new = _written_at(data.value, at, value)
    try:
        order = [name for name, _ in form_of(kind, data.value, path[:-1]).fields]
        return edited(text, [Edit(path, as_value(new))], order), SavedChange(data.place(path).line)
    except EditError as error:
        message = str(error) if any(letter > "぀" for letter in str(error)) else UNWRITABLE
        return text, SavedChange(change.line, faults=((at, Problem(data.place(at), message, "value")),))


def _written_at(value: object, at: At, new: object) -> tuple[At, object]:
    """Return where something is to be written, and what: a key is taken out by writing the dictionary around it."""
    if new is not MISSING:
        return at, new
    if not at:
        raise RefusalError("ファイルの中身を、全部なくすことはできません。")
    left = at_path(with_found(value, at, MISSING), at[:-1])
    if isinstance(left, dict) and not left and at[:-1]:
        return _written_at(value, at[:-1], MISSING)
    return at[:-1], left


def _new_faults(path: str, kind: ContentFile | None, before: str, after: str) -> Sequence[tuple[At | None, Problem]]:
    """Return the faults that a text has and its older form had not."""
    known = {(each.message, each.rule) for _, each in _faults(path, kind, before)}
    return [found for found in _faults(path, kind, after) if (found[1].message, found[1].rule) not in known]


def _faults(path: str, kind: ContentFile | None, text: str) -> Sequence[tuple[At | None, Problem]]:
    letters = read_text(text.encode(), path)[1]
    if kind is None:
        _, found = parse_csv(text, path) if path.endswith(".csv") else parse_chapter(text, path)
        return [(None, each) for each in (*letters, *found)]
    data, problems = parse_data(text, path)
    if data is not None and not problems:
        _, problems = validated(kind.adapter, data)
    return [(path_at(data, each.place) if data else None, each) for each in (*letters, *problems)]


def _trail(kind: ContentFile, data: Data, at: At) -> Sequence[tuple[str, At]]:
    """Name what is around a value, the file first."""
    above = [at[:length] for length in range(len(at))]
    return [(_called(kind, data, each) if each else kind.title, each) for each in above]


def _called(kind: ContentFile, data: Data, at: At) -> str:
    label = form_of(kind, data.value, at).label
    return f"{int(at[-1]) + 1}つ目" if isinstance(at[-1], int) else label.partition("。")[0]


def _text(root: Path, path: str) -> str:
    return _decoded(_raw(root, path), path)


def _raw(root: Path, path: str) -> bytes:
    if not is_editable(path):
        raise RefusalError(NOT_WRITABLE)
    try:
        return read_file(root, path, LARGEST)
    except UnreadableFile as why:
        raise RefusalError(f"ファイル {path} {why}") from None


def _decoded(raw: bytes, path: str) -> str:
    text, problems = read_text(raw, path)
    if text is None:
        raise RefusalError(problems[0].message)
    return text


def _data(text: str, path: str) -> Data:
    data, problems = parse_data(text, path)
    if data is None or not isinstance(data.value, dict | list):
        raise RefusalError(
            f"{path} の形が崩れているので、ここでは開けません。右の一覧の誤りを、エディターで直してください。"
            if problems
            else NOT_WRITABLE
        )
    return data


def is_editable(path: str) -> bool:
    """Tell whether a path names a file of the content that people write; it need not be there."""
    names = PurePosixPath(path)
    if names.is_absolute() or ".." in names.parts or str(names) != path or "\0" in path:
        return False
    kind = kind_of(path)
    found = kind.paths if kind else next((each for each in (CHAPTERS, CSV_TABLES) if fnmatchcase(path, each)), "")
    return bool(found) and found.count("/") == path.count("/")
