"""`word` as an official types it: an edition in, a Word file out, the drawings as pictures."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from comparison.documents import document
from PIL import Image
from towns import FIRST, tiny
from wordfile.judge import WordReader

from hidaka_dx.document import Figure, Heading, Paragraph, Part, Text, dumped

Typed = Callable[..., tuple[int, str, str]]
BOX = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480pt" height="78pt" font-family="BIZ UDGothic" viewBox="0 0 480 78">'
    '<rect x="100" y="20" width="200" height="40" fill="#1F4E79"/></svg>\n'
)


def test_the_working_content_is_written_for_comment(tmp_path: Path, typed: Typed) -> None:
    code, said, complaints = typed(tiny(tmp_path / "town", FIRST), "word", "推進計画")
    assert (code, complaints) == (0, "")
    assert "見本町DX推進計画_第1版_意見用.docx を作りました" in said
    raw = (tmp_path / "town/output/見本町DX推進計画_第1版_意見用.docx").read_bytes()
    assert WordReader(raw, "accepted").names()["aim"] == "町は、暮らしを便利にします。"


def test_changes_since_an_edition_are_revisions_and_drawings_are_pictures(tmp_path: Path, typed: Typed) -> None:
    drawing = Figure("image", 1, "姿", "箱。", "箱が一つ。", 4.0, BOX, None, None, False, ())
    lost = Figure("photo", 2, "写真", "町の写真。", "", 4.0, None, "gone.jpg", None, False, ())
    words = [Paragraph("aim.1", (Text(text),)) for text in ("町は進めます。", "町は、早く進めます。")]
    parts = [
        Part("aim", Heading(1, "1", "目的"), blocks) for blocks in ((words[0], drawing, lost), (words[1], drawing))
    ]
    for name, part in zip(("old", "new"), parts, strict=True):
        (tmp_path / f"{name}.json").write_bytes(dumped(document((part,), {"old": "第1版", "new": "第2版"}[name])))
    town = tiny(tmp_path / "town", FIRST)
    code, said, complaints = typed(town, "word", f"{tmp_path}/new.json", "--from", f"{tmp_path}/old.json")
    assert (complaints, code) == ("", 0), complaints
    assert "前の版の図に絵にできないもの" in said
    raw = (town / "output/見本町DX推進計画_第1版から第2版_意見用.docx").read_bytes()
    assert "町は、早く進めます。" in WordReader(raw, "accepted").lines()
    assert "〔図：町の写真。〕" in WordReader(raw, "rejected").lines()
    with zipfile.ZipFile(BytesIO(raw)) as container:
        picture = Image.open(BytesIO(container.read("word/media/picture1.png")))
    assert picture.size == (1200, 195)
    assert (picture.getpixel((500, 100)), picture.getpixel((20, 20))) == ((31, 78, 121), (255, 255, 255))


def test_what_cannot_be_shown_is_told(tmp_path: Path, typed: Typed) -> None:
    town = tiny(tmp_path / "town", FIRST)
    code, _, complaints = typed(town, "word", "推進計画", "--from", "第9版")
    assert (code, complaints.startswith("推進計画 第9版はありません。")) == (1, True)
    code, _, complaints = typed(town, "word", "推進計画", "--from", "原稿")
    assert (code, "示す変更がありません" in complaints) == (1, True)
    code, _, complaints = typed(town, "word", "実行計画")
    assert code == 1
    assert "実行計画" in complaints


def test_what_was_written_into_a_returned_file_is_listed_with_its_place(tmp_path: Path, typed: Typed) -> None:
    town = tiny(tmp_path / "town", FIRST)
    typed(town, "word", "推進計画", "--quiet")
    sent = town / "output/見本町DX推進計画_第1版_意見用.docx"
    by = 'w:id="9" w:author="福祉課|佐藤" w:date="2026-05-10T09:30:00Z"'
    added = f"</w:t></w:r><w:ins {by}><w:r><w:t>安全に</w:t></w:r></w:ins><w:r><w:t>"
    with zipfile.ZipFile(sent) as old, zipfile.ZipFile(tmp_path / "返信.docx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("暮らしを便利".encode(), f"暮らしを{added}便利".encode()))
    (tmp_path / "壊れた.docx").write_bytes(b"PK")
    code, said, complaints = typed(town, "receive", f"{tmp_path}/返信.docx", f"{tmp_path}/壊れた.docx")
    assert (code, "返信.docx：書き込み1件" in said) == (1, True)
    assert complaints.startswith("壊れた.docx: 読めません。")
    (listed,) = (town / "output").glob("Wordの意見_*.md")
    assert (
        "| content/chapters/vision.md:3 | aim | 福祉課\\|佐藤 | 2026-05-10 | 書き加え | 安全に |  |"
        in listed.read_text("utf-8")
    )
