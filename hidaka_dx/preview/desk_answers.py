"""Requests of the page that change the town: JSON in, JSON out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeAlias

from hidaka_dx.catalogue.documents import VIEWS
from hidaka_dx.compose import origin
from hidaka_dx.desk import MISSING
from hidaka_dx.pipeline import desk, desk_drafts, desk_history
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.gate import MISSING as NO_PAGE
from hidaka_dx.preview.gate import RefusedError
from hidaka_dx.problem import Place, RefusalError
from hidaka_dx.source import Path as At

Asked: TypeAlias = Mapping[str, Any]
Told: TypeAlias = dict[str, object]
STEPS: Final = 50
"""Steps of the history that are shown."""
MALFORMED: Final = "求めの形が違います。頁を読み込み直してください。"


@dataclass(frozen=True)
class DeskAnswers:
    """Opens places of the content and writes what was changed there."""

    root: Path
    board: Board
    written: Callable[[], None]
    """Called when the content has changed."""

    def to(self, name: str, asked: Asked) -> Told:
        """Answer a request by its name; raises RefusedError for what is not known or not well formed, or is refused."""
        known = {"open": self._open, "save": self._save, "draft": self._draft, "back": self._back, "kept": self._kept}
        if name not in known:
            raise RefusedError(HTTPStatus.NOT_FOUND, NO_PAGE)
        try:
            return known[name](asked)
        except (KeyError, TypeError, ValueError):
            raise RefusedError(HTTPStatus.BAD_REQUEST, MALFORMED) from None
        except RefusalError as refusal:
            raise RefusedError(HTTPStatus.CONFLICT, str(refusal)) from None
        except OSError as error:
            message = f"{error.filename or '町のフォルダー'} に書けません（{error.strerror}）。入力は残っています。"
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE, message) from None

    def _open(self, asked: Asked) -> Told:
        """Open what was clicked: an id of a view, a point of a page, or a place or path in a file."""
        place = self._place(asked)
        if place is None:
            return {"made": True}
        at = _at(asked["at"]) if "at" in asked and asked["at"] is not None else None
        opened = desk.open_place(self.root, place, at)
        key = desk_drafts.draft_key(opened.path, _listed(opened.at), opened.value if opened.at is None else None)
        return {
            "path": opened.path,
            "line": opened.line,
            "at": _listed(opened.at),
            "form": opened.form.record() if opened.form else None,
            "trail": [{"label": label, "at": list(path)} for label, path in opened.trail],
            "draft": desk_drafts.drafts(self.root).get(key),
            **_held("value", opened.value),
        }

    def _place(self, asked: Asked) -> Place | None:
        if "path" in asked:
            return Place(str(asked["path"]), int(asked.get("line", 1)), int(asked.get("column", 1)))
        if asked["view"] not in VIEWS:
            raise ValueError(asked["view"])
        sight, name = self.board.state_of(asked["view"]), asked.get("id")
        if name is None and sight.sheets:
            name = sight.sheets.at(int(asked["page"]), float(asked["across"]), float(asked["down"]))
        place = origin(str(name), sight.reading.origins) if name and sight.reading else None
        return place if place and desk.is_editable(place.path) else None

    def _save(self, asked: Asked) -> Told:
        change = _change(asked)
        saved = desk.save(self.root, change, str(asked["label"]))
        if saved.is_written:
            desk_drafts.drop_draft(self.root, _key(change))
            self.written()
        return {
            "written": saved.is_written,
            "line": saved.line,
            "step": saved.step,
            "clashes": [{"at": list(each.path), **_held("theirs", each.theirs)} for each in saved.clashes],
            "faults": [{"at": _listed(at), "message": each.message, "rule": each.rule} for at, each in saved.faults],
            **_held("theirs", saved.theirs),
        }

    def _draft(self, asked: Asked) -> Told:
        """Keep what is typed, or forget it."""
        change = _change(asked)
        if asked.get("drop"):
            desk_drafts.drop_draft(self.root, _key(change))
        else:
            kept = ("path", "line", "at", "before", "after", "label")
            desk_drafts.keep_draft(self.root, _key(change), {name: asked[name] for name in kept if name in asked})
        return {}

    def _back(self, asked: Asked) -> Told:
        step = desk_history.take_back(self.root, str(asked["name"]))
        self.written()
        return {"path": step.path, "line": step.line}

    def _kept(self, _asked: Asked) -> Told:
        """Return what the desk keeps: drafts, and the last steps."""
        steps = desk_history.steps(self.root, STEPS)
        return {"drafts": list(desk_drafts.drafts(self.root).values()), "steps": [asdict(step) for step in steps]}


def _change(asked: Asked) -> desk.WantedChange:
    at = None if asked["at"] is None else _at(asked["at"])
    before, after = (asked.get(side, MISSING) for side in ("before", "after"))
    if at is None and not (isinstance(before, str) and isinstance(after, str)):
        raise ValueError("a passage without words")
    return desk.WantedChange(str(asked["path"]), int(asked["line"]), at, before, after)


def _key(change: desk.WantedChange) -> str:
    return desk_drafts.draft_key(change.path, _listed(change.at), change.before if change.at is None else None)


def _at(steps: object) -> At:
    """Return a path from JSON."""
    if not isinstance(steps, list) or not all(type(step) in (str, int) for step in steps):
        raise TypeError(steps)
    return tuple(steps)


def _listed(at: At | None) -> list[str | int] | None:
    return None if at is None else list(at)


def _held(name: str, value: object) -> Told:
    """Return a value under a name; nothing where there is none."""
    return {} if value is MISSING else {name: value}
