"""Time `hidaka-dx check` against `hidaka-dx build` of the same town, each in a fresh process, in turn.

The build sets everything: what earlier builds have kept is not used, else an unchanged town would take no time to build.

Usage: python benchmarks/check.py [ROUNDS] [TOWN]
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hidaka_dx.kept.store import PLACE

ROOT = Path(__file__).resolve().parent.parent


def seconds(*words: str) -> float:
    """Run a command of hidaka-dx and give the time it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "hidaka_dx", *words]
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, cwd=ROOT, stdout=quiet, stderr=quiet, env={**os.environ, PLACE: "off"})
    return time.perf_counter() - start


def main(rounds: int, town: str) -> None:
    """Print the median times and their ratio."""
    with tempfile.TemporaryDirectory() as output:
        build = ("build", "-C", town, "--output", output, "--quiet")
        seconds("check", "-C", town), seconds(*build)
        pairs = [(seconds("check", "-C", town), seconds(*build)) for _ in range(rounds)]
    checks, builds = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"check {checks:.2f} s, build {builds:.2f} s, ratio {ratio:.2f} (median of {rounds} rounds, {town})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2] if len(sys.argv) > 2 else str(ROOT))
