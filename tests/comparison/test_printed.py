"""What is printed is compared: readings, footnotes, alternative texts; and nothing is listed that a reader does not see."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comparison.documents import Editor, document
from comparison.editions import OLD, written
from comparison.reading import calls, lines_of, listed, printed, redline, rows
from hidaka_dx.comparison import apply, compare, compose_redline, dumped, restored
from hidaka_dx.document import Changed, Document, Figure, Heading, Inline, Items, NoteCall, Paragraph, Part, Ruby, Text

TOWN = """\
# 章 {#chapter}

## 目的 {#aim}

この計画は、町民の利便性を高めるために定めます[^a]。｛進捗｜しんちょく｝は毎年度調べます。

第一の文です。第二の文は、別の段落に移すことがあります。第三の文です。

## 表と箇条書き {#tab}

表：窓口の一覧 {#t1}

| 番号 | 窓口 | 件数 |
|---|---|---:|
| 1 | 住民課 | 1,200 |
| 2 | 福祉課 | 300 |
| 3 | 税務課 | 45 |

- 窓口を見直す項目
- 電子申請を増やす項目
"""
NOTE = "利便性とは、手続の時間を短くすることをいいます。"
TOWN_OLD = written(TOWN, {"a": NOTE})


def test_a_corrected_reading_is_listed_and_shown_on_both_sides() -> None:
    new = written(TOWN.replace("しんちょく", "しんぽ"), {"a": NOTE})
    assert listed(TOWN_OLD, new) == ["1(1) 第1段落を改める。"]
    here, there = (
        f"この計画は、町民の利便性を高めるために定めます（注1）。＿進捗《{reading}》＿は毎年度調べます。"
        for reading in ("しんぽ", "しんちょく")
    )
    assert rows(TOWN_OLD, new)[0] == f"第1段落｜{here}｜{there}"
    assert redline(TOWN_OLD, new) == [
        "この計画は、町民の利便性を高めるために定めます（注1）。〔-進捗《しんちょく》-〕〔+進捗《しんぽ》+〕は毎年度調べます。"
    ]


def test_the_words_of_a_footnote_are_compared() -> None:
    new = written(TOWN, {"a": NOTE.replace("時間", "回数")})
    assert listed(TOWN_OLD, new) == ["1(1) 第1段落の注を改める。"]
    here, there = (f"利便性とは、手続の＿{word}＿を短くすることをいいます。" for word in ("回数", "時間"))
    assert rows(TOWN_OLD, new)[0] == f"第1段落の注｜{here}｜{there}"
    assert redline(TOWN_OLD, new) == ["利便性とは、手続の〔-時間-〕〔+回数+〕を短くすることをいいます。"]


def test_a_footnote_that_comes_or_goes_is_shown_with_its_words() -> None:
    bare = written(TOWN.replace("[^a]", ""), {"a": NOTE})
    assert listed(bare, TOWN_OLD) == ["1(1) 第1段落を改める。第1段落の注を加える。"]
    assert f"第1段落の注｜＿{NOTE}＿｜（新設）" in rows(bare, TOWN_OLD)
    assert f"〔+{NOTE}+〕" in redline(bare, TOWN_OLD)
    assert listed(TOWN_OLD, bare) == ["1(1) 第1段落を改める。改正前の第1段落の注を削る。"]
    assert f"第1段落の注｜（削る）｜＿{NOTE}＿" in rows(TOWN_OLD, bare)
    assert f"〔-（注1　{NOTE}）-〕" in "".join(redline(TOWN_OLD, bare))


def test_a_footnote_first_called_elsewhere_is_the_same_footnote() -> None:
    later = written(TOWN.replace("[^a]", "").replace("第三の文です", "第三の文です[^a]"), {"a": NOTE})
    assert listed(TOWN_OLD, later) == ["1(1) 第1段落、第2段落を改める。"]
    assert redline(TOWN_OLD, later) == [
        "この計画は、町民の利便性を高めるために定めます〔-（注1）-〕。進捗《しんちょく》は毎年度調べます。",
        "第一の文です。第二の文は、別の段落に移すことがあります。第三の文です〔+（注1）+〕。",
    ]


def test_a_footnote_of_a_cell_is_named_by_its_row() -> None:
    called = TOWN.replace("| 2 | 福祉課 |", "| 2 | 福祉課[^b] |")
    old, new = (written(called, {"a": NOTE, "b": words}) for words in ("本庁にあります。", "支所にあります。"))
    assert listed(old, new) == ["1(2) 表1「2」の項の注を改める。"]
    assert rows(old, new)[0] == "表1「2」の項の注｜＿支所＿にあります。｜＿本庁＿にあります。"


def test_the_alternative_text_of_a_figure_is_compared() -> None:
    part = OLD.parts[0]
    (figure,) = part.blocks
    assert isinstance(figure, Figure)
    new = replace(
        OLD, parts=(replace(part, blocks=(replace(figure, alt="4つの段階を毎年度繰り返します。"),)), *OLD.parts[1:])
    )
    assert listed(OLD, new) == ["1 図1を改める。"]
    assert rows(OLD, new) == ["図1（代替テキスト）｜4つの段階を＿毎年度繰り＿返します。｜4つの段階を＿繰り＿返します。"]
    assert redline(OLD, new) == ["〔上の図の代替テキスト〕　4つの段階を〔-繰り-〕〔+毎年度繰り+〕返します。"]


def test_a_drawing_is_compared_by_what_it_says_and_a_picture_by_its_file() -> None:
    """A program that places the same boxes otherwise amends nothing."""
    part = OLD.parts[0]
    (figure,) = part.blocks
    assert isinstance(figure, Figure)
    drawn = replace(figure, drawing=(figure.drawing or "").replace("300", "350"), height=figure.height + 1)
    new = replace(OLD, parts=(replace(part, blocks=(drawn,)), *OLD.parts[1:]))
    assert (listed(OLD, new), redline(OLD, new)) == ([], [])
    told = replace(drawn, spoken=f"{figure.spoken}終わりに、公表。")
    new = replace(OLD, parts=(replace(part, blocks=(told,)), *OLD.parts[1:]))
    assert listed(OLD, new) == ["1 図1を改める。"]
    new = replace(OLD, parts=(replace(part, blocks=(replace(drawn, image="map.png"),)), *OLD.parts[1:]))
    assert rows(OLD, new)[-1] == "図1｜図の絵を改める。｜（略）"
    assert redline(OLD, new)[-1] == "〔上の図を改める〕"


def test_a_figure_with_another_title_is_not_said_to_be_drawn_anew() -> None:
    part = OLD.parts[0]
    (figure,) = part.blocks
    assert isinstance(figure, Figure)
    new = replace(OLD, parts=(replace(part, blocks=(replace(figure, title="計画の進め方"),)), *OLD.parts[1:]))
    assert [row for row in rows(OLD, new) if "図の絵" in row] == []
    assert redline(OLD, new) == []


def test_a_figure_that_only_stands_elsewhere_is_not_said_to_be_amended() -> None:
    first, second = OLD.parts[0], OLD.parts[1]
    (figure,) = first.blocks
    assert isinstance(figure, Figure)
    moved = replace(second, blocks=(*second.blocks, replace(figure, number=2)))
    new = replace(OLD, parts=(replace(first, blocks=()), moved, *OLD.parts[2:]))
    assert not any("図を改める" in words for words in redline(OLD, new))


KEYS = ("a", "b", "c")
WORDS = st.text("町民の手続を令和8年度DX。", min_size=1, max_size=8)
PIECES = (
    st.builds(Text, WORDS)
    | st.builds(Ruby, WORDS, WORDS)
    | st.builds(NoteCall, st.sampled_from(KEYS), st.just(""), st.just(()))
)
TEXTS = st.dictionaries(st.sampled_from(["p", "q", "r"]), st.lists(PIECES, max_size=5))
NOTES = st.fixed_dictionaries(dict.fromkeys(KEYS, WORDS))


def noted(texts: dict[str, list[Inline]], notes: dict[str, str]) -> Document:
    """Give a document whose footnotes stand at their first calls and are counted, as composers make it."""
    marks: dict[str, str] = {}
    paragraphs = []
    for name in sorted(texts):
        inlines: list[Inline] = []
        for inline in texts[name]:
            if isinstance(inline, NoteCall):
                first = inline.note not in marks
                mark = marks.setdefault(inline.note, f"注{len(marks) + 1}")
                inlines.append(NoteCall(inline.note, mark, (Text(notes[inline.note]),) if first else ()))
            else:
                inlines.append(inline)
        paragraphs.append(Paragraph(name, tuple(inlines)))
    return document((Part("x", Heading(1, "1", "題"), tuple(paragraphs)),))


def one_side(inlines: Iterable[Inline], dropped: str) -> str:
    """Read a redline's words as those of one edition: what the other one has is left out."""
    kept = (inline for inline in inlines if not (isinstance(inline, Changed) and inline.change in (dropped, "remark")))
    return "".join(
        one_side(inline.inlines, dropped) if isinstance(inline, Changed) else printed([inline]) for inline in kept
    )


GONE = re.compile("（(注[0-9])　([^）]*)）")
"""A footnote that is gone, struck out behind its call."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, NOTES, NOTES)
def test_the_redline_holds_both_editions_with_readings_and_notes(
    before: dict[str, list[Inline]], after: dict[str, list[Inline]], were: dict[str, str], are: dict[str, str]
) -> None:
    old, new = noted(before, were), noted(after, are)
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    made = compose_redline(comparison, old, new)
    lines = [inlines for part in made.parts for block in part.blocks for inlines in lines_of(block)]
    for edition, dropped in ((old, "added"), (new, "removed")):
        own = [inlines for block in edition.parts[0].blocks for inlines in lines_of(block)]
        read = GONE.sub(r"（\1）", "".join(one_side(line, dropped) for line in lines))
        assert read == "".join(map(printed, own))
        notes = [one_side(call.content, dropped) for line in lines for call in calls(line) if call.content]
        gone = [words for line in lines for _, words in GONE.findall(one_side(line, dropped))]
        assert sorted(filter(None, (*notes, *gone))) == sorted(
            printed(call.content) for line in own for call in calls(line) if call.content
        )
    assert bool(comparison.entries) == (_shown(old) != _shown(new))


def _shown(edition: Document) -> list[tuple[str, list[str]]]:
    """Give what is printed of the paragraphs and notes, but for the marks of notes, which are counted."""
    lines = [inlines for block in edition.parts[0].blocks for inlines in lines_of(block)]
    words = [(re.sub("（注[0-9]）", "＊", printed(line)), [call.note for call in calls(line)]) for line in lines]
    notes = [(printed(call.content), [call.note]) for line in lines for call in calls(line) if call.content]
    return [*words, *sorted(notes)]


SPLIT = written(TOWN.replace("第一の文です。第二", "第一の文です。\n\n第二"), {"a": NOTE})


def test_a_split_paragraph_is_said_to_be_split_and_nothing_is_marked() -> None:
    assert listed(TOWN_OLD, SPLIT) == ["1(1) 改正前の第2段落を第2段落、第3段落に分ける。"]
    words = "第二の文は、別の段落に移すことがあります。第三の文です。"
    assert rows(TOWN_OLD, SPLIT) == [
        "｜（略）｜（略）",
        f"第2段落｜第一の文です。〔ここで段落を分ける〕{words}｜第一の文です。{words}",
    ]
    assert redline(TOWN_OLD, SPLIT) == ["第一の文です。〔ここで段落を分ける〕"]
    assert apply(compare(TOWN_OLD, SPLIT), TOWN_OLD) == SPLIT


def test_joined_paragraphs_are_said_to_be_joined_and_nothing_is_marked() -> None:
    assert listed(SPLIT, TOWN_OLD) == ["1(1) 改正前の第2段落、第3段落を第2段落につなぐ。"]
    words = "第二の文は、別の段落に移すことがあります。第三の文です。"
    assert rows(SPLIT, TOWN_OLD) == [
        "｜（略）｜（略）",
        f"第2段落｜第一の文です。〔ここで段落をつなぐ〕{words}｜第一の文です。〔段落の切れ目〕{words}",
    ]
    assert redline(SPLIT, TOWN_OLD) == [f"第一の文です。〔ここで段落をつなぐ〕{words}"]
    assert apply(compare(SPLIT, TOWN_OLD), SPLIT) == TOWN_OLD


ENTRY = "電子申請を増やす項目です。職員を育てる項目です。"
ONE_ENTRY = written(TOWN.replace("電子申請を増やす項目", ENTRY), {"a": NOTE})
TWO_ENTRIES = written(TOWN.replace("電子申請を増やす項目", ENTRY.replace("。職", "。\n- 職")), {"a": NOTE})


def test_an_item_of_a_numbered_list_has_its_number_on_both_sides() -> None:
    old, new = (
        written(TOWN.replace("- 窓口を見直す項目\n- 電子申請を", words), {"a": NOTE})
        for words in (
            "1. 窓口を見直す項目\n2. 電子申請を",
            "1. 窓口を見直す項目\n2. 職員を育てる項目\n3. 電子申請の案内を",
        )
    )
    assert rows(old, new)[1:] == [
        "箇条書き(2)｜2. ＿職員を育てる項目＿｜（新設）",
        "箇条書き(3)｜3. 電子申請＿の案内＿を増やす項目｜2. 電子申請を増やす項目",
    ]


def test_an_entry_of_a_list_that_was_split_is_said_to_be() -> None:
    assert listed(ONE_ENTRY, TWO_ENTRIES) == ["1(2) 改正前の箇条書き(2)を箇条書き(2)、箇条書き(3)に分ける。"]
    new = "電子申請を増やす項目です。〔ここで段落を分ける〕職員を育てる項目です。"
    assert rows(ONE_ENTRY, TWO_ENTRIES) == ["｜（略）｜（略）", f"箇条書き(2)｜・{new}｜・{ENTRY}"]
    assert redline(ONE_ENTRY, TWO_ENTRIES) == ["電子申請を増やす項目です。〔ここで段落を分ける〕"]
    assert apply(compare(ONE_ENTRY, TWO_ENTRIES), ONE_ENTRY) == TWO_ENTRIES


def test_entries_of_a_list_that_were_joined_are_said_to_be() -> None:
    assert listed(TWO_ENTRIES, ONE_ENTRY) == ["1(2) 改正前の箇条書き(2)、箇条書き(3)を箇条書き(2)につなぐ。"]
    new = "電子申請を増やす項目です。〔ここで段落をつなぐ〕職員を育てる項目です。"
    assert redline(TWO_ENTRIES, ONE_ENTRY) == [new]
    assert apply(compare(TWO_ENTRIES, ONE_ENTRY), TWO_ENTRIES) == ONE_ENTRY


def one_section(paragraphs: Iterable[str]) -> Document:
    """Give a document of one section with paragraphs that have no names."""
    blocks = tuple(Paragraph(f"x.{i}", (Text(text),)) for i, text in enumerate(paragraphs, 1))
    return document((Part("x", Heading(1, "1", "題"), blocks),))


def one_list(entries: Iterable[str]) -> Document:
    """Give a document of one list whose entries are a paragraph each."""
    items = tuple((Paragraph(f"x.1.{i}.1", (Text(text),)),) for i, text in enumerate(entries, 1))
    return document((Part("x", Heading(1, "1", "題"), (Items("x.1", False, items),)),))


CUTS = st.sets(st.integers(1, 7), max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), CUTS, CUTS, st.sampled_from([one_section, one_list]))
def test_paragraphs_cut_elsewhere_are_the_same_words(
    seed: int, before: set[int], after: set[int], form: Callable[[Iterable[str]], Document]
) -> None:
    editor = Editor(seed)
    sentences = [f"{editor.sentence()}。" for _ in range(8)]
    olds, news = (
        ["".join(sentences[a:b]) for a, b in pairwise([0, *sorted(cuts), len(sentences)])] for cuts in (before, after)
    )
    old, new = form(olds), form(news)
    comparison = compare(old, new)
    assert apply(comparison, old) == new
    assert restored(dumped(comparison)) == comparison
    made = compose_redline(comparison, old, new)
    lines = [inlines for block in made.parts[0].blocks for inlines in lines_of(block)]
    assert "".join(one_side(line, "added") for line in lines) == "".join(sentences)
    assert "".join(one_side(line, "removed") for line in lines) == "".join(sentences)
    if before < after or after < before:
        assert not any(words.change != "remark" for line in lines for words in line if isinstance(words, Changed))
    assert bool(comparison.entries) == (before != after)
