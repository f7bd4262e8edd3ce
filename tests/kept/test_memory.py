"""What a process remembers is made once, and never weighs more than it may."""

import pytest

from hidaka_dx.kept.memory import Memory


def test_what_is_remembered_is_made_once() -> None:
    memory = Memory[list[int]](10)
    first, second = (memory.of("key", 1, list) for _ in range(2))
    assert first is second


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    memory, made = Memory[str](3), list[str]()

    def ask(key: str, weight: int = 1) -> None:
        def make() -> str:
            made.append(key)
            return key

        memory.of(key, weight, make)

    for key in ("a", "b", "c", "a", "d", "a", "c", "b"):
        ask(key)
    assert made == ["a", "b", "c", "d", "b"]
    ask("large", 4)
    ask("b")
    ask("large", 4)
    assert made[5:] == ["large", "large"]
    ask("three", 3)
    ask("b")
    assert made[7:] == ["three", "b"]


def test_a_failure_is_not_remembered() -> None:
    memory = Memory[float](1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            memory.of("key", 1, lambda: 1 / 0)
