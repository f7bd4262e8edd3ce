"""Time `hidaka-dx check` against `hidaka-dx build` of the same town, each in a fresh process, in turn.

The build sets everything: what earlier builds have kept is not used, else an unchanged town would take no time to build.
The check is timed without what earlier runs have kept, and with it, as in daily use. Times are those of the processor.

Usage: python benchmarks/check.py [ROUNDS] [TOWN]
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from hidaka_dx.kept.store import OFF, PLACE

ROOT = Path(__file__).resolve().parent.parent


def spent() -> float:
    """Give the seconds of a processor that ended children took."""
    found = os.times()
    return found.children_user + found.children_system


def seconds(*words: str, place: str = OFF) -> float:
    """Run a command of hidaka-dx with what is kept in a place and give the time it took."""
    start = spent()
    command = [sys.executable, "-m", "hidaka_dx", *words]
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=True, cwd=ROOT, stdout=quiet, stderr=quiet, env={**os.environ, PLACE: place})
    return spent() - start


def main(rounds: int, town: str) -> None:
    """Print the median times and their ratio."""
    with tempfile.TemporaryDirectory() as output, tempfile.TemporaryDirectory() as kept:
        check, build = ("check", "-C", town), ("build", "-C", town, "--output", output, "--quiet")
        seconds(*check, place=kept), seconds(*build)
        times = [(seconds(*check), seconds(*check, place=kept), seconds(*build)) for _ in range(rounds)]
    for name, place in (("nothing kept", 0), ("verdicts kept", 1)):
        ratio = statistics.median(each[place] / each[2] for each in times)
        checks, builds = (statistics.median(each[at] for each in times) for at in (place, 2))
        print(f"{name}: check {checks:.2f} s, build {builds:.2f} s, ratio {ratio:.2f} (median of {rounds}, {town})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5, sys.argv[2] if len(sys.argv) > 2 else str(ROOT))
