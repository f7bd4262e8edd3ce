"""Time the preview from a save to the new text and to the new picture, against a cold press of that document, in turn.

Usage: python benchmarks/preview.py [ROUNDS [MEASURES]]

The towns are 日高町 (a chapter of its plan), the sample town (a measure of its action plan), and, where a number of
measures is given, one with as many.
"""

import json
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from many_measures import town as many  # noqa: E402  the path first

from hidaka_dx.pipeline.preview import Viewer  # noqa: E402
from hidaka_dx.preview import opened  # noqa: E402


class Case(NamedTuple):
    """What is changed, and where it is seen."""

    name: str
    town: Path
    view: str
    file: str


def cold(case: Case) -> float:
    """Read, compose, check and press the document in a viewer that has seen nothing."""
    viewer, start = Viewer(case.town), time.perf_counter()
    content = viewer.open()
    assert content.manuscript
    viewer.remarks(case.view, content)
    pressed, problems = viewer.print(case.view, content.manuscript, lambda _words, _share: None)
    assert pressed, problems
    return time.perf_counter() - start


def sights(address: str, view: str) -> Iterator[dict[str, Any]]:
    """Follow the preview as its page does."""
    with urlopen(f"{address}events/{view}") as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def fetch(address: str, path: str) -> bytes:
    """Load a picture or text to its end."""
    with urlopen(address + path) as response:
        content: bytes = response.read()
    return content


def saved(file: Path, number: int) -> float:
    """Save other words behind the first sentence."""
    words = re.sub("。測*。?", f"。{'測' * (number + 1)}。", file.read_text(encoding="utf-8"), count=1)
    start = time.perf_counter()
    file.write_text(words, encoding="utf-8")
    return start


def page_of(case: Case, address: str) -> int:
    """Return the page on which the change is seen, counted from 0."""
    places = json.loads(fetch(address, f"places/{case.view}/"))
    name = f"measure.{Path(case.file).stem}" if "measures" in case.file else Path(case.file).stem
    return int(places[name][0])


def seen(case: Case, address: str, start: float, news: Iterator[dict[str, Any]], before: dict[str, Any]) -> list[float]:
    """Give the time to the new text, to the new picture of its page, and to the pages set as a whole."""
    told = next(each for each in news if each["read"] > before["read"])
    fetch(address, f"read/{case.view}/")
    times = [time.perf_counter() - start]
    while told["printed"] == before["printed"]:
        told = next(news)
    fetch(address, f"page/{case.view}/{page_of(case, address)}")
    times.append(time.perf_counter() - start)
    while told["busy"]:
        told = next(news)
    before.update(told)
    return [*times, time.perf_counter() - start]


def timed(case: Case, rounds: int) -> None:
    """Print the medians of the ratios for one case."""
    ratios = []
    with opened(case.town, 0, ahead=True) as session:
        Thread(target=session.watch, daemon=True).start()
        news = sights(session.address, case.view)
        last = next(each for each in news if each["printed"] and not each["busy"])
        for number in range(rounds):
            alone = cold(case)
            start = saved(case.town / case.file, number)
            ratios.append([each / alone for each in seen(case, session.address, start, news, last)])
    text, picture, whole = (statistics.median(each) for each in zip(*ratios, strict=True))
    print(f"{case.name}: text {text:.2f}, picture {picture:.2f}, all pages {whole:.2f} of a cold press ({alone:.1f} s)")


def main(rounds: int, measures: int) -> None:
    """Time all cases."""
    os.environ["HIDAKA_DX_CACHE"] = "off"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "content", folder / "hidaka/content")
        shutil.copytree(ROOT / "examples/mihon/content", folder / "mihon/content")
        chapter, measure = "content/chapters/background.md", "content/measures/2-3.yaml"
        timed(Case("日高町 推進計画", folder / "hidaka", "promotion-plan", chapter), rounds)
        timed(Case("見本町 実行計画", folder / "mihon", "action-plan", measure), rounds)
        if measures:
            timed(Case(f"{measures} measures", many(folder, measures), "action-plan", measure), rounds)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    main(*[*numbers, 5, 0][:1], *numbers[1:2] or [0])
