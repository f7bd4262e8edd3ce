"""What a forger does to a bag: files changed, added, swapped, and all lists made anew, so that only their sense betrays them."""

import json
import os
import shutil
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdf
from towns import FIRST, SECOND, THIRD

from hidaka_dx.archive import bag

ONE, MIDDLE, LAST = "promotion-plan-01", "promotion-plan-01.1", "promotion-plan-02"
PDF = "data/promotion-plan-02.pdf"
VISION = "data/source/content/chapters/vision.md"
GLOSSARY = "data/source/content/glossary.yaml"
Tamper = Callable[[Path], object]


def seal(folder: Path, info: Callable[[str], str] = str) -> None:
    """Make all lists of a bag anew, as a forger would; `info` changes what is said of it."""
    inside = folder / "data"
    payload = {path.relative_to(inside).as_posix(): path.read_bytes() for path in inside.rglob("*") if path.is_file()}
    lines = info((folder / bag.INFO).read_text(encoding="utf-8")).splitlines()
    pairs = [tuple(line.split(": ", 1)) for line in lines if not line.startswith("Payload-Oxum")]
    for path, content in bag.bag_files(payload, [(label, value) for label, value in pairs]).items():
        (folder / path).write_bytes(content)


def edit(path: str, old: str, new: str) -> Tamper:
    """Change words of a file."""

    def work(archive: Path) -> None:
        raw = (archive / path).read_bytes()
        assert old.encode() in raw
        (archive / path).write_bytes(raw.replace(old.encode(), new.encode()))

    return work


def flip(path: str) -> Tamper:
    """Turn one bit over in the comment at the head of a PDF, which no reader of PDFs minds."""

    def work(archive: Path) -> None:
        raw = bytearray((archive / path).read_bytes())
        raw[raw.index(b"\n%") + 2] ^= 1
        (archive / path).write_bytes(raw)

    return work


def write(path: str, words: str = "x") -> Tamper:
    def work(archive: Path) -> None:
        (archive / path).parent.mkdir(parents=True, exist_ok=True)
        (archive / path).write_text(words, encoding="utf-8")

    return work


def remove(path: str) -> Tamper:
    return lambda archive: (archive / path).unlink()


def take_out(folder: str) -> Tamper:
    return lambda archive: shutil.rmtree(archive / folder)


def rename(old: str, new: str) -> Tamper:
    return lambda archive: (archive / old).rename(archive / new)


def swap(one: str, other: str) -> Tamper:
    def work(archive: Path) -> None:
        (archive / one).rename(archive / "aside")
        (archive / other).rename(archive / one)
        (archive / "aside").rename(archive / other)

    return work


def link(path: str) -> Tamper:
    """Put a link to the same content in the place of a file."""

    def work(archive: Path) -> None:
        target = archive.parent / "outside"
        (archive / path).rename(target)
        (archive / path).symlink_to(target)

    return work


def forged(folder: str, *tampers: Tamper, info: Callable[[str], str] = str) -> Tamper:
    """Change a bag and make all its lists anew."""

    def work(archive: Path) -> None:
        for tamper in tampers:
            tamper(archive)
        seal(archive / folder, info)

    return work


def forged_whole(archive: Path) -> None:
    """Make every bag anew with another word, each tied to the one before, as if all had been issued so."""
    before: tuple[str, str] | None = None
    for folder in (ONE, MIDDLE, LAST):
        edit(f"{folder}/{GLOSSARY}", "人工知能", "人口知能")(archive)
        was = bag.sha256_of((archive / folder / bag.SEAL).read_bytes())
        seal(archive / folder, stated(*before) if before else str)
        before = was, bag.sha256_of((archive / folder / bag.SEAL).read_bytes())


def restyled(archive: Path) -> None:
    """Change a style sheet of the last edition, and what is recorded of it."""
    sheet = "css/page.css"
    edit(f"{LAST}/data/source/assets/{sheet}", "page", "Page")(archive)
    raw, record = (
        (archive / LAST / "data/source/assets" / sheet).read_bytes(),
        archive / LAST / "data/source/assets.json",
    )
    said = json.loads(record.read_bytes())
    said[sheet] = {**said[sheet], "size": len(raw), "sha256": bag.sha256_of(raw)}
    record.write_text(json.dumps(said), encoding="utf-8")
    seal(archive / LAST)


def in_order(*tampers: Tamper) -> Tamper:
    def work(archive: Path) -> None:
        for tamper in tampers:
            tamper(archive)

    return work


def stated(old: str, new: str) -> Callable[[str], str]:
    def change(info: str) -> str:
        assert old in info
        return info.replace(old, new)

    return change


