"""Packages of Word and Excel opened with care: they may come from anywhere, broken, huge or meant to do harm.

Nothing in them is run or followed, sizes that they state are not believed, and each refusal names its true cause.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hidaka_dx.problem import RefusalError

LARGEST_FILE: Final = 100 * 2**20
"""Bytes of the file itself; plans with many photos have a fifth of it."""
SMALLER: Final = {
    ".doc": "Wordの「図の圧縮」などで小さくしてください。",
    ".xls": "要る表だけを、新しいExcelのファイルに写してください。",
    ".eml": "添付のファイルを取り出して渡してください。",
    "": "ふつうのWordやExcelのファイルではありません。名前を確かめてください。",
}
"""What helps, by how the ending begins."""
LARGEST_PART: Final = 64 * 2**20
"""Bytes of one part, unpacked."""
LARGEST: Final = 256 * 2**20
"""Bytes of all parts, unpacked."""
MOST_PARTS: Final = 10_000
MOST_SIGNS: Final = 4_000_000
"""Angle brackets of one part: each element takes a hundred times its letters once it is read."""
XML: Final = (".xml", ".rels")
MOST_RATIO: Final = 400
"""How much larger than it is packed XML may be, from `SMALL` on; tables of plans come to fifty."""
SMALL: Final = 4 * 2**20
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word and Excel before 2007 begin, and those that a password protects."""
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
MAIL: Final = "__substg1.0_".encode("utf-16-le")
STARTS: Final = (
    (b"%PDF", "PDFです。元のWordかExcelのファイル（.docx、.xlsx）を使ってください。"),
    (b"{\\rtf", "リッチテキスト（.rtf）です。Wordで開き、.docx の形で保存し直したものを使ってください。"),
    (b"<", "HTMLかXMLです。WordかExcelで開き、.docx か .xlsx の形で保存し直したものを使ってください。"),
    (b"\x89PNG", "写真や画像です。WordかExcelのファイルを使ってください。"),
    (b"\xff\xd8\xff", "写真や画像です。WordかExcelのファイルを使ってください。"),
    (b"Rar!", "圧縮したファイル（.rar）です。中のファイルを取り出して使ってください。"),
    (b"7z\xbc\xaf", "圧縮したファイル（.7z）です。中のファイルを取り出して使ってください。"),
    (
        b'{"',
        "Googleドライブへのリンクのようです。Googleで開き、WordかExcelの形でダウンロードしたものを使ってください。",
    ),
)
TYPES: Final = "[Content_Types].xml"
STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Namespaces of the strict form (ISO/IEC 29500-1), which differ from the usual ones in their names alone."""
USUAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/"
CODES: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
SHOWN: Final = 60
FEW: Final = 3
DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
BROKEN: Final = "ファイルが壊れています（{}）。WordかExcelで開いて保存し直したものを使ってください。"
ENTITIES: Final = "ふつうのWordやExcelが書かない仕掛け（DOCTYPE、XMLの実体の定義）があるので、開きません。作った人に確かめてください。"
LOCKED_SAID: Final = "パスワードで守られています。パスワードを外して保存し直したものを使ってください。"
TOO_LARGE: Final = "圧縮を解くと大きくなりすぎます。ふつうのWordやExcelのファイルではないので、開きません。"
PROGRAMS: Final = {"docx": "Word", "xlsx": "Excel"}
MACROS: Final = re.compile(r"(?:.*/)?vbaProject\.bin|xl/macrosheets/.*", re.IGNORECASE)
HYPERLINK: Final = "hyperlink"
FAMILIES: Final = {"docx": "wordprocessingml", "xlsx": "spreadsheetml", "pptx": "presentationml"}
"""How the types of the main parts are called."""


@dataclass(frozen=True)
class PackageLink:
    """What one part says of another: its kind, the last word of its type, and the path of the other."""

    kind: str
    target: str
    """A path in the package, or an address if `outside`."""
    outside: bool = False


@dataclass(frozen=True)
class OfficePackage:
    """The parts of an Office file, by their path."""

    parts: Mapping[str, bytes]

    def xml(self, path: str) -> Element:
        """Read a part as XML; raises RefusalError for one that is broken or declares entities."""
        try:
            return fromstring(plain_xml(self.parts[path]), forbid_dtd=True)
        except DefusedXmlException:
            raise RefusalError(ENTITIES) from None
        except KeyError:
            raise RefusalError(BROKEN.format(f"{path} がありません")) from None
        except (ParseError, ValueError, LookupError, RecursionError):
            raise RefusalError(BROKEN.format(f"{path} が読めません")) from None

    @property
    def outside(self) -> tuple[str, ...]:
        """What it refers to beyond itself and would fetch (templates, pictures, other workbooks): never followed, only told."""
        rels = [path for path in self.parts if path.endswith(".rels")]
        found = (each for path in rels for each in self.xml(path) if each.get("TargetMode") == "External")
        kinds = ((each.get("Type", "").rpartition("/")[2], each.get("Target", "")) for each in found)
        return tuple(dict.fromkeys(target for kind, target in kinds if kind != HYPERLINK))

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of it, as sentences without their full stop."""
        if not self.outside:
            return ()
        shown = "、".join(each[:SHOWN] for each in self.outside[:FEW])
        return (f"ほかのファイルへのリンクがあります（{shown}）。リンクの先は読んでいません",)

    def links(self, path: str) -> dict[str, PackageLink]:
        """Return what a part refers to, by the id that it uses."""
        folder = dirname(path)
        rels = join(folder, "_rels", f"{path.rpartition('/')[2]}.rels")
        if rels not in self.parts:
            return {}
        return {each.get("Id", ""): _link(each, folder) for each in self.xml(rels)}

    @property
    def main(self) -> str:
        """The path of the part that all begins with; raises RefusalError where there is none."""
        for link in self.links("").values():
            if link.kind == "officeDocument" and link.target in self.parts:
                return link.target
        raise RefusalError(BROKEN.format("本文の部分がありません"))


