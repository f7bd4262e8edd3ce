"""Time `build` as it is against the same without what guards it from strangers' designs, each in a fresh process, in turn.

A town without designs of its own has its files looked through; one that has any is built in a child process. CPU time,
so that other work on the machine counts little; where it counts all the same (several per cent), the time of the guard
alone, done over and over, tells more. Usage: python benchmarks/sheltered_build.py [ROUNDS]
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AS_IT_IS = "from hidaka_dx.__main__ import main; main()"
PLAIN = f"import hidaka_dx.pipeline.designs as designs; designs.sheltered = lambda root, work, progress, **_: work(progress); {AS_IT_IS}"
GUARD = """
import os, sys
from pathlib import Path
import hidaka_dx.pipeline.build
from hidaka_dx.pipeline.designs import sheltered
root = Path(sys.argv[1])
def guarded(times):
    before = os.times()
    for _ in range(times):
        sheltered(root, lambda _: None, lambda *_: None)
    after = os.times()
    return sum(b - a for a, b in zip(before[:4], after[:4])) / times
guarded(1)
print(guarded(20))
"""
OWN = "assets/css/text.css"
"""A style sheet that a town may have of its own."""


def town(folder: Path, *, own: bool) -> Path:
    """Copy this town, which lies in the program's own folder, to where any other lies."""
    for part in ("content", "archive"):
        shutil.copytree(ROOT / part, folder / part)
    if own:
        (folder / OWN).parent.mkdir(parents=True)
        (folder / OWN).write_bytes((ROOT / OWN).read_bytes() + b"\n")
    return folder


def seconds(code: str, root: Path, output: Path) -> float:
    """Build a town with nothing kept from before, and give the CPU time that it and its children took."""
    shutil.rmtree(output, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-W", "ignore", "-c", code, "build", "-C", str(root), "--output", str(output), "--quiet"]
    environment = os.environ | {"HIDAKA_DX_CACHE": "off", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def guard(root: Path) -> float:
    """Give the CPU time of what guards a build, in a process that has loaded all that builds."""
    command = [sys.executable, "-W", "ignore", "-c", GUARD, str(root)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return float(subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout)


def main(rounds: int) -> None:
    """Print the median times and their ratio, without and with designs of the town's own."""
    with tempfile.TemporaryDirectory(prefix="hidaka-dx-") as name:
        for own in (False, True):
            root, output = town(Path(name) / f"town-{own}", own=own), Path(name) / "output"
            pairs = [(seconds(AS_IT_IS, root, output), seconds(PLAIN, root, output)) for _ in range(rounds + 1)][1:]
            guarded, plain = (statistics.median(times) for times in zip(*pairs, strict=True))
            ratio = statistics.median(a / b for a, b in pairs)
            alone = guard(root)
            print(
                f"{'with' if own else 'without'} designs of its own: {guarded:.2f} s, unguarded {plain:.2f} s, "
                f"ratio {ratio:.3f} (median of {rounds} rounds, load {os.getloadavg()[0]:.1f}); "
                f"the guard alone {alone * 1000:.0f} ms, {1 + alone / plain:.4f}"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
