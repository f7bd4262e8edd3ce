"""What the website costs as a town's editions and measures grow: ratios of processor's time, and the peak of memory.

Usage: python benchmarks/website.py [FEW MANY]

The towns are made from the sample town (see many_measures.py). Its action plan is published 3, 6 and 12 times, since a
bag that was only made to look like one is refused. Each website is made in a fresh process, and the largest one twice:
the second time nothing has changed.
"""

import itertools
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from many_measures import town  # noqa: E402  the path must be known first

from hidaka_dx.content import load  # noqa: E402
from hidaka_dx.pipeline.publish import publish  # noqa: E402

EDITIONS = (3, 6, 12)
NEXT = """
  - number: "{}"
    date: 2029-03-01
    status: 決定
    category: 軽微
    reason: 見直し
    changes: 見直し
"""
CHILD = """
import re, resource, sys
from pathlib import Path
from hidaka_dx.cli import main
try:
    main(["website", "-C", sys.argv.pop()])
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
    print(f"{used.ru_utime + used.ru_stime} {peak}")
"""
"""Makes a website and says what it took; the kernel's own count would begin with the memory of this process."""


def bags(where: Path) -> Iterator[None]:
    """Publish one edition of the action plan after the other; nothing changes but its number."""
    editions = where / "content/editions.yaml"
    manuscript, problems = load(where)
    assert manuscript, problems
    for number in itertools.count(int(manuscript.action_editions[-1].rank[0])):
        published, problems = publish(where, "action-plan", lambda _words, _share: None)
        assert published, problems
        yield
        with editions.open("a", encoding="utf-8") as file:
            file.write(NEXT.format(number + 1))


def opened(where: Path) -> tuple[float, float, int]:
    """Make the website; give seconds of processor's time, the peak of memory in MiB and how many files were written."""
    command = [sys.executable, "-c", CHILD, str(where)]
    said = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout
    found = re.search(r"書いたファイル(\d+)", said)
    assert found, said
    seconds, peak = said.splitlines()[-1].split()
    return float(seconds), int(peak) / 1024, int(found[1])


def grown(folder: Path, measures: int) -> dict[int, float]:
    """Give what the website costs for each number of editions, and tell of the last one."""
    where = town(folder, measures)
    editions = where / "content/editions.yaml"
    text = editions.read_text(encoding="utf-8").replace("status: 案", "status: 決定\n    date: 2029-03-01")
    editions.write_text(text, encoding="utf-8")
    published, problems = publish(where, "promotion-plan", lambda _words, _share: None)
    assert published, problems  # the action plan rests on the plan of the same content
    costs, before, shelf = {}, 0, bags(where)
    for count in EDITIONS:
        for _ in range(count - before):
            next(shelf)
        costs[count], memory, _ = opened(where)
        print(f"{measures} measures, {count} editions: {costs[count]:.1f} s, peak {memory:.0f} MiB")
        before = count
    again, _, changed = opened(where)
    print(f"once more: {again / costs[before]:.2f} of that, {changed} files written")
    (where / "output/site/search.js").unlink()
    again, memory, changed = opened(where)
    print(f"one file taken out: {again / costs[before]:.2f} of that, {changed} files written, peak {memory:.0f} MiB")
    return costs


def main(few: int, many: int) -> None:
    """Print how the cost of an edition grows with their number, and that of a measure with theirs."""
    with tempfile.TemporaryDirectory() as name:
        small, large = grown(Path(name), few), grown(Path(name), many)
    low, middle, high = EDITIONS
    late, early = (large[high] - large[middle]) / (high - middle), (large[middle] - large[low]) / (middle - low)
    of_few, of_many = ((costs[high] - costs[low]) / (high - low) for costs in (small, large))
    print(f"an edition after the {middle}th costs {late / early:.2f} of one before")
    print(f"a measure of {many} costs {of_many / of_few * few / many:.2f} of one of {few}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3] or ("30", "300")))
