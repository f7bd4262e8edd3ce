"""A text that is not what it was names the file that holds it, and the command that writes it anew."""

from collections.abc import Callable

import pytest


def test_a_difference_names_the_file_and_the_command(
    snapshot: Callable[[str, str], None], request: pytest.FixtureRequest
) -> None:
    if request.config.getoption("--snapshot-update"):
        pytest.skip("it would write what is wrong")
    said = (
        r"tests/expected/archive/check\.txt .*\n.*pytest \S+test_snapshots\.py::test_a_difference\S+ --snapshot-update"
    )
    with pytest.raises(AssertionError, match=said):
        snapshot("archive/check.txt", "something else\n")