def _link(found: Element, folder: str) -> PackageLink:
    target, outside = found.get("Target", ""), found.get("TargetMode") == "External"
    path = target if outside else normpath(join("/", folder, target)).lstrip("/")
    return PackageLink(found.get("Type", "").rpartition("/")[2], path, outside)


def open_package(content: bytes, wanted: str) -> OfficePackage:
    """Open a file of the kind `wanted`: 「docx」 or 「xlsx」; raises RefusalError, saying why, for anything else."""
    if len(content) > LARGEST_FILE:
        raise RefusalError(too_large(len(content), f".{wanted}"))
    if content.startswith(OLE):
        raise RefusalError(_old(content, wanted))
    for start, what in STARTS:
        if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(start):
            raise RefusalError(what)
    if not content.strip(b"\0"):
        raise RefusalError("ファイルは空です。もう一度保存したものを使ってください。")
    if b"PK" not in content[:4] and _is_text(content):
        raise RefusalError(
            f"文字だけのファイル（CSVやテキスト）です。{PROGRAMS[wanted]}で開き、.{wanted} の形で保存し直したものを使ってください。"
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            package = OfficePackage(dict(_parts(packed)))
    except RefusalError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        LookupError,
    ):
        raise RefusalError(BROKEN.format("圧縮を解けません")) from None
    _require_kind(package, wanted)
    return package


def too_large(size: int, ending: str) -> str:
    """Say that a file of so many bytes is too large, and what helps where its name ends like this."""
    kind = next((each for each in SMALLER if ending.startswith(each)), "")
    return f"大きすぎます（{size / 2**20:.0f}MB）。{LARGEST_FILE >> 20}MBまでです。{SMALLER[kind]}"


