"""What a heading and a footnote cost in a plan of few and in one of many: CPU time as a ratio, memory in MiB.

Usage: python benchmarks/many_headings.py [FEW MANY]

The plans are made from the smallest town of the tests; each is built in a fresh process, in turn.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).resolve().parent)]

from many_measures import measured  # noqa: E402  the path must be known first
from towns import FILES, FIRST, tiny  # noqa: E402

CHAPTER = "content/chapters/vision.md"


def headings(town: Path, count: int) -> None:
    """Add sections to a town's plan."""
    sections = "".join(f"\n## 節の{number}の名 {{#s{number}}}\n\n町の文です。\n" for number in range(count))
    (town / CHAPTER).write_text(FILES[CHAPTER] + sections, encoding="utf-8")


def notes(town: Path, count: int) -> None:
    """Add paragraphs of a footnote each to a town's plan."""
    calls = "".join(f"\n町の文です[^n{number}]。\n" for number in range(count))
    (town / CHAPTER).write_text(FILES[CHAPTER] + calls, encoding="utf-8")
    texts = "".join(f"- {{id: n{number}, text: 注の{number}です。}}\n" for number in range(count))
    (town / "content/footnotes.yaml").write_text(texts, encoding="utf-8")


def compare(kind: str, write: Callable[[Path, int], None], few: int, many: int) -> None:
    """Print what both plans cost and the ratio of their costs for each piece."""
    costs = []
    for count in (few, many):
        with tempfile.TemporaryDirectory() as name:
            town = tiny(Path(name), FIRST)
            write(town, count)
            seconds, pages, memory = measured(town)
        costs.append(seconds / count)
        print(f"{count} {kind}: {pages} pages, {seconds:.1f} s, {1000 * costs[-1]:.0f} ms each, peak {memory:.0f} MiB")
    print(f"one of {many} {kind} costs {costs[1] / costs[0]:.2f} of one of {few}")


def main(few: int, many: int) -> None:
    """Compare plans of headings, then plans of half as many footnotes."""
    compare("headings", headings, few, many)
    compare("footnotes", notes, few // 2, many // 2)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3] or ("290", "2900")))
