"""A Word file that came back: what people wrote is listed with its id, what went out is not, nothing harmful is opened."""

import zipfile
from io import BytesIO

import pytest
from comparison.documents import document

from hidaka_dx.document import Heading, Paragraph, Part, Text
from hidaka_dx.wordfile import UnreadableWord, WordComment, author_of, changes, read_returned, word_file
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


AIM, MEANS = "町は進めます。</w:t></w:r>", '<w:t xml:space="preserve">手段です。'


def told(raw: bytes) -> list[tuple[str, str, tuple[str, ...], bool]]:
    """Give what differs from what was sent: what went, what came, who did it, whether it is recorded."""
    returned = read_returned(raw, author_of("見本町"))
    assert returned.sent
    return [
        (each.before, each.after, each.authors, each.recorded)
        for each in changes(returned.sent.passages, returned.passages)
    ]


def test_what_is_recorded_and_what_is_not_are_both_seen() -> None:
    added = f"<w:ins {BY}><w:r><w:t>早</w:t></w:r></w:ins><w:ins {BY}><w:r><w:t>く</w:t></w:r></w:ins>"
    raw = written(
        (AIM, f"町は</w:t></w:r>{added}<w:del {BY}><w:r><w:delText>進めます。</w:delText></w:r></w:del>"),
        (MEANS, '<w:t xml:space="preserve">方法です。'),
    )
    assert told(raw) == [("進めます。", "早く", ("福祉課 佐藤",), True), ("手段", "方法", (), False)]
    assert told(OURS) == []


def test_paragraphs_come_and_go() -> None:
    end = f"<w:pPr><w:rPr><w:ins {BY}/></w:rPr></w:pPr>"
    new = f"{AIM}</w:p><w:p>{end}<w:ins {BY}><w:r><w:t>新しい段落。</w:t></w:r></w:ins></w:p><w:p><w:r><w:t/></w:r>"
    assert [(before, after.strip()) for before, after, *_ in told(written((AIM, new)))] == [("", "新しい段落。")]
    whole = told(
        written(
            (
                f"{MEANS}</w:t></w:r>",
                f"<w:t></w:t></w:r><w:del {BY}><w:r><w:delText>手段です。</w:delText></w:r></w:del>",
            )
        )
    )
    assert whole == [("手段です。", "", ("福祉課 佐藤",), True)]
    assert told(written((MEANS, "<w:t>"))) == [("手段です。", "", (), False)]


def test_what_one_adds_and_another_takes_away_again_is_nothing() -> None:
    both_ = f"<w:ins {BY}><w:del {BY}><w:r><w:delText>早く</w:delText></w:r></w:del></w:ins>"
    assert told(written((AIM, f"町は進めます。</w:t></w:r>{both_}"))) == []


def test_comments_are_told_with_their_words() -> None:
    raw = written(
        (MEANS, '<w:t xml:space="preserve">手段</w:t></w:r><w:commentRangeStart w:id="9"/><w:r><w:t>です。'),
        (
            "です。</w:t></w:r>",
            'です。</w:t></w:r><w:commentRangeEnd w:id="9"/><w:r><w:commentReference w:id="9"/></w:r>',
        ),
        comments=COMMENTS,
    )
    (found,) = read_returned(raw, "").comments
    assert found == WordComment("福祉課 佐藤", "2026-05-10", ("means",), "根拠は\n何ですか。", "です。")
    assert told(raw) == []


def test_what_went_out_is_no_opinion() -> None:
    old = document((Part("aim", Heading(1, "1", "目的"), (Paragraph("gone", (Text("前の文です。"),)),)),))
    raw = both(old, document(PARTS))
    assert told(raw) == []


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
        read_returned(raw, "見本町")


def test_deep_nesting_ends_no_program() -> None:
    deep = "<w:sdt>" * 20_000 + "</w:sdt>" * 20_000
    assert told(written(("<w:body>", f"<w:body>{deep}"))) == []
