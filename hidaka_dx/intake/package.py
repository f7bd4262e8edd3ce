"""Office files (Word, Excel) opened with care: they may come from anywhere, broken, huge or meant to do harm."""

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
LARGEST_PART: Final = 64 * 2**20
"""Bytes of one part, unpacked."""
LARGEST: Final = 256 * 2**20
"""Bytes of all parts, unpacked."""
MOST_PARTS: Final = 10_000
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word and Excel before 2007 begin, and those that a password protects."""
LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
STARTS: Final = (
    (b"%PDF", "PDFです。元のWordのファイル（.docx）"),
    (b"{\\rtf", "リッチテキスト（.rtf）です。Wordで開き、.docx の形で保存し直したもの"),
    (b"<", "HTMLかXMLです。WordかExcelで開き、.docx か .xlsx の形で保存し直したもの"),
)
TYPES: Final = "[Content_Types].xml"
STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Namespaces of the strict form (ISO/IEC 29500-1), which differ from the usual ones in their names alone."""
USUAL: Final = rb"http://schemas.openxmlformats.org/\1/2006/"
CODES: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
DECLARED: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
BROKEN: Final = "ファイルが壊れています（{}）。WordかExcelで開いて保存し直したものを使ってください。"
ENTITIES: Final = (
    "ふつうのWordやExcelが書かない仕掛け（XMLの実体の定義）があるので、開きません。作った人に確かめてください。"
)


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
        raise RefusalError(
            f"大きすぎます（{len(content) / 2**20:.0f}MB）。{LARGEST_FILE >> 20}MBまでです。図の圧縮などで小さくしてください。"
        )
    if content.startswith(OLE):
        raise RefusalError(_old(content, wanted))
    for start, what in STARTS:
        if content.lstrip().startswith(start):
            raise RefusalError(f"{what}を使ってください。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            package = OfficePackage(dict(_parts(packed)))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, UnicodeDecodeError):
        raise RefusalError(BROKEN.format("圧縮を解けません")) from None
    _require_kind(package, wanted)
    return package


def _old(content: bytes, wanted: str) -> str:
    if LOCKED in content:
        return "パスワードで守られています。パスワードを外して保存し直したものを使ってください。"
    program = "Word" if wanted == "docx" else "Excel"
    return f"古い形（.doc、.xls）のファイルです。名前を変えるだけでは足りません。{program}で開き、.{wanted} の形で保存し直したものを使ってください。"


def _parts(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Unpack what there is, never more than is granted; sizes that a file states are not believed."""
    left = LARGEST
    found = packed.infolist()
    if len(found) > MOST_PARTS:
        raise RefusalError(f"部品が多すぎます（{len(found)}）。{MOST_PARTS}までです。")
    for each in found:
        if each.flag_bits & 1:
            raise RefusalError("パスワードで守られています。パスワードを外して保存し直したものを使ってください。")
        if each.is_dir():
            continue
        most = min(LARGEST_PART, left)
        with packed.open(each) as file:
            content = file.read(most + 1)
        if len(content) > most:
            raise RefusalError(
                "圧縮を解くと大きくなりすぎます。ふつうのWordやExcelのファイルではないので、開きません。"
            )
        left -= len(content)
        yield each.filename.replace("\\", "/").lstrip("/"), content


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
    if TYPES not in package.parts:
        raise RefusalError(f"WordやExcelのファイルではありません。.{wanted} のファイルを使ってください。")
    main = package.main
    kinds = {each.get("PartName", "").lstrip("/"): each.get("ContentType", "") for each in package.xml(TYPES)}
    kind = kinds.get(main, "")
    if "macroEnabled" in kind or any(path.endswith("vbaProject.bin") for path in package.parts):
        raise RefusalError(
            f"マクロの入ったファイルです。開かずに止まりました。Wordなどで、マクロのない .{wanted} の形に保存し直してください。"
        )
    found = "docx" if "wordprocessingml" in kind else "xlsx" if "spreadsheetml" in kind else ""
    if not found and not kind:
        found = "docx" if main.startswith("word/") else "xlsx" if main.startswith("xl/") else ""
    if found != wanted:
        names = {"docx": "Wordのファイル（.docx）", "xlsx": "Excelのファイル（.xlsx）", "": "ほかの種類のファイル"}
        raise RefusalError(
            f"中身は{names[found]}です。{names[wanted]}を使ってください（名前の終わりも確かめてください）。"
        )
