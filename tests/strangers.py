"""What strangers send, damaged at random: each command that reads it ends with a sentence, in bounds, and loses nothing.

`python tests/strangers.py 1000` tries that many of each kind and prints a table; `python tests/strangers.py 1 --first 321
--only docx --show` makes one of them again and shows what was said. Every trial is made from its number alone, and is a
command typed in a process of its own.
"""

import argparse
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from forging import seal  # noqa: E402  found only now
from intake.docx import docx, h, p, table  # noqa: E402  as above
from openpyxl import Workbook  # noqa: E402  as above
from towns import FIRST, copied, publish_plan, tiny  # noqa: E402  as above

from hidaka_dx.cli import main as typed  # noqa: E402  as above
from hidaka_dx.pipeline.build import build  # noqa: E402  as above
from hidaka_dx.pipeline.council import CouncilRequest, council, meeting  # noqa: E402  as above
from hidaka_dx.pipeline.forms import forms  # noqa: E402  as above
from hidaka_dx.pipeline.word import WordRequest, word  # noqa: E402  as above

SECONDS, MEMORY, PATIENCE = 30.0, 1.5 * 2**30, 150
"""CPU seconds and bytes that no trial may take, and seconds after which it is ended."""
NUMBERS = (b"0", b"-1", b"9", b"65536", b"4294967296", b"99999999999999999999", b"1e999", b"NaN")
LETTERS = (
    b"\0",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"<",
    b"&",
    b"]]>",
    b"../",
    b"{{",
    b"%",
    b"(",
    b"\r\n",
    "𠮷".encode(),
    b"=1+1",
)
JINJA = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    *(
        '{{ "a" * 10**9 }}',
        '{{ "a".ljust(10**10) }}',
        "{{ nothing }}",
        "{% include 'x' %}",
        "{{ 1 / 0 }}",
        "{% endif %}",
    ),
    *(
        "{{ ().__class__.__mro__ }}",
        "{{ document.parts | list | length }}",
        "<div>" * 400,
        '<img src="http://example.org/x.png">',
    ),
    *(
        '<table><tr><td colspan="99999">x</td></tr></table>',
        '<a rel="attachment" href="file:///etc/passwd">x</a>',
        "<svg><use href='#a'/></svg>",
    ),
)
CSS = (
    "p { width: 1e30pt }",
    "@page { size: 10cm 100000m }",
    "* { float: footnote }",
    "p { --a: var(--b); --b: var(--a); width: var(--a) }",
    ":root {" + "".join(f"--v{n}: var(--v{n + 1}) var(--v{n + 1});" for n in range(30)) + "} p { width: var(--v0) }",
    "@import url(http://example.org/x.css);",
    "p { page-break-before: always; columns: 999 }",
    "@font-face { font-family: 'BIZ UDMincho'; src: url(x.ttf) }",
)
Change = Callable[[bytes, random.Random], bytes]


def _span(raw: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(raw) + 1)
    return start, start + dice.choice((1, 1, 2, 8, 64, 1000, 100_000))


def flipped(raw: bytes, dice: random.Random) -> bytes:
    found = bytearray(raw or b"x")
    for _ in range(dice.choice((1, 1, 3, 40))):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def cut(raw: bytes, dice: random.Random) -> bytes:
    start, end = _span(raw, dice)
    return raw[:start] + raw[end:]


def ended(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw) + 1)]


def repeated(raw: bytes, dice: random.Random) -> bytes:
    start, end = _span(raw, dice)
    return raw[:end] + raw[start:end] * dice.choice((1, 1, 20, 2000 if end - start < 100 else 1)) + raw[end:]


