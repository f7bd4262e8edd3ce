"""Requests of the page that open places of the content and change them."""

import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from hidaka_dx.catalogue.documents import VIEWS
from hidaka_dx.desk import MISSING, Choices
from hidaka_dx.files.reading import is_there
from hidaka_dx.lint import Remark, WantedFix
from hidaka_dx.pipeline import desk, desk_drafts, desk_history
from hidaka_dx.pipeline.desk_additions import ADDITIONS, Addition, create_file, place_of
from hidaka_dx.pipeline.desk_files import is_editable
from hidaka_dx.pipeline.desk_findings import Consequence, PlaceChecker
from hidaka_dx.pipeline.desk_fixes import mend
from hidaka_dx.pipeline.desk_pictures import NO_PICTURE, replace_picture
from hidaka_dx.pipeline.desk_values import OpenedPlace, SavedChange, WantedChange
from hidaka_dx.preview.board import Board
from hidaka_dx.preview.requests import Asked, Request, Told
from hidaka_dx.preview.tasks import WrongAnswer
from hidaka_dx.problem import Place, RefusalError
from hidaka_dx.source import Path as At

STEPS: Final = 50
"""Steps of the history that are shown."""


@dataclass(frozen=True)
class DeskAnswers:
    """Opens places of the content and writes what was changed there."""

    root: Path
    board: Board
    written: Callable[[], None]
    """Called when the content has changed."""
    checker: PlaceChecker

    def requests(self) -> Mapping[str, Request]:
        """Return what can be asked, by name."""
        return {
            "open": self._open,
            "save": self._save,
            "draft": self._draft,
            "back": self._back,
            "kept": self._kept,
            "mend": self._mend,
            "additions": lambda _asked: {"additions": [{"name": each.name, "title": each.title} for each in ADDITIONS]},
            "add": self._add,
            "check": self._check,
            "consequences": self._consequences,
            "replace-picture": self._replace_picture,
        }

    def _open(self, asked: Asked) -> Told:
        """Open what was clicked: an id of a view, a point of a page, or a place or path in a file."""
        place = self._place(asked)
        if place is None:
            return {"made": True}
        at = _at(asked["at"]) if "at" in asked and asked["at"] is not None else None
        if "path" not in asked:
            place, at = desk.found_again(self.root, place, self._texts(asked["view"]).get(place.path))
        return self._shown(desk.open_place(self.root, place, at, self._choices()))

    def _texts(self, view: str) -> Mapping[str, str]:
        """Return the texts that a view was made from."""
        reading = self.board.state_of(view).reading
        return reading.texts if reading else {}

    def _shown(self, opened: OpenedPlace, adds: str = "") -> Told:
        key = desk_drafts.draft_key(opened.path, _listed(opened.at), opened.value, (adds, opened.twins))
        return {
            "path": opened.path,
            "line": opened.line,
            "at": _listed(opened.at),
            "form": opened.form.record() if opened.form else None,
            "title": opened.title,
            "label": f"{opened.title}　{opened.form.name}" if opened.form and opened.at else opened.title,
            "trail": [{"label": label, "at": list(path)} for label, path in opened.trail],
            "anchors": list(opened.anchors),
            "twins": opened.twins,
            "draft": desk_drafts.drafts(self.root).get(key),
            **_held("value", opened.value),
        }

    def _add(self, asked: Asked) -> Told:
        """Open the form of something new."""
        wanted = _addition(asked["what"])
        at = () if wanted.is_file else place_of(self.root, wanted)
        opened = desk.open_new(wanted.path, at, dict(wanted.begun), self._choices())
        is_file = wanted.is_file or not is_there(self.root, wanted.path)
        return {
            **self._shown(opened, wanted.name),
            "adds": wanted.name,
            "creates": is_file,
            "names": wanted.is_file and not wanted.named_by,
            "begun": dict(wanted.begun),
            "label": f"{wanted.title}を足す",
        }

    def _create(self, asked: Asked) -> SavedChange:
        """Write something new that has a file of its own, or is the first in its list."""
        wanted, value = _addition(asked["adds"]), asked.get("after")
        name = value.get(wanted.named_by, "") if wanted.named_by and isinstance(value, dict) else asked.get("name")
        if wanted.is_file and not name:
            raise WrongAnswer("番号か名前を入れてください。")
        path = wanted.path.replace("{name}", str(name))
        if not wanted.is_file and is_there(self.root, path):  # another window has made it meanwhile
            change = WantedChange(path, 1, place_of(self.root, wanted), MISSING, value)
            return desk.save(self.root, change, str(asked["label"]))
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
        place = sight.reading.origins.get(str(name)) if name and sight.reading else None
        return place if place and is_editable(place.path) else None

    def _save(self, asked: Asked) -> Told:
        change = _change(asked)
        saved = self._create(asked) if asked.get("creates") else desk.save(self.root, change, str(asked["label"]))
        if saved.is_written:
            desk_drafts.drop_draft(self.root, _key(asked, change))
            self.written()
        return {
            "written": saved.is_written,
            "line": saved.line,
            "step": saved.step,
            "gone": saved.is_gone,
            "clashes": [{"at": list(each.path), **_held("theirs", each.theirs)} for each in saved.clashes],
            "faults": [{"at": _listed(at), "message": each.message, "rule": each.rule} for at, each in saved.faults],
            **_held("theirs", saved.theirs),
        }

    def _check(self, asked: Asked) -> Told:
        """Tell what would be found in what is typed, and because of it."""
        begun = time.monotonic()
        found = self.checker.findings(_change(asked))
        return {
            "here": [
                {"at": _listed(each.at), "start": each.start, **_told(each.remark), "fix": each.remark.fix}
                for each in found.here
            ],
            "elsewhere": [_elsewhere(each) for each in found.elsewhere],
            "seconds": time.monotonic() - begun,
        }

    def _consequences(self, asked: Asked) -> Told:
        """Tell what a step has made wrong in other places."""
        return {"elsewhere": [_elsewhere(each) for each in self.checker.consequences(str(asked["step"]))]}

    def _replace_picture(self, asked: Asked) -> Told:
        """Put a picture that was dropped on another one in its place."""
        cover = str(asked.get("cover", ""))
        place = None if cover else self._place(asked)
        if not cover and place is None:
            raise RefusalError(NO_PICTURE)
        content = b64decode(asked["content"], validate=True)
        saved = replace_picture(self.root, place.path if place else "", cover, str(asked["name"]), content)
        self.written()
        return {"step": saved.step, "faults": [each.message for _, each in saved.faults]}

    def _draft(self, asked: Asked) -> Told:
        """Keep what is typed, or forget it."""
        change = _change(asked)
        if asked.get("drop"):
            desk_drafts.drop_draft(self.root, _key(asked, change))
        else:
            kept = ("path", "line", "at", "before", "after", "label", "adds", "name", "anchors", "twins")
            desk_drafts.keep_draft(
                self.root, _key(asked, change), {name: asked[name] for name in kept if name in asked}
            )
        return {}

    def _back(self, asked: Asked) -> Told:
        step = desk_history.take_back(self.root, str(asked["name"]))
        self.written()
        return {"path": step.path, "line": step.line}

    def _mend(self, asked: Asked) -> Told:
        """Apply the fixes of a finding."""
        fixes = [
            WantedFix(
                Place(str(each["place"]["path"]), each["place"]["line"], each["place"]["column"]),
                each["words"],
                each["fix"],
            )
            for each in asked["fixes"]
        ]
        made = mend(self.root, fixes)
        if made:
            self.written()
        return {"steps": list(made)}

    def _kept(self, _asked: Asked) -> Told:
        """Return what the desk keeps: drafts, and the last steps."""
        steps = desk_history.steps(self.root, STEPS)
        return {"drafts": list(desk_drafts.drafts(self.root).values()), "steps": [asdict(step) for step in steps]}


