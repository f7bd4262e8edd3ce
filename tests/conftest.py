"""Shared by all tests: expected results as files, rewritten with `--snapshot-update`."""

from collections.abc import Callable
from pathlib import Path

import pytest

EXPECTED = Path(__file__).parent / "expected"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="rewrite the files in tests/expected")


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Give a function that compares text with the file of that name in tests/expected."""

    def compare(name: str, text: str) -> None:
        file = EXPECTED / name
        if request.config.getoption("--snapshot-update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is missing; run pytest with --snapshot-update"
        assert text == file.read_text(encoding="utf-8")

    return compare
