"""Signed copies damaged at random behind the edition's bytes: each ends with a fault, or shows just what the edition shows.

`python tests/signatures/mutated_copies.py 1000` tries that many and prints what it found; every mutation is made from its
number alone.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import authorities  # noqa: E402  found only now
import pypdfium2  # noqa: E402  as above

from hidaka_dx.signatures import judging, renewal, trust  # noqa: E402  as above

EDITION = (ROOT / "archive/promotion-plan-01/data/promotion-plan-01.pdf").read_bytes()
CA = authorities.Authority()
PIECES = [
    *(
        b"/Root",
        b"/Prev",
        b"/Size",
        b"/Annots",
        b"/Contents",
        b"/Kids",
        b"/Pages",
        b"/AcroForm",
        b"/ByteRange",
        b"/V",
        b"/AP",
    ),
    *(
        b"obj",
        b"endobj",
        b"stream\n",
        b"endstream",
        b"xref",
        b"trailer",
        b"startxref",
        b"%%EOF\n",
        b"<<",
        b">>",
        b"[",
        b"]",
    ),
    *(
        b"0 R",
        b" 0 obj",
        b"null",
        b"-1",
        b"99999999999",
        b"<",
        b">",
        b"(",
        b")",
        b"/Encrypt",
        b"/Filter/FlateDecode",
        b"/Type/ObjStm",
    ),
]
Change = Callable[[random.Random, bytes], bytes]


def given() -> Any:
    return trust.trust_of({"ca.pem": authorities.der(CA.certificate), "ca.crl": CA.revoked()})


def copies() -> list[bytes]:
    """Give a copy with a signature, and one that was renewed."""
    stamps = CA.certify("時刻の局", end=authorities.NOW + 10 * authorities.YEAR, stamps=True)
    stamper = authorities.stamper(stamps, "時刻の局")
    timed = authorities.signed(EDITION, CA.certify("見本町長"), "見本町長", stamper)
    return [timed, renewal.renewed(timed, EDITION, stamper, given())]


def flip(dice: random.Random, tail: bytes) -> bytes:
    found = bytearray(tail)
    for _ in range(dice.randint(1, 9)):
        found[dice.randrange(len(found))] ^= 1 << dice.randrange(8)
    return bytes(found)


def cut(dice: random.Random, tail: bytes) -> bytes:
    start = dice.randrange(len(tail))
    return tail[:start] + tail[start + dice.randint(1, 3000) :]


def repeat(dice: random.Random, tail: bytes) -> bytes:
    start, place = dice.randrange(len(tail)), dice.randrange(len(tail))
    return tail[:place] + tail[start : start + dice.randint(1, 3000)] + tail[place:]


def insert(dice: random.Random, tail: bytes) -> bytes:
    place = dice.choice([match.start() for match in re.finditer(rb"/|\d+ 0|>>|obj|\n", tail[:9000] + tail[-3000:])])
    place = place if place < 9000 else len(tail) - 12000 + place
    return tail[:place] + dice.choice(PIECES) + tail[place:]


def renumber(dice: random.Random, tail: bytes) -> bytes:
    match = dice.choice(list(re.finditer(rb"\b\d{1,10}\b", tail)))
    other = dice.choice(
        [b"0", b"1", b"2", b"%d" % dice.randrange(10**6), b"%d" % (len(EDITION) + dice.randrange(len(tail))), b"9" * 12]
    )
    return tail[: match.start()] + other + tail[match.end() :]


def rename(dice: random.Random, tail: bytes) -> bytes:
    match = dice.choice(list(re.finditer(rb"/[A-Za-z]+", tail)))
    return tail[: match.start()] + dice.choice(PIECES) + tail[match.end() :]


def follow(dice: random.Random, tail: bytes) -> bytes:
    return tail + dice.choice([tail, tail[-dice.randrange(1, 600) :], b"\n" + dice.choice(PIECES)])


CHANGES: tuple[Change, ...] = (flip, cut, repeat, insert, renumber, rename, follow)


def mutated(number: int, whole: list[bytes]) -> bytes:
    dice = random.Random(number)
    tail = dice.choice(whole)[len(EDITION) :]
    for _ in range(dice.randint(1, 3)):
        tail = dice.choice(CHANGES)(dice, tail)
    return EDITION + tail


def shown(pdf: bytes) -> list[bytes]:
    """Draw all pages small, annotations too, as Chrome does."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [page.render(scale=0.4).to_pil().tobytes() for page in document]


def judged(number: int, whole: list[bytes], trusted: Any) -> str:
    """Judge a mutation; raises AssertionError for one that is accepted and shows something else, or takes too long."""
    pdf, begin = mutated(number, whole), time.process_time()
    found = judging.judge(pdf, EDITION, trusted)
    assert time.process_time() - begin < 30, number
    if found.faults:
        return found.faults[0][:40]
    assert shown(pdf) == shown(EDITION), number
    return "accepted, and shows the same"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    whole, trusted = copies(), given()
    said = Counter(judged(number, whole, trusted) for number in range(asked.first, asked.first + asked.count))
    for words, count in said.most_common():
        print(f"{count:6} {words}")  # noqa: T201  what it is for


if __name__ == "__main__":
    main()
