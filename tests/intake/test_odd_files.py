"""What is no Word file, is broken, locked or meant to do harm ends with a sentence and writes nothing."""

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from hidaka_dx.cli.entry import cli
from hidaka_dx.intake import read_plan
from hidaka_dx.office_files import package
from hidaka_dx.problem import RefusalError
from intake.docx import MAIN, OPEN, docx, h, p, packed, parts, root

OLE = package.OLE + bytes(600)
SOUND = parts(h(1, "概要") + p("文です。"))
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "は"><!ENTITY b "&a;&a;&a;">]>'


def changed(body: str) -> bytes:
    return packed({**SOUND, "word/document.xml": body})


def locked_zip() -> bytes:
    content = bytearray(docx(p("文")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + at
        content[place : place + 2] = struct.pack("<H", 1)
    return bytes(content)


def without(name: str) -> bytes:
    return packed({path: content for path, content in SOUND.items() if path != name})


ODD = {
    "空": (b"", "空です"),
    "古い": (OLE, "古い形（.doc、.xls）"),
    "守られた": (OLE + package.LOCKED, "パスワードで守られています"),
    "守られたzip": (locked_zip(), "パスワードで守られています"),
    "PDF": (b"%PDF-1.7\n", "PDFです"),
    "RTF": (b"{\\rtf1 a}", "リッチテキスト"),
    "HTML": (b"<html>", "HTMLかXML"),
    "文字": ("計画です。".encode(), "文字だけのファイル"),
    "切れた": (docx(p("文"))[:200], "壊れています"),
    "本文がない": (without("word/document.xml"), "本文の部分がありません"),
    "種類がない": (without("[Content_Types].xml"), "WordやExcelのファイルではありません"),
    "壊れたXML": (changed("<w:document"), "word/document.xml が読めません"),
    "実体": (changed(f"{LAUGHS}<x>&b;</x>"), "DOCTYPE"),
    "マクロ": (
        packed(parts(p("文"), kind=MAIN.replace("document.main", "document.macroEnabled.main"))),
        "マクロの入った",
    ),
    "Excel": (packed(parts(p("文"), kind=MAIN.replace("wordprocessingml", "spreadsheetml"))), "中身はExcelのファイル"),
    "ODT": (packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "LibreOfficeの形"),
    "爆弾": (packed({**SOUND, "word/bomb.xml": bytes(package.LARGEST_PART + 1)}), "大きくなりすぎます"),
    "深い入れ子": (docx("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000), "入れ子が深すぎて"),
    "多すぎる段落": (docx("<w:p/>" * 50_001), "段落が多すぎます"),
    "言葉がない": (docx(p("")), "言葉が一つもありません"),
}


@pytest.mark.parametrize("odd", ODD)
def test_it_is_refused_with_a_sentence(odd: str, tmp_path: Path) -> None:
    content, said = ODD[odd]
    (tmp_path / "計画.docx").write_bytes(content)
    result = CliRunner().invoke(
        cli, ["-C", str(tmp_path), "import", str(tmp_path / "計画.docx"), "町", "--office=企画課"]
    )
    assert isinstance(result.exception, RefusalError)
    assert str(result.exception).startswith(f"{tmp_path / '計画.docx'} ")
    assert said in str(result.exception)
    assert [path.name for path in tmp_path.iterdir()] == ["計画.docx"]


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "計画.docx").open("wb") as file:
        file.truncate(200 * 2**20)
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "import", str(tmp_path / "計画.docx")])
    assert "大きすぎます（200MB）" in str(result.exception)


def test_what_can_be_read_is_read() -> None:
    """The strict form, UTF-16, a missing picture or part beside the body, a part that Word would repair."""
    strict = {
        path: content.replace(f"{OPEN}/", "http://purl.oclc.org/ooxml/").replace("/2006/", "/")
        if isinstance(content, str)
        else content
        for path, content in SOUND.items()
        if path != "[Content_Types].xml"
    }
    wide = {
        **SOUND,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{SOUND["word/document.xml"]!s}'.encode("utf-16"),
    }
    lacking = parts(h(1, "概要") + p("文です。"), {"styles": root("styles", ""), "media/a.png": b""})
    del lacking["word/styles.xml"], lacking["word/media/a.png"]
    for content in (
        packed({**strict, "[Content_Types].xml": SOUND["[Content_Types].xml"]}),
        packed(wide),
        packed(lacking),
    ):
        assert [each.words for each in read_plan(content).draft.headings] == ["概要"]


def test_sizes_that_a_file_states_are_not_believed() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for path, content in SOUND.items():
            made.writestr(path, content)
        made.writestr("word/bomb.xml", bytes(package.LARGEST_PART + 1))
    content = file.getvalue().replace(struct.pack("<L", package.LARGEST_PART + 1), struct.pack("<L", 10))
    with pytest.raises(RefusalError):
        read_plan(content)
