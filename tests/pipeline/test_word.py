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


BY = 'w:id="9" w:author="福祉課|佐藤" w:date="2026-05-10T09:30:00Z"'
CHAPTER = """# 将来展望 {#vision}

町は、暮らしを便利にします。
誰もが、\\*安心\\*して使えます（[](#list)）。 {#aim}

次の順に進めます。

## 進め方 {#list}

- 準備をします。
- 実行します。

表：目標 {#goals}

| 項目 | 値 |
|---|---:|
| 手続 | 24 |
| 窓口 | 3 |
"""


def sent(town: Path, typed: Typed, chapter: str = CHAPTER) -> Path:
    (town / "content/chapters/vision.md").write_bytes(chapter.replace("\n", "\r\n").encode())
    code, _, complaints = typed(town, "word", "推進計画", "--quiet")
    assert (code, complaints) == (0, "")
    (file,) = (town / "output").glob("*.docx")
    return file


def returned(file: Path, *pairs: tuple[str, str]) -> Path:
    """Write into a file as a person does; BY stands for who it was."""
    new = file.parent.parent.parent / "返信.docx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(new, "w") as made:
        for name in old.namelist():
            text = old.read(name).decode() if name == "word/document.xml" else ""
            for before, after in pairs if text else ():
                assert before in text, before
                first, _, rest = text.rpartition(before)  # the last: titles stand on the contents page, too
                text = first + after.replace("BY", BY) + rest
            made.writestr(name, text or old.read(name))
    return new


def added(words: str) -> str:
    return f"</w:t></w:r><w:ins BY><w:r><w:t>{words}</w:t></w:r></w:ins><w:r><w:t>"


def removed(words: str) -> str:
    return f"</w:t></w:r><w:del BY><w:r><w:delText>{words}</w:delText></w:r></w:del><w:r><w:t>"


def test_what_was_written_into_a_returned_file_is_listed_with_its_place(tmp_path: Path, typed: Typed) -> None:
    town = draft(tmp_path)
    file = returned(
        sent(town, typed), ("暮らしを便利", f"暮らしを{added('安全に')}便利"), ("実行します", "すぐ実行します")
    )
    (tmp_path / "壊れた.docx").write_bytes(b"PK")
    before = (town / "content/chapters/vision.md").read_bytes()
    code, said, _ = typed(town, "receive", f"{tmp_path}/壊れた.docx")
    assert (code, said, [*(town / "output").glob("Wordの意見_*")]) == (1, "", [])  # no list of nothing
    code, said, complaints = typed(town, "receive", f"{file}", f"{tmp_path}/壊れた.docx")
    assert (code, "返信.docx：変更2件、コメント0件" in said) == (1, True)
    assert complaints.startswith("壊れた.docx: ")
    (listed,) = (town / "output").glob("Wordの意見_*.md")
    text = listed.read_text("utf-8")
    assert (
        "| 1 | content/chapters/vision.md:3 | 福祉課\\|佐藤 | 2026-05-10 | 町は、暮らしを〔加える：安全に〕便利にします。誰 | まだ |  |"
        in text
    )
    assert "| 2 | content/chapters/vision.md:11 | （記録なし） |  | 〔加える：すぐ〕実行します。 | まだ |  |" in text
    assert "## 採り入れていない意見" in text
    assert (town / "content/chapters/vision.md").read_bytes() == before


