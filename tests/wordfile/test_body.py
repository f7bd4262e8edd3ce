"""What stands in a Word file is what Word has for it: styles, notes, lists, tables, pictures."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from comparison.documents import document

from hidaka_dx.document import (
    Block,
    Cell,
    Document,
    Field,
    Figure,
    Form,
    Heading,
    Items,
    Link,
    NoteCall,
    Paragraph,
    Part,
    Ruby,
    Table,
    Text,
)
from hidaka_dx.wordfile import FigurePicture, drawn, word_file
from wordfile.judge import Choice, W, WordReader
from wordfile.test_package import DAY, both

WISH = "町は、暮らしを便利にします"


def one(*blocks: Block, mark: str = "(1)") -> Document:
    return document((Part("aim", Heading(2, mark, "目的"), blocks),))


def words(text: str, name: str = "aim.1") -> Paragraph:
    return Paragraph(name, (Text(text),))


def table(*rows: Sequence[str], head: Sequence[str] = ("項目", "値")) -> Table:
    cells = (tuple(Cell((Text(text),)) for text in row) for row in rows)
    return Table("goals", 1, "目標", tuple(Cell((Text(each),)) for each in head), tuple(cells), (0.7, 0.3))


def figure(alt: str = "図の文。") -> Figure:
    return Figure("image", 1, "姿", alt, "読む文。", 8.0, "<svg/>", None, "出典：町", True, ("注の文",))


def body(raw: bytes) -> str:
    return WordReader(raw, "accepted").parts["word/document.xml"].decode()


def test_headings_bear_their_marks_and_their_styles() -> None:
    raw = word_file(one(words("文。")), {}, DAY)
    assert '<w:pStyle w:val="Heading2"/>' in body(raw)
    assert WordReader(raw, "accepted").names() == {"aim": "(1)　目的", "aim.1": "文。"}


def test_a_new_number_of_a_heading_is_a_revision() -> None:
    raw = both(one(words("文。")), one(words("文。"), mark="(2)"))
    assert "(2)　目的" in WordReader(raw, "accepted").lines()
    assert body(raw).count("<w:ins ") == body(raw).count("<w:del ") == 1


def test_a_changed_note_is_marked_in_the_note() -> None:
    old, new = (
        one(Paragraph("aim.1", (Text("町"), NoteCall("n", "注1", (Text(each),))))) for each in ("甲の注", "乙の注")
    )
    raw = both(old, new)
    notes = WordReader(raw, "accepted").parts["word/footnotes.xml"].decode()
    assert "<w:ins " not in body(raw)
    assert "<w:ins " in notes
    assert "町［注1　乙の注］注1" in WordReader(raw, "accepted").lines()
    assert "町［注1　甲の注］注1" in WordReader(raw, "rejected").lines()


def test_ruby_and_references_are_those_of_word() -> None:
    raw = body(word_file(one(Paragraph("aim.1", (Ruby("日高", "ひだか"), Link("aim", "(1)")))), {}, DAY))
    assert "<w:ruby>" in raw
    assert '<w:hyperlink w:anchor="_aim" w:history="1">' in raw


def test_lists_are_those_of_word() -> None:
    inner = Items("aim.3", False, ((words("内", "aim.4"),),))
    raw = word_file(one(Items("aim.2", True, ((words("一", "aim.1"), inner), (words("二", "aim.5"),)))), {}, DAY)
    assert body(raw).count('<w:ilvl w:val="0"/><w:numId w:val="1"/>') == 2
    assert body(raw).count('<w:ilvl w:val="1"/><w:numId w:val="2"/>') == 1


def test_the_head_of_a_table_repeats_and_its_rows_are_revised_one_by_one() -> None:
    raw = both(one(table(("甲", "1"), ("乙", "2"))), one(table(("甲", "3"), ("丙", "4"))))
    assert body(raw).count("<w:tblHeader/>") == 1
    assert "表1　目標" in WordReader(raw, "accepted").lines()
    assert WordReader(raw, "accepted").lines()[-4:] == ["甲", "3", "丙", "4"]
    assert WordReader(raw, "rejected").lines()[-4:] == ["甲", "1", "乙", "2"]


def test_a_table_with_other_columns_is_replaced() -> None:
    raw = both(one(table(("甲", "1"))), one(table(("甲", "1", "2"), head=("項目", "値", "新"))))
    assert body(raw).count("<w:tbl>") == 2
    assert WordReader(raw, "rejected").lines()[-4:] == ["項目", "値", "甲", "1"]


def test_a_picture_is_replaced_where_it_differs_and_carries_what_it_says() -> None:
    old, new = figure(), figure("新しい図の文。")
    raw = word_file(one(old), {drawn(old): FigurePicture(b"png", 156.0)}, DAY)
    assert 'descr="図の文。読む文。"' in body(raw)
    assert WordReader(raw, "accepted").parts["word/media/picture1.png"] == b"png"
    changed = both(one(old), one(new))
    assert "〔図：新しい図の文。読む文。〕" in WordReader(changed, "accepted").lines()
    assert "〔図：図の文。読む文。〕" in WordReader(changed, "rejected").lines()
    assert body(both(one(old), one(replace(old, title="町の姿")))).count("〔図：") == 1


def test_a_form_is_a_label_and_what_it_says() -> None:
    form = Form("sheet", ((Field("主管", (words("企画課"),)),),))
    assert WordReader(word_file(one(form), {}, DAY), "accepted").lines()[-2:] == ["主管", "企画課"]


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_says_so_above_every_page(draft: bool) -> None:  # noqa: FBT001  a parameter of the test
    reader = WordReader(word_file(replace(one(), draft=draft), {}, DAY), "accepted")
    assert ("【案】" in reader.parts["word/header.xml"].decode()) is draft


def test_wide_pages_end_where_the_section_ends() -> None:
    first, second, third = (Part(f"p{n}", Heading(1, str(n), "題"), ()) for n in range(3))
    parts = (first, replace(second, layout="wide"), third)
    shapes = [
        each.get(f"{W}orient")
        for each in WordReader(word_file(document(parts), {}, DAY), "accepted").body.iter(f"{W}pgSz")
    ]
    assert shapes == ["portrait", "landscape", "portrait"]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert both(one(words("甲")), one(words("乙"))) == both(one(words("甲")), one(words("乙")))


def test_words_at_the_end_and_the_paragraph_behind_are_revisions_of_their_own() -> None:
    """LibreOffice makes one of revisions that touch and are signed alike, and loses the end of the paragraph between them."""
    raw = both(one(words(WISH)), one(words(f"{WISH}。もっと進めます"), words("新しい段落です", "aim.2")))
    revisions = WordReader(raw, "accepted").body.iter(f"{W}ins")
    assert len({each.get(f"{W}date") for each in revisions}) == 2


def grouped(*groups: tuple[str, Sequence[str]]) -> Table:
    """Make a table in which the first cell of each group reaches down all its rows."""
    rows = [
        (*([Cell((Text(name),), rows=len(values))] if not place else []), Cell((Text(value),)))
        for name, values in groups
        for place, value in enumerate(values)
    ]
    return replace(table(), rows=tuple(rows))


def shape(raw: bytes, choice: Choice) -> list[tuple[tuple[str, int], ...]]:
    """Give the rows of the table after a choice: each cell that is seen, with its words and how many rows it takes."""
    reader, found = WordReader(raw, choice), list[list[list[object]]]()
    (grid,) = reader.body.iter(f"{W}tbl")
    above: list[object] = []
    for row in (each for each in grid.findall(f"{W}tr") if each.find(f"{W}trPr/{reader.lost}") is None):
        found.append([])
        for cell in row.findall(f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") is None:
                above[1] = int(str(above[1])) + 1
                continue
            found[-1].append(["".join(reader.lines(cell)), 1])
            above = found[-1][-1] if cell is row.find(f"{W}tc") else above
    return [tuple((str(words_), int(str(rows))) for words_, rows in row) for row in found]


GROUPS = (("窓口", ("甲", "乙", "丙")), ("防災", ("丁",)), ("行政", ("戊", "己")))


@pytest.mark.parametrize(
    ("new", "replaced"),
    [
        ((("窓口", ("甲", "新", "乙", "丙")), *GROUPS[1:]), 0),
        ((("窓口", ("甲", "丙")), *GROUPS[1:]), 0),
        ((("窓口の", ("甲", "乙", "丙")), *GROUPS[1:]), 0),
        ((*GROUPS[:2], ("行政", ("戊", "己")), ("新", ("庚", "辛"))), 0),
        ((GROUPS[0], GROUPS[2]), 0),
        ((("窓口", ("乙", "丙")), *GROUPS[1:]), 5),
        ((("窓口", ("甲",)), ("新", ("乙", "丙")), *GROUPS[1:]), 3),
    ],
)  # fmt: skip
def test_rows_come_and_go_inside_of_cells_that_reach_down(
    new: tuple[tuple[str, Sequence[str]], ...], replaced: int
) -> None:
    """Nothing but the rows that a tall cell ties to what changes is replaced, and either choice gives its edition."""
    olds, news = (grouped(*each) for each in (GROUPS, new))
    for first, second in ((olds, news), (news, olds)):
        raw = both(one(first), one(second))
        sides: tuple[tuple[Choice, Table], ...] = (("accepted", second), ("rejected", first))
        for choice, wanted in sides:
            assert shape(raw, choice)[1:] == [tuple((cell.text, cell.rows) for cell in row) for row in wanted.rows]
    inserted = body(both(one(olds), one(news))).count("<w:cantSplit/><w:ins ")
    assert inserted <= max(replaced, len(news.rows) - len(olds.rows)), inserted