def _is_text(content: bytes) -> bool:
    """Tell whether a file holds nothing but letters."""
    if b"\0" in content[:SMALL]:
        return False
    for code in ("utf-8", "cp932"):
        try:
            content[:SMALL].decode(code)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _old(content: bytes, wanted: str) -> str:
    if LOCKED in content:
        return LOCKED_SAID
    if MAIL in content:
        return "Outlookのメール（.msg）です。添付のファイルを取り出すか、メールを .eml の形で保存したものを使ってください。"
    return (
        f"古い形（.doc、.xls）のファイルです。名前を変えるだけでは足りません。{PROGRAMS[wanted]}で開き、"
        f".{wanted} の形で保存し直したものを使ってください。"
    )


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Unpack what there is, never more than is granted; sizes that a file states are not believed."""
    left, seen = LARGEST, set[str]()
    found = packed.infolist()
    if len(found) > MOST_PARTS:
        raise RefusalError(f"部品が多すぎます（{len(found)}）。{MOST_PARTS}までです。")
    for each in found:
        if each.flag_bits & 1:
            raise RefusalError(LOCKED_SAID)
        if each.is_dir():
            continue
        most = min(LARGEST_PART, left)
        with packed.open(each) as file:
            content = file.read(most + 1)
        if len(content) > most or (each.filename.endswith(XML) and _is_swollen(content, each.compress_size)):
            raise RefusalError(TOO_LARGE)
        left -= len(content)
        path = each.filename.replace("\\", "/").lstrip("/")
        if path.lower() in seen:
            raise RefusalError(BROKEN.format(f"同じ名前の部品 {path} が二つあります"))
        seen.add(path.lower())
        yield path, content


def _is_swollen(content: bytes, size: int) -> bool:
    """Tell whether XML is no text of people: it holds the same over and over, or is nothing but elements."""
    return (len(content) > SMALL and len(content) > size * MOST_RATIO) or content.count(b"<") > MOST_SIGNS


def plain_xml(content: bytes) -> bytes:
    """Give XML in UTF-8, with the usual names of namespaces; raises ValueError for what is not text."""
    code = next((code for mark, code in CODES.items() if content.startswith(mark)), None)
    if code:
        content = DECLARED.sub("", content.decode(code)).encode()
    return STRICT.sub(USUAL, content)


def _require_kind(package: OfficePackage, wanted: str) -> None:
    if b"opendocument" in package.parts.get("mimetype", b""):
        raise RefusalError(
            f"LibreOfficeの形（.odt、.ods）です。「名前を付けて保存」で .{wanted} の形にしたものを使ってください。"
        )
    if any(path.startswith("Index/") for path in package.parts):
        raise RefusalError(f"Appleの形（Pages、Numbers）です。.{wanted} の形に書き出したものを使ってください。")
    if TYPES not in package.parts:
        raise RefusalError(f"WordやExcelのファイルではありません。.{wanted} のファイルを使ってください。")
    main = package.main
    kinds = {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in package.xml(TYPES)}
    kind = kinds.get(main, "")
    if "sheet.binary" in kind:
        raise RefusalError(
            "Excelのバイナリの形（.xlsb）です。Excelで開き、.xlsx の形で保存し直したものを使ってください。"
        )
    if "macroEnabled" in kind or any(map(MACROS.fullmatch, package.parts)):
        raise RefusalError(
            f"マクロの入ったファイルです。開いていません。{PROGRAMS[wanted]}で、マクロのない .{wanted} の形に保存し直したものを使ってください。"
        )
    found = next((each for each, word in FAMILIES.items() if word in kind), "")
    if not found and not kind:
        found = "docx" if main.startswith("word/") else "xlsx" if main.startswith("xl/") else ""
    if found != wanted:
        names = {
            "docx": "Wordのファイル（.docx）",
            "xlsx": "Excelのファイル（.xlsx）",
            "pptx": "PowerPointのファイル（.pptx）",
            "": "ほかの種類のファイル",
        }
        raise RefusalError(
            f"中身は{names[found]}です。{names[wanted]}を使ってください（名前の終わりも確かめてください）。"
        )
