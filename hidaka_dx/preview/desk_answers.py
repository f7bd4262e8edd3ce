"""Requests of the page that change the town: JSON in, JSON out."""

import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias

from hidaka_dx.catalogue.documents import VIEWS
from hidaka_dx.compose import origin
from hidaka_dx.desk import MISSING, Choices
from hidaka_dx.files import Output
from hidaka_dx.files.reading import is_there
from hidaka_dx.pipeline import desk, desk_drafts, desk_history
from hidaka_dx.pipeline.desk_additions import ADDITIONS, Addition, create_file, place_of
from hidaka_dx.pipeline.desk_files import is_editable
from hidaka_dx.pipeline.desk_pictures import keep_picture
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.gate import MISSING as NO_PAGE
from hidaka_dx.preview.gate import RefusedError
from hidaka_dx.preview.running import RunningCommand
from hidaka_dx.preview.tasks import RECEIVED, WrongAnswer, tasks, words_of
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
    running: RunningCommand

    def to(self, name: str, asked: Asked) -> Told:
        """Answer a request by its name; raises RefusedError for what is not known or not well formed, or is refused."""
        known: dict[str, Callable[[Asked], Told]] = {
            "open": self._open,
            "save": self._save,
            "draft": self._draft,
            "back": self._back,
            "kept": self._kept,
            "mend": self._mend,
            "tasks": self._tasks,
            "run": self._run,
            "running": lambda _asked: self.running.told(),
            "stop": self._stop,
            "upload": self._upload,
            "picture": self._picture,
            "additions": lambda _asked: {"additions": [{"name": each.name, "title": each.title} for each in ADDITIONS]},
            "add": self._add,
        }
        if name not in known:
            raise RefusedError(HTTPStatus.NOT_FOUND, NO_PAGE)
        try:
            return known[name](asked)
        except WrongAnswer as wrong:
            raise RefusedError(HTTPStatus.CONFLICT, str(wrong)) from None
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
        return self._shown(desk.open_place(self.root, place, at, self._choices()))

    def _shown(self, opened: desk.OpenedPlace) -> Told:
        key = desk_drafts.draft_key(opened.path, _listed(opened.at), opened.value if opened.at is None else None)
        return {
            "path": opened.path,
            "line": opened.line,
            "at": _listed(opened.at),
            "form": opened.form.record() if opened.form else None,
            "title": opened.title,
            "label": f"{opened.title}　{opened.form.name}" if opened.form and opened.at else opened.title,
            "trail": [{"label": label, "at": list(path)} for label, path in opened.trail],
            "draft": desk_drafts.drafts(self.root).get(key),
            **_held("value", opened.value),
        }

    def _add(self, asked: Asked) -> Told:
        """Open the form of something new."""
        wanted = _addition(asked["what"])
        at = () if wanted.is_file else place_of(self.root, wanted)
        opened = desk.open_new(wanted.path, at, dict(wanted.begun), self._choices())
        is_file = wanted.is_file or not is_there(self.root, wanted.path)
        more = {"adds": wanted.name, "names": wanted.is_file and not wanted.named_by, "begun": dict(wanted.begun)}
        return {
            **self._shown(opened),
            **(more if is_file else {"begun": dict(wanted.begun)}),
            "label": f"{wanted.title}を足す",
        }

    def _create(self, asked: Asked) -> desk.SavedChange:
        """Write something new that has a file of its own, or is the first in its list."""
        wanted, value = _addition(asked["adds"]), asked.get("after")
        name = value.get(wanted.named_by, "") if wanted.named_by and isinstance(value, dict) else asked.get("name")
        if wanted.is_file and not name:
            raise WrongAnswer("番号か名前を入れてください。")
        path = wanted.path.replace("{name}", str(name))
        return create_file(self.root, path, value if wanted.is_file else [value], str(asked["label"]))

    def _choices(self) -> Choices:
        """Return what the text that was read last proposes; all views are read from the same content."""
        readings = (self.board.state_of(view).reading for view in VIEWS)
        return next((reading.choices for reading in readings if reading), desk.NO_CHOICES)

    def _place(self, asked: Asked) -> Place | None:
        if "path" in asked:
            return Place(str(asked["path"]), int(asked.get("line", 1)), int(asked.get("column", 1)))
        if asked["view"] not in VIEWS:
            raise ValueError(asked["view"])
        sight, name = self.board.state_of(asked["view"]), asked.get("id")
        if name is None and sight.sheets:
            name = sight.sheets.at(int(asked["page"]), float(asked["across"]), float(asked["down"]))
        place = origin(str(name), sight.reading.origins) if name and sight.reading else None
        return place if place and is_editable(place.path) else None

    def _save(self, asked: Asked) -> Told:
        change = _change(asked)
        saved = self._create(asked) if "adds" in asked else desk.save(self.root, change, str(asked["label"]))
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
            kept = ("path", "line", "at", "before", "after", "label", "adds", "name")
            desk_drafts.keep_draft(self.root, _key(change), {name: asked[name] for name in kept if name in asked})
        return {}

    def _back(self, asked: Asked) -> Told:
        step = desk_history.take_back(self.root, str(asked["name"]))
        self.written()
        return {"path": step.path, "line": step.line}

    def _mend(self, asked: Asked) -> Told:
        """Apply the fixes of a finding."""
        fixes = [
            desk.WantedFix(
                Place(str(each["place"]["path"]), each["place"]["line"], each["place"]["column"]),
                each["words"],
                each["fix"],
            )
            for each in asked["fixes"]
        ]
        made = desk.mend(self.root, fixes)
        if made:
            self.written()
        return {"steps": list(made)}

    def _kept(self, _asked: Asked) -> Told:
        """Return what the desk keeps: drafts, and the last steps."""
        steps = desk_history.steps(self.root, STEPS)
        return {"drafts": list(desk_drafts.drafts(self.root).values()), "steps": [asdict(step) for step in steps]}

    def _tasks(self, _asked: Asked) -> Told:
        return {"tasks": [task.record() for task in tasks(self.root)]}

    def _run(self, asked: Asked) -> Told:
        """Run a task: first only as a trial, where there is such."""
        task = {each.name: each for each in tasks(self.root)}[asked["task"]]
        words = words_of(task, asked["answers"])
        is_trial = task.is_tried and not asked.get("sure")
        if task.warning and not asked.get("sure"):
            raise WrongAnswer(task.warning)
        answer = task.answers[0] if is_trial else task.answers[1]
        self.running.start(task.name, [*words, *(task.trial if is_trial else ())], answer)
        return {"trial": is_trial}

    def _stop(self, _asked: Asked) -> Told:
        self.running.stop()
        return {}

    def _picture(self, asked: Asked) -> Told:
        """Keep a picture for figures; return its name."""
        return {"name": keep_picture(self.root, str(asked["name"]), b64decode(asked["content"], validate=True))}

    def _upload(self, asked: Asked) -> Told:
        """Keep a file that was dropped on the page, for a command to read; return its path."""
        name = PurePosixPath(str(asked["name"]).replace("\\", "/")).name
        content = b64decode(asked["content"], validate=True)
        names = (f"{time.time_ns():020d}", name)
        Output(self.root / RECEIVED).write([(names, content)])
        return {"path": "/".join((RECEIVED, *names))}


def _addition(name: object) -> Addition:
    """Return what can be added by its name; raises KeyError for any other."""
    return {each.name: each for each in ADDITIONS}[str(name)]


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
