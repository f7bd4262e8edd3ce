"""版の照合表: the page that others keep, with the hashes of all editions and withdrawals, and how to check them."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from hidaka_dx.catalogue.documents import WITNESS
from hidaka_dx.compose.chapters import chapter
from hidaka_dx.compose.forms import HASH_LINE, bullets, hash_cell, paragraph, plain
from hidaka_dx.document import Block, Cell, Document, Figure, Items, Table, Text
from hidaka_dx.facts import NO_FACTS
from hidaka_dx.figures import qr
from hidaka_dx.japanese import seireki_date
from hidaka_dx.theme import ColumnKind

KINDS: Final[tuple[ColumnKind, ...]] = ("text", "text", "text")
NONE: Final = "なし"


@dataclass(frozen=True)
class PrintedWitness:
    """An edition or a withdrawal, as the page shows it."""

    document: str
    """Title of its document: 「見本町DX推進計画」."""
    edition: str
    """「第2版」「第2版の取下げ」."""
    date: datetime.date
    pdf: str | None
    """SHA-256 of the PDF; none for a withdrawal."""
    seal: str


def compose_witness(document: Document, listed: Sequence[PrintedWitness], number: str) -> Document:
    """Compose the page; town, office and looks come from an edition, `number` is that of the list."""
    day = max(each.date for each in listed)
    title = f"{document.title}の版の照合表"
    about = chapter("witness.about", "この照合表について", tuple(_about(document.town, listed, number)))
    page = replace(
        document,
        kind=WITNESS,
        title=title,
        subtitle="",
        short_title=title,
        edition=f"{seireki_date(day)}現在",
        draft=False,
        date=day,
        contents=(),
        appearance=document.appearance.only_colours,
        facts=NO_FACTS,
        two_sided=False,
        parts=(),
    )
    parts = (
        about,
        chapter("witness.list", "発行した版と取下げの一覧", tuple(_tables(listed))),
        chapter("witness.check", "後から確かめるには", (*_steps(), *_data(page.file_stem))),
        chapter("witness.keep", "預かる方へ", (_kept(),)),
    )
    return replace(page, parts=parts)


def _about(town: str, listed: Sequence[PrintedWitness], number: str) -> Iterator[Block]:
    yield paragraph(
        "witness.what",
        f"{town}が発行した計画の、すべての版と取下げのハッシュ（sha256）の一覧です。ハッシュは、ファイルの中身から計算する指紋のような値で、"
        "一字でも変われば、まったく違う値になります。議会、図書館、道など、町のほかの所で預かってもらうと、版の差し替え、抜け、"
        "作り直しを、後からだれでも見付けられます。",
    )
    rows = (
        (plain("照合表の番号"), hash_cell(number, 2 * HASH_LINE)),
        (plain("件数"), plain(f"{len(listed)}件（取下げを含む）")),
    )
    yield Table("witness.facts", None, "この照合表", (plain("項目"), plain("内容")), rows, (0.24, 0.76))
    yield paragraph(
        "witness.number",
        "番号は、この一覧の全体から計算したハッシュです。会議の資料や議事録に書いておくと、この紙のほかにも証拠が残ります。",
    )
    yield _code(number)


def _code(number: str) -> Figure:
    return Figure(
        id="witness.code",
        number=0,
        title="照合表の番号のQRコード（読み取ると、上の番号が、空白なしで出ます）",
        alt="照合表の番号のQRコード。",
        spoken="読み取ると、上の表にある照合表の番号が、空白なしで出ます。",
        height=qr.lines(number),
        drawing=qr.draw(number).svg,
        image=None,
        source=None,
        redrawn=False,
        notes=(),
    )


def _tables(listed: Sequence[PrintedWitness]) -> Iterator[Table]:
    """Give a table for each document."""
    heads = tuple(map(plain, ("版と年月日", "PDFのsha256", "目録のsha256")))
    for place, (title, group) in enumerate(groupby(listed, key=lambda each: each.document), 1):
        rows = tuple(
            (
                plain(f"{each.edition}\n{seireki_date(each.date)}"),
                hash_cell(each.pdf, HASH_LINE) if each.pdf else plain(NONE),
                hash_cell(each.seal, HASH_LINE),
            )
            for each in group
        )
        widths = (0.32, 0.34, 0.34)
        yield Table(f"witness.editions.{place}", None, title, heads, rows, widths, captioned=True, kinds=KINDS)


def _steps() -> Iterator[Block]:
    yield paragraph(
        "witness.how",
        "この道具も、ネットワークも要りません。計算機に初めから入っている命令で、sha256を計算して比べます。",
    )
    heads = tuple(map(plain, ("計算機", "命令（「ファイル」は、確かめるファイルの名前）")))
    rows = tuple(
        (plain(system), Cell((Text(command),)))
        for system, command in (
            ("Windows", "certutil -hashfile ファイル SHA256"),
            ("Linux", "sha256sum ファイル"),
            ("macOS", "shasum -a 256 ファイル"),
        )
    )
    yield Table("witness.commands", None, "sha256を計算する命令", heads, rows, (0.2, 0.8), captioned=True)
    steps = (
        "手元のPDFが本物かを確かめるには、PDFのsha256を計算し、「PDFのsha256」と四文字ずつ比べます。すべて同じなら、発行した時のままです。",
        (
            "町の保存庫の版のフォルダーを確かめるには、その中の tagmanifest-sha256.txt のsha256を計算し、「目録のsha256」と比べます。"
            "同じなら、目録は発行した時のままです。中のファイルが目録のとおりかは、Linuxでは sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt "
            "で、すべて一度に確かめられます。"
        ),
        "この一覧にある版が町の保存庫になければ、失われたか、隠されています。一覧より後の日付の版は、この照合表を作った後に発行したものです。",
    )
    items = tuple((paragraph(f"witness.step.{number}", text),) for number, text in enumerate(steps, 1))
    yield Items("witness.steps", ordered=True, items=items)


def _data(stem: str) -> Iterator[Block]:
    """Tell how the data file is checked, with this program and without."""
    yield paragraph(
        "witness.data",
        f"同じ一覧のデータ（{stem}.json）があれば、hidaka-dx verify --against に続けてその名前を書くと、保存庫の全体と一度に比べられます。"
        "データの番号は、番号の行を除いたsha256です。Linuxでは、次の命令で計算できます。",
    )
    command = Cell((Text("grep -v list_sha256 ファイル | sha256sum"),))
    head = (plain("すること"), plain("命令"))
    rows = ((plain("データの番号の計算"), command),)
    yield Table("witness.data.command", None, "データの番号", head, rows, (0.28, 0.72))


def _kept() -> Block:
    return bullets(
        "witness.keeping",
        (
            "新しい照合表を受け取っても、前の照合表を捨てないでください。古いものも、その時までの版を証明します。",
            "データも預かるときは、中を開いて保存し直さないでください。",
            "確かめた値が一覧と違うときは、そのファイルを残したまま、町と、ほかに照合表を預かる所に知らせてください。",
        ),
    )
