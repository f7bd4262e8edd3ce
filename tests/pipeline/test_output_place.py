"""Where nothing that is made is put."""

from collections.abc import Callable
from pathlib import Path

import pytest
from towns import FIRST, publish_plan, tiny


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    town = tiny(tmp_path_factory.mktemp("building") / "town", FIRST)
    publish_plan(town)
    return town


@pytest.mark.parametrize("place", ["archive", "content/chapters", "templates", "assets/web"])
@pytest.mark.parametrize("command", ["build", "website", "compare"])
def test_nothing_is_written_where_the_town_is_read(
    command: str, place: str, published: Path, typed: Callable[..., tuple[int, str, str]]
) -> None:
    before = sorted(published.rglob("*"))
    words = ("第1版", "原稿") if command == "compare" else ()
    code, _, complained = typed(published, command, *words, "--output", place)
    assert code == 1
    assert f"町の {place.partition('/')[0]}/ の中です" in complained
    assert sorted(published.rglob("*")) == before
