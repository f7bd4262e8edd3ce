"""Work in a process of its own: its result, its error, or the end that the system puts to it."""

import re
import time

import pytest

from hidaka_dx.bounds import ExceededError
from hidaka_dx.pipeline import confined
from hidaka_dx.problem import RefusalError
from hidaka_dx.typeset.job import Progress


def quiet(_words: str, _share: float) -> None:
    return


def test_it_gives_the_result_and_tells_how_far_it_is() -> None:
    heard: list[tuple[str, float]] = []

    def work(progress: Progress) -> dict[str, bytes]:
        progress("組んでいます", 0.5)
        return {"PDF": b"%PDF-"}

    assert confined.confined(work, lambda words, share: heard.append((words, share))) == {"PDF": b"%PDF-"}
    assert heard == [("組んでいます", 0.5)]


def test_errors_are_raised_here() -> None:
    def work(_: Progress) -> None:
        raise RefusalError("できません。")

    with pytest.raises(RefusalError, match="できません。"):
        confined.confined(work, quiet)


def test_a_call_that_nothing_interrupts_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 1)
    with pytest.raises(ExceededError):
        confined.confined(lambda _: re.match("(a+)+b", "a" * 60), quiet)


def test_waiting_for_ever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 1)
    monkeypatch.setattr(confined, "PATIENCE", 0.2)
    with pytest.raises(ExceededError):
        confined.confined(lambda _: time.sleep(60), quiet)


def test_memory_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "MEMORY", 2**27)
    with pytest.raises(MemoryError):
        confined.confined(lambda _: len(b"x" * 2**28), quiet)
