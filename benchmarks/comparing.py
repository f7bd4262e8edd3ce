"""What it takes to compare two editions of an action plan, as ratios to building one: finding the changes, and the PDFs, too.

Usage: python benchmarks/comparing.py [MEASURES]

The town is made from the sample town (see many_measures.py); in its second edition a measure in ten has other words and
targets. Both editions are built in the same run, each in a fresh process.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from many_measures import town  # noqa: E402  the path must be known first

from hidaka_dx import comparison  # noqa: E402
from hidaka_dx.comparison import compose_comparison_table, compose_redline  # noqa: E402
from hidaka_dx.document import Document, restored  # noqa: E402
from hidaka_dx.inspection import stated_metadata  # noqa: E402
from hidaka_dx.plan import ComparisonWording  # noqa: E402


def seconds(*arguments: str) -> float:
    """Run the command line and give the processor's time it took."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([sys.executable, "-m", "hidaka_dx", *arguments, "--quiet"], check=True, cwd=ROOT)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - start


def edit(folder: Path) -> None:
    """Make the second edition of a town."""
    for path in sorted((folder / "content/measures").glob("*.yaml"))[::10]:
        text = path.read_text(encoding="utf-8")
        words = text.replace("ます。", "ることとします。", 1)
        path.write_text(re.sub(r"value: ([0-9]+)", r"value: 1\1", words, count=1), encoding="utf-8")


def found(old: Document, new: Document) -> float:
    """Give the time that finding, listing and arranging the changes takes."""
    start = time.process_time()
    changes = comparison.compare(old, new)
    compose_comparison_table(changes, old, new, ComparisonWording(), {})
    compose_redline(changes, old, new)
    comparison.dumped(changes)
    return time.process_time() - start


def main(count: int) -> None:
    """Print both ratios."""
    with tempfile.TemporaryDirectory() as name:
        where = town(Path(name), count)
        editions = []
        for edition in ("old", "new"):
            output = Path(name) / edition
            building = seconds("build", "-C", str(where), "--output", str(output))
            editions.append(next(path for path in output.glob("*実行計画_*.pdf")))
            edit(where)
        old, new = (restored(stated_metadata(path.read_bytes()).data or b"") for path in editions)
        finding = found(old, new)
        whole = seconds("compare", *map(str, editions), "--output", str(Path(name) / "compared"))
    print(f"{count} measures: finding the changes takes {finding / building:.3f} of building an edition,")
    print(f"with 新旧対照表 and 見え消し版 as PDFs {whole / building:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