def _told(remark: Remark) -> Told:
    problem = remark.problem
    return {"level": remark.level, "message": problem.message, "rule": problem.rule, "words": remark.words}


def _elsewhere(found: Consequence) -> Told:
    place = found.remark.problem.place
    return {**_told(found.remark), "place": str(place), "open": asdict(place), "cause": _listed(found.at)}


def _addition(name: object) -> Addition:
    """Return what can be added by its name; raises KeyError for any other."""
    return {each.name: each for each in ADDITIONS}[str(name)]


def _change(asked: Asked) -> WantedChange:
    at = None if asked["at"] is None else _at(asked["at"])
    before, after = (asked.get(side, MISSING) for side in ("before", "after"))
    if at is None and not (isinstance(before, str) and isinstance(after, str)):
        raise ValueError("a passage without words")
    anchors = tuple(str(each) for each in asked.get("anchors", ()))
    return WantedChange(
        str(asked["path"]),
        int(asked["line"]),
        at,
        before,
        after,
        anchors,
        bool(asked.get("over")),
        asked.get("seen", MISSING),
    )


def _key(asked: Asked, change: WantedChange) -> str:
    twin = (str(asked.get("adds", "")), int(asked.get("twins", 0)))
    return desk_drafts.draft_key(change.path, _listed(change.at), change.before, twin)


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
