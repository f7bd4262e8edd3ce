"""Requests of the page that run commands, and files for these: JSON in, JSON out."""

import secrets
import time
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final

from hidaka_dx.files import Output
from hidaka_dx.pipeline.desk_files import editable_texts
from hidaka_dx.pipeline.desk_history import TextChange, record
from hidaka_dx.pipeline.desk_pictures import keep_picture
from hidaka_dx.preview.requests import Asked, Request, Told
from hidaka_dx.preview.running import RunningCommand
from hidaka_dx.preview.tasks import RECEIVED, DeskTask, WrongAnswer, tasks, words_of

FORGOTTEN: Final = "確かめた仕事が分かりません。もう一度、初めから行ってください。"


@dataclass(frozen=True)
class TaskAnswers:
    """Runs tasks; one that changes much is first tried or asked about, and then run as it was tried."""

    root: Path
    running: RunningCommand
    _waiting: dict[str, tuple[str, Asked]] = field(default_factory=dict)
    """Tasks that wait for a yes, with their answers, by ticket."""

    def requests(self) -> Mapping[str, Request]:
        """Return what can be asked, by name."""
        return {
            "tasks": lambda _asked: {"tasks": [task.record() for task in tasks(self.root)]},
            "run": self._run,
            "go": self._go,
            "running": lambda _asked: self.running.told(),
            "stop": self._stop,
            "upload": self._upload,
            "picture": self._picture,
        }

    def _run(self, asked: Asked) -> Told:
        """Run a task: at first only as a trial, or not at all, where it is to be confirmed; the answer holds a ticket then."""
        task, answers = self._task(asked["task"]), asked["answers"]
        words = words_of(task, answers)
        if not task.is_tried and not task.warning:
            self.running.start(task.name, words)
            return {}
        ticket = secrets.token_hex(8)
        if task.is_tried:
            self.running.start(task.name, [*words, *task.trial], task.answers[0], ticket)
        self._waiting[ticket] = (task.name, answers)
        return {"ticket": ticket, "asks": task.warning}

    def _go(self, asked: Asked) -> Told:
        """Run what was tried or asked about, with the answers of then."""
        if asked["ticket"] not in self._waiting:
            raise WrongAnswer(FORGOTTEN)
        name, answers = self._waiting.pop(asked["ticket"])
        task = self._task(name)
        before = editable_texts(self.root) if task.is_tried else {}
        after = partial(self._record, task, before) if task.is_tried else None
        self.running.start(task.name, words_of(task, answers), task.answers[1], ended=after)
        return {}

    def _task(self, name: object) -> DeskTask:
        return {each.name: each for each in tasks(self.root)}[str(name)]

    def _record(self, task: DeskTask, before: Mapping[str, str]) -> None:
        """Keep what a task has changed in the content as steps that can be taken back."""
        for path, text in editable_texts(self.root).items():
            if text != before.get(path):
                record(self.root, TextChange(path, before.get(path), text), f"{path} {task.title}")

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
