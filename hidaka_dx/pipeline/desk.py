"""The desk: one place of the content is opened as a field or a passage, changed, and written back.

Only the place changes; what others have changed in the file meanwhile is kept, and where it is the same place both are
told. Whatever is written can be taken back (`desk_history`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from hidaka_dx.content import ContentFile, kind_of
from hidaka_dx.desk import (
    MISSING,
    Choices,
    Clash,
    FieldForm,
    as_value,
    at_path,
    form_of,
    keys_of,
    merged,
    path_at,
    with_choices,
    with_found,
)
from hidaka_dx.files import amend
from hidaka_dx.pipeline import desk_history
from hidaka_dx.pipeline.desk_files import bytes_of, data_of, decoded, new_faults, text_of
from hidaka_dx.pipeline.desk_history import TextChange
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.source import Data, rewritten
from hidaka_dx.source import Path as At
from hidaka_dx.source.editing import Edit, EditError, edited
from hidaka_dx.source.passages import passage_at, with_passage

NO_CHOICES: Final[Choices] = MappingProxyType({})
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
    title: str = ""
    """What the file is called."""
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
class WantedFix:
    """Words at a place, and what is to take their place."""

    place: Place
    words: str
    fix: str


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


def open_place(root: Path, place: Place, at: At | None = None, choices: Choices = NO_CHOICES) -> OpenedPlace:
    """Open what stands at a place, or the value that a path leads to; raises RefusalError where nothing can be edited.

    `choices` is what fields propose that refer to other parts of the content.
    """
    text, kind = text_of(root, place.path), kind_of(place.path)
    if kind is None:
        passage = passage_at(text, place.line)
        line, words = (passage.first, passage.words) if passage else (1, "")
        return OpenedPlace(place.path, line, None, words, None, _heading(text) or place.path)
    data = data_of(text, place.path)
    at = path_at(data, place) if at is None else at
    form = with_choices(form_of(kind, data.value, at), (kind.name, *keys_of(at)), choices)
    value, trail = at_path(data.value, at), tuple(_trail(kind, data, at))
    return OpenedPlace(place.path, data.place(at).line, at, value, form, _title(kind, place.path), trail)


def open_new(path: str, at: At, begun: object, choices: Choices) -> OpenedPlace:
    """Open the form of something that is not there yet: a file, or the item of a list at a path; `begun` is what it begins with.

    Raises KeyError for a path that no data file has.
    """
    kind = kind_of(path)
    if kind is None:
        raise KeyError(path)
    form = form_of(kind, with_found(None, at, begun), at)
    return OpenedPlace(path, 1, at, MISSING, with_choices(form, (kind.name, *keys_of(at)), choices), kind.title)


def save(root: Path, change: WantedChange, label: str) -> SavedChange:
    """Write a change, merged with what others have changed meanwhile; `label` names the step in the history.

    Raises RefusalError where the file cannot be edited here, OSError where it cannot be written.
    """
    raw = bytes_of(root, change.path)
    text = decoded(raw, change.path)
    kind = kind_of(change.path)
    new, saved = _with_words(text, change) if kind is None else _with_value(text, kind, change)
    if not saved.is_written or new == text:
        return saved
    if faults := tuple(new_faults(change.path, kind, text, new)):
        return SavedChange(saved.line, faults=faults)
    step = desk_history.record(root, TextChange(change.path, text, new), label)
    if amend(root, {change.path: partial(_replaced, raw, new)}):
        raise RefusalError(f"{change.path} は、たった今ほかから書き換えられました。もう一度、保存してください。")
    return SavedChange(saved.line, step=step)


def mend(root: Path, fixes: Sequence[WantedFix]) -> tuple[str, ...]:
    """Apply safe fixes, file by file; return the names of the steps. What is no longer there is left alone.

    Raises as `save` does.
    """
    made = []
    for path in dict.fromkeys(each.place.path for each in fixes):
        raw = bytes_of(root, path)
        text = new = decoded(raw, path)
        for each in sorted(fixes, key=lambda each: each.place, reverse=True):  # places before a fix stay where they are
            new = _fixed(new, each) if each.place.path == path else new
        if new != text:
            made.append(desk_history.record(root, TextChange(path, text, new), f"{path} 指摘を直した"))
            amend(root, {path: partial(_replaced, raw, new)})
    return tuple(made)


def _fixed(text: str, fix: WantedFix) -> str:
    """Return a text with one fix, if its words stand there."""
    lines = text.split("\n")
    if not 0 < fix.place.line <= len(lines):
        return text
    start = sum(len(line) + 1 for line in lines[: fix.place.line - 1]) + fix.place.column - 1
    end = start + len(fix.words)
    return f"{text[:start]}{fix.fix}{text[end:]}" if text[start:end] == fix.words else text


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
    data = data_of(text, change.path)
    at = _appended(data.value, change)
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


def _appended(value: object, change: WantedChange) -> At:
    """Return the path that a change is about; a new item comes behind those that others have added meanwhile."""
    at = change.at or ()
    there = at_path(value, at[:-1])
    is_new = change.before is MISSING and at and isinstance(at[-1], int) and isinstance(there, list)
    return (*at[:-1], len(there)) if is_new and isinstance(there, list) else at


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


def _trail(kind: ContentFile, data: Data, at: At) -> Sequence[tuple[str, At]]:
    """Name what is around a value, the file first."""
    above = [at[:length] for length in range(len(at))]
    return [(_called(kind, data, each) if each else kind.title, each) for each in above]


def _called(kind: ContentFile, data: Data, at: At) -> str:
    label = form_of(kind, data.value, at).label
    return f"{int(at[-1]) + 1}つ目" if isinstance(at[-1], int) else label.partition("。")[0]


def _title(kind: ContentFile, path: str) -> str:
    return f"{kind.title} {PurePosixPath(path).stem}" if "*" in kind.paths else kind.title


def _heading(text: str) -> str:
    """Return the first heading of a chapter, without its marks."""
    found = next((line for line in text.split("\n") if line.startswith("#")), "")
    return found.lstrip("#").partition("{")[0].strip(" 　")
