"""Whatever is done to published editions is found and named; what cannot be found is told by the seal."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import bagit
import pypdf
import pytest
from towns import copied, with_three_editions

from hidaka_dx import inspection
from hidaka_dx.archive import bag
from hidaka_dx.pipeline import Verdict, verify

ONE, MIDDLE, LAST = "promotion-plan-01", "promotion-plan-01.1", "promotion-plan-02"
PDF = "data/promotion-plan-02.pdf"
VISION = "data/source/content/chapters/vision.md"
Tamper = Callable[[Path], object]


def seal(folder: Path, info: Callable[[str], str] = str) -> None:
    """Make all lists of a bag anew, as a forger would; `info` changes what is said of it."""
    inside = folder / "data"
    payload = {path.relative_to(inside).as_posix(): path.read_bytes() for path in inside.rglob("*") if path.is_file()}
    lines = info((folder / bag.INFO).read_text(encoding="utf-8")).splitlines()
    pairs = [tuple(line.split(": ", 1)) for line in lines if not line.startswith("Payload-Oxum")]
    for path, content in bag.packed(payload, [(label, value) for label, value in pairs]).items():
        (folder / path).write_bytes(content)


def edit(path: str, old: str, new: str) -> Tamper:
    """Change words of a file."""

    def work(archive: Path) -> None:
        raw = (archive / path).read_bytes()
        assert old.encode() in raw
        (archive / path).write_bytes(raw.replace(old.encode(), new.encode()))

    return work


def flip(path: str) -> Tamper:
    """Turn one bit over in the middle of a file."""

    def work(archive: Path) -> None:
        raw = bytearray((archive / path).read_bytes())
        raw[len(raw) // 2] ^= 1
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
        tags = {path: (folder / path).read_bytes() for path in bag.LISTED}
        for algorithm in bag.ALGORITHMS:
            (folder / f"tagmanifest-{algorithm}.txt").write_bytes(bag.manifest(tags, algorithm))

    return work


def rewritten(archive: Path) -> None:
    """Write the PDF anew with a common program, which loses what the standards ask for."""
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO((archive / LAST / PDF).read_bytes())))
    del writer.root_object["/Metadata"]
    with (archive / LAST / PDF).open("wb") as file:
        writer.write(file)


def copy(old: str, new: str) -> Tamper:
    return lambda archive: shutil.copy(archive / old, archive / new)


def slipped_in(archive: Path) -> None:
    """Put an edition between two others, tied to the one before it as it should be."""
    folder = archive / "promotion-plan-01.2"
    shutil.copytree(archive / MIDDLE, folder)
    (folder / "data/promotion-plan-01.1.pdf").rename(folder / "data/promotion-plan-01.2.pdf")
    before = bag.hashed((archive / MIDDLE / bag.SEAL).read_bytes())
    then = bag.read_info((folder / bag.INFO).read_bytes())["Previous-Tag-Manifest-SHA256"]
    seal(
        folder,
        lambda info: info.replace("Previous-Edition: " + ONE, "Previous-Edition: " + MIDDLE).replace(then, before),
    )


TAMPERING: dict[str, Tamper] = {
    "a bit of the PDF turned over": flip(f"{LAST}/{PDF}"),
    "a byte added to the data": edit(f"{ONE}/data/document.json", "{", " {"),
    "a word of the source changed": edit(f"{MIDDLE}/{VISION}", "暮らし", "くらし"),
    "a file emptied": lambda archive: (archive / ONE / "data/check.txt").write_bytes(b""),
    "a file deleted": remove(f"{LAST}/data/check.txt"),
    "a file added": write(f"{LAST}/data/memo.txt"),
    "a file added with a Japanese name": write(f"{LAST}/data/メモ.txt"),
    "a hidden file added": write(f"{LAST}/data/source/.DS_Store"),
    "a file renamed": rename(f"{LAST}/data/README.txt", f"{LAST}/data/LIESMICH.txt"),
    "two files swapped": swap(f"{LAST}/data/README.txt", f"{LAST}/data/check.txt"),
    "a file replaced by a link to the same": link(f"{LAST}/{PDF}"),
    "an empty folder added": lambda archive: (archive / LAST / "data/extra").mkdir(),
    "an empty folder added beside the data": lambda archive: (archive / LAST / "extra").mkdir(),
    "a file added beside the lists": write(f"{LAST}/fetch.txt", "https://example.jp/ 1 data/x\n"),
    "a list deleted": remove(f"{LAST}/manifest-sha256.txt"),
    "all lists deleted": in_order(*(remove(f"{LAST}/{name}") for name in bag.TAG_FILES if "manifest" in name)),
    "lists of lists deleted and the record changed": in_order(
        *(remove(f"{LAST}/tag{name}") for name in bag.MANIFESTS), edit(f"{LAST}/bag-info.txt", "議決要", "軽微")
    ),
    "a list emptied and listed anew": relisted(lambda _: ""),
    "a list in another order": relisted(lambda text: "".join(sorted(text.splitlines(keepends=True)))),
    "a list with line ends of Windows": relisted(lambda text: text.replace("\n", "\r\n")),
    "a list that leads out of the bag": relisted(lambda text: text + "0" * 64 + "  data/../../outside\n"),
    "a list that names a file twice": relisted(lambda text: text + text.splitlines()[0] + "\n"),
    "the declaration changed": edit(f"{LAST}/bagit.txt", "1.0", "0.97"),
    "the record's date changed": edit(f"{LAST}/bag-info.txt", "Bagging-Date: 2028-04-01", "Bagging-Date: 2027-04-02"),
    "the record deleted": remove(f"{LAST}/bag-info.txt"),
    "the record's date forged": forged(LAST, info=stated("Bagging-Date: 2028-04-01", "Bagging-Date: 2025-04-01")),
    "the record's town forged": forged(LAST, info=stated("Organization: 見本町", "Organization: 見木町")),
    "the record's title forged": forged(LAST, info=stated("見本町DX推進計画", "見本町DX計画")),
    "the record's number forged": forged(LAST, info=stated("Edition-Number: 2", "Edition-Number: 3")),
    "a line added to the record and sealed": forged(LAST, info=lambda info: info + "Internal-Sender-Identifier: x\n"),
    "the count of the payload forged": in_order(edit(f"{LAST}/bag-info.txt", "Payload-Oxum: ", "Payload-Oxum: 1")),
    "a file of the first edition forged": forged(ONE, edit(f"{ONE}/{VISION}", "暮らし", "くらし")),
    "a file of the middle edition forged": forged(MIDDLE, edit(f"{MIDDLE}/data/README.txt", "発行", "発効")),
    "the data of the last edition forged": forged(LAST, edit(f"{LAST}/data/document.json", "暮らし", "くらし")),
    "the data of the last edition made no data": forged(LAST, write(f"{LAST}/data/document.json", "{}")),
    "a style sheet of the last edition forged": forged(
        LAST, edit(f"{LAST}/data/source/assets/css/page.css", "page", "Page")
    ),
    "the list of assets made no list": forged(LAST, write(f"{LAST}/data/source/assets.json", "[]")),
    "the list of releases made no list": forged(LAST, write(f"{LAST}/data/environment.json", '{"parts": 1}')),
    "the PDF replaced by that of another edition": forged(LAST, copy(f"{ONE}/data/{ONE}.pdf", f"{LAST}/{PDF}")),
    "the PDF replaced by something else": forged(LAST, write(f"{LAST}/{PDF}", "no PDF")),
    "the PDF cut short": forged(
        LAST, lambda archive: (archive / LAST / PDF).write_bytes((archive / LAST / PDF).read_bytes()[:9000])
    ),
    "the PDF saved by another program": forged(LAST, rewritten),
    "the PDF deleted and forgotten": forged(LAST, remove(f"{LAST}/{PDF}")),
    "the first edition taken out": take_out(ONE),
    "the middle edition taken out": take_out(MIDDLE),
    "two editions swapped": swap(ONE, LAST),
    "an edition under another name": rename(LAST, "promotion-plan-03"),
    "an edition slipped in": slipped_in,
    "the tie to the edition before cut": forged(
        LAST, info=lambda info: "\n".join(line for line in info.splitlines() if not line.startswith("Previous"))
    ),
    "half of the tie to the edition before cut": forged(
        LAST, info=lambda info: "\n".join(line for line in info.splitlines() if not line.startswith("Previous-Tag"))
    ),
    "an edition replaced by a file": in_order(take_out(LAST), write(LAST)),
    "an edition replaced by a link to the same": link(LAST),
    "a file beside the editions": write("memo.txt"),
    "a folder beside the editions": write("promotion-plan-1/memo.txt"),
}


def quiet(_words: str, _share: float) -> None:
    return


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_three_editions(tmp_path_factory.mktemp("tampering") / "town")


@pytest.fixture
def trials(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Verdict]]:
    """Give the verdict on each tampered copy of the archive; what was judged once is not judged again."""
    for judge in (inspection.failures, inspection.stated):
        monkeypatch.setattr(f"hidaka_dx.archive.contents.{judge.__name__}", cache(judge))

    def one(number: int, tamper: Tamper) -> Verdict:
        copy = copied(town, tmp_path / str(number) / "town")
        tamper(copy / "archive")
        return verify(copy, None, quiet)

    return ((name, one(number, tamper)) for number, (name, tamper) in enumerate(TAMPERING.items()))


def test_every_tampering_is_found_and_named(
    trials: Iterator[tuple[str, Verdict]], snapshot: Callable[[str, str], None]
) -> None:
    text = ""
    for name, verdict in trials:
        assert verdict.findings, name
        text += f"# {name}\n" + "".join(f"{finding}\n" for finding in verdict.findings) + "\n"
    assert len(TAMPERING) >= 30
    snapshot("tampering.txt", text)


def test_nothing_is_found_where_nothing_was_done(town: Path) -> None:
    verdict = verify(town, None, quiet)
    assert verdict.findings == ()
    assert [name.number for name in verdict.judged] == ["1", "1.1", "2"]


def test_an_independent_program_finds_the_bags_valid(town: Path) -> None:
    for folder in (town / "archive").iterdir():
        assert bagit.Bag(str(folder)).validate(completeness_only=False)


def test_a_copy_that_lost_its_modes_and_times_is_still_as_issued(town: Path, tmp_path: Path) -> None:
    assert verify(copied(town, tmp_path / "clone"), None, quiet).findings == ()


def test_what_no_chain_can_show_is_told_by_the_seal(town: Path, tmp_path: Path) -> None:
    """Nobody finds the last edition gone, or a last edition forged in every part, without a seal kept elsewhere."""
    ((_, kept),) = verify(town, None, quiet).seals
    for number, tamper in enumerate((take_out(LAST), forged(LAST, edit(f"{LAST}/{VISION}", "暮らし", "くらし")))):
        copy = copied(town, tmp_path / str(number))
        tamper(copy / "archive")
        verdict = verify(copy, None, quiet)
        assert verdict.findings == ()
        assert verdict.seals[0][1] != kept
