"""Content damaged at random: whatever is in a town's files, each command ends with problems or with a document.

`python tests/mutations.py 3000` tries that many mutations of the towns in this repository and prints what it found; every
mutation is made from its number alone, so one that fails can be made again: `python tests/mutations.py 1 --first 1234`.
"""

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from towns import ACTION, FILES, FIRST  # noqa: E402  found only now

from hidaka_dx.content import load  # noqa: E402  as above
from hidaka_dx.pipeline.build import build  # noqa: E402  as above
from hidaka_dx.pipeline.check import check  # noqa: E402  as above

TOWNS = {0: ROOT, 5: ROOT / "examples/mihon", 10: ROOT / "examples/specimen"}
"""Which of sixteen numbers damage a town of this repository; the others a tiny one, which takes a tenth of the time."""
PIECES = (ROOT / "tests/lint/pieces.txt").read_text(encoding="utf-8").split()
MARKS = [
    *"\t　 :-#[]{}|>&*!%@`'\"\\?,.。、「」（）｛｜｝〜\u200b\u202e\u0000\ufeff𠮷😀",
    "\n",
    "\r\n",
    "---\n",
    "- ",
    "# ",
    "{#a}",
    "[^a]",
]
VALUES = [
    "",
    " []",
    " {}",
    " yes",
    " 0",
    " -1",
    " 99999999999",
    " 2026-02-30",
    " null",
    " ~",
    " a",
    " 町",
    " [[]]",
    ' ""',
]
PROGRESS = "year: 2026\nas_of: 2027-03-31\nassessor: 推進本部\nresults: [{number: 1-1, done: [改めました。], grade: B, reason: 値}]\n"
SLOW = 10.0
"""Seconds of CPU after which a mutation counts as slow."""


def line_out(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    del lines[dice.randrange(len(lines))]
    return "\n".join(lines)


def line_twice(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    return "\n".join([*lines[:at], *[lines[at]] * dice.choice((2, 2, 50)), *lines[at + 1 :]])


def lines_swapped(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indented(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    lines[at] = dice.choice(("  ", " ", "　", "\t")) + lines[at] if dice.random() < 0.6 else lines[at].lstrip()
    return "\n".join(lines)


def value_changed(text: str, dice: random.Random) -> str:
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    key, colon, _ = lines[at].partition(":")
    lines[at] = key + colon + dice.choice(VALUES)
    return "\n".join(lines)


def inserted(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    piece: str = dice.choice(PIECES if dice.random() < 0.5 else MARKS) * dice.choice((1, 1, 1, 3, 300))
    return text[:at] + piece + text[at:]


def cut(text: str, dice: random.Random) -> str:
    start = dice.randrange(len(text) + 1)
    return text[:start] + text[start + dice.choice((1, 1, 2, 5, 40, 100_000)) :]


def moved(text: str, dice: random.Random) -> str:
    start, to = dice.randrange(len(text) + 1), dice.randrange(len(text) + 1)
    return text[:to] + text[start : start + dice.choice((1, 5, 40, 400))] + text[to:]


KINDS: tuple[Callable[[str, random.Random], str], ...] = (
    line_out, line_twice, lines_swapped, indented, value_changed, value_changed, inserted, inserted, cut, moved,
)  # fmt: skip


def town_of(number: int, folder: Path) -> None:
    """Write the town that is damaged: one of this repository, or a tiny one with all kinds of files."""
    if number % 16 in TOWNS:
        shutil.copytree(TOWNS[number % 16] / "content", folder / "content", dirs_exist_ok=True)
        return
    tiny = {
        **FILES,
        **ACTION,
        "content/progress/2026.yaml": PROGRESS,
        "content/editions.yaml": f"promotion-plan:\n{FIRST}action-plan:\n{FIRST}",
    }
    for path, text in tiny.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def damage(folder: Path, number: int) -> str:
    """Damage one file of a town, seldom two; every number damages in its own way. Gives what was done."""
    dice, done = random.Random(number), []
    files = sorted(path for path in (folder / "content").rglob("*") if path.is_file())
    for _ in range(dice.choice((1, 1, 1, 2))):
        file = dice.choice(files)
        if dice.random() < 0.03:
            raw = bytearray(file.read_bytes() or b"x")
            raw[dice.randrange(len(raw))] = dice.randrange(256)
            file.write_bytes(bytes(raw))
            done.append(f"{file.name}: byte")
            continue
        kind = dice.choice(KINDS)
        text = file.read_bytes().decode("utf-8", "replace")
        file.write_bytes(kind(text, dice).encode("utf-8", "surrogatepass"))
        done.append(f"{file.name}: {kind.__name__}")
    return "、".join(done)


def tried(number: int, *, printed: bool) -> str:
    """Try one mutation: load, check and, where `printed`, build. Gives what came of it; raises what must not be raised."""
    with tempfile.TemporaryDirectory(prefix="hidaka-dx-") as name:
        folder = Path(name)
        town_of(number, folder)
        damage(folder, number)
        manuscript, problems = load(folder)
        if (manuscript is None) != bool(problems):
            raise AssertionError("no value without a problem")
        remarks = check(folder).remarks
        str(remarks).encode("utf-8", "strict")
        if manuscript is None and not printed:
            return "refused"
        if any(remark.level == "誤り" and remark.accepted is None for remark in remarks):
            return "told by the check"
        if not printed:
            return "sound"
        built, problems, *_ = build(folder, folder / "output", lambda _words, _share: None)
        if not built and not problems:
            raise AssertionError("neither a document nor a problem")
        if manuscript is None and not problems:
            raise AssertionError("what the loader refuses is built without a word")
        return ("printed in part" if problems else "printed") if built else "refused by the press"


def main() -> None:
    """Try many mutations and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=3000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--print-every", type=int, default=20, help="build every so many of those that are sound")
    asked = parser.parse_args()
    outcomes, failures, slow = Counter[str](), dict[str, int](), dict[int, float]()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with suppress(KeyboardInterrupt):  # says what was found until then
        _try_all(asked, outcomes, failures, slow)
    found = f"{dict(outcomes)}\nraised: {failures or 'nothing'}\nslow: {slow or 'nothing'}\n"
    sys.stdout.write(found)
    sys.exit(1 if failures else 0)


def _try_all(
    asked: argparse.Namespace, outcomes: Counter[str], failures: dict[str, int], slow: dict[int, float]
) -> None:
    for number in range(asked.first, asked.first + asked.count):
        start = time.process_time()
        try:
            outcomes[tried(number, printed=number % asked.print_every == 0)] += 1
        except Exception as error:  # noqa: BLE001  every one is a finding
            outcomes["raised"] += 1
            failures.setdefault(f"{type(error).__name__}: {str(error)[:120]}", number)
        took = time.process_time() - start
        if took > SLOW and number % asked.print_every:
            slow[number] = took


if __name__ == "__main__":
    main()
