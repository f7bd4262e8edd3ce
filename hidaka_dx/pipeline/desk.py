"""The desk: one place of the content is opened as a field or a passage, changed, and written back.

Only the place changes; what others have changed in the file meanwhile is kept, and where it is the same place both are
told. Whatever is written can be taken back (`desk_history`).
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from threading import Lock
from types import MappingProxyType
from typing import Final

from hidaka_dx.content import ContentFile, kind_of
from hidaka_dx.desk import (
    MISSING,
    Choices,
    anchors,
    as_value,
    at_path,
    form_of,
    keys_of,
    located,
    merged,
    path_at,
    with_choices,
    with_found,
    with_mine,
)
from hidaka_dx.pipeline.desk_files import bytes_of, data_of, decoded, new_faults, text_of
from hidaka_dx.pipeline.desk_history import TextChange, write
from hidaka_dx.pipeline.desk_values import OpenedPlace, SavedChange, WantedChange
from hidaka_dx.problem import Place, Problem, RefusalError
from hidaka_dx.source import Data
from hidaka_dx.source import Path as At
from hidaka_dx.source.editing import Edit, EditError, edited
from hidaka_dx.source.passages import TextPassage, neighbours, passage_at, passages, successor_of, with_passage

NAMING: Final = ("number", "name", "term", "title", "id", "year")
"""Keys of which the first that an item has is shown as its name."""
CSV: Final = ".csv"
NEWER: Final = "原稿が、見えているものより新しくなっています。表示が新しくなってから、もう一度押してください。"
NO_CHOICES: Final[Choices] = MappingProxyType({})
TRIES: Final = 5
_WRITING: Final = Lock()
"""Held while one window of this process writes."""
UNWRITABLE: Final = "この形では書けません。エディターで直してください。"


def open_place(root: Path, place: Place, at: At | None = None, choices: Choices = NO_CHOICES) -> OpenedPlace:
    """Open what stands at a place, or the value that a path leads to; raises RefusalError where nothing can be edited.

    `choices` is what fields propose that refer to other parts of the content.
    """
    text, kind = text_of(root, place.path), kind_of(place.path)
    if kind is None:
        passage = TextPassage(1, text.strip("\n")) if place.path.endswith(CSV) else passage_at(text, place.line)
        line, words = (passage.first, passage.words) if passage else (1, "")
        before = [each.words for each in passages(text) if each.first < line]
        title, around = _heading(text) or place.path, neighbours(text, line)
        return OpenedPlace(place.path, line, None, words, None, title, anchors=around, twins=before.count(words))
    data = data_of(text, place.path)
    at = path_at(data, place) if at is None else at
    form = with_choices(form_of(kind, data.value, at), (kind.name, *keys_of(at)), choices)
    value, trail = at_path(data.value, at), tuple(_trail(kind, data, at))
    title, line = _title(kind, data, place.path, at), data.place(at).line
    return OpenedPlace(place.path, line, at, value, form, title, trail, anchors(data.value, at))


def found_again(root: Path, place: Place, shown: str | None) -> tuple[Place, At | None]:
    """Return where something stands now that stood at a place of the text that is `shown`, and its path in a data file.

    Raises RefusalError where it is no longer there: the text shown is older than the file.
    """
    text = text_of(root, place.path)
    if shown is None or shown == text:
        return place, None
    if kind_of(place.path) is None:
        old = passage_at(shown, place.line)
        now = [each.first for each in passages(text) if old and each.words == old.words]
        if place.path.endswith(CSV) or len(now) == 1:
            return replace(place, line=now[0] if now else 1), None
        raise RefusalError(NEWER)
    before, after = data_of(shown, place.path), data_of(text, place.path)
    at = path_at(before, place)
    at_now = located(after.value, at, anchors(before.value, at))
    if at_now is None:
        raise RefusalError(NEWER)
    return place, at_now


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
    with _WRITING:
        for _ in range(TRIES):  # another program may write the file at the same moment
            if saved := _saved(root, change, label):
                return saved
    raise RefusalError(
        f"{change.path} は、ほかから何度も書き換えられています。少し待って、もう一度、保存してください。"
    )


def _saved(root: Path, change: WantedChange, label: str) -> SavedChange | None:
    """Write a change; none where the file was changed while it was written."""
    raw = bytes_of(root, change.path)
    text = decoded(raw, change.path)
    kind = kind_of(change.path)
    new, saved = with_change(text, kind, change)
    if not saved.is_written or new == text:
        return saved
    if faults := tuple(new_faults(change.path, kind, text, new)):
        return SavedChange(saved.line, faults=faults)
    step = write(root, TextChange(change.path, text, new), raw, label)
    return SavedChange(saved.line, step=step) if step else None


def with_change(text: str, kind: ContentFile | None, change: WantedChange) -> tuple[str, SavedChange]:
    """Return the text of a file with a change, and what would become of the change; nothing is written."""
    return _with_words(text, change) if kind is None else _with_value(text, kind, change)


def _with_words(text: str, change: WantedChange) -> tuple[str, SavedChange]:
    before = change.seen if change.over else change.before
    new = with_passage(text, change.line, str(before), str(change.after))
    if new is not None:
        return new, SavedChange(change.line)
    if str(change.after).strip("\n") in (each.words for each in passages(text)):
        return text, SavedChange(change.line)
    there = successor_of(text, str(before), change.anchors)
    return text, SavedChange(there.first, there.words) if there else SavedChange(change.line, is_gone=True)


def _with_value(text: str, kind: ContentFile, change: WantedChange) -> tuple[str, SavedChange]:
    data = data_of(text, change.path)
    at = located(data.value, _appended(data.value, change), change.anchors)
    if at is None:
        return text, SavedChange(change.line, is_gone=True)
    there = at_path(data.value, at)
    value, clashes = merged(change.before, change.after, there, at)
    if clashes and not (change.over and change.seen == there):
        return text, SavedChange(change.line, there, clashes)
    value = with_mine(value, clashes, at)
    return (text, SavedChange(change.line)) if value == there else _edited(text, kind, data, (at, value))


def _edited(text: str, kind: ContentFile, data: Data, wanted: tuple[At, object]) -> tuple[str, SavedChange]:
    """Write a value at a path."""
    path, new = _written_at(data.value, *wanted)
    line = data.place(path).line
    try:
        order = [name for name, _ in form_of(kind, data.value, path[:-1]).fields]
        return edited(text, [Edit(path, as_value(new))], order), SavedChange(line)
    except EditError as error:
        message = str(error) if any(letter > "぀" for letter in str(error)) else UNWRITABLE
        return text, SavedChange(line, faults=((wanted[0], Problem(data.place(path), message, "value")),))


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
    left = at_path(with_found(value, at, MISSING), at[:-1]) if at else {}
    if left == {} and not at[:-1]:
        raise RefusalError("ファイルの中身を、全部なくすことはできません。")
    if left == {}:
        return _written_at(value, at[:-1], MISSING)
    return at[:-1], left


def _trail(kind: ContentFile, data: Data, at: At) -> Sequence[tuple[str, At]]:
    """Name what is around a value, the file first."""
    above = [at[:length] for length in range(len(at))]
    return [(_called(kind, data, each) if each else kind.title, each) for each in above]


def _called(kind: ContentFile, data: Data, at: At) -> str:
    return f"{at[-1] + 1}つ目" if isinstance(at[-1], int) else form_of(kind, data.value, at).name


def _title(kind: ContentFile, data: Data, path: str, at: At) -> str:
    """Return what a file is called, with the name of the item of a list that a path goes through."""
    title = f"{kind.title} {PurePosixPath(path).stem}" if "*" in kind.paths else kind.title
    items = [at_path(data.value, at[: place + 1]) for place, step in enumerate(at) if isinstance(step, int)]
    names = [
        each[key] for each in items[:1] if isinstance(each, dict) for key in NAMING if isinstance(each.get(key), str)
    ]
    return f"{title}　{names[0]}" if names else title


def _heading(text: str) -> str:
    """Return the first heading of a chapter, without its marks."""
    found = next((line for line in text.split("\n") if line.startswith("#")), "")
    return found.lstrip("#").partition("{")[0].strip(" 　")
