"""The locks: what a user needs, what signing needs beside it, what the tests need; `tools/lock.sh` writes them."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import requires
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parent.parent
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FOR_USERS: Final = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["package"]]
FOR_SIGNING: Final = PROJECT["optional-dependencies"]["sign"]
FOR_TESTS: Final = [*PROJECT["optional-dependencies"]["test"], *FOR_SIGNING]


def pinned(lock: str) -> dict[str, str]:
    """Give what a lock pins for this machine, by its name."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = [Requirement(line) for line in re.findall(r"^(\w.*) \\\n    --hash=sha256:", text, re.MULTILINE)]
    assert len(pins) == len(re.findall(r"^\w", text, re.MULTILINE)), "a package has no hash"
    return {pin.name: str(pin.specifier) for pin in pins if pin.marker is None or pin.marker.evaluate()}


USERS: Final = pinned("requirements.lock")
SIGNING: Final = pinned("requirements-sign.lock")
TESTS: Final = pinned("requirements-dev.lock")


def needed(requirements: Iterable[str], extra: str = "") -> Iterator[tuple[str, str]]:
    """Give each package that is required here, once for itself and once for each of the extras asked for."""
    for each in map(Requirement, requirements):
        if each.marker is None or each.marker.evaluate({"extra": extra}):
            yield from ((canonicalize_name(each.name), name) for name in ("", *each.extras))


def with_what_they_bring(requirements: Iterable[str]) -> set[str]:
    """Name those packages, and all that they require in their turn."""
    found: set[tuple[str, str]] = set()
    left = list(needed(requirements))
    while left:
        package = left.pop()
        if package not in found:
            found.add(package)
            left += needed(requires(package[0]) or (), package[1])
    return {name for name, _ in found}


def test_a_user_installs_what_a_user_needs_and_no_more() -> None:
    assert USERS.keys() == with_what_they_bring(FOR_USERS)


def test_who_signs_installs_what_signing_needs_beside() -> None:
    assert SIGNING.keys() == with_what_they_bring(FOR_SIGNING) - USERS.keys()
    assert SIGNING.items() <= TESTS.items(), "the tests sign with the same releases"


def test_the_last_lock_holds_what_the_tests_need_beside() -> None:
    assert TESTS.keys() == with_what_they_bring(FOR_TESTS) - USERS.keys()


def test_the_locks_pin_what_the_project_asks_for() -> None:
    asked = {canonicalize_name(each.name): str(each.specifier) for each in map(Requirement, [*FOR_USERS, *FOR_TESTS])}
    assert {name: (USERS | TESTS).get(name) for name in asked} == asked
