"""Whatever is done to published editions is found and named; what cannot be found is told by the seal."""

import fcntl
import os
import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import bagit
import pytest
from forging import (
    GLOSSARY,
    LAST,
    MIDDLE,
    ONE,
    PDF,
    VISION,
    Tamper,
    bomb,
    copy,
    deep,
    drawn,
    edit,
    flip,
    forged,
    forged_whole,
    in_order,
    link,
    relisted,
    remove,
    rename,
    restyled,
    rewritten,
    seal,
    shallow,
    sparse,
    sparsely,
    stated,
    swap,
    take_out,
    updated,
    with_next,
    write,
)
from harms import HEAD, IN_WORDS, Finders, table
from towns import copied, publish_plan, with_three_editions

from hidaka_dx import inspection
from hidaka_dx.archive import Archive, Bag, EditionName, Finding, bag, witness_list_of
from hidaka_dx.archive.fixity import judge_fixity
from hidaka_dx.pipeline import rebuilding
from hidaka_dx.pipeline.verify import Verdict, verify
from hidaka_dx.pipeline.website import website
from hidaka_dx.typeset.job import Progress

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("documents_kept")]


def slipped_in(archive: Path) -> None:
    """Put an edition between two others, tied to the one before it as it should be."""
    folder = archive / "promotion-plan-01.2"
    shutil.copytree(archive / MIDDLE, folder)
    (folder / "data/promotion-plan-01.1.pdf").rename(folder / "data/promotion-plan-01.2.pdf")
    before = bag.sha256_of((archive / MIDDLE / bag.SEAL).read_bytes())
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
    "a hidden file added": write(f"{LAST}/data/source/.hidden"),
    "a link that is called like litter": lambda archive: (archive / LAST / ".DS_Store").symlink_to("bagit.txt"),
    "a folder that holds nothing but litter": write(f"{LAST}/data/extra/.DS_Store"),
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
    "the PDF replaced by a small one that unpacks to a gigabyte": forged(
        LAST, lambda archive: (archive / LAST / PDF).write_bytes(bomb(900))
    ),
    "the PDF cut short": forged(
        LAST, lambda archive: (archive / LAST / PDF).write_bytes((archive / LAST / PDF).read_bytes()[:9000])
    ),
    "the PDF saved by another program": forged(LAST, rewritten),
    "the PDF deleted and forgotten": forged(LAST, remove(f"{LAST}/{PDF}")),
    "the PDF revised by an update": forged(LAST, updated),
    "a file added and listed": forged(LAST, write(f"{LAST}/data/evil.html")),
    "a program added to the source and listed": forged(LAST, write(f"{LAST}/data/source/content/evil.exe")),
    "a picture added to the source and listed": forged(LAST, write(f"{LAST}/data/source/assets/images/evil.png")),
    "a content file of no kind added and listed": forged(LAST, write(f"{LAST}/data/source/content/extra.yaml")),
    "content of another document added and listed": forged(
        LAST, write(f"{LAST}/data/source/content/measures/9-9.yaml")
    ),
    "content that tells of an edition added and listed": forged(
        LAST, write(f"{LAST}/data/source/content/errata.yaml", "[]")
    ),
    "a figure that no chapter calls added and listed": forged(
        LAST, write(f"{LAST}/data/source/content/figures/a.yaml")
    ),
    "a chapter that the plan does not name added and listed": forged(
        LAST, write(f"{LAST}/data/source/content/chapters/evil.md", "")
    ),
    "templates that no template names added and listed": forged(
        LAST,
        write(f"{LAST}/data/source/templates/evil.html", "{% include 'web/style.css' %}"),
        write(f"{LAST}/data/source/templates/web/style.css"),
    ),
    "other words for whoever opens the bag": forged(LAST, edit(f"{LAST}/data/README.txt", "控えた", "控えない")),
    "another result of the judgement": forged(LAST, edit(f"{LAST}/data/check.txt", "誤り      なし", "誤り      あり")),
    "the redline deleted and forgotten": forged(LAST, remove(f"{LAST}/data/redline.pdf")),
    "the papers of the comparison swapped": forged(
        LAST, swap(f"{LAST}/data/redline.pdf", f"{LAST}/data/comparison-table.pdf")
    ),
    "the redline of another edition": forged(LAST, copy(f"{MIDDLE}/data/redline.pdf", f"{LAST}/data/redline.pdf")),
    "the comparison of another edition": forged(
        LAST, copy(f"{MIDDLE}/data/comparison.json", f"{LAST}/data/comparison.json")
    ),
    "the comparison made no data": forged(LAST, write(f"{LAST}/data/comparison.json", "[" * 100_000)),
    "a comparison given to the first edition": forged(
        ONE, copy(f"{MIDDLE}/data/redline.pdf", f"{ONE}/data/redline.pdf")
    ),
    "the reason forged": forged(LAST, info=stated("Change-Reason: 国の計画の改定", "Change-Reason: 町の都合")),
    "the changes forged": forged(LAST, info=stated("Changes: 全部の改定", "Changes: 語句の整理")),
    "the category forged": forged(LAST, info=stated("Change-Category: 議決要", "Change-Category: 軽微")),
    "a decider made up": forged(LAST, info=stated("Change-Category", "Decided-By: 町長\nChange-Category")),
    "the source's editions forged": forged(LAST, edit(f"{LAST}/data/source/content/editions.yaml", "議決要", "軽微")),
    "the source's words forged": forged(LAST, edit(f"{LAST}/{VISION}", "暮らし", "くらし")),
    "the source's town forged": forged(LAST, edit(f"{LAST}/data/source/content/plan.yaml", "見本町\n", "見木町\n")),
    "the source's editions made no list": forged(LAST, write(f"{LAST}/data/source/content/editions.yaml", "[" * 9999)),
    "a drawing with a script": forged(
        LAST, lambda archive: drawn(archive / LAST / "data/document.json", '<svg onload="alert(1)"/>')
    ),
    "folders in folders": lambda archive: deep(archive / LAST / "data"),
    "files too large to be of a bag": in_order(*(sparsely(f"{LAST}/data/{each}") for each in "abcdef")),
    "a list too large": sparsely(f"{LAST}/manifest-sha256.txt", 50 * 2**20),
    "a foreign file under a hidden name": write(".tmp-x/evil.txt"),
    "a foreign file in what looks unfinished": write(".tmp-hidaka-dx-0123456789abcdef/evil.txt"),
    "a link under a hidden name": lambda archive: (archive / ".tmp-hidaka-dx-0123456789abcdef").symlink_to(
        archive / LAST
    ),
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


