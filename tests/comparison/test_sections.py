"""A small plan in two editions: what is listed, what stands side by side, what is struck out and written in."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from comparison.documents import document
from comparison.editions import NEW, OLD
from hidaka_dx.comparison import Comparison, apply, compare, compose_comparison_table, compose_redline, dumped
from hidaka_dx.document import (
    Block,
    Cell,
    Changed,
    Document,
    Field,
    Figure,
    Form,
    Heading,
    Inline,
    Items,
    PageOf,
    Paragraph,
    Part,
    Table,
    Text,
)
from hidaka_dx.plan import ComparisonWording

SIGNS = {"added": "〔+{}+〕", "removed": "〔-{}-〕", "marked": "＿{}＿", "remark": "{}"}
REASONS = {"online": "手続の現状を分けて述べるため。", "measure.1-2": "役割を終えたため。"}


def line(inlines: Iterable[Inline]) -> str:
    return "".join(
        SIGNS[inline.change].format(inline.text) if isinstance(inline, Changed) else inline.text for inline in inlines
    )


def outline(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield f"{'#' * part.heading.depth} {part.heading.mark} {line(part.heading.words) or part.heading.title}"
        for block in part.blocks:
            yield from lines(block)
        yield from outline(part.parts)


def lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield line(block.inlines)
        case Items():
            yield from (f"・{words}" for item in block.items for inner in item for words in lines(inner))
        case Figure():
            yield f"図{block.number} {line(block.caption) or block.title}"
        case Table():
            yield f"表 {line(block.caption) or block.title}"
            yield from ("｜".join(line(cell.inlines) for cell in row) for row in (block.head, *block.rows))
        case Form():
            fields = (field for row in block.rows for field in row)
            yield from (f"{f.label}：{words}" for f in fields for inner in f.blocks for words in lines(inner))


def listed(comparison: Comparison) -> str:
    return "".join(f"{'・'.join(e.classes)}｜{e.place}｜{e.title}｜{e.words}\n" for e in comparison.entries)


def text(document: Document) -> str:
    return "\n".join(outline(document.parts)) + "\n"


def table(wording: ComparisonWording | None = None) -> Document:
    return compose_comparison_table(compare(OLD, NEW), OLD, NEW, wording or ComparisonWording(), REASONS)


def test_changes_are_listed_in_the_words_of_an_amendment(snapshot: Callable[[str, str], None]) -> None:
    comparison = compare(OLD, NEW)
    assert apply(comparison, OLD) == NEW
    snapshot("comparison/changes.txt", listed(comparison))


def test_old_and_new_stand_side_by_side(snapshot: Callable[[str, str], None]) -> None:
    snapshot("comparison/table.txt", text(table()))


def test_the_redline_holds_both(snapshot: Callable[[str, str], None]) -> None:
    redline = compose_redline(compare(OLD, NEW), OLD, NEW)
    contents = "".join(f"{e.mark} {e.title}{f'〔{e.change}〕' if e.change else ''}\n" for e in redline.contents)
    snapshot("comparison/redline.txt", contents + "\n" + text(redline))


def test_the_town_sets_the_order_and_the_heads() -> None:
    wording = ComparisonWording(left="old", old="現行", new="改正案", reason="備考")
    first = table(wording).parts[1].parts[0].blocks[0]
    assert isinstance(first, Table)
    assert [cell.text for cell in first.head] == ["箇所", "現行", "改正案", "備考"]
    assert [cell.text for cell in first.rows[0]] == ["版", "第1版", "第2版", ""]


def test_without_reasons_there_is_no_column_for_them() -> None:
    made = compose_comparison_table(compare(OLD, NEW), OLD, NEW, ComparisonWording(), {})
    first = made.parts[1].parts[0].blocks[0]
    assert isinstance(first, Table)
    assert len(first.head) == 3


def test_editions_that_do_not_differ_are_said_not_to() -> None:
    made = compose_comparison_table(compare(OLD, OLD), OLD, OLD, ComparisonWording(), {})
    assert text(made) == "#  新旧対照表\n改正した部分はありません。\n"


def test_the_redline_of_editions_that_do_not_differ_is_the_whole_document() -> None:
    redline = compose_redline(compare(OLD, OLD), OLD, OLD)
    assert redline.parts == OLD.parts
    assert redline.contents == OLD.contents


def test_sections_that_stay_keep_their_place_in_the_contents_of_the_redline() -> None:
    first = OLD.parts[0]
    amended = replace(first, heading=replace(first.heading, title="町の考え方"))
    stays = replace(OLD, parts=(OLD.parts[-1], first), contents=(*OLD.contents[-3:], *OLD.contents[:-3]))
    new = replace(stays, parts=(OLD.parts[-1], amended))
    redline = compose_redline(compare(stays, new), stays, new)
    assert [entry.target for entry in redline.contents] == [entry.target for entry in new.contents]


def test_every_change_of_the_list_has_its_page() -> None:
    changes, sides = table().parts
    assert isinstance(changes.blocks[0], Table)
    targets = {i.target for row in changes.blocks[0].rows for i in row[-1].inlines if isinstance(i, PageOf)}
    assert targets == {part.id for part in sides.parts}


def test_the_same_editions_give_the_same_bytes() -> None:
    assert dumped(compare(OLD, NEW)) == dumped(compare(OLD, NEW))


def test_rows_and_entries_in_another_order_are_said_to_be() -> None:
    rows = tuple((Cell((Text(word),)), Cell((Text(f"{word}の説明"),))) for word in ("窓口", "手続", "申請"))
    head = (Cell((Text("用語"),)), Cell((Text("説明"),)))
    entries = tuple(
        (Paragraph(f"x.1.{i}.1", (Text(f"{word}を見直すこと。"),)),)
        for i, word in enumerate(("窓口", "手続", "申請"), 1)
    )
    old, new = (
        document(
            (
                Part(
                    "x",
                    Heading(1, "1", "題"),
                    (Items("x.1", False, order(entries)), Table("t", 1, "表題", head, order(rows), (0.5, 0.5))),
                ),
            )
        )
        for order in (tuple, lambda values: tuple(reversed(values)))
    )
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    assert listed(comparison) == "改正｜1｜題｜箇条書き(1)、箇条書き(2)、表1「申請」の項、「手続」の項を改める。\n"
    shown = text(compose_comparison_table(comparison, old, new, ComparisonWording(), {}))
    assert "・手続を見直すこと。（並びを変更）｜・手続を見直すこと。" in shown
    assert "手続（並びを変更）｜手続" in shown
    assert "手続〔並びを変更〕｜手続の説明" in text(compose_redline(comparison, old, new))


def test_a_draft_that_is_decided_is_said_to_be() -> None:
    comparison = compare(replace(OLD, draft=True, date=None), OLD)
    assert listed(comparison) == "改正｜表紙｜｜案の別、年月日を改める。\n"
    shown = text(
        compose_comparison_table(comparison, replace(OLD, draft=True, date=None), OLD, ComparisonWording(), {})
    )
    assert "案の別｜＿決定＿｜＿案＿" in shown
    assert "年月日｜＿2026年4月1日＿｜＿日付未定＿" in shown


def field(label: str, *words: str) -> tuple[Field, ...]:
    entries = tuple((Paragraph(f"m.{label}.1.{i}", (Text(word),)),) for i, word in enumerate(words, 1))
    return (Field(label, (Items(f"m.{label}.1", False, entries),)),)


def sheet(*rows: tuple[Field, ...]) -> Document:
    """Give a document of one measure whose form has some rows."""
    return document((Part("m", Heading(1, "1-1", "申請"), (Form("m.form", rows),)),))


AIM, STEPS, REPORT = (
    field("めざす姿", "申請を早く"),
    field("取組内容", "手順を見直す"),
    field("進捗", "順調", "一部着手"),
)


def said(old: Document, new: Document) -> str:
    return listed(compare(old, new)).removeprefix("改正｜1-1｜申請｜").rstrip()


def test_of_a_form_only_its_fields_are_named() -> None:
    assert said(sheet(AIM, STEPS), sheet(AIM, STEPS, REPORT)) == "進捗を加える。"
    assert said(sheet(AIM, STEPS), sheet(STEPS, AIM)) == "取組内容を改める。"
    bare = document((Part("m", Heading(1, "1-1", "申請"), ()),))
    assert said(bare, sheet(AIM, STEPS)) == "めざす姿、取組内容を加える。"


def test_what_is_gone_is_told_by_its_old_place() -> None:
    old, new = field("取組内容", "手順を見直す", "窓口を閉じる"), field("取組内容", "手順を見直す", "研修を毎年行う")
    assert said(sheet(old), sheet(new)) == "取組内容(2)を加える。改正前の取組内容(2)を削る。"


def test_the_only_table_of_a_section_is_named_by_its_title() -> None:
    head, row = (Cell((Text("年度"),)), Cell((Text("R8"),))), (Cell((Text("目標"),)), Cell((Text("70"),)))
    table = Table("m.years", None, "指標と目標", head, (row,), (0.5, 0.5))
    bare = sheet(AIM)
    full = replace(bare, parts=(replace(bare.parts[0], blocks=(*bare.parts[0].blocks, table)),))
    assert said(bare, full) == "指標と目標を加える。"


def test_two_drafts_are_both_said_to_be() -> None:
    draft = replace(OLD, draft=True)
    comparison = compare(draft, draft)
    made = compose_comparison_table(comparison, draft, draft, ComparisonWording(), {})
    assert made.file_stem == "見本町DX推進計画新旧対照表_第1版（案）から第1版（案）"
    redline = compose_redline(comparison, draft, draft)
    assert redline.file_stem == "見本町DX推進計画_第1版（第1版（案）からの見え消し）（案）"


def sides(old: Document, new: Document) -> list[str]:
    """Give the rows of the only section that differs."""
    made = compose_comparison_table(compare(old, new), old, new, ComparisonWording(), {})
    return list(lines(made.parts[1].parts[0].blocks[0]))[2:]


def years(name: str, title: str, head: str, *words: str) -> Table:
    names = ("1-2", "自治体の情報システムの標準化・共通化")
    rows = tuple((Cell((Text(row),)), Cell((Text(word),))) for row, word in zip(names, words, strict=True))
    return Table(name, None, title, (Cell((Text("年度"),)), Cell((Text(head),))), rows, (0.5, 0.5))


def test_a_row_of_a_table_without_number_is_named_by_its_first_cell() -> None:
    part = sheet().parts[0]
    old = document(
        (replace(part, blocks=(years("t.1", "目標", "R8", "2", "3"), years("t.2", "工程", "R8", "4", "5"))),)
    )
    new = document(
        (replace(part, blocks=(years("t.1", "目標", "R9", "6", "7"), years("t.2", "工程", "R8", "4", "8"))),)
    )
    assert sides(old, new) == [
        "目標　見出し行｜年度　＿R9＿｜年度　＿R8＿",
        "1-2の項｜1-2　＿6＿｜1-2　＿2＿",
        "自治体の情報システムの標準化・共通化の項｜自治体の情報システムの標準化・共通化　＿7＿｜自治体の情報システムの標準化・共通化　＿3＿",
        "工程　自治体の情報システムの標準化・共通化の項｜自治体の情報システムの標準化・共通化　＿8＿｜自治体の情報システムの標準化・共通化　＿5＿",
    ]


def test_the_rows_of_each_table_are_listed_below_its_name() -> None:
    part = sheet().parts[0]
    old, new = (
        document((replace(part, blocks=(years("t.1", "目標", "R8", *words), years("t.2", "工程", "R8", *words))),))
        for words in (("2", "3"), ("6", "7"))
    )
    row = "「自治体の情報システムの標準化・共通化」の項"
    assert said(old, new) == f"目標「1-2」の項、{row}、工程「1-2」の項、{row}を改める。"


def test_fields_in_another_order_are_said_to_be() -> None:
    assert sides(sheet(AIM, STEPS), sheet(STEPS, AIM))[0] == "取組内容｜手順を見直す（並びを変更）｜手順を見直す"


def wide(*rows: str) -> Document:
    """Give a document of one table: the head, then rows, cells parted by blanks; a row of one cell is a group's."""
    head, *others = (tuple(Cell((Text(word),)) for word in row.split()) for row in rows)
    body = tuple((replace(row[0], span=len(head)),) if len(row) == 1 else row for row in others)
    table = Table("t", 1, "体制", head, body, (1 / len(head),) * len(head))
    return document((Part("x", Heading(1, "1", "題"), (table,)),))


