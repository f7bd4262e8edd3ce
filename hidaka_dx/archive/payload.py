"""The payload of an edition's bag: the PDF, its data, its source, all inputs, and explanations for readers."""

import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter

from hidaka_dx.archive.names import WITHDRAWN, EditionName
from hidaka_dx.archive.record import Record
from hidaka_dx.catalogue.documents import ACTION
from hidaka_dx.conformance import PROFILES
from hidaka_dx.japanese import seireki_date

DATA: Final = "document.json"
SOURCE: Final = "source/"
ASSETS: Final = "source/assets.json"
ENVIRONMENT: Final = "environment.json"
REPORT: Final = "check.txt"
README: Final = "README.txt"
COMPARISON: Final = ("comparison.json", "comparison-table.pdf", "redline.pdf")
"""Files of the comparison with the previous edition; missing in a first edition or if all earlier ones are withdrawn."""
READERS: Final = ("readers.json", "readers.md")
"""What readers of PDFs made of the edition when it was published (この版の検証), as data and for people."""
READERS_SINCE: Final = 3
"""The first format in which a bag may contain it."""
TABLES: Final = "opendata/"
TABLES_SINCE: Final = 2
"""The first format in which an action plan's bag contains open data."""
NAMES_OF_TABLES: Final = (
    *("measures", "related", "basis", "schedule", "indicators", "costs", "progress"),
    "definitions",
)
"""Its tables since that format; the last one defines the columns of the others."""
LARGEST_SOURCE: Final = 2_000_000
"""Maximum size of a source file in bytes."""
_SOURCES: Final = (
    re.compile(r"source/content/([^/]+/)?[^/]+\.(yaml|md|csv)"),
    re.compile(r"source/templates/([^/]+/)*[^/]+\.(j2|html|txt|svg|css)"),
    re.compile(r"source/assets/([^/]+/)+[^/]+\.(css|svg|png|jpg|jpeg)"),
)
LIST: Final[TypeAdapter[dict[str, dict[str, int | str]]]] = TypeAdapter(dict[str, dict[str, int | str]])
"""Line format of the list of assets."""
RELEASES: Final[TypeAdapter[dict[str, dict[str, str]]]] = TypeAdapter(dict[str, dict[str, str]])
"""Line format of the list of component versions, by group."""


@dataclass(frozen=True)
class Issue:
    """A typeset edition with all its inputs."""

    pdf: bytes
    pages: int
    data: bytes
    """`document.json`."""
    source: Mapping[str, bytes]
    """All inputs needed to rebuild it, by path in a town's folder."""
    assets: Mapping[str, tuple[int, str]]
    """Size and SHA-256 of every file of `assets/` that was read, fonts included, by path there."""
    environment: Mapping[str, Mapping[str, str]]
    """Versions of all components, and the state of the project."""
    comparison: Mapping[str, bytes] = field(default_factory=dict)
    """Changes from the previous edition, as data and PDFs, by the names of `COMPARISON`."""
    tables: Mapping[str, bytes] = field(default_factory=dict)
    """The measures of an action plan as open data, by the names of the files."""
    readers: Mapping[str, bytes] = field(default_factory=dict)
    """What readers make of the PDF, by the names of `READERS`."""


def pdf_name(name: EditionName) -> str:
    """Return the name of the PDF inside a bag."""
    return f"{name.folder}.pdf"