def test_accepted_changes_are_written_to_the_byte_and_only_once(tmp_path: Path, typed: Typed) -> None:
    town = draft(tmp_path)
    new = "</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:ins BY/></w:rPr></w:pPr><w:ins BY><w:r><w:t>見直します。</w:t></w:r></w:ins></w:p><w:p><w:r><w:t>"
    file = returned(
        sent(town, typed),
        ("暮らしを便利", f"暮らしを{added('[安全]に')}便利"),
        ("*安心*して", f"*安心*{removed('して')}"),
        ("準備をします。", f"準備を{removed('しま')}{added('進めま')}す。"),
        (">24<", ">30<"),
        (">将来展望<", f">将来{removed('展望')}{added('の姿')}<"),
        ("次の順に進めます。", f"次の順に進めます。{new}"),
    )  # fmt: skip
    chapter = town / "content/chapters/vision.md"
    before = chapter.read_bytes()
    code, said, _ = typed(town, "receive", f"{file}", "--accept-all", "--dry-run")
    assert (code, chapter.read_bytes() == before, "+町は、暮らしを" in said) == (0, True, True)
    code, _, complaints = typed(town, "receive", f"{file}", "--accept", "２、3-99")
    assert code == 1
    assert "番号" in complaints
    code, _, complaints = typed(town, "receive", f"{file}", "--accept", "1、2〜3")
    assert (code, complaints) == (0, "")
    code, said, complaints = typed(town, "receive", f"{file}", "--accept-all")
    assert (code, complaints) == (0, "")
    wanted = CHAPTER
    for old, changed in (
        ("将来展望 {", "将来の姿 {"), ("暮らしを", "暮らしを\\[安全\\]に"), ("\\*して", "\\*"), ("準備をし", "準備を進め"), ("| 24 |", "| 30 |"),
    ):  # fmt: skip
        wanted = wanted.replace(old, changed)
    assert "見直します。" in chapter.read_text("utf-8")
    assert chapter.read_bytes().decode().replace("\r\n\r\n見直します。", "") == wanted.replace("\n", "\r\n")
    after = chapter.read_bytes()
    code, said, _ = typed(town, "receive", f"{file}", "--accept-all")
    assert (code, said.count("採り入れ済み"), chapter.read_bytes()) == (0, said.count("福祉課") + 1, after)


def test_what_changed_meanwhile_or_is_computed_is_told_and_left(tmp_path: Path, typed: Typed) -> None:
    town = draft(tmp_path)
    file = returned(
        sent(town, typed),
        ("暮らしを便利", f"暮らしを{added('安全に')}便利"),
        (">1(1)<", f">1(1){added('ほか')}<"),
        ("実行します。", f"実行します。{added('以上')}"),
    )  # fmt: skip
    chapter = town / "content/chapters/vision.md"
    chapter.write_text(chapter.read_text("utf-8").replace("実行します。", "行います。"), "utf-8")
    code, _, complaints = typed(town, "receive", f"{file}", "--accept", "2,3")
    assert code == 1
    assert "今の原稿：行います。" in complaints
    assert "（[](#list)ほか）" in chapter.read_text("utf-8")
    assert "以上" not in chapter.read_text("utf-8")


def test_a_decided_edition_is_not_changed(tmp_path: Path, typed: Typed) -> None:
    town = tiny(tmp_path / "town", FIRST)
    file = returned(sent(town, typed), ("暮らしを便利", f"暮らしを{added('安全に')}便利"))
    before = (town / "content/chapters/vision.md").read_bytes()
    code, _, complaints = typed(town, "receive", f"{file}", "--accept-all")
    assert (code, "決定しているので" in complaints) == (1, True)
    assert (town / "content/chapters/vision.md").read_bytes() == before


def draft(folder: Path) -> Path:
    return tiny(folder / "town", FIRST.replace("決定\n    decided_by: 町長", "案"))


def test_what_two_people_add_in_one_place_keeps_its_order(tmp_path: Path, typed: Typed) -> None:
    town = draft(tmp_path)
    other = added("利用者の").replace("BY", BY.replace("福祉課|佐藤", "総務課"))
    file = returned(sent(town, typed), ("暮らしを便利", f"暮らしを{added('全ての')}{other}便利"))
    code, said, complaints = typed(town, "receive", f"{file}", "--accept-all")
    assert (code, complaints, said.count("採り入れた")) == (0, "", 2)
    assert "暮らしを全ての利用者の便利" in (town / "content/chapters/vision.md").read_text("utf-8")
