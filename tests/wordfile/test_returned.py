"""A Word file that came back: what people wrote is listed with its id, what went out is not, nothing harmful is opened."""

import zipfile
from io import BytesIO

import pytest
from comparison.documents import document

from hidaka_dx.document import Heading, Paragraph, Part, Text
from hidaka_dx.wordfile import UnreadableWord, WordRemark, author_of, remarks_in, word_file
from wordfile.test_package import DAY, both

BY = 'w:id="9" w:author="福祉課 佐藤" w:date="2026-05-10T09:30:00Z"'
COMMENTS = (
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f"<w:comment {BY}><w:p><w:r><w:t>根拠は</w:t></w:r></w:p><w:p><w:r><w:t>何ですか。</w:t></w:r></w:p></w:comment></w:comments>"
)
PARTS = (
    Part(
        "aim",
        Heading(1, "1", "目的"),
        (Paragraph("aim.1", (Text("町は進めます。"),)), Paragraph("means", (Text("手段です。"),))),
    ),
)
OURS = word_file(document(PARTS), {}, DAY)


def written(*pairs: tuple[str, str], raw: bytes = OURS, **more: str) -> bytes:
    """Write into a file as a person does: each pair is what stands there and what stands in its place."""
    found = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(found, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for before, after in pairs if name == "word/document.xml" else ():
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
        for name, part in more.items():
            new.writestr(f"word/{name}.xml", part)
    return found.getvalue()


def test_revisions_and_comments_are_listed_with_their_ids() -> None:
    added = f"<w:ins {BY}><w:r><w:t>早</w:t></w:r></w:ins><w:ins {BY}><w:r><w:t>く</w:t></w:r></w:ins>"
    raw = written(
        (
            "町は進めます。</w:t></w:r>",
            f"町は</w:t></w:r>{added}<w:del {BY}><w:r><w:delText>進めます。</w:delText></w:r></w:del>",
        ),
        (
            '<w:t xml:space="preserve">手段です。',
            '<w:t xml:space="preserve">手段</w:t></w:r><w:commentRangeStart w:id="9"/><w:r><w:t>です。',
        ),
        (
            "です。</w:t></w:r>",
            'です。</w:t></w:r><w:commentRangeEnd w:id="9"/><w:r><w:commentReference w:id="9"/></w:r>',
        ),
        comments=COMMENTS,
    )
    assert remarks_in(raw, "見本町") == (
        WordRemark("added", "福祉課 佐藤", "2026-05-10", "aim.1", "早く"),
        WordRemark("removed", "福祉課 佐藤", "2026-05-10", "aim.1", "進めます。"),
        WordRemark("comment", "福祉課 佐藤", "2026-05-10", "means", "根拠は\n何ですか。", "です。"),
    )


def test_what_went_out_is_no_opinion() -> None:
    old = document((Part("aim", Heading(1, "1", "目的"), (Paragraph("gone", (Text("前の文です。"),)),)),))
    raw = both(old, document(PARTS))
    assert remarks_in(raw, author_of("見本町")) == ()
    assert {each.id for each in remarks_in(raw, "")} >= {"aim.1", "means", "old.gone"}


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        OURS[:-40],
        written(("<w:document ", '<!DOCTYPE x [<!ENTITY a "b">]><w:document ')),
        written(("<w:body>", "")),
        written(("町は", "<!ELEMENT")),
    ],
    ids=["empty", "doc", "cut", "entity", "broken", "declaration"],
)
def test_what_is_no_word_file_is_told(raw: bytes) -> None:
    with pytest.raises(UnreadableWord, match=r".+。"):
        remarks_in(raw, "見本町")


def test_deep_nesting_ends_no_program() -> None:
    deep = "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000
    assert remarks_in(written(("<w:body>", f"<w:body>{deep}")), "見本町") == ()


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hidaka_dx.wordfile.returned.LARGEST", 20_000)
    found = BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("word/document.xml", b" " * 1_000_000)
    with pytest.raises(UnreadableWord, match="大きすぎます"):
        remarks_in(found.getvalue(), "見本町")