UNSEEN: dict[str, Tamper] = {
    "the last edition lost": take_out(LAST),
    "an older archive played back": in_order(take_out(LAST), take_out(MIDDLE)),
    "everything lost": in_order(*map(take_out, (LAST, MIDDLE, ONE))),
    "the chain forged whole": forged_whole,
    "a word of the last edition's glossary forged": forged(LAST, edit(f"{LAST}/{GLOSSARY}", "人工知能", "人口知能")),
    "a style sheet of the last edition forged with its record": restyled,
    "a template of the last edition forged": forged(
        LAST, edit(f"{LAST}/data/source/templates/document.html.j2", "<body", "<body ")
    ),
    "the releases of the last edition forged": forged(
        LAST, edit(f"{LAST}/data/environment.json", '"weasyprint": "70.0"', '"weasyprint": "69.9"')
    ),
}
"""Harms that only a list which others keep shows, or setting the editions again."""
Rebuild = Callable[[Path, Bag, Progress], tuple[Finding | None, str]]
PAGE = Path(__file__).parents[2] / "docs/harms.md"


def quiet(_words: str, _share: float) -> None:
    return


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_three_editions(tmp_path_factory.mktemp("tampering") / "town")


@pytest.fixture
def trials(town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Verdict]]:
    """Give the verdict on each tampered copy of the archive; what was judged once is not judged again."""
    for judge in (inspection.conformance_fault, inspection.stated_metadata):
        monkeypatch.setattr(f"hidaka_dx.archive.contents.{judge.__name__}", cache(judge))

    kept = witness_list_of(Archive(town))

    def one(number: int, tamper: Tamper) -> Verdict:
        copy = copied(town, tmp_path / str(number) / "town")
        tamper(copy / "archive")
        verdict = verify(copy, None, quiet, against=kept)
        shallow(copy / f"archive/{LAST}/data")
        return verdict

    return ((name, one(number, tamper)) for number, (name, tamper) in enumerate(TAMPERING.items()))


