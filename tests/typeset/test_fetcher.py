import os
from pathlib import Path

import pytest

from hidaka_dx.typeset.assets import Assets
from hidaka_dx.typeset.fetcher import BASE, AssetFetcher, RefusedURL

PICTURE = (Path(__file__).parents[1] / "fixtures/picture.png").read_bytes()


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    folder = tmp_path / "assets"
    (folder / "images").mkdir(parents=True)
    (folder / "images/a.png").write_bytes(PICTURE)
    (tmp_path / "secret.png").write_bytes(b"secret")
    (folder / "images/link.png").symlink_to(tmp_path / "secret.png")
    (folder / "linked").symlink_to(tmp_path)
    os.mkfifo(folder / "images/pipe.png")
    (folder / "images/folder.png").mkdir()
    return folder


def test_files_of_the_folder_and_drawings_are_served(assets: Path) -> None:
    fetcher = AssetFetcher(Assets([assets], {"figures/x.svg": b"<svg/>"}))
    assert fetcher.fetch(f"{BASE}images/a.png").read() == PICTURE
    response = fetcher.fetch(f"{BASE}figures/x.svg")
    assert (response.read(), response.content_type) == (b"<svg/>", "image/svg+xml")


def test_the_first_folder_that_has_a_file_wins(assets: Path, tmp_path: Path) -> None:
    (tmp_path / "town/images").mkdir(parents=True)
    (tmp_path / "town/images/a.png").write_bytes(PICTURE + b"the town's")
    readable = Assets([tmp_path / "town", assets], {})
    assert AssetFetcher(readable).fetch(f"{BASE}images/a.png").read() == PICTURE
    assert readable.used == {"images/a.png": PICTURE + b"the town's"}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/a.png",
        "https://example.jp/a.png",
        "HTTP://127.0.0.1:9/a.png",
        "file:///etc/hostname",
        "FILE:///etc/hostname",
        "//127.0.0.1/a.png",
        "data:image/png;base64,AAAA",
        f"{BASE}../secret.png",
        f"{BASE}images/../../secret.png",
        f"{BASE}%2e%2e/secret.png",
        f"{BASE}images%2fa.png",
        f"{BASE}/etc/hosts.png",
        f"{BASE}images/link.png",
        f"{BASE}linked/secret.png",
        f"{BASE}images/pipe.png",
        f"{BASE}images/folder.png",
        f"{BASE}images/missing.png",
        f"{BASE}images/a.png/b.png",
        f"{BASE}images/a.html",
    ],
)
def test_everything_else_is_refused(url: str, assets: Path) -> None:
    with pytest.raises(RefusedURL):
        AssetFetcher(Assets([assets], {})).fetch(url)


def test_a_file_beyond_all_measure_is_refused(assets: Path) -> None:
    with (assets / "images/large.png").open("wb") as file:
        file.truncate(33 * 2**20)
    with pytest.raises(RefusedURL, match="大きすぎます"):
        AssetFetcher(Assets([assets], {})).fetch(f"{BASE}images/large.png")