def inserted(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(LETTERS) * dice.choice((1, 1, 3, 500)) + raw[at:]


def renumbered(raw: bytes, dice: random.Random) -> bytes:
    found = list(re.finditer(rb"\d+", raw))
    if not found:
        return flipped(raw, dice)
    one = dice.choice(found)
    return raw[: one.start()] + dice.choice(NUMBERS) + raw[one.end() :]


def moved(raw: bytes, dice: random.Random) -> bytes:
    start, end = _span(raw, dice)
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + raw[start:end] + raw[at:]


CHANGES: tuple[Change, ...] = (flipped, cut, ended, repeated, inserted, renumbered, renumbered, moved)


def changed(raw: bytes, dice: random.Random) -> bytes:
    """Damage bytes in one way or two."""
    for _ in range(dice.choice((1, 1, 2))):
        raw = dice.choice(CHANGES)(raw, dice)
    return raw


def packed_anew(raw: bytes, dice: random.Random) -> bytes:
    """Damage a part of a zip and pack it well, so that it is read; sometimes the zip itself."""
    if dice.random() < 0.2:
        return changed(raw, dice)
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        parts = [(each, packed.read(each)) for each in packed.namelist()]
    at = dice.randrange(len(parts))
    name, content = parts[at]
    match dice.randrange(12):
        case 0:
            del parts[at]
        case 1:
            parts.append((name, content))
        case 2:
            parts[at] = ("../" * dice.choice((1, 9)) + name, content)
        case 3:
            parts.append(
                (
                    dice.choice(("xl/vbaProject.bin", "word/media/a.png", "a\0b", "x" * 300)),
                    b" " * dice.choice((9, 70 * 2**20)),
                )
            )
        case _:
            parts[at] = (name, changed(content, dice))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", dice.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as made:
        for each, inner in parts:
            made.writestr(zipfile.ZipInfo(each or "x"), inner, zipfile.ZIP_DEFLATED)
    return file.getvalue()


class Trial(NamedTuple):
    """Commands that are typed in a damaged town; what they may write is left out of what must be as it was."""

    words: Sequence[str]
    writes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of thing that strangers send: a sound town, made once, and how it is damaged."""

    prepare: Callable[[Path], object]
    damage: Callable[[Path, random.Random], Trial]
    warm: Callable[[Path], object] | None = None
    """Done once to the sound town before the trials, so that none of them loads what the command needs; begins no threads."""


@dataclass
class Result:
    """What came of the trials of a kind."""

    ends: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    memory: int = 0
    faults: dict[int, str] = field(default_factory=dict)


def quiet(_words: str, _share: float) -> None:
    """Say nothing."""


def _published(town: Path) -> None:
    publish_plan(tiny(town, FIRST))


def _a_bag(town: Path, dice: random.Random) -> Trial:
    bag = town / "archive/promotion-plan-01"
    files = sorted(path for path in bag.rglob("*") if path.is_file())
    one, other = dice.choice(files), dice.choice(files)
    match dice.randrange(8):
        case 0:
            one.unlink()
        case 1:
            one.rename(one.with_name(dice.choice(("x", ".x", "メモ", "x" * 200))))
        case 2:
            (bag / "data" / dice.choice(("x", "a/b", ".DS_Store"))).parent.mkdir(exist_ok=True)
            shutil.copy(one, bag / "data/x")
        case 3:
            content = one.read_bytes()
            one.write_bytes(other.read_bytes())
            other.write_bytes(content)
        case _:
            one.write_bytes(changed(one.read_bytes(), dice))
    if dice.random() < 0.6:
        with suppress(OSError, ValueError, KeyError, IndexError):  # the record itself is damaged
            seal(bag)
    return Trial(("verify", *(("--rebuild",) if dice.random() < 0.1 else ())))


def _with_pack(town: Path) -> None:
    _published(town)
    made, problems = council(
        CouncilRequest("第1版", "promotion-plan", meeting("定例会", "資料1", date(2026, 6, 1))),
        town,
        town / "output",
        quiet,
    )
    assert made, problems
    (town / "council").mkdir()
    shutil.move(made.archive, town / "council")


def _a_zip(town: Path, dice: random.Random) -> Trial:
    (file,) = (town / "council").iterdir()
    file.write_bytes(packed_anew(file.read_bytes(), dice))
    return Trial(("website",), ("output/",))


BODY = (
    p("第２次若桑町地域計画") + p("若桑町企画課") + h(1, "第１章　趣旨") + p("令和８年度から令和12年度までの計画です。")
    + h(2, "１　背景") + table(("区分", "値"), ("人口", "1,234")) + p("文です。") + h(1, "第２章　取組") + p("文です。")
)  # fmt: skip


def _with_word(town: Path) -> None:
    _published(town)
    made, problems = word(WordRequest("原稿", None, "promotion-plan"), town, town / "output", quiet)
    assert made, problems
    (file,) = (town / "output").glob("*.docx")
    shutil.move(file, town / "returned.docx")
    (town / "plan.docx").write_bytes(docx(BODY))


def _a_docx(town: Path, dice: random.Random) -> Trial:
    name = dice.choice(("returned.docx", "plan.docx"))
    (town / name).write_bytes(packed_anew((town / name).read_bytes(), dice))
    if name == "returned.docx":
        return Trial(("receive", name, "--accept-all"), ("content/", "output/"))
    return Trial(
        ("import", name, "made", "--town=若桑町", "--title=若桑町計画", "--office=課", "--period=2026-2030"), ("made/",)
    )


def _with_excel(town: Path) -> None:
    tiny(town, FIRST, action=FIRST)
    for number in (1, 2, 3):
        file = town / f"content/measures/1-{number}.yaml"
        file.write_text(file.read_text(encoding="utf-8") + "lead: 住民課\n", encoding="utf-8")
    made, problems = forms(town, 2027, date(2028, 5, 15), town / "output")
    assert made, problems
    shutil.move(made[0].path, town / "returned.xlsx")
    book = Workbook()
    sheet = book.worksheets[0]
    rows: tuple[tuple[str | int, ...], ...] = (
        ("番号", "取組", "担当課", "内容", "R8", "R9", "事業費（千円）"),
        ("9-1", "窓口", "住民課", "始めます。", "検討", "実施", 100),
    )
    for row in rows:
        sheet.append(row)
    book.save(town / "list.xlsx")


def _an_xlsx(town: Path, dice: random.Random) -> Trial:
    name = dice.choice(("returned.xlsx", "list.xlsx"))
    (town / name).write_bytes(packed_anew((town / name).read_bytes(), dice))
    if name == "returned.xlsx":
        return Trial(("receive", name), ("content/progress/", "output/"))
    return Trial(("import", name, "--again"), ("content/", "取り込", "output/"))


def _a_template(town: Path, dice: random.Random) -> Trial:
    if dice.random() < 0.7:
        path, chosen = f"templates/{dice.choice(('document', 'blocks', 'promotion-plan', 'notice'))}.html.j2", [*JINJA]
    else:
        path, chosen = f"assets/css/{dice.choice(('page', 'text', 'table', 'fonts', 'figure'))}.css", [*CSS]
    text = (ROOT / path).read_bytes()
    if dice.random() < 0.5:
        at = dice.choice([found.end() for found in re.finditer(rb"\n", text)])
        text = text[:at] + dice.choice(chosen).encode() + b"\n" + text[at:]
    else:
        text = changed(text, dice)
    (town / path).parent.mkdir(parents=True, exist_ok=True)
    (town / path).write_bytes(text)
    return Trial(("build",), ("output/",))


def _a_pdf(town: Path, dice: random.Random) -> Trial:
    bag = town / "archive/promotion-plan-01"
    issued = (bag / "data/promotion-plan-01.pdf").read_bytes()
    raw = changed(issued, dice)
    match dice.randrange(4):
        case 0:
            (bag / "data/promotion-plan-01.pdf").write_bytes(raw)
            seal(bag)
            return Trial(("verify",))
        case 1:
            (town / "sent.pdf").write_bytes(raw)
            return Trial(("compare", "第1版", "sent.pdf"), ("output/",))
        case 2:
            (town / "sent.pdf").write_bytes(issued + changed(issued[issued.rindex(b"xref") - 2000 :], dice))
            return Trial(("verify", "--file", "sent.pdf"))
        case _:
            (town / "sent.pdf").write_bytes(raw)
            return Trial(("readers", "sent.pdf"), ("sent_", "output/"))


KINDS = {
    "bag": Kind(_published, _a_bag),
    "zip": Kind(_with_pack, _a_zip),
    "docx": Kind(_with_word, _a_docx),
    "xlsx": Kind(_with_excel, _an_xlsx),
    "templates": Kind(lambda town: tiny(town, FIRST), _a_template, lambda town: build(town, town / "output", quiet)),
    "PDF": Kind(_published, _a_pdf),
}


def _held(town: Path, left_out: tuple[str, ...] = ()) -> dict[str, str]:
    paths = ((path.relative_to(town).as_posix(), path) for path in town.rglob("*") if path.is_file())
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in paths if not name.startswith(left_out)}


def tried(name: str, number: int, sound: Path, result: Result) -> str:
    """Try one; note what came of it, and every fault. Gives what was said."""
    with tempfile.TemporaryDirectory(prefix="hidaka-dx-") as folder:
        town, said = copied(sound, Path(folder) / "town"), Path(folder) / "said"
        trial = KINDS[name].damage(town, random.Random(f"{name} {number}"))
        before = _held(town, trial.writes)
        code, used = _typed(trial.words, town, said)
        words = said.read_bytes().decode("utf-8", "replace")
        after = _held(town, trial.writes)
    result.ends["done" if code == 0 else "told" if code in (1, 2) else f"ended {code}"] += 1
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    result.seconds, result.memory = max(result.seconds, seconds), max(result.memory, memory)
    if faults := [
        *_faults(code, words, seconds, memory),
        *(f"lost {each}" for each in before if after.get(each) != before[each]),
    ]:
        result.faults[number] = f"{'、'.join(faults)}: {' '.join(trial.words)}"
    return words


def _faults(code: int, words: str, seconds: float, memory: int) -> Iterator[str]:
    if "Traceback" in words or code not in (0, 1, 2):
        yield f"ended {code}: {words.strip().splitlines()[-1][:150] if words.strip() else 'without a word'}"
    elif code and not re.search("[ぁ-ん]", words):
        yield "no sentence"
    if seconds > SECONDS:
        yield f"{seconds:.0f} s"
    if memory > MEMORY:
        yield f"{memory / 2**30:.1f} GiB"


def _typed(words: Sequence[str], town: Path, said: Path) -> tuple[int, resource.struct_rusage]:
    """Type a command in a process of its own; give its exit code and what it and its children used."""
    process = os.fork()
    if process == 0:
        _become(words, town, said)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(process, signal.SIGKILL))
    signal.alarm(PATIENCE)
    _, status, used = os.wait4(process, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status), used


def _become(words: Sequence[str], town: Path, said: Path) -> None:
    handle, nothing = os.open(said, os.O_CREAT | os.O_WRONLY), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for stream in (1, 2):
        os.dup2(handle, stream)
    sys.stdin, sys.stdout, sys.stderr = open(0, closefd=False), open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115  streams
    os.chdir(town)
    sys.argv = ["hidaka-dx", *words]
    code = 70
    try:
        typed()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # noqa: BLE001  what a user would see as a traceback
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _prepare(name: str, sound: Path) -> None:
    """Make the sound town in a process of its own: a library that has begun threads must not be forked."""
    process = os.fork()
    if process == 0:
        try:
            KINDS[name].prepare(sound)
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    if os.waitpid(process, 0)[1] != 0:
        raise AssertionError(f"{name} cannot be prepared")


def try_all(name: str, numbers: Sequence[int], folder: Path, *, show: bool = False) -> Result:
    """Try many of a kind, on a town that is made in `folder`."""
    sound, result = folder / name, Result()
    if not sound.exists():
        _prepare(name, sound)
    if warm := KINDS[name].warm:
        with tempfile.TemporaryDirectory(prefix="hidaka-dx-") as place:
            warm(copied(sound, Path(place) / "town"))
        assert len([*Path("/proc/self/task").iterdir()]) == 1
    with suppress(KeyboardInterrupt):  # says what was found until then
        for number in numbers:
            words = tried(name, number, sound, result)
            if show:
                sys.stdout.write(words)
    return result


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Try many of each kind and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", choices=[*KINDS], action="append")
    parser.add_argument("--show", action="store_true", help="show what each says")
    asked, failed = parser.parse_args(), False
    with tempfile.TemporaryDirectory(prefix="hidaka-dx-") as folder:
        for name in asked.only or KINDS:
            start = time.monotonic()
            result = try_all(name, range(asked.first, asked.first + asked.count), Path(folder), show=asked.show)
            ends = "、".join(f"{end} {count}" for end, count in sorted(result.ends.items()))
            _say(
                f"{name:<10}{ends:<28}{result.seconds:6.1f} s {result.memory / 2**20:6.0f} MiB  {time.monotonic() - start:.0f} s in all"
            )
            for number, fault in result.faults.items():
                _say(f"    {number}: {fault}")
            failed |= bool(result.faults)
    sys.exit(failed)


if __name__ == "__main__":
    main()
