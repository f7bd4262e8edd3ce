"""Measure `build` with two processes against one: wall time of the best of several runs, alternating, and CPU time.

Run: .venv/bin/python -W ignore benchmarks/workers.py [runs] [town]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def one(town: Path, processes: int) -> tuple[float, float]:
    """Build a town in a new process; return wall and CPU time in seconds."""
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, str(ROOT / "build.py"), "-C", str(town), "--quiet", "--output", output]
        environment = {**os.environ, "HIDAKA_DX_CACHE": "off", "HIDAKA_DX_PROCESSES": str(processes)}
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, env=environment)
        wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the ratios."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    town = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "examples" / "mihon"
    found = {1: [one(town, 1)], 2: [one(town, 2)]}
    for _ in range(runs - 1):
        for processes, measured in found.items():
            measured.append(one(town, processes))
    walls, cpu = ([min(each[kind] for each in found[count]) for count in (1, 2)] for kind in (0, 1))
    for count, measured in found.items():
        print(count, [f"{wall:.1f} ({spent:.1f})" for wall, spent in measured])
    print(f"wall: {walls[1] / walls[0]:.2f}, CPU: {cpu[1] / cpu[0]:.2f}")


main()
