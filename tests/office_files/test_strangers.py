"""Forty files that strangers may send: each is read, or refused with its true cause, and never harms or fails otherwise."""

import io
import struct
import zipfile
from base64 import b64encode
from collections.abc import Callable
from email.message import EmailMessage
from urllib.parse import quote

import pytest
from intake.docx import docx, p
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation

from hidaka_dx.intake import read_workbook
from hidaka_dx.office_files import attachments, open_package, package, plain_workbook
from hidaka_dx.problem import RefusalError

WORD = docx(p("文です。"))


def book() -> bytes:
    made, file = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet
    for row in (("取組名", "担当課"), ("電子申請", "総務課")):
        sheet.append(row)
    made.save(file)
    return file.getvalue()


EXCEL = book()
SHEET, TYPES = "xl/worksheets/sheet1.xml", "[Content_Types].xml"


def parts(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as made:
        return {name: made.read(name) for name in made.namelist()}


def packed(files: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (*files.items(), *more):
            made.writestr(name, content)
    return file.getvalue()


def changed(name: str, change: Callable[[bytes], bytes], raw: bytes = EXCEL) -> bytes:
    return packed({path: change(content) if path == name else content for path, content in parts(raw).items()})


def with_(name: str, content: bytes, raw: bytes = EXCEL) -> bytes:
    return packed({**parts(raw), name: content})


def replaced(name: str, old: bytes, new: bytes, raw: bytes = EXCEL) -> bytes:
    assert old in parts(raw)[name]
    return changed(name, lambda content: content.replace(old, new), raw)


def flagged(raw: bytes) -> bytes:
    content = bytearray(raw)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + at
        content[place : place + 2] = struct.pack("<H", 1)
    return bytes(content)


def ole(name: str) -> bytes:
    return package.OLE + bytes(600) + name.encode("utf-16-le")


def rels(kind: str, target: str) -> bytes:
    inner = f'<Relationship Id="x" Type="http://a/{kind}" Target="{target}" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{inner}</Relationships>'.encode()


DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>'
CELLS = b"</sheetData>"
REFUSED: dict[str, tuple[bytes | Callable[[], bytes], str]] = {
    "nothing": (b"", "空"),
    "noughts": (bytes(5000), "空"),
    "xls renamed": (ole("Workbook"), "古い形"),
    "doc renamed": (ole("WordDocument"), "古い形"),
    "password": (ole("EncryptedPackage"), "パスワード"),
    "zip with a password": (flagged(EXCEL), "パスワード"),
    "mail of Outlook": (ole("__substg1.0_"), "（.msg）"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "rtf": (b"{\\rtf1}", "リッチテキスト"),
    "web page": (b"<html><table></table></html>", "HTML"),
    "xml sheet of 2003": (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "HTML"),
    "csv": ("取組名,担当課\n電子申請,総務課\n".encode("cp932"), "文字だけ"),
    "link of Google": (b'{"doc_id": "1"}', "Google"),
    "photo": (b"\x89PNG\r\n\x1a\n", "画像"),
    "rar": (b"Rar!\x1a\x07\x00", "圧縮したファイル"),
    "Word as Excel": (WORD, "中身はWord"),
    "PowerPoint": (replaced(TYPES, b"spreadsheetml.sheet.main", b"presentationml.slide.main"), "PowerPoint"),
    "OpenDocument": (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "LibreOffice"),
    "Numbers": (packed({"Index/Document.iwa": b"x"}), "Apple"),
    "some zip": (packed({"a.txt": b"a"}), "WordやExcelのファイルではありません"),
    "cut": (EXCEL[: len(EXCEL) // 2], "壊れて"),
    "one byte changed": (EXCEL[:60] + bytes([EXCEL[60] ^ 255]) + EXCEL[61:], "壊れて"),
    "no main part": (packed({k: v for k, v in parts(EXCEL).items() if k != "xl/workbook.xml"}), "本文の部分"),
    "no types": (packed({k: v for k, v in parts(EXCEL).items() if k != TYPES}), "ではありません"),
    "types broken": (changed(TYPES, lambda content: content[:-9]), "読めません"),
    "sheet broken": (replaced(SHEET, b"<sheetData>", b"<sheetData"), "読めません"),
    "declarations": (replaced(SHEET, b"<worksheet", DTD + b"<worksheet"), "DOCTYPE"),
    "declarations in a theme": (with_("xl/theme/theme1.xml", DTD + b"<x/>"), "DOCTYPE"),
    "declarations in UTF-16": (changed(SHEET, lambda content: (DTD + content).decode().encode("utf-16")), "DOCTYPE"),
    "another code": (changed(SHEET, lambda content: b'<?xml version="1.0" encoding="x-none"?>' + content[55:]), "読めません"),
    "macros": (with_("xl/vbaProject.bin", b"x"), "マクロ"),
    "macros in capitals": (with_("xl/VBAPROJECT.BIN", b"x"), "マクロ"),
    "macros of 1992": (with_("xl/macrosheets/sheet1.xml", b"<x/>"), "マクロ"),
    "macros by type": (replaced(TYPES, b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"), "マクロ"),
    "xlsb": (replaced(TYPES, b"spreadsheetml.sheet.main", b"ms-excel.sheet.binary.macroEnabled.main"), "xlsb"),
    "bomb": (lambda: with_("xl/media/a.bin", bytes(package.LARGEST_PART + 1)), "大きくなりすぎ"),
    "bomb of little parts": (lambda: packed({f"a{n}": b"" for n in range(package.MOST_PARTS + 1)}), "部品が多すぎ"),
    "swollen": (lambda: with_("xl/a.xml", b" " * (package.SMALL * 3)), "大きくなりすぎ"),
    "elements without end": (lambda: with_("xl/a.xml", b"<a>" + b"<b/>" * package.MOST_SIGNS + b"</a>"), "大きくなりすぎ"),
    "everything merged": (replaced(SHEET, CELLS, CELLS + b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "広い範囲"),
    "everything a link": (replaced(SHEET, CELLS, CELLS + b'<hyperlinks><hyperlink ref="A1:XFD1048576" r:id="a"/></hyperlinks>'), "広い範囲"),
    "the same part twice": (packed(parts(EXCEL), ("xl/Workbook.xml", b"<x/>")), "二つあります"),
    "a cell that is none": (replaced(SHEET, b'r="A1"', b'r="99"'), "表が読めません"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_its_cause(what: str) -> None:
    raw, said = REFUSED[what]
    content = raw() if callable(raw) else raw
    with pytest.raises(RefusalError, match=said):
        read_workbook(content)


def many_rows() -> bytes:
    rows = b"".join(b'<row r="%d"/>' % row for row in range(3, 60_000))
    return replaced(SHEET, CELLS, rows + CELLS)


READ: dict[str, Callable[[], bytes]] = {
    "as it is": lambda: EXCEL,
    "rows without end, all empty": many_rows,
    "an empty cell at the end of all": lambda: replaced(SHEET, CELLS, b'<row r="1048576"><c r="XFD1048576" s="0"/></row>' + CELLS),
    "vast dimension": lambda: replaced(SHEET, b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"'),
    "columns to the end": lambda: replaced(SHEET, b"<sheetData>", b'<cols><col min="1" max="16384" width="9"/></cols><sheetData>'),
    "other workbooks": lambda: with_("xl/_rels/sheet.xml.rels", rels("externalLinkPath", "file:///C:/secret.xlsx")),
    "paths that lead out": lambda: with_("../../etc/passwd", b"x"),
    "a white picture": lambda: with_("xl/media/white.bmp", b"\xff" * (package.SMALL * 3)),
    "names of Windows": lambda: packed({name.replace("worksheets/", "worksheets\\"): content for name, content in parts(EXCEL).items()}),
}  # fmt: skip


@pytest.mark.parametrize("what", READ)
def test_it_is_read(what: str) -> None:
    found = read_workbook(READ[what]())
    assert [cell.text for cell in found.sheets[0].cells()] == ["取組名", "担当課", "電子申請", "総務課"]
    assert bool(found.notes) is (what == "other workbooks")


def test_what_a_word_file_would_fetch_is_told() -> None:
    raw = with_("word/_rels/settings.xml.rels", rels("attachedTemplate", "http://example.jp/t.dotm"), WORD)
    (note,) = open_package(raw, "docx").notes
    assert "http://example.jp/t.dotm" in note


def test_lists_over_whole_columns_are_no_harm() -> None:
    made, file = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet
    rule = DataValidation("list", formula1='"a,b"', sqref="A1:XFD1048576")
    sheet.add_data_validation(rule)
    made.save(file)
    assert plain_workbook(open_package(file.getvalue(), "xlsx"))


def mail(*headers: bytes) -> bytes:
    """Make a mail with a text and a file for each header, as programs write it."""
    pieces = [b"From: a@example.jp\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n"]
    pieces.append(b"--B\r\nContent-Type: text/plain\r\n\r\nhello\r\n")
    pieces += [b"--B\r\n%s\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n" % header for header in headers]
    return b"\r\n".join((*pieces, b"--B--\r\n"))


NAME = "進捗_①.xlsx"
DISPOSITION = b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename"
TYPE = b'Content-Type: application/octet-stream; name="'
JIS = "進捗".encode("iso2022_jp")[:-3] + b"\x1b(B_\x1b$B\x2d\x21\x1b(B.xlsx"
HEADERS = {
    "RFC 2231": b"*=UTF-8''%E9%80%B2%E6%8D%97_%E2%91%A0.xlsx",
    "RFC 2231 in pieces": b"*0*=UTF-8''%E9%80%B2%E6%8D%97;\r\n filename*1*=_%E2%91%A0.xlsx",
    "RFC 2047": b'="=?UTF-8?B?6YCy5o2XX+KRoC54bHN4?="',
    "RFC 2047 of Outlook": b'="=?iso-2022-jp?B?' + b64encode(JIS) + b'?="',
    "RFC 2231 of Outlook": b"*=iso-2022-jp''" + quote(JIS).encode(),
    "bare ISO-2022-JP": b'="' + JIS + b'"',
    "in the type alone": b"",
    "bare UTF-8": b'="' + NAME.encode() + b'"',
    "bare Shift_JIS": b'="' + NAME.encode("cp932") + b'"',
}  # fmt: skip


@pytest.mark.parametrize("how", HEADERS)
def test_attached_files_have_the_names_that_people_gave(how: str) -> None:
    header = DISPOSITION + HEADERS[how] if HEADERS[how] else TYPE + NAME.encode("cp932") + b'"'
    found = attachments(mail(DISPOSITION + b"=logo.png", header))
    assert [each.name for each in found] == ["logo.png", NAME]
    assert {each.content for each in found} == {b"ABC"}


def test_files_of_forwarded_mails_are_found_and_paths_are_not_followed() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["From"] = outer["From"] = "a@example.jp"
    inner.set_content("回答です")
    inner.add_attachment(EXCEL, maintype="application", subtype="octet-stream", filename="../../回答.xlsx")
    outer.set_content("転送します")
    outer.add_attachment(inner)
    (found,) = attachments(outer.as_bytes())
    assert found == ("回答.xlsx", EXCEL)


@pytest.mark.parametrize("raw", [b"", b"\x00\x01\x02", b"PK\x03\x04", b"Content-Type: multipart/mixed\r\n\r\nx" * 3])
def test_what_is_no_mail_is_told(raw: bytes) -> None:
    with pytest.raises(RefusalError, match="メール"):
        attachments(raw)