def payload_of(issue: Issue, record: Record) -> dict[str, bytes]:
    """Return the files of `data/` for an edition without faults, by their paths there."""
    assets = {path: {"size": size, "sha256": digest} for path, (size, digest) in sorted(issue.assets.items())}
    return {
        pdf_name(record.name): issue.pdf,
        DATA: issue.data,
        **issue.comparison,
        **{SOURCE + path: content for path, content in issue.source.items()},
        **{TABLES + name: content for name, content in issue.tables.items()},
        **issue.readers,
        ASSETS: _json(assets),
        ENVIRONMENT: _json(issue.environment),
        REPORT: report(record, issue.pages, issue.environment["parts"]["page-validation"]).encode(),
        README: readme(record, issue.pages, compared=bool(issue.comparison), read=bool(issue.readers)).encode(),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def tables_of(name: EditionName, number: int) -> tuple[str, ...]:
    """Return the names of open data files in a bag of that format; only action plans have any, and none in format 1."""
    if name.document != ACTION or number < TABLES_SINCE:
        return ()
    return tuple(f"{TABLES}{name}.csv" for name in NAMES_OF_TABLES)


def is_known(path: str, name: EditionName, number: int) -> bool:
    """Tell whether a publisher may have put that file into `data/`; its content is not checked.

    `number` is the format of the bag.
    """
    readers = READERS if number >= READERS_SINCE else ()
    fixed = (pdf_name(name), DATA, ASSETS, ENVIRONMENT, REPORT, README, *COMPARISON, *readers, *tables_of(name, number))
    return path in fixed or any(form.fullmatch(path) for form in _SOURCES)


def report(record: Record, pages: int, judge: str) -> str:
    """Return the text of `check.txt`.

    Do not change it: verification compares it with issued bags, which would be reported as forged.
    """
    verdicts = "".join(f"{profile:<10}適合（page-validation {judge}）\n" for profile in PROFILES)
    return f"""{record.title} 点検の結果

原稿の誤り      なし
組版の警告      なし
{verdicts}ページ数        {pages}
"""


def is_compared(record: Record, files: Container[str]) -> bool:
    """Tell whether a bag must contain a comparison with the previous edition; it may be missing after a withdrawn one."""
    before = EditionName.of_folder(record.before.folder) if record.before else None
    if before and before.act:
        return any(name in files for name in COMPARISON)
    return record.before is not None


def readme(record: Record, pages: int, *, compared: bool, read: bool) -> str:
    """Return the text of `README.txt`.

    Do not change it: verification compares it with issued bags, which would be reported as forged. `compared` tells
    whether the comparison with an earlier edition is in the bag, `read` whether what readers made of it is.
    """
    before = f"前の版は {record.before.folder} です。" if record.before else "この文書で、初めて保存した版です。"
    if record.before and record.before.folder.endswith(WITHDRAWN):
        before = f"前にあるのは、前の版の取下げの記録 {record.before.folder} です。"
    return f"""{record.title}（{record.town}） 保存用フォルダー

このフォルダーは、{seireki_date(record.date)}に決定した「{record.title}」を、発行した時のまま残すものです。
中のファイルを直したり、足したり、消したりしないでください。改めるときは、新しい版を作ります。
{before}

■ 中にあるもの
data/{pdf_name(record.name)}
    発行したPDF（{pages}ページ）
data/document.json
    文書の内容を、プログラムで読める形にしたもの（PDFの中にも、同じものが入っています）
{_COMPARED if compared else ""}{_TABLES if tables_of(record.name, record.format) else ""}data/source/
    PDFのもとになった原稿（content）、ひな型（templates）、書式と画像（assets）
data/source/assets.json
    使った書式・画像・書体の大きさとハッシュ（書体そのものは大きいので入れていません）
data/environment.json
    PDFを作ったプログラムの版
data/check.txt
    発行の前の点検の結果
{_READERS if read else ""}bag-info.txt
    文書、版、決定の日、前の版とのつながり
manifest-sha256.txt、manifest-sha512.txt
    data/ のファイルの一覧とハッシュ（中身から計算した指紋のような値）
tagmanifest-sha256.txt、tagmanifest-sha512.txt
    上の一覧などのハッシュ

■ 変わっていないことの確かめ方
Linuxで、このフォルダーを開き、次のように打ちます。何も表示されなければ、一覧にあるファイルは発行した時のままです。

    sha256sum -c --quiet manifest-sha256.txt tagmanifest-sha256.txt

Windowsでは「certutil -hashfile ファイル SHA256」の値を、manifest-sha256.txt の値と見比べます。

ファイルと一覧をまとめて作り直した偽物は、これだけでは見分けられません。
tagmanifest-sha256.txt そのもののハッシュを、発行の時に控えた値（次の版の bag-info.txt にもあります）と比べてください。

形式は BagIt 1.0（RFC 8493）です。
"""


_TABLES: Final = """data/opendata/
    取組を、表計算ソフトなどで読める表にしたもの（CSV。項目の意味は definitions.csv にあります）
"""
_READERS: Final = """data/readers.md、readers.json
    発行した計算機の閲覧ソフトなどが、このPDFの語句を見付け、写し、正しい順に読んだかの記録（この版の検証）
"""
_COMPARED: Final = """data/comparison-table.pdf、redline.pdf、comparison.json
    前の版との新旧対照表、見え消し版、変わったところをプログラムで読める形にしたもの
"""
