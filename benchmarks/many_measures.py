"""What a page of the action plan costs in a town of 30 and in one of 300 measures: CPU time as a ratio, memory in MiB.

Usage: python benchmarks/many_measures.py [FEW MANY]

The towns are made from the sample town, its measures repeated under new numbers; each is built in a fresh process.
"""

import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "examples/mihon"


def town(folder: Path, count: int) -> Path:
    """Write a town of `count` measures below `folder`."""
    where = folder / f"town-{count}"
    shutil.copytree(SAMPLE / "content", where / "content", ignore=shutil.ignore_patterns("measures", "progress"))
    (where / "content/measures").mkdir()
    originals = [path.read_text(encoding="utf-8") for path in sorted((SAMPLE / "content/measures").glob("*.yaml"))]
    whole = [text for text in originals if "repeats:" not in text and "successor:" not in text]
    for place in range(count):
        number = f"{place // 60 + 1}-{place % 60 + 1}"
        text = re.sub(r"^number: .*$", f"number: {number}", whole[place % len(whole)], count=1, flags=re.MULTILINE)
        (where / f"content/measures/{number}.yaml").write_text(text, encoding="utf-8")
    return where


def measured(where: Path) -> tuple[float, int, float]:
    """Build a town; give seconds of CPU time, pages of all documents and the peak of memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(where)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pages = sum(int(found) for found in re.findall(r"（(\d+)ページ）", said))
    return seconds, pages, after.ru_maxrss / 1024


def main(few: int, many: int) -> None:
    """Print what both towns cost and the ratio of their costs per page."""
    with tempfile.TemporaryDirectory() as name:
        costs = []
        for count in (few, many):
            seconds, pages, memory = measured(town(Path(name), count))
            costs.append(seconds / pages)
            print(
                f"{count} measures: {pages} pages, {seconds:.1f} s, {1000 * seconds / pages:.0f} ms a page, peak {memory:.0f} MiB"
            )
        print(f"a page of {many} costs {costs[1] / costs[0]:.2f} of a page of {few}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3] or ("30", "300")))