def struck(old: Document, new: Document) -> list[str]:
    made = compose_redline(compare(old, new), old, new)
    return [words for block in made.parts[0].blocks for words in lines(block)]


def test_of_a_table_with_one_more_column_only_that_is_written_in() -> None:
    old = wide("役割 人数", "本庁", "責任者 1", "リーダー 12")
    new = wide("役割 担当 人数", "本庁", "責任者 町長 1", "リーダー 各課 24", "監査員 外部 2")
    assert struck(old, new) == [
        "表 体制",
        "役割｜〔+担当+〕｜人数",
        "本庁",
        "責任者｜〔+町長+〕｜1",
        "リーダー｜〔+各課+〕｜〔-12-〕〔+24+〕",
        "〔+監査員+〕｜〔+外部+〕｜〔+2+〕",
    ]


def test_a_table_with_a_column_less_is_struck_and_written_anew() -> None:
    old, new = wide("役割 担当 人数", "責任者 町長 1"), wide("役割 人数", "責任者 1")
    assert struck(old, new) == [
        "表 体制",
        "〔-役割-〕｜〔-担当-〕｜〔-人数-〕",
        "〔-責任者-〕｜〔-町長-〕｜〔-1-〕",
        "表 体制",
        "〔+役割+〕｜〔+人数+〕",
        "〔+責任者+〕｜〔+1+〕",
    ]


def test_a_row_gone_from_a_table_with_one_more_column_keeps_the_width_that_it_had() -> None:
    old = wide("役割 人数", "責任者 1", "相談員 3")
    new = wide("役割 担当 人数", "責任者 町長 1")
    assert struck(old, new)[:4] == [
        "表 体制",
        "〔-役割-〕｜〔-人数-〕",
        "〔-責任者-〕｜〔-1-〕",
        "〔-相談員-〕｜〔-3-〕",
    ]