def test_every_tampering_is_found_and_named(
    trials: Iterator[tuple[str, Verdict]], snapshot: Callable[[str, str], None]
) -> None:
    text, found = "", dict[str, Finders]()
    for name, verdict in trials:
        assert verdict.findings, name
        assert verdict.collation, name
        found[name] = Finders(True, None, bool(verdict.collation.faults))
        text += f"# {name}\n" + "".join(f"{finding}\n" for finding in verdict.findings) + "\n"
    assert len(TAMPERING) >= 30
    snapshot("tampering.txt", text)
    rows = table(found.items())
    assert rows in PAGE.read_text(encoding="utf-8"), f"docs/harms.md lacks:\n{rows}"


def test_what_verify_alone_does_not_show_is_found_with_the_list(
    town: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each harm is one that `verify` passes over; the page says whether setting again finds it, and the list always does."""
    kept, found = witness_list_of(Archive(town)), dict[str, Finders]()
    monkeypatch.setattr(rebuilding, "rebuild", lambda *given: _last_alone(rebuilding_of, *given))
    for number, (name, tamper) in enumerate(UNSEEN.items()):
        copy = copied(town, tmp_path / str(number))
        tamper(copy / "archive")
        verdict = verify(copy, None, quiet, against=kept)
        assert verdict.findings == (), name
        assert verdict.collation, name
        again = verify(copy, None, quiet, rebuild=True)
        found[name] = Finders(False, bool(again.findings or again.unasked), bool(verdict.collation.faults))
        assert found[name].against, name
    rows = table(found.items()).removeprefix(HEAD)
    assert rows in PAGE.read_text(encoding="utf-8"), f"docs/harms.md lacks:\n{rows}"
    assert IN_WORDS.keys() <= {*TAMPERING, *UNSEEN}
    assert len(IN_WORDS) >= 40


rebuilding_of = rebuilding.rebuild


def _last_alone(work: Rebuild, root: Path, bag: Bag, progress: Progress) -> tuple[Finding | None, str]:
    """Set only the last edition again, the one that was harmed: the others take time and are as they were."""
    is_last = bag.name.folder == LAST and len(Archive(root).names) == 3
    return work(root, bag, progress) if is_last else (None, "")


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
    for number, tamper in enumerate(
        (take_out(LAST), forged(LAST, edit(f"{LAST}/data/source/content/glossary.yaml", "人工知能", "人口知能")))
    ):
        copy = copied(town, tmp_path / str(number))
        tamper(copy / "archive")
        verdict = verify(copy, None, quiet)
        assert verdict.findings == ()
        assert verdict.seals[0][1] != kept


LITTER = (
    ".DS_Store",
    f"{LAST}/Thumbs.db",
    f"{LAST}/data/plan.pdf:Zone.Identifier",
    f"{LAST}/data/.DS_Store",
    f"{LAST}/data/~$plan.pdf",
    f"{LAST}/data/.~lock.plan.pdf#",
    f"{LAST}/data/source/._plan.yaml",
    ".gitkeep",
)


def test_what_a_system_leaves_is_named_in_a_note_and_does_no_harm(town: Path, tmp_path: Path) -> None:
    copy = copied(town, tmp_path / "litter")
    for path in LITTER:
        write(path)(copy / "archive")
    verdict = verify(copy, None, quiet)
    assert verdict.findings == ()
    assert sorted(note.split(": ")[0] for note in verdict.notes) == sorted(f"archive/{path}" for path in LITTER)
    assert all("消してもかまいません" in note for note in verdict.notes)
    opened, problems = website(copy, copy / "output", quiet)
    assert opened, problems
    assert publish_plan(with_next(copy)).record.name.number == "3"


def test_what_a_dead_publisher_has_left_is_told_as_such(town: Path, tmp_path: Path) -> None:
    copy = copied(town, tmp_path / "dead")
    write(".tmp-hidaka-dx-0123456789abcdef/new/data/README.txt")(copy / "archive")
    verdict = verify(copy, None, quiet)
    assert verdict.findings == ()
    assert verdict.notes == (
        "archive/.tmp-hidaka-dx-0123456789abcdef: 発行の途中で止まった書きかけです。版ではありません。次の発行のときに片付きます。",
    )
    handle = os.open(copy / "archive", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    (note,) = verify(copy, None, quiet).notes
    os.close(handle)
    assert "今、発行しているところ" in note


def test_a_bag_is_never_held_as_a_whole(town: Path, tmp_path: Path) -> None:
    copy = copied(town, tmp_path / "large")
    for each in "abcde":
        sparse(copy / "archive" / LAST / f"data/{each}", 30 * 2**20)
    tracemalloc.start()
    _, findings = judge_fixity(copy / "archive", EditionName("promotion-plan", "2"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert findings
    assert peak < 20 * 2**20
