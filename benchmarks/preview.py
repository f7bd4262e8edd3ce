"""Time the preview from a save to the new view against a cold build, in turn.

Usage: python benchmarks/preview.py [ROUNDS]
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from hidaka_dx.preview import opened  # noqa: E402  the path first

VIEW = "promotion-plan"
CHAPTER = "content/chapters/background.md"


def cold(town: Path, output: Path) -> float:
    """Build everything in a fresh process."""
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(town), "--output", str(output), "--quiet"]
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def sights(address: str) -> Iterator[dict[str, Any]]:
    """Follow the preview as its page does."""
    with urlopen(f"{address}events/{VIEW}") as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def fetch(address: str, path: str) -> None:
    """Load a picture or text to its end."""
    with urlopen(address + path) as response:
        response.read()


def saved(chapter: Path, words: str) -> float:
    """Save other words."""
    start = time.perf_counter()
    chapter.write_text(words, encoding="utf-8")
    return start


def seen(address: str, start: float, news: Iterator[dict[str, Any]], before: dict[str, Any]) -> dict[str, Any]:
    """Give the time to the new text and to the new picture of a page, and the last sight."""
    sight = next(each for each in news if each["read"] > before["read"])
    fetch(address, f"read/{VIEW}/")
    text = time.perf_counter() - start
    sight = next(each for each in news if each["printed"] > before["printed"])
    fetch(address, f"page/{VIEW}/3")
    return {**sight, "text": text, "picture": time.perf_counter() - start}


def main(rounds: int) -> None:
    """Print the medians of the ratios."""
    with tempfile.TemporaryDirectory() as name:
        town = Path(name) / "town"
        shutil.copytree(ROOT / "content", town / "content")
        chapter = town / CHAPTER
        words = chapter.read_text(encoding="utf-8")
        texts, pictures = [], []
        with opened(town, 0) as session:
            Thread(target=session.watch, daemon=True).start()
            news = sights(session.address)
            last = next(each for each in news if each["printed"])
            for number in range(rounds):
                alone = cold(town, Path(name) / "output")
                start = saved(chapter, words.replace("。", "。" + "測" * (number + 1) + "。", 1))
                last = seen(session.address, start, news, last)
                texts.append(last["text"] / alone)
                pictures.append(last["picture"] / alone)
    print(f"text {statistics.median(texts):.2f}, picture {statistics.median(pictures):.2f} of a cold build")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
