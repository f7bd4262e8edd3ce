"""Results that one process remembers, as it needs them again and again: those asked for longest ago are forgotten first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Memory(Generic[Result]):
    """Remembers results that nobody changes, by all that they were made from, as long as they do not weigh too much."""

    def __init__(self, most: int) -> None:
        """Take what all of them together may weigh; a single one that weighs more is not remembered."""
        self._most = most
        self._known: OrderedDict[Hashable, tuple[int, Result]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def of(self, key: Hashable, weight: int, make: Callable[[], Result]) -> Result:
        """Return what is remembered under a key, or else make it; what `make` raises is not remembered."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][1]
        made = make()
        with self._lock:
            self._remember(key, weight, made)
        return made

    def _remember(self, key: Hashable, weight: int, made: Result) -> None:
        if key in self._known or weight > self._most:
            return
        self._known[key] = weight, made
        self._weight += weight
        while self._weight > self._most:
            self._weight -= self._known.popitem(last=False)[1][0]