def relisted(change: Callable[[str], str]) -> Tamper:
    """Write a list of the last edition in another way, and list that anew."""

    def work(archive: Path) -> None:
        folder = archive / LAST
        file = folder / "manifest-sha256.txt"
        file.write_bytes(change(file.read_text(encoding="utf-8")).encode())
        tags = {path: bag.digest([(folder / path).read_bytes()]) for path in bag.LISTED}
        for algorithm in bag.ALGORITHMS:
            (folder / f"tagmanifest-{algorithm}.txt").write_bytes(bag.manifest(tags, algorithm))

    return work


def rewritten(archive: Path) -> None:
    """Write the PDF anew with a common program, which loses what the standards ask for."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO((archive / LAST / PDF).read_bytes())))
    del writer.root_object["/Metadata"]
    with (archive / LAST / PDF).open("wb") as file:
        writer.write(file)


def updated(archive: Path) -> None:
    """Let another program write a page anew behind the end of the file, where the first one still stands."""
    writer = pypdf.PdfWriter(archive / LAST / PDF, incremental=True)
    writer.pages[0].rotate(180)
    writer.write(archive / LAST / PDF)


def drawn(data: Path, drawing: str) -> None:
    """Put a figure with a drawing into a document."""
    document = json.loads(data.read_bytes())
    figure = {"id": "f", "number": 1, "title": "図", "alt": "x", "spoken": "x", "height": 1.0, "drawing": drawing}
    figure |= {"image": None, "source": None, "redrawn": False, "notes": [], "kind": "figure"}
    figure |= {"table": None, "head_height": 0.0, "caption": []}
    document["parts"][0]["blocks"].append(figure)
    data.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


DEEP = 1500
"""More folders in each other than Python calls functions in each other."""


def deep(folder: Path) -> None:
    """Put folders into each other."""
    handle = os.open(folder, os.O_RDONLY)
    for _ in range(DEEP):
        os.mkdir("d", dir_fd=handle)
        handle = _next(handle, "d")
    os.close(handle)


def shallow(folder: Path) -> None:
    """Take these folders out again, at which pytest would stumble."""
    if not (folder / "d").is_dir():
        return
    handle = os.open(folder, os.O_RDONLY)
    for _ in range(DEEP):
        handle = _next(handle, "d")
    for _ in range(DEEP):
        handle = _next(handle, "..")
        os.rmdir("d", dir_fd=handle)
    os.close(handle)


def _next(handle: int, name: str) -> int:
    inner = os.open(name, os.O_RDONLY, dir_fd=handle)
    os.close(handle)
    return inner


def sparse(file: Path, size: int = 499 * 2**20) -> None:
    """Make a file as large that takes no room."""
    with file.open("wb") as opened:
        opened.truncate(size)


def sparsely(path: str, size: int = 499 * 2**20) -> Tamper:
    return lambda archive: sparse(archive / path, size)


def copy(old: str, new: str) -> Tamper:
    return lambda archive: shutil.copy(archive / old, archive / new)


def with_next(town: Path) -> Path:
    """Decide one more edition, which changes nothing."""
    fourth = THIRD.replace('"2"', '"3"').replace("2028", "2029").replace("revised: [vision]\n    ", "")
    editions = f"{FIRST}{SECOND}{THIRD}{fourth}"
    (town / "content/editions.yaml").write_text(f"promotion-plan:\n{editions}", encoding="utf-8")
    return town


def blanks(mebibytes: int) -> bytes:
    """Give blanks, packed: one mebibyte is, and repeated, as each begins anew (`Z_FULL_FLUSH`)."""
    one, checksum = b" " * 2**20, 1
    for _ in range(mebibytes):
        checksum = zlib.adler32(one, checksum)
    engine = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = engine.compress(one) + engine.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + block * mebibytes + engine.flush() + checksum.to_bytes(4, "big")


@cache
def bomb(mebibytes: int, streams: int = 1, *, twice: bool = False) -> bytes:
    """Give a small PDF whose streams unpack to that much each, as the description of the file and the page's content."""
    packed = blanks(mebibytes)
    packed = zlib.compress(packed, 9) if twice else packed
    names = b"[/FlateDecode/FlateDecode]" if twice else b"/FlateDecode"
    drawn_with = b" ".join(b"%d 0 R" % number for number in range(4, 4 + streams))
    stream = b"<</Type/Metadata/Subtype/XML/Filter%b/Length %d>>\nstream\n%b\nendstream" % (names, len(packed), packed)
    parts = (
        b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[%b]>>" % drawn_with,
        *([stream] * streams),
    )
    pdf, places = b"%PDF-1.7\n", b""
    for number, part in enumerate(parts, 1):
        places += b"%010d 00000 n \n" % len(pdf)
        pdf += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    size = len(parts) + 1
    end = b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(pdf))
    return pdf + b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, places) + end
